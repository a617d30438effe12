// A scan: which runs it checks, what it requests again and what not, and that no run stops the others.
import { changeCourse } from '../../src/changes/change-course';
import { reconcile, type Reconciled, type Repair } from '../../src/changes/reconcile';
import type { SoldRuns } from '../../src/store/courses/due-runs';
import { accepted, aVerifiedCourse, bySql, DEVELOPER, setCourseRunStatus } from '../support/changes';
import { createDriftWorld, type DriftWorld } from '../support/drift-world';

const ALL: SoldRuns = { after: '', courseKey: null };
const REPAIR: Repair = { as: { ...DEVELOPER, username: 'mender' }, reason: 'mend', isInsistent: true };

let world: DriftWorld;
beforeAll(async () => {
  world = await createDriftWorld();
});
afterEach(async () => {
  world.standIns.ecommerce.faults.clear();
  world.standIns.lms.faults.clear();
  await world.delivered();
});
afterAll(() => world.stop());

async function aDeliveredRun() {
  const course = await aVerifiedCourse(world.app.replica);
  await world.delivered();
  return course;
}

async function scanned(repair: Repair | null, runs = ALL): Promise<Reconciled[]> {
  const found: Reconciled[] = [];
  for await (const one of reconcile(world.app.replica, runs, { repair, runsPerSecond: 1_000 }))
    found.push(one);
  return found;
}

const repaired = async (courseKey: string, repair: Partial<Repair> = {}) =>
  (await scanned({ ...REPAIR, ...repair }, { after: '', courseKey }))[0];

test('a scan checks the runs with products in the order of their keys', async () => {
  const first = await aDeliveredRun();
  await aVerifiedCourse(world.app.replica, 'UNPUBLISHED');
  const last = await aDeliveredRun();

  const keys = (await scanned(null)).map(({ courseRunKey }) => courseRunKey);

  expect(keys).toEqual([first.run, last.run].sort());
  const rest = await scanned(null, { ...ALL, after: keys[0] ?? '' });
  expect(rest.map(({ courseRunKey }) => courseRunKey)).toEqual(keys.slice(1));
});

test('a scan without repair requests nothing', async () => {
  const { key, run } = await aDeliveredRun();
  await world.open(run, () => []);

  const [found] = await scanned(null, { after: '', courseKey: key });

  expect(found).toMatchObject({ courseRunKey: run, isInSync: false, asked: [], problem: null });
});

test('a rate-limited system is asked again when it says so', async () => {
  const { key, run } = await aDeliveredRun();
  for (const { faults } of [world.standIns.ecommerce, world.standIns.lms])
    faults.set({ kind: 'status', status: 429, retryAfter: '1', times: 2 });

  const [found] = await scanned(null, { after: '', courseKey: key });

  expect(found).toMatchObject({ courseRunKey: run, isInSync: true, problem: null });
});

test('a repair requests the whole desired state again, with its actor and reason, and fixes the drift', async () => {
  const { key, run } = await aDeliveredRun();
  await world.open(run, (modes) => [...modes.slice(1), { ...modes[0], slug: 'honor' }]);
  await world.sell(run, ({ seats }) => ({ seats: seats.slice(1) }));

  const found = await repaired(key);

  expect(found).toMatchObject({
    isInSync: false,
    problem: null,
    asked: [expect.anything(), expect.anything()],
  });
  await world.delivered();
  expect(await repaired(key)).toMatchObject({ isInSync: true, asked: [] });
  const history = await world.app.replica.database.query(
    `SELECT actor, reason FROM history WHERE course_run_key = $1 AND kind = 'PROVISIONING_REQUESTED'`,
    [run],
  );
  expect(history).toEqual([{ actor: 'mender', reason: 'mend' }]);
});

test('a run that is not reviewed is not requested', async () => {
  const { key, run, version } = await aDeliveredRun();
  const input = { key: run, expectedVersion: version, status: 'UNPUBLISHED' as const };
  accepted(await setCourseRunStatus(world.app.replica, DEVELOPER, input));
  await world.open(run, () => []);

  const found = await repaired(key);

  expect(found).toMatchObject({
    isInSync: false,
    asked: [],
    problem: expect.stringMatching(/^Not asked for again: ./),
  });
});

