// The answers when something is wrong: refusals as data, faults with their codes, and no internal details.
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { Fault } from '../../src/model/faults';
import { aMember, createTestApp, useTestApp, type Json, type TestApp } from '../support/app';
import { aPublishedMastersCourse, aVerifiedCourse } from '../support/changes';

const app = useTestApp();
const reason = 'test';
const CHANGE = `mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) {
  course { version } violations { code message path courseRunKey isWaivable } plan { isEmpty } provisioning { id } } }`;

describe('a refusal', () => {
  test('names every rule in order, with the path of the cause, and saves nothing', async () => {
    const { key, run, version } = await aPublishedMastersCourse(app.replica);
    const input = { key, expectedVersion: version, runs: [{ key: run, type: 'professional' }], reason };

    const { changeCourse } = await app.data(CHANGE, { input });

    const about = { courseRunKey: run, path: ['runs', '0', 'type'] };
    expect(changeCourse).toMatchObject({ course: null, plan: { isEmpty: true }, provisioning: [] });
    expect(changeCourse.violations).toMatchObject([
      { ...about, code: 'RUN_TYPE_NOT_IN_COURSE_TYPE', isWaivable: true },
      { ...about, code: 'TRACK_REMOVED', isWaivable: true },
      { code: 'PRICE_REQUIRED', isWaivable: false },
    ]);
    expect((await app.data(`{ course(key: "${key}") { version } }`)).course).toEqual({ version });
  });

  test('has one entry for each of several mistakes', async () => {
    const { key, version } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
    const prices = [
      { seatType: 'professional', amount: '10' },
      { seatType: 'verified', amount: '20000.50' },
    ];

    const { changeCourse } = await app.data(CHANGE, {
      input: { key, expectedVersion: version, prices, reason },
    });

    expect(changeCourse.violations.map(({ code, path }: Json) => [code, path.join('.')])).toEqual([
      ['PRICE_NOT_APPLICABLE', 'prices.0.seatType'],
      ['PRICE_ABOVE_MAXIMUM', 'prices.1.amount'],
      ['PRICE_NOT_WHOLE', 'prices.1.amount'],
    ]);
  });
});

describe('a fault', () => {
  test('tells a late writer the current version', async () => {
    const { key, version } = await aVerifiedCourse(app.replica, 'PUBLISHED');

    const { status, data, errors } = await app.ask(CHANGE, { input: { key, expectedVersion: 1, reason } });

    expect({ status, data }).toEqual({ status: 200, data: { changeCourse: null } });
    expect(errors).toEqual([
      {
        message: `The course has version ${version} now.`,
        locations: [expect.anything()],
        path: ['changeCourse'],
        extensions: { code: 'STALE_VERSION', currentVersion: version },
      },
    ]);
  });

  test('names a missing permission, and hides what may not be read', async () => {
    const { key } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
    const input = { key, expectedVersion: 1, reason };

    const reader = await app.ask(CHANGE, { input }, aMember('TestX', 'READ'));
    const stranger = await app.ask(CHANGE, { input }, aMember('OtherX', 'READ', 'EDIT'));

    const forbidden = { code: 'FORBIDDEN', permission: 'EDIT', organization: 'TestX' };
    expect(reader.errors[0].extensions).toEqual(forbidden);
    expect(stranger.errors[0].extensions).toEqual({ code: 'NOT_FOUND' });
  });

  test('of one field does not affect the others', async () => {
    const { data, errors } = await app.ask('{ course(key: "x") { key } modes { slug } }');

    expect(data).toMatchObject({ course: null, modes: expect.arrayContaining([{ slug: 'audit' }]) });
    expect(errors).toHaveLength(1);
  });
});

