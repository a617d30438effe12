// What a shop has after deliveries, on a real socket, with a stand-in that matches recordings.
import {
  byHand,
  message,
  metaOf,
  NOW,
  RUN,
  seat,
  shelf,
  SKU,
  startShopWorld,
  writes,
  only,
} from './shop-world';
import type { ShopWorld } from './shop-world';

let world: ShopWorld;
beforeAll(async () => {
  world = await startShopWorld();
});
beforeEach(() => world.reset());
afterAll(() => world.stop());

describe('a seat without a product', () => {
  test('gets one that enrolls its buyers', async () => {
    const outcome = await world.adapter().deliver(message());

    expect(outcome).toEqual({
      kind: 'delivered',
      skus: { seats: { verified: { sku: SKU, bulkSku: null } }, entitlements: {} },
      offeredUntil: { verified: '2026-04-01T00:00:00.000Z' },
      gone: { seats: [], entitlements: [] },
    });
    expect(world.shop.onSale()).toEqual([
      expect.objectContaining({
        ...{ name: 'Demo, verified', type: 'simple', sku: SKU, regular_price: '149.00', price: '149.00' },
        ...{ status: 'publish', virtual: true, downloadable: false, sold_individually: true },
      }),
    ]);
    expect(metaOf(only(world))).toEqual({
      is_openedx_course: 'yes',
      _course_id: RUN,
      _mode: 'verified',
    });
  });

  test('gets it as a draft, which is read back before it is published', async () => {
    await world.adapter().deliver(message());

    const { id } = only(world);
    const since = world.shop.requests.findIndex(({ query }) => query.startsWith('POST'));
    expect(world.shop.requests.slice(since).map(({ query }) => query)).toEqual([
      'POST /wp-json/wc/v3/products',
      `GET /wp-json/wc/v3/products/${id}`,
      `PUT /wp-json/wc/v3/products/${id}`,
    ]);
    expect(JSON.parse(String(world.shop.requests[since]?.input))).toMatchObject({ status: 'draft' });
  });

  test('gets none once its time is over', async () => {
    const outcome = await world.adapter().deliver(message({ seats: [seat({ expires: NOW.toISOString() })] }));

    expect(outcome).toMatchObject({ kind: 'delivered', skus: { seats: {} }, offeredUntil: {} });
    expect(writes(world)).toEqual([]);
  });
});

test('unchanged data is not written again', async () => {
  const adapter = world.adapter();
  await adapter.deliver(message());
  const before = writes(world).length;

  await adapter.deliver(message());
  await adapter.deliver(message({ seats: [seat({ price: '149.0' })] }));

  expect(writes(world).length).toBe(before);
});

test('no body ever contains an id', async () => {
  world.shop.put(byHand({ sku: 'OLD' }));
  await world.adapter().deliver(message({ seats: [seat(), seat({ seatType: 'credit', mode: 'credit' })] }));

  const bodies = world.shop.requests.map(({ input }) => String(input)).filter(Boolean);
  expect(bodies.length).toBeGreaterThan(2);
  expect(bodies.filter((body) => 'id' in (JSON.parse(body) as object))).toEqual([]);
});

describe('a price that moves', () => {
  test('moves in the shop, and changes nothing else', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    Object.assign(only(world), {
      name: 'A better name',
      description: 'Words.',
      sale_price: '99.00',
      price: '99.00',
    });

    await adapter.deliver(message({ seats: [seat({ price: '179.00' })] }));

    expect(shelf(world)).toEqual([
      expect.objectContaining({
        regular_price: '179.00',
        sale_price: '99.00',
        name: 'A better name',
        description: 'Words.',
      }),
    ]);
    expect(world.shop.requests.at(-1)?.input).toBe('{"regular_price":"179.00"}');
  });
});

