// verify-history as it is run on the command line: its output, and its exit code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveMode } from '../../src/changes/catalogue/save-definition';
import { deleteCourseRun } from '../../src/changes/delete-course';
import { saveMembership } from '../../src/changes/memberships';
import {
  accepted,
  addCourseRun,
  changeCourse,
  DEVELOPER,
  aVerifiedCourse,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { createTestDatabase, useTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { runCli } from '../support/cli';

const database = useTestDatabase();

const verify = (url: string) => runCli(['verify-history'], { DATABASE_URL: url });

test('reports that all fits, and names the first entry that does not once one is altered', async () => {
  const replica = await startReplica(database.url);
  const { key } = await aVerifiedCourse(replica, 'LEGAL_REVIEW');

  const whole = await verify(database.url);
  await replica.database.query('ALTER TABLE history DISABLE TRIGGER history_is_append_only');
  const [[row]] = await replica.database.query(
    `UPDATE history SET actor = 'somebody else' WHERE kind = 'COURSE_RUN_STATUS_SET' RETURNING id`,
  );
  await replica.stop();
  const altered = await verify(database.url);

  expect(whole).toMatchObject({ code: 0, out: 'All history entries are intact: 2.\n', err: '' });
  expect(altered.code).toBe(1);
  expect(altered.out).toContain(`Entry ${row.id} of course:${key}, at `);
  expect(altered.out).toContain('Entries that do not match: 1 of 2.');
}, 60_000);

test('has its own exit code if the database cannot be reached', async () => {
  const found = await verify('postgresql://nobody@127.0.0.1:1/nowhere');

  expect(found).toMatchObject({ code: 2, out: '' });
  expect(found.err).toContain('ECONNREFUSED');
}, 60_000);

describe('the state is compared with the last entries', () => {
  let own: TestDatabase;
  let replica: Replica;
  let course: Awaited<ReturnType<typeof aVerifiedCourse>>;
  beforeAll(async () => {
    own = await createTestDatabase();
    replica = await startReplica(own.url);
    course = await aVerifiedCourse(replica, 'UNPUBLISHED');
    await aVerifiedCourse(replica, 'UNPUBLISHED');
    const { key, run, second, version } = course;
    const reason = 'A test.';
    const price = { seatType: 'verified', amount: '70' };
    const runs = [{ key: run, title: 'Its own', end: '2027-12-31T00:00:00Z', prices: [price] }];
    accepted(await changeCourse(replica, DEVELOPER, { key, expectedVersion: version, runs, reason }));
    const added = { courseKey: key, expectedVersion: version + 1, run: { key: second }, reason };
    accepted(await addCourseRun(replica, DEVELOPER, added));
    await deleteCourseRun(replica, DEVELOPER, { key: second, expectedVersion: version + 2, reason });
    await saveMode(replica, DEVELOPER, {
      slug: 'honor',
      name: 'Honour',
      isIdVerified: false,
      isCreditEligible: false,
      minimumPrice: '0',
      reason,
    });
    await saveMembership(replica, DEVELOPER, {
      organization: 'TestX',
      username: 'ada',
      role: 'EDITOR',
      reason,
    });
  });
  afterAll(async () => {
    await replica.stop();
    await own.drop();
  });

  test('and everything that the service did matches', async () => {
    expect(await verify(own.url)).toMatchObject({ code: 0, err: '' });
  }, 60_000);

  const withoutGuards = async (sql: string): Promise<void> =>
    replica.database.transaction(async (tx) => {
      // As a superuser could: no trigger fires.
      await tx.query(`SET LOCAL session_replication_role = 'replica'`);
      await tx.query(sql);
    });

  test.each<[string, string, string, () => string]>([
    [
      'a title',
      `UPDATE course_run SET title = 'Forged' WHERE title = 'Its own'`,
      `UPDATE course_run SET title = 'Its own' WHERE title = 'Forged'`,
      () => `course:${course.key}, ${course.run} title: differs from its last history entry`,
    ],
    [
      'a price',
      `UPDATE course_run_price SET amount = 71 WHERE amount = 70`,
      `UPDATE course_run_price SET amount = 70`,
      () => `course:${course.key}, ${course.run} prices: differs from its last history entry`,
    ],
    [
      'a time',
      `UPDATE course_run SET end_at = end_at + interval '1 day' WHERE title = 'Its own'`,
      `UPDATE course_run SET end_at = end_at - interval '1 day' WHERE title = 'Its own'`,
      () => `course:${course.key}, ${course.run} end: differs from its last history entry`,
    ],
    [
      'a definition that was changed before',
      `UPDATE mode SET name = 'Forged' WHERE slug = 'honor'`,
      `UPDATE mode SET name = 'Honour' WHERE slug = 'honor'`,
      () => 'mode:honor: differs from its last history entry',
    ],
    [
      'a definition that a migration made',
      `UPDATE mode SET name = 'Forged' WHERE slug = 'audit'`,
      `UPDATE mode SET name = 'Audit' WHERE slug = 'audit'`,
      () => 'mode:audit: differs from its last history entry',
    ],
    [
      'what a type is made of',
      `UPDATE course_run_type_track SET position = 5 WHERE course_run_type_slug = 'audit'`,
      `UPDATE course_run_type_track SET position = 0 WHERE course_run_type_slug = 'audit'`,
      () => 'courseRunType:audit: differs from its last history entry',
    ],
    [
      'a role',
      `UPDATE membership SET role = 'REVIEWER'`,
      `UPDATE membership SET role = 'EDITOR'`,
      () => 'membership:TestX/ada: differs from its last history entry',
    ],
  ])(
    '%s that was changed outside the service is named',
    async (...[, forge, mend, says]) => {
      await withoutGuards(forge);
      const found = await verify(own.url);
      await withoutGuards(mend);

      expect(found.code).toBe(1);
      expect(found.out).toContain(says());
      expect(found.out).toContain('Rows changed without a history entry: 1.');
    },
    60_000,
  );

  test('a course that was added or removed outside the service is named', async () => {
    await withoutGuards(
      `INSERT INTO course (uuid, key, organization, title, type_slug, version)
       VALUES (gen_random_uuid(), 'ForgedX+1', 'ForgedX', 'Forged', 'audit', 1)`,
    );
    const put = await verify(own.url);
    await withoutGuards(`DELETE FROM course WHERE key = 'ForgedX+1'`);

    expect(put.out).toContain('course:ForgedX+1: differs from its last history entry');
  }, 60_000);
});

describe('an anchor', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'track-types-anchor-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (url: string, ...flags: string[]) =>
    runCli(['verify-history', ...flags], { DATABASE_URL: url });

  test('finds a deleted chain, and a truncated one; without it all seems well', async () => {
    const own = await createTestDatabase();
    const replica = await startReplica(own.url);
    const [gone, cut] = [
      await aVerifiedCourse(replica, 'UNPUBLISHED'),
      await aVerifiedCourse(replica, 'LEGAL_REVIEW'),
    ];
    const exported = join(folder, 'export');
    const [file, later] = [join(folder, 'anchor'), join(folder, 'later')];
    const written = await run(own.url, '--write-anchor', file);
    const exporting = await runCli(['export', '--out', exported], { DATABASE_URL: own.url });
    const whole = await run(own.url, '--anchor', file);
    await replica.database.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = 'replica'`);
      await tx.query('DELETE FROM history WHERE course_key = $1', [gone.key]);
      await tx.query('DELETE FROM course WHERE key = $1', [gone.key]);
      await tx.query('DELETE FROM history WHERE id = (SELECT max(id) FROM history)');
      await tx.query(`UPDATE course_run SET status = 'UNPUBLISHED' WHERE key = $1`, [cut.run]);
      await tx.query('UPDATE course SET version = version - 1 WHERE key = $1', [cut.key]);
    });
    await replica.stop();
    const without = await run(own.url);
    const byAnchor = await run(own.url, '--anchor', file, '--write-anchor', later);
    const byExport = await run(own.url, '--anchor', join(exported, 'anchor.jsonl'));
    await own.drop();

    expect([written.code, exporting.code, whole.code, without.code]).toEqual([0, 0, 0, 0]);
    expect(readFileSync(join(exported, 'anchor.jsonl'), 'utf8')).toBe(readFileSync(file, 'utf8'));
    for (const { code, out } of [byAnchor, byExport]) {
      expect(code).toBe(1);
      expect(out).toContain(`course:${gone.key}: entry `);
      expect(out).toContain(`course:${cut.key}: entry `);
      expect(out).toContain('Chains truncated or removed: 2.');
    }
    expect(byAnchor.out).toContain(`Nothing was written to ${later}.`);
  }, 120_000);

  test('that is malformed is refused by name', async () => {
    const file = join(folder, 'none');
    writeFileSync(file, 'nothing\n');

    expect(await run(database.url, '--anchor', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${file} is not an anchor`),
    });
  }, 60_000);
});