describe('invalid credentials', () => {
  test.each([
    ['an unknown viewer', new Fault('UNAUTHENTICATED', 'The token has expired.'), [401, 'UNAUTHENTICATED']],
    ['a check that broke', new Error('secret'), [500, 'INTERNAL_SERVER_ERROR']],
  ])('%s gets no answer', async (_, error, expected) => {
    const closed = await createTestApp({ authenticate: () => Promise.reject(error) });
    try {
      const { status, data, errors } = await closed.ask('{ modes { slug } }');

      expect([status, errors[0].extensions.code]).toEqual(expected);
      expect(data).toBeUndefined();
      expect(JSON.stringify(errors)).not.toContain('secret');
    } finally {
      await closed.stop();
    }
  });
});

describe('a database that goes away', () => {
  let fragile: TestApp;
  let admin: Client;
  beforeAll(async () => {
    // A compiled query would be retried over another connection.
    fragile = await createTestApp({ compiledAfter: Infinity });
    admin = new Client({ connectionString: fragile.databaseUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await fragile.stop();
  });

  const others = `SELECT pid, wait_event_type FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

  /** Ends the connection of the service that waits for a lock, which the administrator holds. */
  async function cutWhileItWaits<T>(work: () => Promise<T>): Promise<T> {
    await admin.query('BEGIN; LOCK TABLE course, course_run IN ACCESS EXCLUSIVE MODE');
    const working = work();
    for (;;) {
      // A transaction sees only the backends of its first look, and the service may connect later.
      await admin.query('SELECT pg_stat_clear_snapshot()');
      const { rows } = await admin.query<{ wait_event_type: string }>(others);
      if (rows.some((row) => row.wait_event_type === 'Lock')) break;
      await wait(10);
    }
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM (${others}) x WHERE wait_event_type = 'Lock'; ROLLBACK`,
    );
    return working;
  }

  /** A connection that was cut may still be in the pool when the next request comes. */
  async function untilAnswered(request: string): Promise<Json> {
    for (let attempt = 1; ; attempt += 1) {
      const { data, errors } = await fragile.ask(request);
      if (errors.length === 0) return data;
      if (attempt === 20) throw new Error(JSON.stringify(errors));
      await wait(10);
    }
  }

  test.each([
    ['query', '{ courses { nodes { key } } }'],
    [
      'mutation',
      'mutation { createCourse(input: { key: "CutX+1", title: "Cut", type: "audit" }) { violations { code } } }',
    ],
  ])(
    'fails one %s with 503 and a code that permits a retry, and the next request works',
    async (_, request) => {
      fragile.logged.splice(0);

      const { status, errors } = await cutWhileItWaits(() => fragile.ask(request));

      const [{ error, errorId } = { error: null, errorId: null }] = fragile.logged;
      expect(status).toBe(503);
      expect(errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', errorId } }]);
      expect(JSON.stringify(errors)).not.toMatch(/terminat|connection|SELECT|stack/i);
      expect(String(error)).toMatch(/terminat|connection/i);
      expect(await fragile.data(request)).toBeDefined();
    },
  );

  test('and all connections: the service answers again', async () => {
    await Promise.all(Array.from({ length: 5 }, () => fragile.data('{ courses { totalCount } }')));

    await admin.query(`SELECT pg_terminate_backend(pid) FROM (${others}) x`);

    expect(await untilAnswered('{ courses { totalCount } }')).toEqual({ courses: { totalCount: 1 } });
  });
});

test('unexpected errors are masked, with an id that is in the log', async () => {
  await app.replica.database.query('ALTER TABLE course RENAME COLUMN title TO secret_title');
  app.logged.splice(0);

  const { errors } = await app.ask('{ courses { nodes { key } } }');
  await app.replica.database.query('ALTER TABLE course RENAME COLUMN secret_title TO title');

  const extensions = { code: 'INTERNAL_SERVER_ERROR', errorId: expect.stringMatching(/^[0-9a-f-]{36}$/) };
  expect(errors).toEqual([
    { message: expect.any(String), locations: expect.anything(), path: ['courses'], extensions },
  ]);
  expect(JSON.stringify(errors)).not.toContain('title');
  expect(app.logged).toMatchObject([
    { errorId: errors[0].extensions.errorId, error: { message: expect.stringContaining('title') } },
  ]);
});
