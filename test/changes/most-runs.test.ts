// How many runs a course may have.
import {
  DEVELOPER,
  POLICY,
  accepted,
  addCourseRun,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  freshKeys,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url, { policy: { ...POLICY, mostRuns: 2 } });
});
afterAll(() => replica.stop());

const withRuns = (count: number) => {
  const { key } = freshKeys();
  const runs = Array.from({ length: count }, (_, index) => ({ key: `course-v1:${key}+R${index}` }));
  return { key, title: 'Data', type: 'audit', prices: [], runs };
};
const tooMany = (count: number) => ({
  code: 'LIMIT_EXCEEDED',
  details: { what: 'courseRuns', count, limit: 2 },
});
const runIn = (courseKey: string, expectedVersion: number) => ({
  courseKey,
  expectedVersion,
  run: { key: `course-v1:${courseKey}+more` },
  reason: 'test',
});

test('a course may have as many runs as the policy allows, and cannot be created with more', async () => {
  expect(accepted(await createCourse(replica, DEVELOPER, withRuns(2))).runs).toHaveLength(2);
  await expect(createCourse(replica, DEVELOPER, withRuns(3))).rejects.toMatchObject(tooMany(3));
});

test('runs can be added up to that number, and no further', async () => {
  const course = await aVerifiedCourse(replica, 'UNPUBLISHED');

  const { course: grown } = accepted(await addCourseRun(replica, DEVELOPER, runIn(course.key, 1)));
  const another = { ...runIn(course.key, grown.version), run: { key: course.second } };

  await expect(addCourseRun(replica, DEVELOPER, another)).rejects.toMatchObject(tooMany(3));
});

test('a course that was imported with more can be changed, but gains no more', async () => {
  const roomy = await startReplica(database.url);
  const { key, runs } = withRuns(4);
  accepted(await createCourse(roomy, DEVELOPER, { ...withRuns(0), key, runs }));
  await roomy.stop();

  const changed = await changeCourse(replica, DEVELOPER, {
    key,
    expectedVersion: 1,
    title: 'New',
    reason: 'test',
  });

  expect(accepted(changed).course.title).toBe('New');
  await expect(addCourseRun(replica, DEVELOPER, runIn(key, 2))).rejects.toMatchObject(tooMany(5));
});
