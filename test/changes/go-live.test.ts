// Runs go live by themselves: at their time, once for any number of replicas, and not if the conditions no longer hold.
import { changeCourse } from '../../src/changes/change-course';
import { goLive } from '../../src/changes/set-course-run-status';
import { courseSubject, SERVICE_ACTOR } from '../../src/model/history';
import { loadCourse, lockCourse } from '../../src/store/courses/course-states';
import { inTransaction } from '../../src/store/database';
import {
  accepted,
  aVerifiedCourse,
  createCourse,
  DEVELOPER,
  freshKeys,
  review,
  bySql,
  setCourseRunStatus,
  startReplica,
  type Replica,
} from '../support/changes';
import { useTestDatabase } from '../support/database';

const GO_LIVE = '2027-03-01T12:00:00Z';
const database = useTestDatabase();
let replica: Replica;
let other: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
  other = await startReplica(database.url);
});
afterAll(() => Promise.all([replica.stop(), other.stop()]));
afterEach(() => bySql(replica.database, 'UPDATE course_run SET go_live_at = NULL'));

/** A REVIEWED run that goes live at that time. */
async function aReviewedRun(goLiveAt = GO_LIVE) {
  const { key, run, version } = await aVerifiedCourse(replica, 'REVIEWED');
  const input = { key, expectedVersion: version, runs: [{ key: run, goLiveAt }], reason: 'a date' };
  return { key, run, version: accepted(await changeCourse(replica, DEVELOPER, input)).course.version };
}

async function stateOf(run: string) {
  const loaded = await loadCourse(replica.database, { run });
  const found = loaded?.state.runs.find(({ key }) => key === run);
  return { status: found?.status, version: loaded?.state.course.version };
}

const historyOf = (run: string) =>
  replica.database.query(
    `SELECT kind, actor, before, after FROM history
     WHERE course_run_key = $1 AND kind = 'COURSE_RUN_STATUS_SET' AND actor = $2`,
    [run, SERVICE_ACTOR],
  );

test.each([
  ['is PUBLISHED when its time has come', '2027-03-01T12:00:00Z', 'PUBLISHED', 1],
  ['is PUBLISHED late when nobody looked', '2026-01-01T00:00:00Z', 'PUBLISHED', 1],
  ['waits for its time', '2027-03-01T12:00:00.001Z', 'REVIEWED', 0],
])('a REVIEWED run %s', async (_, goLiveAt, ...expected) => {
  const [status, times] = expected;
  const { run, version } = await aReviewedRun(goLiveAt);

  await goLive(replica);

  expect(await stateOf(run)).toEqual({ status, version: version + times });
});

test('the change is that of setCourseRunStatus, with the service as actor', async () => {
  const { run, key } = await aReviewedRun();

  const [result] = await goLive(replica);

  expect(result).toMatchObject({ key: run, outcome: { violations: [], state: { course: { key } } } });
  const [entry, ...more] = await historyOf(run);
  expect(more).toEqual([]);
  expect(JSON.stringify(entry.before)).toContain('REVIEWED');
  expect(JSON.stringify(entry.after)).toContain('PUBLISHED');
});

test.each(['UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW'] as const)(
  'a run in %s does not go live',
  async (status) => {
    const { key, run, version } = await aVerifiedCourse(replica, status);
    const input = {
      key,
      expectedVersion: version,
      runs: [{ key: run, goLiveAt: GO_LIVE }],
      reason: 'a date',
    };
    accepted(await changeCourse(replica, DEVELOPER, input));

    expect(await goLive(replica)).toEqual([]);

    expect(await stateOf(run)).toMatchObject({ status });
  },
);

test('all due runs of one course go live at once', async () => {
  const { key, run, second } = freshKeys();
  const runs = [run, second].map((one) => ({ key: one, goLiveAt: GO_LIVE }));
  accepted(await createCourse(replica, DEVELOPER, { key, title: 'Two', type: 'audit', prices: [], runs }));
  const version = await review(replica, { run, version: 1, to: 'REVIEWED' });
  await review(replica, { run: second, version, to: 'REVIEWED' });

  await goLive(replica);

  expect([(await stateOf(run)).status, (await stateOf(second)).status]).toEqual(['PUBLISHED', 'PUBLISHED']);
});

test('two replicas publish each of many runs once', async () => {
  const reviewed = [];
  for (let number = 0; number < 6; number += 1) reviewed.push(await aReviewedRun());

  await Promise.all([goLive(replica), goLive(other), goLive(replica), goLive(other)]);

  for (const { run, version } of reviewed) {
    expect(await stateOf(run)).toEqual({ status: 'PUBLISHED', version: version + 1 });
    expect(await historyOf(run)).toHaveLength(1);
  }
});

test.each([
  ['withdrawn', { status: 'UNPUBLISHED' as const }, 'UNPUBLISHED'],
  ['put off', { goLiveAt: '2028-01-01T00:00:00Z' }, 'REVIEWED'],
])('a run that is %s after it was found, and before its turn, is left alone', async (_, change, status) => {
  const { key, run, version } = await aReviewedRun();
  let going: Promise<unknown> | undefined;

  await inTransaction(replica.database, async (tx) => {
    await lockCourse(tx, { course: key });
    going = goLive(other);
    await waitingForALock();
    // As if another command had changed it before the lock was free.
    if ('status' in change)
      await tx.query('UPDATE course_run SET status = $1 WHERE key = $2', [change.status, run]);
    else await tx.query('UPDATE course_run SET go_live_at = $1 WHERE key = $2', [change.goLiveAt, run]);
    await tx.query(`INSERT INTO history (kind, subject, actor) VALUES ('IMPORTED', $1, 'a test')`, [
      courseSubject(key),
    ]);
  });
  await going;

  expect(await stateOf(run)).toEqual({ status, version });
  expect(await historyOf(run)).toEqual([]);
});

async function waitingForALock(): Promise<void> {
  for (;;) {
    const [row] = await replica.database.query(
      `SELECT count(*)::integer AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (row.waiting > 0) return;
  }
}

test('a run that may not go live does not hold up the others', async () => {
  const first = await aReviewedRun('2026-01-01T00:00:00Z');
  const last = await aReviewedRun();
  await bySql(replica.database, `UPDATE course_run SET type_slug = 'empty' WHERE key = $1`, [first.run]);

  const results = await goLive(replica);

  expect(results.map(({ key }) => key)).toEqual([first.run, last.run]);
  expect(results[0]).toMatchObject({ outcome: { violations: [{ code: 'TYPE_EMPTY' }] } });
  expect(await stateOf(last.run)).toMatchObject({ status: 'PUBLISHED' });
});

test('somebody who publishes by hand at the same time is not disturbed', async () => {
  const { run, version } = await aReviewedRun();

  const input = { key: run, expectedVersion: version, status: 'PUBLISHED' as const };
  await Promise.all([setCourseRunStatus(other, DEVELOPER, input).catch(() => undefined), goLive(replica)]);

  expect(await stateOf(run)).toEqual({ status: 'PUBLISHED', version: version + 1 });
});

test('due runs are found by their own index', async () => {
  const plan = await replica.database.transaction(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off');
    await tx.query('SET LOCAL enable_sort = off');
    return tx.query(
      `EXPLAIN SELECT key FROM course_run WHERE status = 'REVIEWED' AND go_live_at <= now() ORDER BY go_live_at, key`,
    );
  });

  expect(JSON.stringify(plan)).toContain('course_run_go_live_ix');
});
