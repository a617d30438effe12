// Runs of a course with a different key for reruns, looked up by their own keys, including deleted ones.
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { useTestApp, type Json } from '../support/app';
import { accepted, addCourseRun, createCourse, DEVELOPER, freshKeys } from '../support/changes';

const app = useTestApp();
const reason = 'test';
const QUERY = `query ($run: ID!, $at: DateTime!) {
  courseRunAsOf(key: $run, at: $at) { key type } changes(filter: { courseRunKey: $run }) { nodes { kind } } }`;
const now = async (): Promise<string> => {
  const [{ at }] = await app.replica.database.query(
    `SELECT pg_sleep(0.002), clock_timestamp() + interval '1 ms' AS at, pg_sleep(0.002)`,
  );
  return at.toISOString();
};
const found = (run: string, at: string): Promise<Json> => app.data(QUERY, { run, at });

/** A course with a run under its other number. */
async function aRenamedCourse() {
  const [{ key }, { key: keyForReruns, run }] = [freshKeys(), freshKeys()];
  const course = { key, keyForReruns, title: 'A course', type: 'audit', prices: [], reason };
  accepted(await createCourse(app.replica, DEVELOPER, { ...course, runs: [{ key: run }] }));
  return { key, run };
}

test.each(['its own', "its course's"])(
  'a run of the other number is as it was, and has its changes, even after %s deletion',
  async (whose) => {
    const { key, run } = await aRenamedCourse();
    const alive = await now();
    const deletion = { key: whose === 'its own' ? run : key, expectedVersion: 1, reason };
    await (whose === 'its own' ? deleteCourseRun : deleteCourse)(app.replica, DEVELOPER, deletion);

    const kinds = ['COURSE_CREATED', whose === 'its own' ? 'COURSE_RUN_DELETED' : 'COURSE_DELETED'];
    expect(await found(run, alive)).toEqual({
      courseRunAsOf: { key: run, type: 'audit' },
      changes: { nodes: kinds.map((kind) => ({ kind })) },
    });
    expect((await found(run, await now())).courseRunAsOf).toBeNull();
  },
);

test('a run that now belongs to another course is as it was in the first one', async () => {
  const { key, run } = await aRenamedCourse();
  const alive = await now();
  await deleteCourse(app.replica, DEVELOPER, { key, expectedVersion: 1, reason });
  const between = await now();
  const [, own] = /^course-v1:(.*)\+/.exec(run) ?? [];
  const course = { key: own ?? '', title: 'Another', type: 'honor', prices: [], reason };
  accepted(await createCourse(app.replica, DEVELOPER, { ...course, runs: [] }));
  const adding = { courseKey: course.key, expectedVersion: 1, reason, run: { key: run } };
  accepted(await addCourseRun(app.replica, DEVELOPER, adding));

  const asOf = async (at: string): Promise<Json> => (await found(run, at)).courseRunAsOf;
  expect(await asOf(alive)).toEqual({ key: run, type: 'audit' });
  expect(await asOf(between)).toBeNull();
  expect(await asOf(await now())).toEqual({ key: run, type: 'honor' });
});
