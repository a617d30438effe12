// Moving from E-Commerce to a shop: the shop's SKUs take the place of the old ones, and history says when.
import { tmpdir } from 'node:os';
import { shopKey, startShop } from '../../sandbox/shop/shop';
import type { Shop } from '../../sandbox/shop/shop';
import { client } from '../../sandbox/rest/stand-in';
import { reconcile } from '../../src/changes/reconcile';
import { SERVICE } from '../../src/identity/permissions';
import { createRelay } from '../../src/provisioning/relay';
import { createSystems, type Protocols } from '../../src/provisioning/systems';
import { findSkus } from '../../src/store/courses/products';
import { declareSystems } from '../../src/store/systems';
import { aVerifiedCourse, POLICY, startReplica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { exportOf } from '../support/exports';
import { QUICK, silent } from './outbox-world';
import { until } from '../support/until';
import { startRestWorld, type RestWorld } from './protocols';

const NOW = new Date('2027-03-01T12:00:00Z');
const database = useTestDatabase();
let world: RestWorld;
let shop: Shop;
beforeAll(async () => {
  world = await startRestWorld();
  world.clock.now = NOW;
  shop = await startShop({ port: 0, now: () => NOW });
});
afterAll(() => Promise.all([shop.stop(), world.stop()]));

/** The service as it is started with that protocol, with its relay. */
async function start(protocol: Protocols['ECOMMERCE']) {
  const lms = world.lms.url;
  const systems = createSystems({
    protocols: { ECOMMERCE: protocol, LMS: 'rest' },
    urls: { ECOMMERCE: protocol === 'rest' ? world.ecommerce.url : shop.url, LMS: lms },
    oauth: { url: `${lms}/oauth2/access_token`, ...client },
    ...{ access: shopKey, currency: 'USD', isConfirmed: async () => true },
    ...{ deadlineMs: 5_000, settleMs: 500, clock: () => NOW },
    skusOf: (courseRunKey) => findSkus(replica.database, courseRunKey),
  });
  const policy = { ...POLICY, isShop: protocol === 'woocommerce' };
  const replica = await startReplica(database.url, { policy, readers: systems });
  await declareSystems(replica.database, systems.protocols);
  const options = { database: replica.database, targets: systems, settings: QUICK, random: Math.random };
  const relay = createRelay({ ...options, replica: 'test', log: silent });
  relay.start();
  return {
    replica,
    delivered: () =>
      until(async () => {
        const open = `SELECT FROM provisioning WHERE state IN ('PENDING', 'RETRYING', 'FAILED') LIMIT 1`;
        return (await replica.database.query<object[]>(open)).length === 0;
      }),
    /** The SKU of a seat, everywhere. */
    async skus(run: string, seatType = 'verified') {
      const { rows } = await exportOf(replica.database, tmpdir(), { since: null });
      const exported = JSON.stringify(rows['seats']);
      const [mode, known] = [
        world.rest.lms.modesOf(run).get(seatType),
        await findSkus(replica.database, run),
      ];
      return { exported, mode: mode?.sku, bulk: mode?.bulk_sku, known: known.seats[seatType] };
    },
    async stop() {
      await relay.stop();
      await systems.close();
      await replica.stop();
    },
  };
}

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

test('a run gets the SKUs of the shop in its modes and exports, and history has both and their times', async () => {
  const before = await start('rest');
  stop = () => before.stop();
  const { run, key } = await aVerifiedCourse(before.replica);
  await before.delivered();
  const old = await before.skus(run);
  const audit = await before.skus(run, 'audit');
  expect([old.mode, audit.mode]).toEqual([expect.any(String), expect.any(String)]);
  await before.stop();

  const after = await start('woocommerce');
  stop = () => after.stop();
  expect((await after.skus(run)).mode).toBe(old.mode);
  const repair = { as: SERVICE, reason: 'moving', isInsistent: true };
  const options = { repair, runsPerSecond: 1_000, signal: new AbortController().signal };
  for await (const _ of reconcile(after.replica, { after: '', courseKey: key }, options));
  await after.delivered();
  const now = await after.skus(run);

  const sku = `${run}|verified`;
  expect(now).toMatchObject({ mode: sku, bulk: null, known: { sku, bulkSku: null } });
  expect(now.exported).toContain(sku);
  expect(now.exported).not.toContain(old.mode);
  // A shop does not sell seats that nobody is paid for.
  expect(await after.skus(run, 'audit')).toMatchObject({ mode: null, known: undefined });
  expect(now.exported).not.toContain(audit.mode);
  expect((await findSkus(after.replica.database, run)).entitlements).toEqual({});
  const history = `SELECT at, after FROM history WHERE course_run_key = $1 AND kind = 'PROVISIONING_DELIVERED' ORDER BY id`;
  const entries = await after.replica.database.query<{ at: Date; after: object }[]>(history, [run]);
  const naming = (one: string) => entries.filter((entry) => JSON.stringify(entry.after).includes(one));
  expect(naming(old.mode ?? '').length).toBeGreaterThan(0);
  expect(naming(sku)[0]?.after).toMatchObject({ gone: { seats: ['audit'], entitlements: ['verified'] } });
  expect(naming(sku)[0]?.at.getTime()).toBeGreaterThan(naming(old.mode ?? '')[0]?.at.getTime() ?? Infinity);
});
