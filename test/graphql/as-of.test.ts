// Courses and runs as they were: before, between and exactly at changes, and with types that were redefined since.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  saveCourseRunType,
  saveCourseType,
  saveTrackType,
} from '../../src/changes/catalogue/save-definition';
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { aMember, statementsOf, useTestApp, type Json } from '../support/app';
import {
  accepted,
  addCourseRun,
  aPublishedMastersCourse,
  changeCourse,
  createCourse,
} from '../support/changes';
import { aVerifiedCourse, DEVELOPER, freshKeys, startReplica } from '../support/changes';

const app = useTestApp();
const reason = 'test';
const COURSE = 'key type entitlements { seatType price { amount currency } } at';
const RUN = 'key status type trackTypes seats { seatType price { amount } } paidToPlatform paidToPartner at';
const AS_OF = `query ($key: ID!, $run: ID!, $at: DateTime!) {
  course(key: $key) { asOf(at: $at) { ${COURSE} } }  courseRun(key: $run) { asOf(at: $at) { ${RUN} } } }`;

async function asOf({ key, run }: { key: string; run: string }, at: string): Promise<Json> {
  const { course, courseRun } = await app.data(AS_OF, { key, run, at });
  return { course: course?.asOf ?? null, run: courseRun?.asOf ?? null };
}

/** The times of all changes of a course so far. Later changes have later times: they are stored to the millisecond. */
async function timesOf(key: string): Promise<string[]> {
  const { changes } = await app.data(
    'query ($key: ID!) { changes(filter: { courseKey: $key }) { nodes { at } } }',
    { key },
  );
  await sleep(2);
  return changes.nodes.map((node: Json) => node.at);
}
const moved = (time: string | undefined, ms: number) => new Date(Date.parse(time ?? '') + ms).toISOString();
const now = async (): Promise<string> => {
  await sleep(2);
  const [{ at }] = await app.replica.database.query('SELECT clock_timestamp() AS at');
  await sleep(2);
  return at.toISOString();
};
const seat = (seatType: string, amount: string) => ({ seatType, price: { amount } });

test('a course and its run are answered as they were before, at and between changes', async () => {
  const { version, ...keys } = await aPublishedMastersCourse(app.replica);
  const created = await timesOf(keys.key);
  const prices = [{ seatType: 'verified', amount: '100' }];
  const run = { key: keys.second, type: 'masters-verified-audit' };
  const to = { courseKey: keys.key, expectedVersion: version, courseType: 'masters-verified-audit', reason };
  accepted(await addCourseRun(app.replica, DEVELOPER, { ...to, prices, run }));
  const added = (await timesOf(keys.key)).at(-1);

  const before = await asOf(keys, moved(created[0], -1));
  const at = await asOf(keys, created[0] ?? '');
  const between = await asOf(keys, moved(added, -1));
  const after = await asOf({ ...keys, run: keys.second }, added ?? '');
  const notYet = await asOf({ ...keys, run: keys.second }, moved(added, -1));

  expect(before).toEqual({ course: null, run: null });
  expect(at).toMatchObject({
    course: { key: keys.key, type: 'masters', entitlements: [], at: created[0] },
    run: {
      key: keys.run,
      type: 'masters',
      status: 'UNPUBLISHED',
      trackTypes: ['masters'],
      seats: [],
      at: created[0],
    },
  });
  expect(between).toMatchObject({
    course: { type: 'masters' },
    run: { status: 'PUBLISHED', paidToPlatform: false, paidToPartner: true },
  });
  expect(after).toMatchObject({
    course: {
      type: 'masters-verified-audit',
      entitlements: [{ seatType: 'verified', price: { amount: '100.00', currency: 'USD' } }],
    },
    run: {
      trackTypes: ['masters', 'verified', 'audit'],
      seats: [seat('verified', '100.00'), seat('audit', '0.00')],
      ...{ paidToPlatform: true, paidToPartner: true },
    },
  });
  expect(notYet).toMatchObject({ course: { type: 'masters' }, run: null });
});

