// What a newer revision supersedes, and what not: by enqueue alone, and with a relay at work.
import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../src/store/database';
import { enqueue } from '../../src/store/outbox/enqueue';
import { findHeads, leaseLanes, returnLane, startAttempt } from '../../src/store/outbox/lanes';
import { aCourse, anAsk, aRun, useOutbox, type Run } from './outbox-world';
import { until } from '../support/until';

const outbox = useOutbox();

/** The backends that wait for a lock of this one. */
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

async function isDue({ courseId }: Run): Promise<boolean> {
  const [lane] = await outbox.db.query('SELECT due_at FROM lane WHERE course_id = $1', [courseId]);
  return lane.due_at !== null;
}

const sentTo = (target: 'ecommerce' | 'lms', { courseRunKey }: Run) =>
  outbox.standIns[target].ledger.effects
    .filter((effect) => effect.courseRunKey === courseRunKey)
    .map((effect) => effect.revision);

test('what was never sent is superseded at once, the LMS row with its E-Commerce row', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  await outbox.ask(anAsk(run, { revision: 2 }));

  expect(await outbox.states(run)).toEqual([
    'ECOMMERCE 1 SUPERSEDED',
    'LMS 1 SUPERSEDED',
    'ECOMMERCE 2 PENDING',
    'LMS 2 PENDING',
  ]);

  outbox.started();
  await outbox.settled(run, 'LMS', 'DELIVERED');
  expect([sentTo('ecommerce', run), sentTo('lms', run)]).toEqual([[2], [2]]);
});

test('taking a run off sale supersedes what waits for the LMS, and counts it as done in its lane', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  await outbox.ask({ ...anAsk(run, { revision: 2 }), isOfSaleOnly: true });

  expect(await outbox.states(run)).toEqual([
    'ECOMMERCE 1 SUPERSEDED',
    'LMS 1 SUPERSEDED',
    'ECOMMERCE 2 PENDING',
  ]);
  expect(
    await outbox.db.query('SELECT enqueued, done FROM lane WHERE course_run_id = $1', [run.courseRunId]),
  ).toEqual([{ enqueued: 1, done: 1 }]);
});

test('other runs of the course are left alone', async () => {
  const [changed, other] = await aCourse(outbox.db, 2);
  if (!changed || !other) throw new Error('There are two runs.');
  await outbox.ask(anAsk(changed), anAsk(other));

  await outbox.ask(anAsk(changed, { revision: 2 }));

  expect(await outbox.states(other)).toEqual(['ECOMMERCE 1 PENDING', 'LMS 1 PENDING']);
});

test('what was sent is tried until it is delivered, and only then the newer revision', async () => {
  const run = await aRun(outbox.db);
  outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 500, times: 3 });
  await outbox.ask(anAsk(run));
  outbox.started();
  await outbox.settled(run, 'ECOMMERCE', 'RETRYING');

  await outbox.ask(anAsk(run, { revision: 2 }));
  await outbox.settled(run, 'LMS', 'DELIVERED');

  expect(sentTo('ecommerce', run)).toEqual([1, 2]);
  expect(await outbox.states(run)).toEqual([
    'ECOMMERCE 1 DELIVERED',
    'LMS 1 SUPERSEDED',
    'ECOMMERCE 2 DELIVERED',
    'LMS 2 DELIVERED',
  ]);
});

test('what FAILED is superseded by a newer revision, which frees the lane', async () => {
  const [refused, behind] = await aCourse(outbox.db, 2);
  if (!refused || !behind) throw new Error('There are two runs.');
  outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 422, times: 1 });
  await outbox.ask(anAsk(refused));
  outbox.started();
  await outbox.settled(refused, 'ECOMMERCE', 'FAILED');
  await outbox.ask(anAsk(behind));
  await until(async () => !(await isDue(refused)));
  expect(await outbox.states(behind)).toEqual(['ECOMMERCE 1 PENDING', 'LMS 1 PENDING']);

  await outbox.ask(anAsk(refused, { revision: 2 }));
  await Promise.all([refused, behind].map((run) => outbox.settled(run, 'LMS', 'DELIVERED')));

  expect(await outbox.states(refused)).toEqual([
    'ECOMMERCE 1 SUPERSEDED',
    'LMS 1 SUPERSEDED',
    'ECOMMERCE 2 DELIVERED',
    'LMS 2 DELIVERED',
  ]);
  expect((await outbox.row(refused, 'ECOMMERCE')).lastError).toContain('HTTP 422');
});

test('what fails while a newer revision waits behind it is superseded at once, and history keeps the words', async () => {
  const run = await aRun(outbox.db);
  outbox.standIns.ecommerce.faults.set(
    { kind: 'status', status: 500, times: 1 },
    { kind: 'user-errors', userErrors: [{ code: 'NO', message: 'Never.' }], times: 1 },
  );
  await outbox.ask(anAsk(run));
  const relay = outbox.started();
  await outbox.settled(run, 'ECOMMERCE', 'RETRYING');

  await outbox.ask(anAsk(run, { revision: 2 }));
  await outbox.settled(run, 'LMS', 'DELIVERED');

  expect(sentTo('ecommerce', run)).toEqual([2]);
  expect((await outbox.row(run, 'ECOMMERCE', 1)).state).toBe('SUPERSEDED');
  expect(relay.counts).toMatchObject({ failed: 1, repairs: 0 });
  const told = await outbox.db.query(
    `SELECT after FROM history WHERE course_run_key = $1 AND kind = 'PROVISIONING_FAILED'`,
    [run.courseRunKey],
  );
  expect(told).toMatchObject([{ after: { revision: 1, state: 'SUPERSEDED', error: 'NO: Never.' } }]);
});

