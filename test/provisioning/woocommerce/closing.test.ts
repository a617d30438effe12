// The relay before a shop: nothing is sent before confirmation, and expired seats are taken off sale.
import { shopKey, startShop } from '../../../sandbox/shop/shop';
import type { Shop } from '../../../sandbox/shop/shop';
import { createRelay } from '../../../src/provisioning/relay';
import { UNCONFIRMED } from '../../../src/provisioning/woocommerce/checks';
import { createShop } from '../../../src/provisioning/woocommerce/shop';
import { confirmSystem, isConfirmed } from '../../../src/store/systems';
import { findSkus } from '../../../src/store/courses/products';
import { anAsk, aRun, QUICK, silent, targetsOf, useOutbox } from '../outbox-world';
import type { Run } from '../outbox-world';
import { until } from '../../support/until';

let ends: (() => Promise<unknown>)[] = [];
// Before what the outbox does after each test: hooks run in the order in which they are defined.
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
});
const outbox = useOutbox();
let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ port: 0 });
});
afterEach(async () => {
  shop.reset();
  await outbox.db.query('DELETE FROM confirmed_system');
});
afterAll(() => shop.stop());

function startRelay() {
  const { db, standIns } = outbox;
  const options = {
    url: shop.url,
    deadlineMs: 2_000,
    currency: 'USD',
    access: shopKey,
    clock: () => new Date(),
  };
  const ECOMMERCE = createShop({
    ...options,
    skusOf: (key) => findSkus(db, key),
    isConfirmed: () => isConfirmed(db, shop.url),
    login: () => {
      throw new Error('A shop knows no tokens.');
    },
  });
  const others = targetsOf(standIns);
  const targets = { ECOMMERCE, LMS: others.LMS };
  const relay = createRelay({
    database: db,
    targets,
    settings: QUICK,
    random: Math.random,
    replica: 'test',
    log: silent,
  });
  ends.push(ECOMMERCE.close, others.close, relay.stop);
  relay.start();
}

/** Requests a verified seat that is for sale until then. */
async function askFor(run: Run, expires: string | null, revision = 1): Promise<void> {
  const { ecommerce, ...ask } = anAsk(run, { revision });
  if (!ecommerce) throw new Error('Nothing is sold.');
  const seats = ecommerce.seats
    .filter(({ seatType }) => seatType === 'verified')
    .map((seat) => ({ ...seat, expires }));
  await outbox.ask({ ...ask, ecommerce: { ...ecommerce, seats, entitlements: [] } });
}
const onSale = () => shop.onSale().map(({ sku }) => sku);

test('a delivery waits, and uses no attempt, until somebody has confirmed the shop', async () => {
  const run = await aRun(outbox.db);
  await askFor(run, null);
  startRelay();
  await until(() => shop.requests.length > 0);
  expect(await outbox.row(run, 'ECOMMERCE')).toMatchObject({ state: 'PENDING', attempts: 0 });

  await confirmSystem(outbox.db, shop.url, UNCONFIRMED);
  await outbox.settled(run, 'ECOMMERCE', 'DELIVERED');

  expect(onSale()).toEqual([`${run.courseRunKey}|verified`]);
});

test('a seat is taken off sale at its time, by a relay that was not there before', async () => {
  await confirmSystem(outbox.db, shop.url, UNCONFIRMED);
  const run = await aRun(outbox.db);
  await askFor(run, '2099-01-01T00:00:00.000Z');
  startRelay();
  await outbox.settled(run, 'ECOMMERCE', 'DELIVERED');
  for (const end of ends.splice(0).reverse()) await end();
  await outbox.db.query('UPDATE seat_product SET closes_at = now() WHERE course_run_id = $1', [
    run.courseRunId,
  ]);

  startRelay();
  await until(() => onSale().length === 0);

  await until(async () => {
    const [row] = await outbox.db.query('SELECT closes_at FROM seat_product WHERE course_run_id = $1', [
      run.courseRunId,
    ]);
    return row.closes_at === null;
  });
});

test('a seat is offered again, with the same product, when its time moves', async () => {
  await confirmSystem(outbox.db, shop.url, UNCONFIRMED);
  const run = await aRun(outbox.db);
  startRelay();
  await askFor(run, '2099-01-01T00:00:00.000Z');
  await outbox.settled(run, 'ECOMMERCE', 'DELIVERED');
  const [first] = shop.onSale();
  await askFor(run, '2020-01-01T00:00:00.000Z', 2);
  await until(() => onSale().length === 0);

  await askFor(run, '2099-06-01T00:00:00.000Z', 3);
  await until(() => onSale().length === 1);

  expect(shop.onSale().map(({ id }) => id)).toEqual([first?.id]);
});
