// Runs that are sold over REST or in a shop, from the API to the services: stopSelling, resumeSelling, and what a shop leaves out.
import { shopKey, startShop } from '../../sandbox/shop/shop';
import type { Shop } from '../../sandbox/shop/shop';
import { createRelay, type Relay } from '../../src/provisioning/relay';
import { createSystems } from '../../src/provisioning/systems';
import { declareSystems } from '../../src/store/systems';
import { findSkus } from '../../src/store/courses/products';
import { client } from '../../sandbox/rest/stand-in';
import { createTestApp, type Json, type TestApp } from '../support/app';
import {
  accepted,
  aVerifiedCourse,
  changeCourse,
  DEVELOPER,
  POLICY,
  review,
  setCourseRunStatus,
} from '../support/changes';
import { QUICK, silent } from './outbox-world';
import { until } from '../support/until';
import { startRestWorld, type RestWorld } from './protocols';

const NOW = new Date('2027-03-01T12:00:00Z');
const REASON = 'The exam is disputed.';

describe.each(['rest', 'woocommerce'] as const)('a run that E-Commerce sells over %s', (protocol) => {
  let world: RestWorld;
  let shop: Shop;
  let app: TestApp;
  let relay: Relay;
  let close: () => Promise<unknown>;
  beforeAll(async () => {
    world = await startRestWorld();
    world.clock.now = NOW;
    shop = await startShop({ port: 0, now: () => NOW });
    const lms = world.lms.url;
    const systems = createSystems({
      protocols: { ECOMMERCE: protocol, LMS: 'rest' },
      urls: { ECOMMERCE: protocol === 'rest' ? world.ecommerce.url : shop.url, LMS: lms },
      oauth: { url: `${lms}/oauth2/access_token`, ...client },
      ...{ access: shopKey, currency: 'USD', isConfirmed: async () => true },
      ...{ deadlineMs: 5_000, settleMs: 500, clock: () => NOW },
      skusOf: (courseRunKey) => findSkus(app.replica.database, courseRunKey),
    });
    ({ close } = systems);
    const policy = { ...POLICY, isShop: protocol === 'woocommerce' };
    app = await createTestApp({ deps: { readers: systems, policy } });
    const { database } = app.replica;
    await declareSystems(database, systems.protocols);
    const options = { database, targets: systems, settings: QUICK, random: Math.random };
    relay = createRelay({ ...options, replica: 'test', log: silent });
    relay.start();
  });
  afterAll(async () => {
    await relay.stop();
    await app.stop();
    await Promise.all([close(), shop.stop(), world.stop()]);
  });

  const delivered = () =>
    until(async () => {
      const open = `SELECT FROM provisioning WHERE state IN ('PENDING', 'RETRYING', 'FAILED') LIMIT 1`;
      return (await app.replica.database.query<object[]>(open)).length === 0;
    });
  /** The SKUs of the run's seats that a visitor can buy. */
  const onSale = (run: string): string[] =>
    protocol === 'woocommerce'
      ? shop
          .onSale()
          .filter(({ meta_data: meta }) => meta.some(({ value }) => value === run))
          .map(({ sku }) => sku)
      : world.rest.ecommerce
          .products()
          .filter(({ productClass, of }) => productClass === 'Seat' && of === run)
          .filter(({ expires }) => expires === null || Date.parse(expires) > NOW.getTime())
          .map(({ sku }) => sku);
  const priceOf = (sku?: string): string | undefined =>
    protocol === 'woocommerce'
      ? shop.onSale().find((one) => one.sku === sku)?.price
      : world.rest.ecommerce.products().find((one) => one.sku === sku)?.price;
  const modes = (run: string) => structuredClone([...world.rest.lms.modesOf(run).values()]);
  async function say(mutation: 'stopSelling' | 'resumeSelling', run: string): Promise<Json> {
    const document = `mutation ($input: StopSellingInput!) {
      answer: ${mutation}(input: $input) { violations { message } courseRun { isSellingStopped } provisioning { id } }
    }`;
    const { answer } = await app.data(document, { input: { courseRunKey: run, reason: REASON } });
    await delivered();
    return answer;
  }

  test('goes off sale and back, with the same SKUs, while its modes and learners stay', async () => {
    const { run } = await aVerifiedCourse(app.replica);
    world.rest.lms.learnersOf(run).push({ mode: 'verified', is_active: true });
    await delivered();
    const [skus, before] = [onSale(run), modes(run)];
    expect(skus).not.toEqual([]);

    await say('stopSelling', run);
    const stopped = { skus: onSale(run), modes: modes(run) };
    await say('resumeSelling', run);

    expect(stopped).toEqual({ skus: [], modes: before });
    expect({ skus: onSale(run), modes: modes(run) }).toEqual({ skus, modes: before });
    expect(world.rest.lms.learnersOf(run)).toEqual([{ mode: 'verified', is_active: true }]);
  });

  test('stays off sale whatever else changes, and returns at the price of then', async () => {
    const { run, key, version } = await aVerifiedCourse(app.replica);
    await delivered();
    const skus = onSale(run);
    await say('stopSelling', run);

    const prices = [{ seatType: 'verified', amount: '59' }];
    const change = { key, expectedVersion: version + 1, prices, reason: 'dearer' };
    accepted(await changeCourse(app.replica, DEVELOPER, change));
    await delivered();
    const meanwhile = onSale(run);
    await say('resumeSelling', run);

    expect(meanwhile).toEqual([]);
    expect(onSale(run)).toEqual(skus);
    expect(priceOf(skus.at(-1))).toBe('59.00');
    expect(world.rest.lms.modesOf(run).get('verified')).toMatchObject({ min_price: 59 });
  });

  test('is taken off sale even while it is UNPUBLISHED, and returns with its next publication', async () => {
    const { run, version } = await aVerifiedCourse(app.replica);
    await delivered();
    const skus = onSale(run);
    const unpublished = {
      key: run,
      expectedVersion: version,
      status: 'UNPUBLISHED',
      reason: REASON,
    } as const;
    accepted(await setCourseRunStatus(app.replica, DEVELOPER, unpublished));
    await delivered();
    expect(onSale(run)).toEqual(skus);

    await say('stopSelling', run);
    expect(onSale(run)).toEqual([]);
    await say('resumeSelling', run);
    expect(onSale(run)).toEqual([]);
    await review(app.replica, { run, version: version + 3, to: 'PUBLISHED' });
    await delivered();

    expect(onSale(run)).toEqual(skus);
  });

  test('requests nothing again if it is stopped already, and is on record with the reason', async () => {
    const { run } = await aVerifiedCourse(app.replica);
    await delivered();

    const first = await say('stopSelling', run);
    const second = await say('stopSelling', run);

    expect(first.courseRun).toEqual({ isSellingStopped: true });
    expect(second.provisioning).toEqual([]);
    const history = `SELECT kind, reason FROM history WHERE course_run_key = $1 AND kind LIKE 'SELLING%'`;
    expect(await app.replica.database.query(history, [run])).toEqual([
      { kind: 'SELLING_STOPPED', reason: REASON },
    ]);
  });

  test('has entitlements, or drift and plans say that a shop has none', async () => {
    const { run, key, version } = await aVerifiedCourse(app.replica);
    await delivered();
    const changing = `mutation ($input: ChangeCourseInput!) {
      changeCourse(input: $input) { violations { message } plan { entitlements { action } leftOut } }
    }`;
    const prices = [{ seatType: 'verified', amount: '59' }];
    const input = { key, expectedVersion: version, prices, reason: 'dearer' };

    const drifting = `query ($run: ID!) { drift(courseRunKey: $run) { target isInSync leftOut } }`;
    const { drift } = await app.data(drifting, { run });
    const { changeCourse: changed } = await app.data(changing, { input });

    const isShop = protocol === 'woocommerce';
    const leftOut = isShop ? 'A shop cannot sell entitlements; they are left out.' : null;
    expect(drift).toEqual([
      { target: 'ECOMMERCE', isInSync: true, leftOut },
      { target: 'LMS', isInSync: true, leftOut: null },
    ]);
    expect(changed.plan).toEqual({ entitlements: isShop ? [] : [{ action: 'UPDATE' }], leftOut });
  });
});
