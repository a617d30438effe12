// How many requests per minute a system is sent, by all replicas together.
import { createBudget, paced, UNLIMITED } from '../../src/provisioning/pace/budget';
import { leaseLanes } from '../../src/store/outbox/lanes';
import { readBacklog } from '../../src/store/outbox/backlog';
import { accountIn, declareSystems, readSystems, saveProblem } from '../../src/store/systems';
import { anAsk, aRun, useOutbox } from './outbox-world';
import { startRestWorld, type RestWorld } from './protocols';
import { bothSystems } from '../support/systems';

const outbox = useOutbox();
let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
  await declareSystems(outbox.db, { ECOMMERCE: 'rest', LMS: 'rest' });
});
beforeEach(() => outbox.db.query('UPDATE system SET whole_at = now(), paused_until = NULL, problem = NULL'));
afterEach(() => world.reset());
afterAll(() => world.stop());

const clock = () => new Date();
/** A budget of its own replica, and how often it took a share from the database. */
function aReplica(perMinute = 60, now = clock) {
  const account = accountIn(outbox.db)('ECOMMERCE');
  const asked = { times: 0 };
  const counting = {
    ...account,
    take: async (wanted: Parameters<typeof account.take>[0]) => {
      const waitMs = await account.take(wanted);
      if (waitMs === 0) asked.times += 1;
      return waitMs;
    },
  };
  return { ...createBudget(counting, { perMinute, clock: now }), asked };
}
type Replica = ReturnType<typeof aReplica>;

/** Work that sends this many requests; returns whether it was allowed. */
async function worked(replica: Replica, requests: number, purpose: 'delivery' | 'reading' = 'reading') {
  const leave = await replica.begin(purpose);
  if (!('end' in leave)) return false;
  for (let sent = 0; sent < requests; sent += 1) replica.sent();
  leave.end();
  return true;
}

test('what was taken and not used serves what follows, so that most requests need no word with the database', async () => {
  const replica = aReplica(60_000);

  for (let work = 0; work < 20;) work += Number(await worked(replica, 1));

  expect(replica.asked.times).toBeLessThanOrEqual(5);
});

test('what was sent without leave is made up for by the next that asks for it', async () => {
  const [replica, another] = [aReplica(60), aReplica(60)];
  for (let sent = 0; sent < 50; sent += 1) replica.sent();

  expect(await worked(replica, 5, 'delivery')).toBe(true);
  const leave = await another.begin('delivery');

  expect(leave.waitMs).toBeGreaterThan(45_000);
});

test('replicas share one budget', async () => {
  const [one, other] = [aReplica(), aReplica()];

  expect(await worked(one, 5, 'delivery')).toBe(true);

  expect(await worked(other, 5, 'delivery')).toBe(false);
});

test('deliveries go first: others wait longer, until what may be sent at once is whole again', async () => {
  const [one, other] = [aReplica(100), aReplica(100)];
  await worked(one, 5, 'delivery');

  const reading = await other.begin('reading');
  const delivery = await other.begin('delivery');

  expect(reading.waitMs).toBeGreaterThan(0);
  expect(delivery.waitMs).toBe(0);
});

test('what is not used for a while is given up, since it would come on top of later minutes', async () => {
  let now = new Date('2027-01-01T00:00:00Z');
  const replica = aReplica(60_000, () => now);
  await worked(replica, 0);

  now = new Date('2027-01-01T00:00:06Z');
  while (!(await worked(replica, 0)));

  expect(replica.asked.times).toBe(2);
});

test('a system that nobody declared, and one without a budget, is not held back', async () => {
  await outbox.db.query(`DELETE FROM system WHERE target = 'ECOMMERCE'`);
  const replica = aReplica(1);

  expect(await worked(replica, 5, 'delivery')).toBe(true);
  expect(await worked(replica, 50, 'delivery')).toBe(true);
  expect((await UNLIMITED.begin('delivery')).waitMs).toBe(0);
  await declareSystems(outbox.db, { ECOMMERCE: 'rest', LMS: 'rest' });
});

test('work that has no leave is not begun, and says when to come again', async () => {
  const replica = aReplica();
  await worked(replica, 5, 'delivery');
  const work = jest.fn(() => Promise.resolve('done'));

  const outcome = await paced(aReplica(), work);

  expect(outcome).toMatchObject({ kind: 'paused', pauseMs: expect.any(Number) });
  expect(work).not.toHaveBeenCalled();
});

test('429 pauses the system for every replica, as systems and a metric show, and nothing of it is leased', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  world.ecommerce.faults.set({ kind: 'status', status: 429, retryAfter: '120' });
  const urls = { ECOMMERCE: world.ecommerce.url, LMS: world.lms.url };
  const systems = bothSystems('rest', urls, { accountOf: accountIn(outbox.db) });

  const read = await systems.ECOMMERCE.read(run.courseRunKey);
  await systems.close();

  expect(read).toMatchObject({ kind: 'paused', pauseMs: 120_000 });
  const wanted = { target: 'ECOMMERCE', by: 'another', leaseMs: 1_000, limit: 1, protocol: 'rest' } as const;
  const leased = () => leaseLanes(outbox.db, wanted);
  expect(await leased()).toEqual([]);
  expect((await aReplica(60_000).begin('delivery')).waitMs).toBeGreaterThan(100_000);
  const [ecommerce] = await readSystems(outbox.db);
  expect(ecommerce?.pausedUntil?.getTime()).toBeGreaterThan(Date.now() + 100_000);
  const seen = (await readBacklog(outbox.db)).find(({ of, name }) => of === 'system' && name === 'ECOMMERCE');
  expect(seen).toMatchObject({ pending: 1, blocked: 0, oldestSeconds: expect.any(Number) });
  await outbox.db.query('UPDATE system SET paused_until = now()');
  expect(await leased()).toHaveLength(1);
});

test('what a person must put right keeps nobody from asking whether it was', async () => {
  await saveProblem(outbox.db, 'ECOMMERCE', { problem: 'The key is wrong.', pauseMs: 60_000 });

  expect((await aReplica().begin('delivery')).waitMs).toBe(0);
  await saveProblem(outbox.db, 'ECOMMERCE', { problem: null, pauseMs: 0 });
});
