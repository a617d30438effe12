// The answers of the drift query: comparisons with the stored desired state, or the last one requested.
import { findDrift } from '../../src/changes/find-drift';
import { changeCourse } from '../../src/changes/change-course';
import type { Fault } from '../../sandbox/faults';
import { aMember, type Json } from '../support/app';
import { accepted, aPublishedMastersCourse, aVerifiedCourse, DEVELOPER } from '../support/changes';
import { addCourseRun, review, setCourseRunStatus } from '../support/changes';
import { createDriftWorld, type DriftWorld } from '../support/drift-world';

const DRIFT = `query ($run: ID!) { drift(courseRunKey: $run) {
  courseRun { key } target isInSync error checkedAt differences { kind item field expected actual } } }`;

let world: DriftWorld;
beforeAll(async () => {
  world = await createDriftWorld();
});
beforeEach(() => world.delivered());
afterEach(() => {
  world.standIns.ecommerce.faults.clear();
  world.standIns.lms.faults.clear();
});
afterAll(() => world.stop());

const driftOf = async (run: string): Promise<Json> => (await world.app.data(DRIFT, { run })).drift;

/** Like LMS MISSING mode:masters; nothing if both are in sync. */
async function differencesOf(run: string): Promise<string[]> {
  const drifts: Json[] = await driftOf(run);
  expect(drifts.map(({ isInSync }) => isInSync)).toEqual(
    drifts.map(({ differences }) => differences.length === 0),
  );
  return drifts.flatMap(({ target, differences }) =>
    differences.map(({ kind, item, field }: Json) => [target, kind, item, field].filter(Boolean).join(' ')),
  );
}

async function aDeliveredRun() {
  const course = await aVerifiedCourse(world.app.replica);
  await world.delivered();
  return course;
}

async function repriced({ key, version }: { key: string; version: number }, amount = '99.00') {
  const prices = [{ seatType: 'verified', amount }];
  const input = { key, expectedVersion: version, prices, reason: 'dearer' };
  return accepted(await changeCourse(world.app.replica, DEVELOPER, input)).course.version;
}

test('what was delivered is in sync, in both systems', async () => {
  const { run } = await aDeliveredRun();

  const answer = await driftOf(run);

  const inSync = { courseRun: { key: run }, isInSync: true, error: null, differences: [] };
  const checkedAt = '2027-03-01T12:00:00.000Z';
  expect(answer).toEqual([
    { ...inSync, checkedAt, target: 'ECOMMERCE' },
    { ...inSync, checkedAt, target: 'LMS' },
  ]);
});

test('E-Commerce is not asked about a run that has no seat and never had one', async () => {
  const { run } = await aPublishedMastersCourse(world.app.replica);
  await world.delivered();

  expect(await driftOf(run)).toMatchObject([{ target: 'LMS', isInSync: true }]);
});

test.each<[string, Parameters<DriftWorld['sell']>[1], string[]]>([
  [
    'a price',
    ({ seats }) => ({ seats: seats.map((seat) => ({ ...seat, price: '1.00' })) }),
    ['ECOMMERCE DIFFERENT seat:verified price', 'ECOMMERCE DIFFERENT seat:audit price'],
  ],
  [
    'an expiry',
    ({ seats }) => ({ seats: seats.map((seat) => ({ ...seat, expires: null })) }),
    ['ECOMMERCE DIFFERENT seat:verified expires'],
  ],
  [
    'a seat that is sold no more',
    ({ seats }) => ({ seats: seats.slice(1) }),
    ['ECOMMERCE DIFFERENT seat:verified isActive'],
  ],
  [
    'a seat too many',
    ({ seats }) => ({ seats: [...seats, { ...seats[0], seatType: 'honor' }] }),
    ['ECOMMERCE UNEXPECTED seat:honor'],
  ],
  ['an entitlement', () => ({ entitlements: [] }), ['ECOMMERCE DIFFERENT entitlement:verified isActive']],
])('%s that somebody changed in E-Commerce is found', async (...[, change, found]) => {
  const { run } = await aDeliveredRun();

  await world.sell(run, change);

  expect(await differencesOf(run)).toEqual(found);
});

test.each<[string, Parameters<DriftWorld['open']>[1], string[]]>([
  ['that is gone', (modes) => modes.slice(0, 1), ['LMS MISSING mode:audit']],
  ['too many', (modes) => [...modes, { ...modes[0], slug: 'masters' }], ['LMS UNEXPECTED mode:masters']],
  [
    'of another name',
    (modes) => modes.map((mode) => ({ ...mode, displayName: 'X' })),
    ['LMS DIFFERENT mode:verified displayName', 'LMS DIFFERENT mode:audit displayName'],
  ],
  [
    'without its SKU',
    (modes) => modes.map((mode) => ({ ...mode, sku: null, currency: 'usd' })),
    ['LMS DIFFERENT mode:verified sku', 'LMS DIFFERENT mode:audit sku'],
  ],
])('a mode %s in the LMS is found', async (...[, change, found]) => {
  const { run } = await aDeliveredRun();

  await world.open(run, change);

  expect(await differencesOf(run)).toEqual(found);
});

test('a change of a PUBLISHED run is expected as soon as it is saved', async () => {
  const course = await aDeliveredRun();
  world.standIns.ecommerce.faults.set({
    kind: 'status',
    status: 503,
    where: ({ query }) => query.startsWith('mutation'),
  });

  await repriced(course);

  expect(await differencesOf(course.run)).toEqual([
    'ECOMMERCE DIFFERENT seat:verified price',
    'ECOMMERCE DIFFERENT entitlement:verified price',
    'LMS DIFFERENT mode:verified minPrice',
  ]);
  world.standIns.ecommerce.faults.clear();
  await world.delivered();
  expect(await differencesOf(course.run)).toEqual([]);
});