test('a run’s price overrides the course’s until it is removed', async () => {
  const { key, run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const priced = (amounts: string[]) => [
    { key: run, prices: amounts.map((amount) => ({ seatType: 'verified', amount })) },
  ];
  const change = async (expectedVersion: number, input: object) =>
    accepted(await changeCourse(app.replica, DEVELOPER, { key, expectedVersion, reason, ...input }));
  await change(1, { runs: priced(['70']) });
  await timesOf(key);
  await change(2, { prices: [{ seatType: 'verified', amount: '80' }] });
  await timesOf(key);
  await change(3, { runs: priced([]) });

  const answers = [];
  for (const time of await timesOf(key)) answers.push(await asOf({ key, run }, time));

  const amounts = answers.map((answer) => answer.run.seats[0].price.amount);
  expect(amounts).toEqual(['49.00', '70.00', '70.00', '80.00']);
  const entitlements = answers.map(({ course }) => course.entitlements[0].price.amount);
  expect(entitlements).toEqual(['49.00', '49.00', '80.00', '80.00']);
});

test('types are answered as they were defined then, however often they were redefined', async () => {
  const named = { name: 'Special', reason };
  const paid = { paidToPlatform: true, paidToPartner: false };
  const track = { slug: 'special', ...named, mode: 'honor', seatType: 'honor' };
  const runType = { slug: 'special', ...named, isMarketable: true };
  const type = { slug: 'special', ...named, courseRunTypes: ['special'], organizations: [] };
  await saveTrackType(app.replica, DEVELOPER, { ...track, ...paid });
  await saveCourseRunType(app.replica, DEVELOPER, { ...runType, trackTypes: ['special'] });
  await saveCourseType(app.replica, DEVELOPER, { ...type, entitlementTypes: [] });
  const keys = freshKeys();
  const prices = [{ seatType: 'honor', amount: '5' }];
  const input = { key: keys.key, title: 'Special', type: 'special', prices, runs: [{ key: keys.run }] };
  accepted(await createCourse(app.replica, DEVELOPER, input));
  const first = await now();
  await saveCourseRunType(app.replica, DEVELOPER, { ...runType, trackTypes: ['special', 'audit'] });
  await saveCourseType(app.replica, DEVELOPER, { ...type, entitlementTypes: ['honor'] });
  const second = await now();
  await saveTrackType(app.replica, DEVELOPER, { ...track, paidToPlatform: false, paidToPartner: true });
  await saveCourseRunType(app.replica, DEVELOPER, {
    ...runType,
    trackTypes: ['special', 'audit', 'masters'],
  });
  const third = await now();

  const [one, two, three] = [await asOf(keys, first), await asOf(keys, second), await asOf(keys, third)];

  const honor = { seatType: 'honor', price: { amount: '5.00' } };
  expect(one.course.entitlements).toEqual([]);
  expect(one.run).toMatchObject({ trackTypes: ['special'], seats: [honor], ...paid });
  expect(two.course.entitlements).toMatchObject([honor]);
  expect(two.run).toMatchObject({
    trackTypes: ['special', 'audit'],
    seats: [honor, seat('audit', '0.00')],
    ...paid,
  });
  expect(three.run).toMatchObject({
    trackTypes: ['special', 'audit', 'masters'],
    ...{ paidToPlatform: false, paidToPartner: true },
  });
});

test('a seeded type is answered as it was before its first redefinition, by every replica', async () => {
  const { key, run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const seeded = await now();
  const other = await startReplica(app.databaseUrl);
  const verified = { slug: 'verified', name: 'Verified', reason, mode: 'verified', seatType: 'verified' };
  await saveTrackType(other, DEVELOPER, { ...verified, paidToPlatform: true, paidToPartner: true });
  const since = await now();
  await other.stop();

  // The subgraph was not notified of the other's definition: it must find out by itself.
  expect((await asOf({ key, run }, since)).run.paidToPartner).toBe(true);
  expect((await asOf({ key, run }, seeded)).run.paidToPartner).toBe(false);
});

test('deleted things are null from then on, until they are created again', async () => {
  const keys = freshKeys();
  const runs = [{ key: keys.run }, { key: keys.second }];
  const input = { key: keys.key, title: 'Mistyped', type: 'audit', prices: [], runs };
  accepted(await createCourse(app.replica, DEVELOPER, input));
  await timesOf(keys.key);
  await deleteCourseRun(app.replica, DEVELOPER, { key: keys.run, expectedVersion: 1, reason });
  await timesOf(keys.key);
  await deleteCourse(app.replica, DEVELOPER, { key: keys.key, expectedVersion: 2, reason });
  await timesOf(keys.key);
  accepted(await createCourse(app.replica, DEVELOPER, { ...input, runs: [{ key: keys.run }] }));

  const answers = [];
  for (const time of await timesOf(keys.key)) answers.push(await asOf(keys, time));

  const isThere = answers.map(({ course, run }) => [course !== null, run !== null]);
  expect(isThere).toEqual([
    [true, true],
    [true, false],
    [false, false],
    [true, true],
  ]);
});

test.each(['yesterday', '2026-02-30T00:00:00Z', '2026-02-03'])('%s is not a time', async (at) => {
  const { key, run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const { errors } = await app.ask(AS_OF, { key, run, at });

  const fault = { extensions: { code: 'BAD_USER_INPUT', field: 'at' } };
  expect(errors).toMatchObject([fault, fault]);
});

test('courses and runs at one time cost two statements beside their lists, however many there are', async () => {
  const at = await now();
  const cost = async (first: number) => {
    const query = `{ courses(first: ${first}) { nodes { asOf(at: "${at}") { ${COURSE} }
      courseRuns { asOf(at: "${at}") { ${RUN} } } } } }`;
    return (await statementsOf(app, () => app.data(query))).length;
  };

  expect([await cost(1), await cost(50)]).toEqual([4, 4]);
});

const ANY = `query ($key: ID!, $run: ID!, $at: DateTime!) {
  course: courseAsOf(key: $key, at: $at) { ${COURSE} }  run: courseRunAsOf(key: $run, at: $at) { ${RUN} } }`;

test('things deleted since are answered by key, to viewers who may read their organization', async () => {
  const { key, run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const before = await now();
  const { course } = await app.data('query ($key: ID!) { course(key: $key) { version } }', { key });
  await deleteCourse(app.replica, DEVELOPER, { key, expectedVersion: course.version, reason });

  const deleted = await app.data(ANY, { key, run, at: before });
  expect(deleted).toMatchObject({ course: { key, type: 'verified-audit' }, run: { key: run } });
  expect(await app.data(ANY, { key, run, at: await now() })).toEqual({ course: null, run: null });
  const others = await app.ask(ANY, { key, run, at: before }, aMember('OtherX', 'READ'));
  expect(others.data).toEqual({ course: null, run: null });
});

test('each track of a run says who was paid for it', async () => {
  const { run } = await aPublishedMastersCourse(app.replica);
  const tracks = '{ trackType mode seatType paidToPlatform paidToPartner }';
  const query = `query ($run: ID!, $at: DateTime!) { courseRunAsOf(key: $run, at: $at) { tracks ${tracks} } }`;

  const { courseRunAsOf } = await app.data(query, { run, at: await now() });

  expect(courseRunAsOf.tracks).toEqual([
    { trackType: 'masters', mode: 'masters', seatType: null, paidToPlatform: false, paidToPartner: true },
  ]);
});

test('a future time is refused: history is known up to now', async () => {
  const { key, run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const at = '2100-01-01T00:00:00Z';
  const fault = { extensions: { code: 'BAD_USER_INPUT', field: 'at' } };

  for (const query of [ANY, AS_OF])
    expect((await app.ask(query, { key, run, at })).errors).toMatchObject([fault, fault]);
});
