// A course whose next runs have another number: course-discovery's key_for_reruns.
import { importCourses } from '../../src/changes/import/import-courses';
import type { Imported } from '../../src/changes/import/decide-batch';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import { readRecord } from '../../src/cli/import/discovery-record';
import { loadCourse } from '../../src/store/courses/course-states';
import {
  accepted,
  addCourseRun,
  changeCourse,
  createCourse,
  DEVELOPER,
  freshKeys,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

const reason = 'test';
const creation = (key: string, runs: readonly string[] = []) => ({
  ...{ key, title: 'A course', type: 'audit', prices: [], reason },
  runs: runs.map((run) => ({ key: run })),
});

/** A course with a run, whose next runs get another key. */
async function aRenamedCourse() {
  const { key, run } = freshKeys();
  const { key: rerun } = freshKeys();
  accepted(await createCourse(replica, DEVELOPER, creation(key, [run])));
  const input = { key, expectedVersion: 1, keyForReruns: rerun, reason };
  const { course } = accepted(await changeCourse(replica, DEVELOPER, input));
  return { key, run, rerun, course };
}

async function importedFrom(...values: object[]): Promise<Imported[]> {
  async function* records() {
    for (const value of values)
      yield readRecord({ position: '#', value }, { currency: 'USD', isSeatSetKnown: true });
  }
  const how = { typeOptions: NO_TYPE_OPTIONS, isDryRun: false, actor: 'pat', reason };
  const all: Imported[] = [];
  for await (const batch of importCourses(replica, records(), how)) all.push(...batch);
  return all;
}

test('runs of both numbers belong to the course, but not of a third', async () => {
  const { key, run, rerun, course } = await aRenamedCourse();
  const adding = (of: string, expectedVersion: number) =>
    addCourseRun(replica, DEVELOPER, {
      ...{ courseKey: key, expectedVersion, reason },
      run: { key: `course-v1:${of}+R7` },
    });

  expect(course).toMatchObject({ version: 2, keyForReruns: rerun });
  accepted(await adding(rerun, 2));
  const { runs } = accepted(await adding(key, 3));
  expect(runs.map((one) => one.key).sort()).toEqual(
    [run, `course-v1:${key}+R7`, `course-v1:${rerun}+R7`].sort(),
  );
  await expect(adding(freshKeys().key, 4)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining(`not of ${key} or ${rerun}`) as string,
  });
});

test('the key is one that no other course has or is renamed to, of the same organization; null clears it', async () => {
  const [{ key, rerun }, other] = [await aRenamedCourse(), await aRenamedCourse()];
  const renamed = (keyForReruns: string | null, expectedVersion = 2) =>
    changeCourse(replica, DEVELOPER, { key, expectedVersion, keyForReruns, reason });

  const taken = { code: 'ALREADY_EXISTS', details: { field: 'keyForReruns' } };
  await expect(renamed(other.key)).rejects.toMatchObject(taken);
  await expect(renamed(other.rerun.toUpperCase())).rejects.toMatchObject(taken);
  await expect(createCourse(replica, DEVELOPER, creation(rerun))).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    message: `${rerun} is the key for reruns of the course ${key}.`,
  });
  await expect(renamed('OtherX+1')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((await renamed(rerun)).isIdle).toBe(true);
  expect(accepted(await renamed(null)).course.keyForReruns).toBeNull();
});

test('an import keeps it, and looks it up before it creates a course', async () => {
  const [{ key, run }, { key: rerun }] = [freshKeys(), freshKeys()];
  await importedFrom({ key, key_for_reruns: rerun, title: 'A course', course_runs: [{ key: run }] });
  const next = `course-v1:${rerun}+R2`;

  const [record] = await importedFrom({ key: rerun, title: next, course_runs: [{ key: next }] });

  const loaded = await loadCourse(replica.database, { course: key });
  expect(loaded?.state.course).toMatchObject({ keyForReruns: rerun, title: 'A course' });
  expect(loaded?.state.runs.map((one) => one.key).sort()).toEqual([run, next].sort());
  expect(record?.decision?.remarks).toContain(
    `its key is ${rerun} there, which is the key for reruns of ${key} here.`,
  );
  expect(await loadCourse(replica.database, { course: rerun })).toBeNull();
});