test('for a run that is UNPUBLISHED again, the last request is expected', async () => {
  const { key, run, version } = await aDeliveredRun();
  const input = { key: run, expectedVersion: version, status: 'UNPUBLISHED' as const };
  accepted(await setCourseRunStatus(world.app.replica, DEVELOPER, input));
  await repriced({ key, version: version + 1 });
  expect(await differencesOf(run)).toEqual([]);

  await world.open(run, () => []);
  expect(await differencesOf(run)).toEqual(['LMS MISSING mode:verified', 'LMS MISSING mode:audit']);
});

test('for a run that has ENDED, the last request is expected', async () => {
  const course = await aDeliveredRun();
  const later = { ...world.app.replica, clock: () => new Date('2028-01-01T00:00:00Z') };
  const input = { key: course.key, expectedVersion: course.version, reason: 'late' };
  accepted(
    await changeCourse(later, DEVELOPER, { ...input, prices: [{ seatType: 'verified', amount: '7' }] }),
  );

  const look = await findDrift(later, course.run);

  expect(look?.drifts.map(({ isInSync }) => isInSync)).toEqual([true, true]);
});

test("a course's entitlements are expected as last sent with any of its runs", async () => {
  const { key, run, second, version } = await aDeliveredRun();
  const input = { key: run, expectedVersion: version, status: 'UNPUBLISHED' as const };
  accepted(await setCourseRunStatus(world.app.replica, DEVELOPER, input));
  const added = { courseKey: key, expectedVersion: version + 1, run: { key: second }, reason: 'more' };
  accepted(await addCourseRun(world.app.replica, DEVELOPER, added));
  await repriced({ key, version: version + 2 });
  await review(world.app.replica, { run: second, version: version + 3, to: 'REVIEWED' });
  await world.delivered();

  expect(await differencesOf(run)).toEqual([]);
  expect(await differencesOf(second)).toEqual([]);
});

test('nothing is expected of a run that was never provisioned', async () => {
  const { run } = await aVerifiedCourse(world.app.replica, 'UNPUBLISHED');
  expect(await differencesOf(run)).toEqual([]);

  await world.open(run, () => [{ slug: 'audit', displayName: 'Audit', minPrice: 0, currency: 'USD' }]);

  expect(await differencesOf(run)).toEqual(['LMS UNEXPECTED mode:audit']);
});

test.each<Fault>([
  { kind: 'status', status: 500 },
  { kind: 'status', status: 403 },
  { kind: 'hang' },
  { kind: 'drip' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'malformed' },
  { kind: 'null-data' },
  { kind: 'flood' },
  { kind: 'redirect', location: 'http://127.0.0.1:1/' },
])('a system that answers with $kind could not be asked, and the other was', async (fault) => {
  const { run } = await aDeliveredRun();
  world.standIns.lms.faults.set(fault);

  expect(await driftOf(run)).toMatchObject([
    { target: 'ECOMMERCE', isInSync: true },
    { target: 'LMS', isInSync: null, error: expect.stringMatching(/./), differences: [] },
  ]);
});

test('a system that is down could not be asked', async () => {
  const { run } = await aDeliveredRun();
  await world.standIns.ecommerce.goDown();

  expect(await driftOf(run)).toMatchObject([
    { isInSync: null, error: expect.stringContaining('ECONNREFUSED') },
    { isInSync: true },
  ]);
  await world.standIns.ecommerce.comeUp();
});

test('the systems are asked once, even if a compiled query is executed again because of another error', async () => {
  const { run } = await aDeliveredRun();
  const twoDrifts = `query ($run: ID!, $other: ID!) {
    drift(courseRunKey: $run) { isInSync } other: drift(courseRunKey: $other) { isInSync } }`;
  await world.app.data(twoDrifts, { run, other: run });
  const { requests } = world.standIns.lms.ledger;
  const before = requests.length;

  const { errors } = await world.app.ask(twoDrifts, { run, other: 'malformed' });

  expect(errors).toMatchObject([{ path: ['other'] }]);
  expect(requests.length - before).toBe(1);
});

test('no transaction is open while the systems are asked', async () => {
  const { run } = await aDeliveredRun();
  world.standIns.lms.faults.set({ kind: 'latency', ms: 300 });
  const requests = world.standIns.lms.ledger.requests.length;

  const asking = driftOf(run);
  while (world.standIns.lms.ledger.requests.length === requests) await new Promise(setImmediate);
  const open = await world.app.replica.database.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );

  expect(open).toEqual([]);
  expect(await asking).toMatchObject([{ isInSync: true }, { isInSync: true }]);
});

test('a run that is unknown, or not readable to the viewer, is null; a malformed key is a fault', async () => {
  const { run } = await aDeliveredRun();

  const unknown = await world.app.ask(DRIFT, { run: 'course-v1:edX+Nowhere+1' });
  const foreign = await world.app.ask(DRIFT, { run }, aMember('Other', 'READ'));
  const own = await world.app.ask(DRIFT, { run }, aMember('TestX', 'READ'));
  const malformed = await world.app.ask(DRIFT, { run: 'x' });

  expect([unknown, foreign].map(({ data, errors }) => [data.drift, errors])).toEqual([
    [null, []],
    [null, []],
  ]);
  expect(own.data.drift).toHaveLength(2);
  expect(malformed.errors[0].extensions).toEqual({
    ...{ code: 'BAD_USER_INPUT', field: 'courseRunKey', path: ['courseRunKey'] },
  });
});
