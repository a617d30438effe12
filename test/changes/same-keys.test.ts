// Keys that differ only in case are one course or run to the LMS and Studio: a second one is refused everywhere.
import { MIGRATIONS } from '../../migrations';
import { previewCreateCourse } from '../../src/changes/create-course';
import { importCourses } from '../../src/changes/import/import-courses';
import type { Imported } from '../../src/changes/import/decide-batch';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import { removeMembership, saveMembership } from '../../src/changes/memberships';
import { readRecord } from '../../src/cli/import/discovery-record';
import { foldKey } from '../../src/model/keys';
import { findTwins } from '../../src/store/courses/find-courses';
import { findMembers } from '../../src/store/memberships';
import {
  accepted,
  addCourseRun,
  bySql,
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

const creation = (key: string, runs: readonly string[] = []) => ({
  ...{ key, title: 'A course', type: 'audit', prices: [], reason: 'test' },
  runs: runs.map((run) => ({ key: run })),
});
const aCourse = async (key = freshKeys().key, runs: readonly string[] = []) => {
  accepted(await createCourse(replica, DEVELOPER, creation(key, runs)));
  return key;
};
const alreadyExists = (first: string, field: string) => ({
  code: 'ALREADY_EXISTS',
  message: expect.stringContaining(first) as string,
  details: { field, path: field.split('.') },
});

test('the database folds every letter like the code', async () => {
  const letters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter((letter) =>
    /[\p{L}\p{N}_~.:+/-]/u.test(letter),
  );
  // No letter beyond these has capitals, and the database is slow to check each.
  const asked = letters.filter((letter) => (letter.codePointAt(0) ?? 0) < 0x20000);

  const latin = asked.filter((letter) => letter <= '\u00FF').join('');

  const [row] = await replica.database.query<{ folded: string }[]>(
    `SELECT string_agg(fold_key(letter), '' ORDER BY at) AS folded
     FROM unnest($1::text[]) WITH ORDINALITY AS asked (letter, at)`,
    [[...asked, latin]],
  );

  expect(row?.folded).toBe([...asked, latin].map(foldKey).join(''));
  expect(letters.filter((letter) => foldKey(letter) !== letter && !asked.includes(letter))).toEqual([]);
});

test('createCourse names the existing course, and so does its preview', async () => {
  const first = await aCourse('CasedX+École1');

  for (const create of [createCourse, previewCreateCourse])
    await expect(create(replica, DEVELOPER, creation('casedx+éCOLE1'))).rejects.toMatchObject(
      alreadyExists(first, 'key'),
    );
});

test('createCourse and addCourseRun name the existing run', async () => {
  const { key, run } = freshKeys();
  await aCourse(key, [run]);
  const other = await aCourse();
  const twin = `${run.slice(0, -2)}r1`;

  const adding = { courseKey: key, expectedVersion: 1, run: { key: twin }, reason: 'test' };
  await expect(addCourseRun(replica, DEVELOPER, adding)).rejects.toMatchObject(alreadyExists(run, 'run.key'));
  const twice = creation(`${other}a`, [`course-v1:${other}a+R1`, `course-v1:${other}a+r1`]);
  await expect(async () => createCourse(replica, DEVELOPER, twice)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    details: { field: 'runs.1.key' },
  });
});

test('of two created at once, the second is told about the first', async () => {
  const { key } = freshKeys();
  const outcomes = await Promise.allSettled(
    [key, key.toLowerCase()].map((one) => createCourse(replica, DEVELOPER, creation(one))),
  );

  const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.state?.course.key] : []));
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(made).toHaveLength(1);
  expect(refused).toEqual([expect.objectContaining(alreadyExists(made[0] ?? '', 'key'))]);
});

test('an import refuses a record that would be a second one, by its key or a run’s, and names the existing one', async () => {
  const [{ key, run }, other] = [freshKeys(), freshKeys()];
  await aCourse(key, [run]);
  async function* records() {
    for (const value of [
      { key: key.toLowerCase(), title: 'A', course_runs: [] },
      {
        key: other.key,
        title: 'B',
        course_runs: [{ key: run.toUpperCase().replace('COURSE-V1', 'course-v1') }],
      },
    ])
      yield readRecord({ position: '#', value }, { currency: 'USD', isSeatSetKnown: true });
  }
  const all: Imported[] = [];
  const how = { typeOptions: NO_TYPE_OPTIONS, isDryRun: false, actor: 'pat', reason: 'The switch.' };
  for await (const batch of importCourses(replica, records(), how)) all.push(...batch);

  expect(all.map(({ decision, problems }) => [decision, problems.join()])).toEqual([
    [null, expect.stringMatching(`^key: .*There is a course ${key.replace('+', '\\+')} already`)],
    [null, expect.stringMatching(/^course_runs\.0\.key: .*There is a run .* already/)],
  ]);
});

describe('twins of an installation that already had them', () => {
  test('are numbered by the migration, reported, and keep working; a third one is refused', async () => {
    const { key } = freshKeys();
    const twin = key.toLowerCase();
    await aCourse(key);
    await bySql(
      replica.database,
      `INSERT INTO course (uuid, key, organization, title, type_slug, version, twin)
       VALUES (gen_random_uuid(), $1, 'testx', 'Twin', 'audit', 1, 1)`,
      [twin],
    );

    expect(await findTwins(replica.database)).toEqual([{ key: twin, first: key }]);
    const changed = { key: twin, expectedVersion: 1, title: 'Still here', reason: 'test' };
    expect(accepted(await changeCourse(replica, DEVELOPER, changed)).course.title).toBe('Still here');
    await expect(createCourse(replica, DEVELOPER, creation(key.toUpperCase()))).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  test('the migration can be reverted and run again with them', async () => {
    const runner = replica.database.createQueryRunner();
    const all = MIGRATIONS.map((Made) => new Made());
    const these = all.slice(all.findIndex(({ name }) => name.startsWith('FoldKeys')));
    await runner.startTransaction();
    try {
      for (const migration of these.toReversed()) await migration.down(runner);
      for (const migration of these) await migration.up(runner);
      const rows = await runner.query('SELECT twin FROM course ORDER BY twin DESC LIMIT 2');
      expect(rows).toEqual([{ twin: 1 }, { twin: 0 }]);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});

describe('an organization of a membership', () => {
  const person = { organization: 'MemberX', username: 'ada' };
  const save = (organization: string, role: 'EDITOR' | 'REVIEWER') =>
    saveMembership(replica, DEVELOPER, { ...person, organization, role, reason: 'test' });

  test('is the same in any case: it is stored once, and removed as a whole', async () => {
    await save('MemberX', 'EDITOR');
    const { member } = await save('MEMBERX', 'EDITOR');
    await save('memberx', 'REVIEWER');

    expect(member?.organization).toBe('MemberX');
    const held = await findMembers(replica.database, [person]);
    expect(held.map(({ organization, role }) => [organization, role])).toEqual([
      ['MemberX', 'EDITOR'],
      ['MemberX', 'REVIEWER'],
    ]);
    const input = { organization: 'mEMBERx', username: 'ada', reason: 'test' };
    expect((await removeMembership(replica, DEVELOPER, input)).removed).toHaveLength(2);
  });
});
