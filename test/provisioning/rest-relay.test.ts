// The relay with Open edX's own services: what the database remembers of SKUs is what they are found by.
import { createRelay } from '../../src/provisioning/relay';
import { createRestDownstream } from '../../src/provisioning/downstream';
import { findSkus } from '../../src/store/courses/find-skus';
import { client } from '../../sandbox/rest/stand-in';
import { anAsk, aRun, QUICK, silent, useOutbox } from './outbox-world';
import { startRestWorld, type RestWorld } from './protocols';

const outbox = useOutbox();
let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
});
afterEach(() => world.reset());
afterAll(() => world.stop());

test('seats, modes and Masters arrive, their SKUs are kept, and what goes is retired by them', async () => {
  const run = await aRun(outbox.db);
  const downstream = createRestDownstream({
    ecommerceUrl: world.ecommerce.url,
    lmsUrl: world.lms.url,
    oauth: { url: `${world.lms.url}/oauth2/access_token`, ...client },
    deadlineMs: 2_000,
    skusOf: (courseRunKey) => findSkus(outbox.db, courseRunKey),
    clock: () => new Date(),
  });
  const options = { database: outbox.db, targets: downstream.targets, settings: QUICK };
  const relay = createRelay({ ...options, random: Math.random, replica: 'test', log: silent });
  const first = anAsk(run);
  const second = anAsk(run, { revision: 2 });
  const audit = second.ecommerce?.seats.filter((seat) => seat.seatType === 'audit') ?? [];
  const modes = second.lms.modes.filter((mode) => mode.slug === 'audit');

  await outbox.ask(first);
  relay.start();
  await outbox.settled(run, 'LMS', 'DELIVERED');
  const known = await findSkus(outbox.db, run.courseRunKey);
  const had = [...world.rest.lms.modesOf(run.courseRunKey).values()];
  const ecommerce = second.ecommerce && { ...second.ecommerce, seats: audit, entitlements: [] };
  await outbox.ask({ ...second, ecommerce, lms: { ...second.lms, modes } });
  relay.kick();
  await outbox.settled(run, 'LMS', 'DELIVERED');
  await relay.stop();
  await downstream.close();

  expect(Object.fromEntries(had.map(({ mode_slug, sku }) => [mode_slug, sku]))).toEqual({
    audit: known.seats['audit']?.sku,
    verified: known.seats['verified']?.sku,
    masters: null,
  });
  const sold = world.rest.ecommerce.products().filter(({ expires }) => expires === null);
  expect(sold.map(({ sku }) => sku)).toEqual([known.seats['audit']?.sku]);
  expect(world.rest.ecommerce.products().map(({ sku }) => sku)).toContain(known.entitlements['verified']);
  expect([...world.rest.lms.modesOf(run.courseRunKey).keys()]).toEqual(['audit']);
});

test('nothing is known of a run that does not exist', async () => {
  expect(await findSkus(outbox.db, 'course-v1:edX+None+1T2026')).toEqual({ seats: {}, entitlements: {} });
});