describe('a product that somebody entered by hand', () => {
  test('is taken over with its SKU, and stays unchanged except for our fields', async () => {
    world.shop.put(byHand());

    const outcome = await world.adapter().deliver(message());

    expect(outcome).toMatchObject({ skus: { seats: { verified: { sku: 'BY-HAND' } } } });
    expect(shelf(world)).toEqual([
      expect.objectContaining({
        ...{ name: 'The demo course', description: 'Come and see.', sku: 'BY-HAND' },
        ...{ regular_price: '149.00', virtual: true, sold_individually: true, status: 'publish' },
      }),
    ]);
  });

  test.each([
    ['the mode in capitals, the key with blanks', 'Verified', ` ${RUN} `],
    ['the key in other capitals', 'verified', RUN.toLowerCase()],
  ])('is taken over with %s, which are corrected', async (_, mode, key) => {
    const meta = [
      { id: 1, key: '_course_id', value: key },
      { id: 2, key: '_mode', value: mode },
    ];
    world.shop.put(byHand({ meta_data: meta }));

    await world.adapter().deliver(message());

    expect(shelf(world).map(metaOf)).toEqual([
      { is_openedx_course: 'yes', _course_id: RUN, _mode: 'verified' },
    ]);
  });

  test('gets our SKU if it has none', async () => {
    world.shop.put(byHand({ sku: '' }));

    await world.adapter().deliver(message());

    expect(shelf(world).map(({ sku }) => sku)).toEqual([SKU]);
  });

  test('is found behind a hundred others', async () => {
    for (let number = 0; number < 100; number += 1)
      world.shop.put({ sku: `T-SHIRT-${number}`, regular_price: '9' });
    world.shop.put(byHand());

    await world.adapter().deliver(message());

    expect(world.shop.onSale().filter(({ sku }) => sku === 'BY-HAND' || sku === SKU)).toHaveLength(1);
  });

  test('is left alone, and so is every other, if several fit', async () => {
    world.shop.put(byHand({ sku: 'ONE' }));
    world.shop.put(byHand({ sku: 'TWO' }));

    const outcome = await world.adapter().deliver(message());

    expect(outcome).toMatchObject({
      kind: 'refused',
      error: expect.stringMatching(/Several .*ONE.*TWO/) as string,
    });
    expect(writes(world)).toEqual([]);
  });

  test('does not hold up the run’s other seats', async () => {
    world.shop.put(byHand({ sku: 'ONE' }));
    world.shop.put(byHand({ sku: 'TWO' }));

    await world.adapter().deliver(message({ seats: [seat(), seat({ seatType: 'credit', mode: 'credit' })] }));

    expect(world.shop.onSale().map(({ sku }) => sku)).toContain(`${RUN}|credit`);
  });

  test.each([
    ['of another run', { meta_data: [{ id: 1, key: '_course_id', value: 'course-v1:edX+Other+1' }] }],
    ['with variations', { type: 'variable' }],
  ])('%s that has our SKU is reported, and left alone', async (_, deviations) => {
    world.shop.put(byHand({ sku: SKU, ...deviations }));

    const outcome = await world.adapter().deliver(message());

    expect(outcome).toMatchObject({ kind: 'refused', error: expect.stringContaining(SKU) as string });
    expect(writes(world)).toEqual([]);
  });

  test('that has the SKU that E-Commerce once gave is a different one, and left alone', async () => {
    world.skus = { seats: { verified: { sku: '8CF08E5', bulkSku: null } }, entitlements: {} };
    world.shop.put({ name: 'A T-shirt', sku: '8CF08E5', regular_price: '9' });

    await world.adapter().deliver(message({ seats: [seat({ sku: '8CF08E5' })] }));
    expect(world.shop.onSale().map(({ sku }) => sku)).toEqual(['8CF08E5', SKU]);
    await world.adapter().deliver(message({ seats: [] }));

    expect(world.shop.onSale()).toEqual([
      expect.objectContaining({ name: 'A T-shirt', sku: '8CF08E5', regular_price: '9' }),
    ]);
  });
});

describe('a seat that must not be sold any more', () => {
  const known = () => (world.skus = { seats: { verified: { sku: SKU, bulkSku: null } }, entitlements: {} });

  test('becomes a draft, and is offered again with the same product', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    known();
    const { id } = only(world);

    await adapter.deliver(message({ seats: [] }));
    expect(world.shop.onSale()).toEqual([]);
    await adapter.deliver(message());

    expect(world.shop.onSale().map((one) => one.id)).toEqual([id]);
    expect(writes(world).some((query) => query.startsWith('DELETE'))).toBe(false);
  });

  test('becomes a draft at its time, and keeps its SKU', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    world.now = new Date('2026-04-01T00:00:00Z');

    const outcome = await adapter.deliver(message());

    expect(world.shop.onSale()).toEqual([]);
    expect(outcome).toMatchObject({
      kind: 'delivered',
      skus: { seats: { verified: { sku: SKU } } },
      offeredUntil: {},
    });
  });

  test('only becomes a draft when it is taken off sale', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    only(world).regular_price = '155.00';

    const outcome = await adapter.shop?.takeOff(message(), ['verified']);

    expect(outcome?.kind).toBe('delivered');
    expect(shelf(world)).toEqual([expect.objectContaining({ status: 'draft', regular_price: '155.00' })]);
  });

  test('takes every product of its run off sale if none is sold, also one that was never adopted', async () => {
    world.shop.put(byHand());
    const other = [{ id: 1, key: '_course_id', value: 'course-v1:edX+Other+1' }];
    world.shop.put(byHand({ sku: 'OTHER', meta_data: other }));

    await world.adapter().deliver(message({ seats: [] }));

    expect(shelf(world)).toEqual([
      expect.objectContaining({ sku: 'BY-HAND', status: 'draft', regular_price: '120.00' }),
      expect.objectContaining({ sku: 'OTHER', status: 'publish' }),
    ]);
  });

  test('comes out of the trash when it is sold again', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    const { id } = only(world);
    only(world).status = 'trash';

    await adapter.deliver(message());

    expect(world.shop.onSale().map((one) => one.id)).toEqual([id]);
  });
});
