// How long a request may take: work beyond its time, or for a client that has left, is not started.
import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestApp, LIMITS, statementsOf, type Json, type TestApp, UNOBSERVED } from '../../support/app';
import { aVerifiedCourse } from '../../support/changes';

const refused: string[] = [];
let app: TestApp;
let admin: Client;
let course: Awaited<ReturnType<typeof aVerifiedCourse>>;
beforeAll(async () => {
  app = await createTestApp({
    limits: { ...LIMITS, seconds: 1 },
    observer: { ...UNOBSERVED, refused: (what) => void refused.push(what) },
  });
  course = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  admin = new Client({ connectionString: app.databaseUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await app.stop();
});

/** While nobody else can read that table. */
async function locking<T>(table: string, work: () => Promise<T>): Promise<T> {
  await admin.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  try {
    return await work();
  } finally {
    await admin.query('COMMIT');
  }
}

/** Waits until the service runs no statement in the database. */
async function settled(): Promise<void> {
  const active = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND state <> 'idle'`;
  while ((await admin.query<{ n: number }>(active)).rows[0]?.n !== 0) await wait(20);
  await wait(50);
}

const WITH_RUNS = '{ courses { nodes { courseRuns { key } } } }';

test('a query that takes too long is answered without data, and stops reading', async () => {
  let answer: Json;
  const statements = await statementsOf(app, async () => {
    answer = await locking('course', () => app.ask(WITH_RUNS));
    await settled();
  });

  const extensions = { code: 'LIMIT_EXCEEDED', what: 'seconds', limit: 1 };
  expect(answer).toEqual({
    status: 400,
    data: undefined,
    errors: [{ message: expect.any(String), extensions }],
  });
  expect(statements).toHaveLength(1);
  expect(refused).toEqual(['seconds']);
  expect(app.logged).toEqual([]);
  expect((await app.data(WITH_RUNS)).courses.nodes).toHaveLength(1);
});

test('nothing is read for a client that has left', async () => {
  const statements = await statementsOf(app, async () => {
    await locking('course', async () => {
      const going = new AbortController();
      const asking = fetch(app.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: WITH_RUNS }),
        signal: going.signal,
      });
      while (!(await isWaiting())) await wait(20);
      going.abort();
      await expect(asking).rejects.toThrow();
      await wait(100);
    });
    await settled();
  });

  expect(statements).toHaveLength(1);
  expect(app.logged).toEqual([]);
});

test("a mutation under way completes, and the same request's next one does not start", async () => {
  const input = (title: string, expectedVersion: number) => ({
    key: course.key,
    title,
    expectedVersion,
    reason: 'test',
  });
  const query = `mutation ($a: ChangeCourseInput!, $b: ChangeCourseInput!) {
    a: changeCourse(input: $a) { course { version } } b: changeCourse(input: $b) { course { version } } }`;

  const { status, errors } = await locking('course', () =>
    app.ask(query, { a: input('First', 1), b: input('Second', 2) }),
  );
  await settled();

  expect([status, errors[0].extensions.what]).toEqual([400, 'seconds']);
  expect(errors[0].message).toContain('may be saved');
  expect((await app.data(`{ course(key: "${course.key}") { version title } }`)).course).toEqual({
    version: 2,
    title: 'First',
  });
});

async function isWaiting(): Promise<boolean> {
  // A transaction sees only the backends of its first look, and the service may connect later.
  await admin.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}
