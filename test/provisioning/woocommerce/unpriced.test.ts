// Seats whose price nobody knows, in a shop: what is on sale stays as it is until its time, and nothing is created.
import { byHand, message, only, RUN, seat, SKU, startShopWorld, writes } from './shop-world';
import type { ShopWorld } from './shop-world';

let world: ShopWorld;
beforeAll(async () => {
  world = await startShopWorld();
});
beforeEach(() => world.reset());
afterAll(() => world.stop());

const unpriced = (expires: string | null = null) => message({ seats: [seat({ price: null, expires })] });

test('no product is created', async () => {
  const outcome = await world.adapter().deliver(unpriced());

  expect(outcome).toMatchObject({ kind: 'delivered', skus: { seats: {} } });
  expect(writes(world)).toEqual([]);
});

test('what is on sale keeps its price, and its SKU is known', async () => {
  world.shop.put(byHand({ sku: SKU, status: 'publish' }));
  const outcome = await world.adapter().deliver(unpriced());

  expect(outcome).toMatchObject({ skus: { seats: { verified: { sku: SKU } } } });
  expect(only(world)).toMatchObject({ regular_price: '120.00', status: 'publish' });
  expect(writes(world)).toEqual([]);
});

test('what is on sale is taken off at its time', async () => {
  world.shop.put(byHand({ sku: SKU, status: 'publish' }));
  await world.adapter().deliver(unpriced('2026-02-01T00:00:00.000Z'));

  expect(only(world)).toMatchObject({ regular_price: '120.00', status: 'draft' });
});

test('a draft is not put on sale', async () => {
  world.shop.put(byHand({ sku: SKU, status: 'draft' }));
  await world.adapter().deliver(unpriced());

  expect(only(world)).toMatchObject({ status: 'draft' });
  expect(await world.adapter().read(RUN)).toMatchObject({ kind: 'read' });
});
