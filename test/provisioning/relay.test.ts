// What the relay delivers, in which order, and what it keeps of the answers; against stand-ins on real sockets.
import { aCourse, anAsk, aRun, useOutbox } from './outbox-world';
import { until } from '../support/until';

const outbox = useOutbox();
const effectsOf = (target: 'ecommerce' | 'lms', courseRunKey: string) =>
  outbox.standIns[target].ledger.effects.filter((effect) => effect.courseRunKey === courseRunKey);

describe('what is delivered', () => {
  test('E-Commerce comes first, and its SKUs are kept and go to the LMS by seat type', async () => {
    const run = await aRun(outbox.db);
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    const products = await outbox.db.query(
      `SELECT seat_type_slug, sku, bulk_sku FROM seat_product WHERE course_run_id = $1 ORDER BY 1`,
      [run.courseRunId],
    );
    const [audit, verified] = products;
    expect(audit).toEqual({
      seat_type_slug: 'audit',
      sku: expect.stringMatching(/^[0-9A-F]{7}$/),
      bulk_sku: null,
    });
    expect(verified.bulk_sku).toMatch(/^[0-9A-F]{7}$/);
    const [told] = effectsOf('lms', run.courseRunKey);
    expect(told?.input).toMatchObject({
      idempotencyKey: (await outbox.row(run, 'LMS')).id,
      revision: 1,
      modes: [
        { slug: 'verified', sku: verified.sku, bulkSku: verified.bulk_sku, minPrice: 100 },
        { slug: 'audit', sku: audit.sku, bulkSku: null },
        { slug: 'masters', sku: null, bulkSku: null },
      ],
    });
    expect(JSON.stringify(told?.input)).not.toContain('seatType');
    const [{ sku: entitlement }] = await outbox.db.query(
      `SELECT sku FROM entitlement_product WHERE course_id = $1 AND seat_type_slug = 'verified'`,
      [run.courseId],
    );
    expect(entitlement).toMatch(/^[0-9A-F]{7}$/);
  });

  test('the next revision has the known SKUs, and the stored state stays as requested', async () => {
    const run = await aRun(outbox.db);
    await outbox.ask(anAsk(run));
    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    await outbox.ask(anAsk(run, { revision: 2 }));
    await outbox.settled(run, 'LMS', 'DELIVERED');

    const [first, second] = effectsOf('ecommerce', run.courseRunKey);
    expect(first?.input).toMatchObject({ courseRevision: 1, seats: [{ sku: null }, { sku: null }] });
    expect(second?.input).toMatchObject({
      courseRevision: 2,
      seats: [{ sku: expect.any(String) }, { sku: expect.any(String) }],
      entitlements: [{ sku: expect.any(String) }],
    });
    expect((await outbox.row(run, 'ECOMMERCE', 2)).desiredState).toEqual(
      anAsk(run, { revision: 2 }).ecommerce,
    );
  });

  test('a run of which nothing was ever sold goes straight to the LMS', async () => {
    const run = await aRun(outbox.db);
    const [asked, ...others] = await outbox.ask(anAsk(run, { ecommerce: null }));

    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    expect(others).toEqual([]);
    expect(asked).toMatchObject({ target: 'LMS', state: 'PENDING', attempts: 0 });
    expect(outbox.standIns.ecommerce.ledger.requests).toEqual([]);
  });

  test('every request carries its key as a header, and history records it', async () => {
    const run = await aRun(outbox.db);
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    const { id } = await outbox.row(run, 'ECOMMERCE');
    expect(outbox.standIns.ecommerce.ledger.requests[0]?.headers['idempotency-key']).toBe(id);
    const history = await outbox.db.query(
      `SELECT kind, subject, actor, course_run_key, after FROM history WHERE course_key = $1 ORDER BY id`,
      [run.courseKey],
    );
    const entry = {
      kind: 'PROVISIONING_DELIVERED',
      subject: `course:${run.courseKey}`,
      actor: 'track-types',
      course_run_key: run.courseRunKey,
    };
    expect(history).toEqual([
      {
        ...entry,
        after: {
          id,
          target: 'ECOMMERCE',
          revision: 1,
          skus: {
            seats: { audit: expect.anything(), verified: expect.anything() },
            entitlements: { verified: expect.any(String) },
          },
        },
      },
      { ...entry, after: { id: (await outbox.row(run, 'LMS')).id, target: 'LMS', revision: 1 } },
    ]);
  });
});

