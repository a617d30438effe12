// What a provisioning waits for, and how operators retry everything that failed. No relay runs: nothing moves by itself.
import { MAX_RETRIED } from '../../src/changes/publish-provisioning';
import { declareSystems, saveProblem } from '../../src/store/systems';
import { aMember, useTestApp, type Json } from '../support/app';
import {
  accepted,
  addCourseRun,
  aVerifiedCourse,
  bySql,
  createCourse,
  DEVELOPER,
  freshKeys,
  review,
} from '../support/changes';
import { runCli } from '../support/cli';

jest.setTimeout(60_000);

const app = useTestApp();
const sql = (text: string, values: unknown[] = []): Promise<Json> => app.replica.database.query(text, values);
beforeAll(() => declareSystems(app.replica.database, { ECOMMERCE: 'graphql', LMS: 'graphql' }));
afterEach(async () => {
  await sql('UPDATE system SET problem = NULL, paused_until = NULL');
  await sql(`UPDATE provisioning SET state = 'SUPERSEDED' WHERE state IN ('PENDING', 'RETRYING', 'FAILED')`);
});

const BLOCKED = `query ($run: ID!) { courseRun(key: $run) { provisioning {
  id target state blockedBy { reason message provisioning { id target state courseRun { key } } } } } }`;
/** What the run's newest provisionings wait for, E-Commerce first. */
const blocksOf = async (run: string): Promise<Json[]> =>
  (await app.data(BLOCKED, { run })).courseRun.provisioning.map(({ blockedBy }: Json) => blockedBy);

/** Sets the state of all provisionings of the run for the system. */
const settle = (run: string, target: string, state: string) =>
  sql(
    `UPDATE provisioning SET state = $3, delivered_at = CASE WHEN $3 = 'DELIVERED' THEN now() END
     WHERE target = $2 AND course_run_id = (SELECT id FROM course_run WHERE key = $1)`,
    [run, target, state],
  );

/** A course with two runs that are PUBLISHED, the second after the first. */
async function twoRuns() {
  const { key, run, second, version } = await aVerifiedCourse(app.replica);
  const added = { courseKey: key, expectedVersion: version, run: { key: second }, reason: 'test' };
  const next = accepted(await addCourseRun(app.replica, DEVELOPER, added)).course.version;
  await review(app.replica, { run: second, version: next, to: 'PUBLISHED' });
  return { key, run, second };
}

describe('blockedBy', () => {
  test('is null for what waits for nothing but a relay; the LMS waits for the SKUs of the same revision', async () => {
    const { run } = await aVerifiedCourse(app.replica);

    const [ecommerce, lms] = await blocksOf(run);

    expect(ecommerce).toBeNull();
    expect(lms).toEqual({
      reason: 'SKUS',
      message: 'It waits for E-Commerce to accept the same revision and return its SKUs.',
      provisioning: {
        id: expect.any(String),
        target: 'ECOMMERCE',
        state: 'PENDING',
        courseRun: { key: run },
      },
    });
    await settle(run, 'ECOMMERCE', 'DELIVERED');
    expect(await blocksOf(run)).toEqual([null, null]);
  });

  test.each([
    ['FAILED', 'EARLIER_FAILED', 'It waits behind one that failed.'],
    ['RETRYING', 'EARLIER_OPEN', 'It waits behind an earlier one'],
  ])('names the %s one before it in its lane', async (state, reason, message) => {
    const { run, second } = await twoRuns();
    await settle(run, 'ECOMMERCE', state);

    const [ecommerce, lms] = await blocksOf(second);

    expect(ecommerce).toEqual({
      reason,
      message: expect.stringContaining(message),
      provisioning: { id: expect.any(String), target: 'ECOMMERCE', state, courseRun: { key: run } },
    });
    expect(lms).toMatchObject({ reason: 'SKUS', provisioning: { courseRun: { key: second } } });
  });

  test('is null for a FAILED one itself, which a person must retry', async () => {
    const { run } = await aVerifiedCourse(app.replica);
    await settle(run, 'ECOMMERCE', 'FAILED');

    expect((await blocksOf(run))[0]).toBeNull();
  });

  test('names the pause that a system asked for, until it is over', async () => {
    const { run } = await aVerifiedCourse(app.replica);
    await sql(`UPDATE system SET paused_until = '2999-01-01T00:00:00Z' WHERE target = 'ECOMMERCE'`);

    expect((await blocksOf(run))[0]).toEqual({
      reason: 'SYSTEM_PAUSED',
      message: 'E-Commerce asked for a pause until 2999-01-01T00:00:00.000Z.',
      provisioning: null,
    });
    await sql('UPDATE system SET paused_until = now()');
    expect((await blocksOf(run))[0]).toBeNull();
  });

  test('names what a person must fix in a system', async () => {
    const { run } = await aVerifiedCourse(app.replica);
    const problem = 'Nobody has confirmed the shop.';
    await saveProblem(app.replica.database, 'ECOMMERCE', { problem, pauseMs: 60_000 });

    expect((await blocksOf(run))[0]).toEqual({
      reason: 'SYSTEM_PROBLEM',
      message: 'E-Commerce accepts nothing: Nobody has confirmed the shop.',
      provisioning: null,
    });
  });
});

