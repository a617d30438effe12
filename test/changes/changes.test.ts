import { previewAddCourseRun } from '../../src/changes/add-course-run';
import { previewChangeCourse } from '../../src/changes/change-course';
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { loadCourse } from '../../src/store/courses/course-states';
import {
  DEVELOPER,
  accepted,
  addCourseRun,
  aPublishedMastersCourse,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  freshKeys,
  setCourseRunStatus,
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

const lastEntry = async (key: string) => {
  const [row]: { kind: string; overridden: string[]; reason: string; before: object; after: object }[] =
    await replica.database.query('SELECT * FROM history WHERE course_key = $1 ORDER BY id DESC LIMIT 1', [
      key,
    ]);
  return row;
};
const entries = async (key: string): Promise<number> => {
  const [row]: { n: number }[] = await replica.database.query(
    'SELECT count(*)::int AS n FROM history WHERE course_key = $1',
    [key],
  );
  return row?.n ?? 0;
};
const reason = 'test';

describe('a change', () => {
  test('is saved completely, with one version and one history entry, or not at all', async () => {
    const { key, run, second, version } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const added = { courseKey: key, expectedVersion: version, run: { key: second }, reason };
    accepted(await addCourseRun(replica, DEVELOPER, added));

    const changed = accepted(
      await changeCourse(replica, DEVELOPER, {
        key,
        expectedVersion: 2,
        title: 'New title',
        prices: [{ seatType: 'verified', amount: '59' }],
        runs: [
          { key: run, type: 'audit' },
          { key: second, title: 'Second', prices: [{ seatType: 'verified', amount: '70.0' }] },
        ],
        reason,
      }),
    );
    const refused = await changeCourse(replica, DEVELOPER, {
      key,
      expectedVersion: 3,
      title: 'Half',
      runs: [{ key: run, type: 'empty' }],
      reason,
    });

    const loaded = await loadCourse(replica.database, { course: key });
    expect(refused.violations.map(({ code }) => code)).toEqual(['TYPE_EMPTY']);
    expect(loaded?.state).toEqual(changed);
    expect(changed.course).toMatchObject({ title: 'New title', version: 3, prices: { verified: '59.00' } });
    expect(changed.runs.map(({ type, prices }) => [type, prices])).toEqual([
      ['audit', {}],
      ['verified-audit', { verified: '70.00' }],
    ]);
    expect(await entries(key)).toBe(3);
    expect(await lastEntry(key)).toMatchObject({
      kind: 'COURSE_CHANGED',
      reason,
      after: { title: 'New title' },
    });
  });

  test('that changes nothing saves nothing and returns the course as it is', async () => {
    const { key, version } = await aVerifiedCourse(replica);
    const before = await entries(key);

    const outcome = await changeCourse(replica, DEVELOPER, {
      key,
      expectedVersion: version,
      title: 'Computing',
      prices: [{ seatType: 'verified', amount: '49.0' }],
      reason,
    });

    expect(accepted(outcome).course.version).toBe(version);
    expect(await entries(key)).toBe(before);
  });

  test('of a price provisions a PUBLISHED run again and sends a REVIEWED one back to UNPUBLISHED', async () => {
    const published = await aVerifiedCourse(replica, 'PUBLISHED');
    const reviewed = await aVerifiedCourse(replica, 'REVIEWED');
    const prices = [{ seatType: 'verified', amount: '99' }];

    const [sent, back] = await Promise.all(
      [published, reviewed].map(({ key, version }) =>
        changeCourse(replica, DEVELOPER, { key, expectedVersion: version, prices, reason }),
      ),
    );

    expect(sent?.provisioning.map(({ target, revision }) => [target, revision])).toEqual([
      ['ECOMMERCE', 2],
      ['LMS', 2],
    ]);
    expect(sent?.state?.runs[0]?.status).toBe('PUBLISHED');
    expect(back?.provisioning).toEqual([]);
    expect(back?.state?.runs[0]?.status).toBe('UNPUBLISHED');
  });

  test('of dates and title provisions a REVIEWED run again and leaves it REVIEWED', async () => {
    const { key, run, version } = await aVerifiedCourse(replica, 'REVIEWED');
    const runs = [{ key: run, end: '2027-08-31T00:00:00Z', title: 'Later' }];

    const outcome = await changeCourse(replica, DEVELOPER, { key, expectedVersion: version, runs, reason });

    expect(accepted(outcome).runs[0]?.status).toBe('REVIEWED');
    expect(outcome.provisioning).toHaveLength(2);
  });

  test('to PUBLISHED requests nothing if the run was provisioned when it became REVIEWED', async () => {
    const { run, version } = await aVerifiedCourse(replica, 'REVIEWED');

    const outcome = await setCourseRunStatus(replica, DEVELOPER, {
      key: run,
      expectedVersion: version,
      status: 'PUBLISHED',
    });

    expect(outcome.provisioning).toEqual([]);
  });

  test('is decided with two statements, even for a course with 100 runs', async () => {
    const { key } = freshKeys();
    const runs = Array.from({ length: 100 }, (_, index) => ({ key: `course-v1:${key}+R${index}` }));
    accepted(await createCourse(replica, DEVELOPER, { key, title: 'Many', type: 'audit', prices: [], runs }));
    const statements: string[] = [];
    const watched = await startReplica(database.url);
    watched.database.setOptions({ logging: ['query'], logger: recorder(statements) });
    await watched.database.destroy();
    await watched.database.initialize();

    const refused = await changeCourse(watched, DEVELOPER, {
      key,
      expectedVersion: 1,
      type: 'empty',
      reason,
    });

    const work = statements.filter(
      (sql) => !/^(START TRANSACTION|COMMIT|ROLLBACK|SELECT version\(\)|SHOW)/.test(sql),
    );
    expect(refused.violations).toHaveLength(101);
    expect(
      work.filter(
        (sql) =>
          !/pg_extension|current_schema|SELECT \* FROM current|^SELECT version FROM catalogue_version$/.test(
            sql,
          ),
      ),
    ).toHaveLength(2);
    await watched.stop();
  });
});

const recorder = (statements: string[]) => ({
  logQuery: (sql: string) => void statements.push(sql),
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
});

describe('a preview', () => {
  test('returns what the mutation then returns, and saves nothing', async () => {
    const { key, second, version } = await aPublishedMastersCourse(replica);
    const input = {
      courseKey: key,
      expectedVersion: version,
      courseType: 'masters-verified-audit',
      run: { key: second, type: 'masters-verified-audit' },
      prices: [{ seatType: 'verified', amount: '100.00' }],
      reason,
    };
    const before = await loadCourse(replica.database, { course: key });

    const preview = await previewAddCourseRun(replica, DEVELOPER, input);
    const unchanged = await loadCourse(replica.database, { course: key });
    const real = await addCourseRun(replica, DEVELOPER, input);

    expect(unchanged).toEqual(before);
    expect(preview.plan).toEqual(real.plan);
    expect(preview.state?.course).toEqual(real.state?.course);
    expect(preview.provisioning).toEqual([]);
  });

  test('is refused with the same faults as the mutation', async () => {
    const { key, version } = await aPublishedMastersCourse(replica);
    const reader = { ...DEVELOPER, permissions: ['READ'] as const };
    const input = { key, expectedVersion: version, title: 'X', reason };

    await expect(previewChangeCourse(replica, reader, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const stale = previewChangeCourse(replica, DEVELOPER, { ...input, expectedVersion: version + 1 });
    await expect(stale).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });
});

describe('deleting', () => {
  test('removes a run, and then the course, while nothing was ever provisioned', async () => {
    const { key, run } = await aVerifiedCourse(replica, 'UNPUBLISHED');

    const withoutRun = await deleteCourseRun(replica, DEVELOPER, { key: run, expectedVersion: 1, reason });
    await deleteCourse(replica, DEVELOPER, { key, expectedVersion: 2, reason });

    expect(accepted(withoutRun).runs).toEqual([]);
    expect(await loadCourse(replica.database, { course: key })).toBeNull();
    expect(await lastEntry(key)).toMatchObject({ kind: 'COURSE_DELETED', after: null });
  });

  test('is refused once a run has products, even when it is UNPUBLISHED again', async () => {
    const { key, run, version } = await aVerifiedCourse(replica, 'REVIEWED');
    const back = { key: run, expectedVersion: version, status: 'UNPUBLISHED' as const };
    accepted(await setCourseRunStatus(replica, DEVELOPER, back));

    const course = await deleteCourse(replica, DEVELOPER, { key, expectedVersion: version + 1, reason });
    const one = await deleteCourseRun(replica, DEVELOPER, { key: run, expectedVersion: version + 1, reason });

    expect([...course.violations, ...one.violations]).toMatchObject([
      { code: 'HAS_PRODUCTS', courseRunKey: run, path: ['key'] },
      { code: 'HAS_PRODUCTS', courseRunKey: run, path: ['key'] },
    ]);
  });
});

test('history cannot be changed or removed, not even by the owner of the database', async () => {
  await aVerifiedCourse(replica, 'UNPUBLISHED');

  for (const sql of ['UPDATE history SET actor = actor', 'DELETE FROM history', 'TRUNCATE history']) {
    await expect(replica.database.query(sql)).rejects.toThrow('history is append-only');
  }
});
