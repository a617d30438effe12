// The price of a run that has ended is what it was sold at, whatever becomes of its course's.
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { accepted, aVerifiedCourse, bySql, changeCourse, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { seatsOf, runTypeOf } from '../../src/model/courses';
import type { CourseRun, CourseState } from '../../src/model/courses';
import { runSnapshot } from '../../src/model/history';
import { loadCourse } from '../../src/store/courses/course-states';
import { findPastCourses } from '../../src/store/history/past';

let testDatabase: TestDatabase;
let replica: Replica;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  replica = await startReplica(testDatabase.url);
});
afterAll(async () => {
  await replica.stop();
  await testDatabase.drop();
});

const priceOf = (run: CourseRun | undefined) => {
  if (!run) throw new Error('There is no run.');
  const seats = seatsOf(run, runTypeOf(run, replica.catalogue.current()), replica.policy);
  return seats[0]?.price?.amount ?? null;
};
const stateOf = async (key: string): Promise<CourseState | undefined> =>
  (await loadCourse(replica.database, { course: key }))?.state;
const priced = async (
  key: string,
  expectedVersion: number,
  { amount, runs = [] }: { amount: string; runs?: object[] },
) =>
  accepted(
    await changeCourse(replica, DEVELOPER, {
      ...{ key, expectedVersion, reason: 'A price.', prices: [{ seatType: 'verified', amount }] },
      runs: runs as [],
    }),
  );

/** A course at 49.00 whose run has ended. */
async function ended() {
  const keys = await aVerifiedCourse(replica);
  await bySql(
    replica.database,
    `UPDATE course_run SET start_at = '2020-01-01', end_at = '2020-06-30' WHERE key = $1`,
    [keys.run],
  );
  return keys;
}

test("when the course's price changes, an ended run keeps its own, in the database and the past", async () => {
  const { key, run, version } = await ended();
  await priced(key, version, { amount: '99.00' });
  await priced(key, version + 1, { amount: '199.00' });

  const state = await stateOf(key);
  expect(state?.course.prices).toEqual({ verified: '199.00' });
  expect(priceOf(state?.runs[0])).toBe('49.00');
  expect(state?.runs[0]?.prices).toEqual({});
  const at = new Date(Date.now() + 1_000);
  const [past] = await findPastCourses(replica.database, [{ courseKey: key, at }]);
  const moment = { at, catalogue: replica.catalogue.current(), currency: 'USD' };
  expect(past && runSnapshot(run, past, moment)?.seats[0]?.price?.amount).toBe('49.00');
});

test('a run that has not ended has the new price', async () => {
  const { key, version } = await aVerifiedCourse(replica);
  await priced(key, version, { amount: '99.00' });

  expect(priceOf((await stateOf(key))?.runs[0])).toBe('99.00');
});

test('a price that nobody knew stays unknown', async () => {
  const { key, version } = await ended();
  await bySql(
    replica.database,
    `DELETE FROM course_price WHERE course_id = (SELECT id FROM course WHERE key = $1)`,
    [key],
  );
  await priced(key, version, { amount: '99.00' });

  expect(priceOf((await stateOf(key))?.runs[0])).toBeNull();
});

test('opened again it keeps what it was sold at, until the course has another price', async () => {
  const { key, run, version } = await ended();
  await priced(key, version, { amount: '99.00' });
  const opened = await priced(key, version + 1, {
    amount: '99.00',
    runs: [{ key: run, end: '2030-01-01T00:00:00Z' }],
  });
  expect(priceOf(opened.runs[0])).toBe('49.00');

  await priced(key, opened.course.version, { amount: '149.00' });
  expect(priceOf((await stateOf(key))?.runs[0])).toBe('149.00');
});