test('a run with a paid seat whose price nobody knows is not requested: PRICE_REQUIRED', async () => {
  const { key, run } = await aDeliveredRun();
  const ofCourse = 'course_id = (SELECT id FROM course WHERE key = $1)';
  await bySql(world.app.replica.database, `DELETE FROM course_price WHERE ${ofCourse}`, [key]);
  await world.open(run, (modes) => modes.filter(({ slug }) => slug !== 'audit'));

  expect(await repaired(key)).toMatchObject({
    ...{ isInSync: false, asked: [] },
    problem: expect.stringMatching(/^Not asked for again: PRICE_REQUIRED: ./),
  });
});

test('what is on its way is not requested again', async () => {
  const { key, version } = await aDeliveredRun();
  world.standIns.ecommerce.faults.set({
    kind: 'status',
    status: 503,
    where: ({ query }) => query.startsWith('mutation'),
  });
  const prices = [{ seatType: 'verified', amount: '99.00' }];
  accepted(
    await changeCourse(world.app.replica, DEVELOPER, {
      key,
      expectedVersion: version,
      prices,
      reason: 'dearer',
    }),
  );

  expect(await repaired(key)).toMatchObject({
    isInSync: false,
    asked: [],
    problem: expect.stringContaining('on its way'),
  });
});

test('a FAILED provisioning is requested again only by a person', async () => {
  const { key, version } = await aDeliveredRun();
  world.standIns.ecommerce.faults.set({
    kind: 'status',
    status: 422,
    times: 1,
    where: ({ query }) => query.startsWith('mutation'),
  });
  const prices = [{ seatType: 'verified', amount: '99.00' }];
  accepted(
    await changeCourse(world.app.replica, DEVELOPER, {
      key,
      expectedVersion: version,
      prices,
      reason: 'dearer',
    }),
  );
  await failed();

  expect(await repaired(key, { isInsistent: false })).toMatchObject({
    asked: [],
    problem: expect.stringContaining('FAILED'),
  });
  expect(await repaired(key)).toMatchObject({ asked: [expect.anything(), expect.anything()], problem: null });
  await world.delivered();
  expect(await repaired(key)).toMatchObject({ isInSync: true });
});

async function failed(): Promise<void> {
  const sql = `SELECT FROM provisioning WHERE state = 'FAILED'`;
  while ((await world.app.replica.database.query<object[]>(sql)).length === 0);
}

test('a run that cannot be checked is reported, and the others are scanned', async () => {
  const [first, last] = [await aDeliveredRun(), await aDeliveredRun()];
  world.standIns.lms.faults.set({ kind: 'html', where: ({ courseRunKey }) => courseRunKey === first.run });
  const found = new Map((await scanned(REPAIR)).map((one) => [one.courseRunKey, one]));

  expect(found.get(first.run)).toMatchObject({ isInSync: null, asked: [] });
  expect(found.get(last.run)).toMatchObject({ isInSync: true });
});

test('a run whose check fails is reported, and the others are scanned', async () => {
  const [first, last] = [await aDeliveredRun(), await aDeliveredRun()];
  const { LMS } = world.app.replica.readers;
  const breaking = (key: string) => (key === first.run ? Promise.reject(new Error('broken')) : LMS.read(key));
  const deps = { ...world.app.replica, readers: { ...world.app.replica.readers, LMS: { read: breaking } } };
  const found = new Map<string, Reconciled>();
  for await (const one of reconcile(deps, ALL, { repair: null, runsPerSecond: 1_000 }))
    found.set(one.courseRunKey, one);

  expect(found.get(first.run)).toMatchObject({ isInSync: null, problem: 'broken' });
  expect(found.get(last.run)).toMatchObject({ isInSync: true, problem: null });
});

test('a scan that is told to stop ends before its next run', async () => {
  await aDeliveredRun();
  const stopping = new AbortController();
  const found: Reconciled[] = [];
  const options = { repair: null, runsPerSecond: 0.01, signal: stopping.signal };

  for await (const one of reconcile(world.app.replica, ALL, options)) {
    found.push(one);
    stopping.abort();
  }

  expect(found).toHaveLength(1);
});