const RETRY = `mutation ($filter: RetryFilter!) { retryProvisionings(input: { filter: $filter, reason: "fixed" }) {
  retriedCount remainingCount provisionings { state target courseRun { key } } } }`;

/** A course of that organization; its provisioning for E-Commerce, and with `both` also that for the LMS, FAILED. */
async function aFailure(organization: string, both = false) {
  const key = `${organization}+${freshKeys().key.split('+')[1]}`;
  const run = `course-v1:${key}+R1`;
  const prices = [{ seatType: 'verified', amount: '49' }];
  const input = { key, title: 'Failed', type: 'verified-audit', prices, runs: [{ key: run }] };
  accepted(await createCourse(app.replica, DEVELOPER, input));
  await review(app.replica, { run, version: 1, to: 'PUBLISHED' });
  await settle(run, 'ECOMMERCE', 'FAILED');
  if (both) await settle(run, 'LMS', 'FAILED');
  return { key, run };
}

describe('retryProvisionings', () => {
  const retried = async (filter: Json, viewer = DEVELOPER) => {
    const { provisionings, ...counts } = (await app.data(RETRY, { filter }, viewer)).retryProvisionings;
    return {
      ...counts,
      of: provisionings.map(({ target, courseRun }: Json) => `${target} ${courseRun.key}`),
    };
  };

  test('retries all that match and answers how many and which, with an entry in history for each', async () => {
    const [one, other] = [await aFailure('OneX', true), await aFailure('OtherX')];

    const ofLms = await retried({ target: 'LMS' });
    const ofCourse = await retried({ courseKey: one.key });
    const rest = await retried({});

    expect(ofLms).toEqual({ retriedCount: 1, remainingCount: 0, of: [`LMS ${one.run}`] });
    expect(ofCourse).toEqual({ retriedCount: 1, remainingCount: 0, of: [`ECOMMERCE ${one.run}`] });
    expect(rest).toEqual({ retriedCount: 1, remainingCount: 0, of: [`ECOMMERCE ${other.run}`] });
    const entries = await sql(
      `SELECT course_key, reason FROM history WHERE kind = 'PROVISIONING_RETRIED' ORDER BY id`,
    );
    expect(entries.map((entry: Json) => `${entry.course_key} ${entry.reason}`)).toEqual(
      [one, one, other].map(({ key }) => `${key} fixed`),
    );
  });

  test('retries only those of organizations that the viewer administers', async () => {
    const [one, other] = [await aFailure('OneX'), await aFailure('OtherX')];
    const administrator = aMember('oneX', 'READ', 'ADMINISTER');
    const reader = aMember('OtherX', 'READ');

    const answers = await Promise.all([
      app.ask(RETRY, { filter: {} }, reader),
      app.ask(RETRY, { filter: { courseKey: other.key } }, reader),
      app.ask(RETRY, { filter: { courseKey: other.key } }, administrator),
    ]);

    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND']);
    expect(await retried({}, administrator)).toMatchObject({ retriedCount: 1, of: [`ECOMMERCE ${one.run}`] });
  });

  test('retries a bounded number per call, the oldest first, and says how many remain', async () => {
    const { run } = await aFailure('ManyX');
    await addFailures(run, MAX_RETRIED);

    const [first, second] = [await retried({}), await retried({})];

    expect(first).toMatchObject({ retriedCount: MAX_RETRIED, remainingCount: 1 });
    expect(first.of[0]).toBe(`ECOMMERCE ${run}`);
    expect(second).toMatchObject({ retriedCount: 1, remainingCount: 0 });
  });
});

/** Makes so many more FAILED for the LMS, each a revision of the run. */
const addFailures = (run: string, number: number) =>
  bySql(
    app.replica.database,
    `INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state, state)
     SELECT gen_random_uuid(), r.id, 'LMS', 100 + n, 1, lane.id, 100 + n, '{"courseRunKey": "-", "modes": []}', 'FAILED'
     FROM course_run r JOIN lane ON lane.course_run_id = r.id, generate_series(1, $2) AS n WHERE r.key = $1`,
    [run, number],
  );

describe('npm run cli -- retry', () => {
  const retry = (...args: string[]) =>
    runCli(['retry', '--reason', 'fixed', ...args], { DATABASE_URL: app.databaseUrl });

  test('retries those of a system and a course, then all, however many there are', async () => {
    const [one, other] = [await aFailure('OneX', true), await aFailure('OtherX')];
    await addFailures(other.run, 2 * MAX_RETRIED);

    const some = await retry('--system', 'LMS', '--course', one.key);
    const all = await retry('--all', '--json');

    expect(some).toMatchObject({ code: 0, err: '' });
    expect(some.out).toMatch(/^[0-9a-f-]{36} LMS 1\n1 will be retried\.\n$/);
    expect(new Set(JSON.parse(all.out).retried).size).toBe(2 * MAX_RETRIED + 2);
    expect(await sql(`SELECT FROM provisioning WHERE state = 'FAILED'`)).toEqual([]);
  });
});
