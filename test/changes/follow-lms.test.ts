// Following Studio: changes in the LMS are made here too, by the rules; refused ones are conflicts until resolved.
import { followLms } from '../../src/changes/import/follow-lms';
import { findConflictsOfRuns } from '../../src/store/courses/conflicts';
import { loadCourse } from '../../src/store/courses/course-states';
import { changeCourse, createCourse, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { importLms, startLmsWorld } from '../support/lms-runs';
import type { LmsWorld } from '../support/lms-runs';

const database = useTestDatabase();
let replica: Replica;
let world: LmsWorld;
beforeAll(async () => {
  replica = await startReplica(database.url);
  world = await startLmsWorld();
});
afterEach(() => world.lms.reset());
afterAll(async () => {
  await world.stop();
  await replica.stop();
});

const START = '2027-01-01T00:00:00Z';
const END = '2027-06-30T12:00:00Z';
const LATER = '2027-07-30T12:00:00Z';
const VERIFIED = { verified: { min_price: 50 }, audit: {} };

const follow = () => followLms(replica, world.runs);
const stateOf = async (course: string) => (await loadCourse(replica.database, { course }))?.state;
async function conflictsOf(course: string) {
  const ids = (await stateOf(course))?.runs.map(({ id }) => id) ?? [];
  const found = await findConflictsOfRuns(replica.database, ids);
  return [...found.values()].flat().map(({ field, there, problem }) => ({ field, there, problem }));
}
const lastChange = async (course: string) => {
  const sql = 'SELECT kind, actor, reason FROM history WHERE course_key = $1 ORDER BY id DESC LIMIT 1';
  return (await replica.database.query<object[]>(sql, [course]))[0];
};

test('titles and dates are taken from the LMS, as a change by the service with its reason, and are provisioned', async () => {
  world.give('course-v1:MoveX+A+1', { name: 'A', start: START, end: END }, VERIFIED);
  await importLms(replica, world);
  world.give('course-v1:MoveX+A+1', { name: 'B & C', start: START, end: LATER });

  expect(await follow()).toEqual({ courses: 1, changed: 1, imported: 0, conflicts: 0, leftAlone: [] });

  expect(await stateOf('MoveX+A')).toMatchObject({
    course: { title: 'B & C', version: 2 },
    runs: [{ title: null, end: new Date(LATER), prices: { verified: '50.00' } }],
  });
  expect(await lastChange('MoveX+A')).toEqual({
    ...{ kind: 'COURSE_CHANGED', actor: 'track-types', reason: 'The LMS has it so.' },
  });
  const told = `SELECT target FROM provisioning JOIN course_run r ON r.id = course_run_id WHERE r.key = 'course-v1:MoveX+A+1'`;
  expect(await replica.database.query(told)).toContainEqual({ target: 'LMS' });
});

test('an end of enrollment is followed', async () => {
  world.give('course-v1:EnrolX+A+1', { name: 'A', start: START, end: END }, VERIFIED);
  await importLms(replica, world);
  world.give('course-v1:EnrolX+A+1', { name: 'A', start: START, end: END, enrollment_end: START });

  expect(await follow()).toMatchObject({ changed: 1, conflicts: 0 });
  expect((await stateOf('EnrolX+A'))?.runs[0]?.enrollmentEnd).toEqual(new Date(START));
});

test('equal data is no change', async () => {
  world.give('course-v1:SameX+A+1', { name: 'A', start: START, end: END }, VERIFIED);
  await importLms(replica, world);

  expect(await follow()).toMatchObject({ courses: 1, changed: 0, imported: 0 });
  expect(await stateOf('SameX+A')).toMatchObject({ course: { version: 1 } });
});

test('a new run is imported with its own price; the course’s price, and settings made here, stay', async () => {
  const key = 'NewX+A';
  const price = { seatType: 'verified', amount: '80.00' };
  await createCourse(replica, DEVELOPER, {
    ...{ key, title: 'Ours', type: 'verified-audit', prices: [price] },
    runs: [{ key: `course-v1:${key}+1`, type: 'verified-audit' }],
  });
  world.give(`course-v1:${key}+1`, { name: 'Old', start: START });
  world.give(`course-v1:${key}+2`, { name: 'New', start: LATER }, VERIFIED);
  world.give('course-v1:NewX+B+1', { name: 'Born in Studio' });

  expect(await follow()).toMatchObject({ courses: 2, changed: 1, imported: 2, leftAlone: [] });

  expect(await stateOf(key)).toMatchObject({
    course: { title: 'New', type: 'verified-audit', prices: { verified: '80.00' } },
    runs: [
      { title: 'Old', status: 'UNPUBLISHED', prices: {} },
      { title: null, status: 'PUBLISHED', type: 'verified-audit', prices: { verified: '50.00' } },
    ],
  });
  expect(await stateOf('NewX+B')).toMatchObject({ runs: [{ status: 'UNPUBLISHED', type: 'empty' }] });
  expect(await lastChange('NewX+B')).toMatchObject({ kind: 'IMPORTED', actor: 'track-types' });
});

test('an end before an override is a conflict, and the rest is applied; it ends with the override', async () => {
  const [key, run] = ['ClashX+A', 'course-v1:ClashX+A+1'];
  world.give(run, { name: 'A', start: START, end: LATER }, VERIFIED);
  world.give('course-v1:ClashX+A+0', { name: 'Z', start: '2026-01-01T00:00:00Z', end: END }, VERIFIED);
  await importLms(replica, world);
  const override = (upgradeDeadlineOverride: string | null, expectedVersion: number) =>
    changeCourse(replica, DEVELOPER, {
      key,
      expectedVersion,
      reason: 'Agreed.',
      runs: [{ key: run, upgradeDeadlineOverride }],
    });
  await override('2027-07-15T00:00:00Z', 1);
  world.give(run, { name: 'B', start: START, end: END });
  world.give('course-v1:ClashX+A+0', { name: 'Y', start: '2026-01-01T00:00:00Z', end: END });

  expect(await follow()).toMatchObject({ changed: 1, conflicts: 1 });
  expect(await follow()).toMatchObject({ changed: 0, conflicts: 1 });

  expect(await stateOf(key)).toMatchObject({
    course: { title: 'B', version: 3 },
    runs: [{ title: 'Y' }, { title: null, end: new Date(LATER) }],
  });
  expect(await conflictsOf(key)).toEqual([
    { field: 'end', there: new Date(END).toISOString(), problem: expect.stringContaining(run) },
  ]);

  await override(null, 3);
  expect(await follow()).toMatchObject({ changed: 1, conflicts: 0 });
  expect((await stateOf(key))?.runs[1]?.end).toEqual(new Date(END));
  expect(await conflictsOf(key)).toEqual([]);
});

test('an end before its start in the LMS is a conflict of both fields', async () => {
  const run = 'course-v1:BackX+A+1';
  world.give(run, { name: 'A', start: START, end: END }, VERIFIED);
  await importLms(replica, world);
  world.give(run, { name: 'B', start: LATER, end: END });

  expect(await follow()).toMatchObject({ changed: 1, conflicts: 1 });

  expect(await conflictsOf('BackX+A')).toMatchObject([{ field: 'start' }]);
  expect(await stateOf('BackX+A')).toMatchObject({ course: { title: 'B' } });
});

test('an unusable run is named, and does not hold up the others', async () => {
  world.give('course-v1:OddX+A+1', { name: 'A' }, { diamond: {} });
  world.give('course-v1:OddX+B+1', { name: 'B' }, { audit: {} });

  expect(await follow()).toMatchObject({
    imported: 1,
    leftAlone: ['course-v1:OddX+A+1: there is no mode diamond here (saveMode).'],
  });
});
