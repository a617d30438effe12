// The relay with Open edX's own services: the SKUs that the database remembers identify products.
import { createRelay } from '../../src/provisioning/relay';
import { ecommerceMessageOf } from '../../src/provisioning/messages';
import { findHeads, leaseLanes, startAttempt } from '../../src/store/outbox/lanes';
import { findSkus } from '../../src/store/courses/products';
import { bothSystems, type BothSystems } from '../support/systems';
import { anAsk, aRun, QUICK, silent, useOutbox } from './outbox-world';
import { startRestWorld, type RestWorld } from './protocols';

const outbox = useOutbox();
let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
});
afterEach(() => world.reset());
afterAll(() => world.stop());

const speaking = (settleMs?: number) =>
  bothSystems(
    'rest',
    { ECOMMERCE: world.ecommerce.url, LMS: world.lms.url },
    { settleMs, skusOf: (courseRunKey) => findSkus(outbox.db, courseRunKey) },
  );
function relayOf(targets: BothSystems) {
  const options = { database: outbox.db, targets, settings: QUICK, random: Math.random };
  return createRelay({ ...options, replica: 'test', log: silent });
}
const publications = () => world.ecommerce.requests.filter(({ query }) => query.startsWith('POST'));

/** What is left of a relay that vanished after it had sent; answers what that was. */
async function vanished() {
  const wanted = { target: 'ECOMMERCE', by: 'vanished', leaseMs: 60_000, limit: 1 } as const;
  const [head] = await findHeads(outbox.db, await leaseLanes(outbox.db, wanted));
  if (!head) throw new Error('There is nothing to send.');
  const message = ecommerceMessageOf(head);
  await startAttempt(outbox.db, { head, leaseMs: 60_000 });
  await outbox.db.query('UPDATE lane SET locked_until = now() WHERE id = $1', [head.laneId]);
  return message;
}

test('seats, modes and Masters arrive, their SKUs are kept, and removed ones are retired by them', async () => {
  const run = await aRun(outbox.db);
  const downstream = speaking();
  const relay = relayOf(downstream);
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

test('what a vanished relay sent is given time to end before it is sent again', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  await vanished();
  const downstream = speaking(60_000);
  const relay = relayOf(downstream);

  relay.start();
  await outbox.settled(run, 'ECOMMERCE', 'RETRYING');
  await relay.stop();
  await downstream.close();

  const [row] = await outbox.db.query(
    `SELECT last_error AS words, next_attempt_at > now() + interval '30 s' AS "isLater" FROM provisioning
     WHERE course_run_id = $1 AND target = 'ECOMMERCE'`,
    [run.courseRunId],
  );
  expect(row).toEqual({ words: expect.stringContaining('A relay vanished'), isLater: true });
  expect(publications()).toEqual([]);
});

test('what a vanished relay sent, and is there, is delivered at once', async () => {
  const run = await aRun(outbox.db);
  // An entitlement with an unknown SKU would be invisible.
  const { ecommerce, ...asked } = anAsk(run);
  await outbox.ask({ ...asked, ecommerce: ecommerce && { ...ecommerce, entitlements: [] } });
  const downstream = speaking(60_000);
  const sent = await downstream.ECOMMERCE.deliver(await vanished());
  const relay = relayOf(downstream);

  relay.start();
  await outbox.settled(run, 'LMS', 'DELIVERED');
  await relay.stop();
  await downstream.close();

  expect(sent).toMatchObject({ kind: 'delivered', skus: await findSkus(outbox.db, run.courseRunKey) });
  expect(publications()).toHaveLength(1);
});

test('what a vanished relay sent, and never arrived, is sent after time to end', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  await vanished();
  const downstream = speaking(20);
  const relay = relayOf(downstream);

  relay.start();
  await outbox.settled(run, 'LMS', 'DELIVERED');
  await relay.stop();
  await downstream.close();

  expect(publications()).toHaveLength(1);
});

test('nothing is known of a run that does not exist', async () => {
  expect(await findSkus(outbox.db, 'course-v1:edX+None+1T2026')).toEqual({ seats: {}, entitlements: {} });
});