describe('order', () => {
  test('the runs of a course go to E-Commerce one after the other, even while the first is retried', async () => {
    const runs = await aCourse(outbox.db, 3);
    outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 503, times: 3 });
    await outbox.ask(...runs.map((run) => anAsk(run)));

    outbox.started();
    await Promise.all(runs.map((run) => outbox.settled(run, 'LMS', 'DELIVERED')));

    const { ledger } = outbox.standIns.ecommerce;
    const keys = runs.map((run) => run.courseRunKey);
    expect(ledger.requests.map((request) => request.courseRunKey)).toEqual([
      keys[0],
      keys[0],
      keys[0],
      ...keys,
    ]);
    expect(ledger.maxInFlight.get(runs[0]?.courseKey ?? '')).toBe(1);
  });

  test('the LMS gets a run only after E-Commerce has answered', async () => {
    const run = await aRun(outbox.db);
    outbox.standIns.ecommerce.faults.set({ kind: 'apply-then-500', times: 2 });
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    const answered = outbox.standIns.ecommerce.ledger.requests.at(-1)?.endedAt;
    const asked = outbox.standIns.lms.ledger.requests[0]?.at;
    expect(Date.parse(asked ?? '')).toBeGreaterThanOrEqual(Date.parse(answered ?? ''));
    expect(effectsOf('ecommerce', run.courseRunKey)).toHaveLength(1);
  });

  test('a dead target does not hold up the other', async () => {
    const [stuck, free] = [await aRun(outbox.db), await aRun(outbox.db)];
    outbox.standIns.ecommerce.faults.set({ kind: 'hang' });
    await outbox.ask(anAsk(stuck));
    await outbox.ask(anAsk(free, { ecommerce: null }));

    outbox.started();
    await outbox.settled(free, 'LMS', 'DELIVERED');

    expect((await outbox.row(stuck, 'ECOMMERCE')).state).not.toBe('DELIVERED');
  });

  test('work enqueued during a request is delivered without polling', async () => {
    const runs = await aCourse(outbox.db, 2);
    const [first, second] = runs;
    if (!first || !second) throw new Error('There are two runs.');
    outbox.standIns.ecommerce.faults.set({ kind: 'latency', ms: 60 });
    const relay = outbox.started({ sweepMs: 20 });

    for (let revision = 1; revision <= 12; revision += 1) {
      await outbox.ask(anAsk(first, { revision }), anAsk(second, { revision }));
      await new Promise((resolve) => setTimeout(resolve, (revision * 37) % 50));
    }
    await Promise.all(runs.map((run) => outbox.settled(run, 'LMS', 'DELIVERED')));

    expect(relay.counts.repairs).toBe(0);
    const [lanes] = await outbox.db.query(
      `SELECT count(*)::int AS open FROM lane WHERE enqueued <> done OR due_at IS NOT NULL OR locked_until IS NOT NULL`,
    );
    expect(lanes.open).toBe(0);
  });
});

test('no transaction is open during a request', async () => {
  const run = await aRun(outbox.db);
  outbox.standIns.ecommerce.faults.set({ kind: 'hang' });
  await outbox.ask(anAsk(run));

  outbox.started();
  await until(() => outbox.standIns.ecommerce.ledger.requests.length > 0);

  // A sweep holds a transaction briefly; one held for the request would stay open until its deadline.
  await until(async () => {
    const open: unknown[] = await outbox.db.query(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    return open.length === 0;
  });
  expect(outbox.standIns.ecommerce.ledger.requests.at(-1)?.endedAt).toBeNull();
});

test('an idle relay stops at once, and one that waits for an answer saves it first', async () => {
  const run = await aRun(outbox.db);
  outbox.standIns.ecommerce.faults.set({ kind: 'latency', ms: 200 });
  await outbox.ask(anAsk(run));
  const relay = outbox.started();
  await until(() => outbox.standIns.ecommerce.ledger.requests.length > 0);

  await relay.stop();

  expect(await outbox.states(run)).toEqual(['ECOMMERCE 1 DELIVERED', 'LMS 1 PENDING']);
  const [{ locked }] = await outbox.db.query(
    'SELECT count(*)::int AS locked FROM lane WHERE locked_until IS NOT NULL',
  );
  expect(locked).toBe(0);
});

test('a relay stops within its time limit, whatever is still under way', async () => {
  const run = await aRun(outbox.db);
  outbox.standIns.ecommerce.faults.set({ kind: 'hang' });
  await outbox.ask(anAsk(run));
  const relay = outbox.started({ stopWithinMs: 20 });
  await until(() => outbox.standIns.ecommerce.ledger.requests.length > 0);

  await relay.stop();

  expect(outbox.standIns.ecommerce.ledger.requests.map((request) => request.endedAt)).toEqual([null]);
});