test('what was superseded between being found and being sent is not sent', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  const leases = await leaseLanes(outbox.db, { target: 'ECOMMERCE', by: 'test', leaseMs: 60_000, limit: 8 });
  const [head] = await findHeads(outbox.db, leases);
  if (!head) throw new Error('There is a head.');

  await outbox.ask(anAsk(run, { revision: 2 }));

  expect(await startAttempt(outbox.db, { head, leaseMs: 60_000 })).toBeNull();
  await returnLane(outbox.db, head);
  outbox.started();
  await outbox.settled(run, 'LMS', 'DELIVERED');
  expect(sentTo('ecommerce', run)).toEqual([2]);
});

test('a lane that is returned while a change enqueues is due afterwards', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  const leases = await leaseLanes(outbox.db, { target: 'ECOMMERCE', by: 'test', leaseMs: 60_000, limit: 8 });
  await outbox.db.query(`UPDATE provisioning SET state = 'FAILED' WHERE course_run_id = $1`, [
    run.courseRunId,
  ]);

  const returned = await inTransaction(outbox.db, async (tx) => {
    await enqueue(tx, [anAsk(run, { revision: 2 })], { newId: randomUUID, traceParent: null, history: [] });
    const returning = Promise.all(leases.map((lease) => returnLane(outbox.db, lease)));
    await until(async () => (await tx.query(WAITING)).length > 0);
    return { returning };
  });
  await returned.returning;

  expect(leases).toHaveLength(1);
  expect(await isDue(run)).toBe(true);
});

test('a change that holds the course while E-Commerce answers does not deadlock with the relay', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));

  await outbox.db.transaction(async (tx) => {
    // The one that has waited for the shortest time detects a deadlock, and is rolled back.
    await tx.query(`SET LOCAL deadlock_timeout = '10ms'`);
    await tx.query('SELECT FROM course WHERE id = $1 FOR UPDATE', [run.courseId]);
    outbox.started();
    await until(async () => (await tx.query(WAITING)).length > 0);
    await enqueue(tx, [anAsk(run, { revision: 2 })], { newId: randomUUID, traceParent: null, history: [] });
  });
  await outbox.settled(run, 'LMS', 'DELIVERED');

  expect(sentTo('ecommerce', run)).toEqual([1, 2]);
});

test("a request sets the run's revision, which has products from then on", async () => {
  const run = await aRun(outbox.db);

  await outbox.ask(anAsk(run, { revision: 7 }));

  const [stored] = await outbox.db.query('SELECT revision, has_products FROM course_run WHERE id = $1', [
    run.courseRunId,
  ]);
  expect(stored).toEqual({ revision: 7, has_products: true });
});

test('many requests take as many statements as one, and are returned in order', async () => {
  const runs = (await Promise.all([aCourse(outbox.db, 3), aCourse(outbox.db, 3)])).flat().reverse();
  const statementsOf = (asked: Run[]) =>
    inTransaction(outbox.db, async (tx) => {
      let count = 0;
      const query = tx.query.bind(tx);
      tx.query = (...said: Parameters<typeof query>) => ((count += 1), query(...said));
      const rows = await enqueue(
        tx,
        asked.map((run) => anAsk(run, { revision: asked.length })),
        { newId: randomUUID, traceParent: null, history: [] },
      );
      return { count, rows };
    });

  const one = await statementsOf(runs.slice(0, 1));
  const many = await statementsOf(runs);

  expect(many.count).toBe(one.count);
  expect(many.rows.map((row) => [row.courseRunId, row.target])).toEqual(
    runs.flatMap((run) => [
      [run.courseRunId, 'ECOMMERCE'],
      [run.courseRunId, 'LMS'],
    ]),
  );
});

test('a rolled-back change enqueues nothing', async () => {
  const run = await aRun(outbox.db);

  const undone = inTransaction(outbox.db, async (tx) => {
    await enqueue(tx, [anAsk(run)], { newId: randomUUID, traceParent: null, history: [] });
    throw new Error('undone');
  });

  await expect(undone).rejects.toThrow('undone');
  expect(await outbox.states(run)).toEqual([]);
});

test('a lane whose wake-up was lost is found by the sweep, once', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  await outbox.db.query('UPDATE lane SET due_at = NULL WHERE course_id = $1', [run.courseId]);

  const relay = outbox.started({ sweepMs: 20 });
  await outbox.settled(run, 'LMS', 'DELIVERED');

  expect(relay.counts.repairs).toBe(1);
});

test('the sweep forgets commands after seven days', async () => {
  await outbox.db.query(
    `INSERT INTO command (actor, mutation, key, input_hash, created)
     SELECT 'somebody', 'createCourse', age::text, '', now() - age * interval '1 day' FROM generate_series(5, 9) AS age`,
  );
  const keys = async () => {
    const rows: { key: string }[] = await outbox.db.query('SELECT key FROM command ORDER BY key');
    return rows.map((row) => row.key);
  };

  outbox.started({ sweepMs: 20 });
  await until(async () => (await keys()).length < 5);

  expect(await keys()).toEqual(['5', '6']);
});
