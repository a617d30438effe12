// What operators can watch, read from the page that Prometheus scrapes.
import type { Logger } from 'typeorm';
import { startHealth } from '../../src/ops/health';
import { createMetrics } from '../../src/ops/metrics';
import { readBacklog } from '../../src/store/outbox/backlog';
import { declareSinks } from '../../src/store/outbox/events';
import { aCourse, anAsk, aRun, silent, targetsOf, useOutbox, QUICK } from '../provisioning/outbox-world';
import { until } from '../support/until';
import { createRelay, type RelaySettings } from '../../src/provisioning/relay';

const outbox = useOutbox();
const metricsOf = () =>
  createMetrics(
    () => readBacklog(outbox.db),
    () => new Date(),
  );

/** The values of the page by name and labels. */
async function read(metrics: { text: () => Promise<string> }): Promise<Map<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

/** A relay with metrics, for the duration of one test. */
async function watched(
  settings: Partial<RelaySettings>,
  work: (metrics: ReturnType<typeof metricsOf>) => Promise<void>,
) {
  const metrics = metricsOf();
  const targets = targetsOf(outbox.standIns, 10_000);
  const options = { database: outbox.db, targets, random: Math.random, replica: 'test', log: silent };
  const relay = createRelay({ ...options, settings: { ...QUICK, ...settings }, observer: metrics });
  relay.start();
  try {
    await work(metrics);
  } finally {
    await relay.stop();
    await targets.close();
  }
}

test('attempts, deliveries and their time are counted by target', async () => {
  const run = await aRun(outbox.db);
  outbox.standIns.lms.faults.set({ kind: 'status', status: 503, times: 2 });
  await watched({}, async (metrics) => {
    await outbox.ask(anAsk(run));
    await outbox.settled(run, 'LMS', 'DELIVERED');
    await until(async () =>
      (await read(metrics)).has('track_types_attempts_total{target="LMS",outcome="delivered"}'),
    );

    const values = await read(metrics);
    expect(values.get('track_types_attempts_total{target="ECOMMERCE",outcome="delivered"}')).toBe(1);
    expect(values.get('track_types_attempts_total{target="LMS",outcome="retrying"}')).toBe(2);
    expect(values.get('track_types_attempts_total{target="LMS",outcome="delivered"}')).toBe(1);
    expect(values.get('track_types_delivery_seconds_count{target="LMS"}')).toBe(1);
    expect(values.get('track_types_delivery_seconds_bucket{le="0.05",target="LMS"}')).toBeDefined();
    expect(values.get('track_types_provisionings_pending{target="LMS"}')).toBe(0);
  });
});

test('a FAILED provisioning is a blocked lane, and what waits behind it is pending with its age', async () => {
  const [first, second] = await aCourse(outbox.db, 2);
  if (!first || !second) throw new Error('There are two runs.');
  outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 400, times: 1 });
  await watched({}, async (metrics) => {
    await outbox.ask(anAsk(first), anAsk(second));
    await outbox.settled(first, 'ECOMMERCE', 'FAILED');
    await outbox.db.query(
      `UPDATE provisioning SET requested_at = now() - interval '1 hour' WHERE state = 'PENDING'`,
    );

    const values = await read(metrics);
    expect(values.get('track_types_lanes_blocked{target="ECOMMERCE"}')).toBe(1);
    expect(values.get('track_types_lanes_blocked{target="LMS"}')).toBe(0);
    expect(values.get('track_types_provisionings_pending{target="ECOMMERCE"}')).toBe(1);
    expect(values.get('track_types_provisionings_pending{target="LMS"}')).toBe(2);
    expect(values.get('track_types_provisioning_oldest_seconds{target="LMS"}')).toBeGreaterThanOrEqual(3_600);
  });
  await outbox.db.query(`UPDATE provisioning SET state = 'SUPERSEDED' WHERE state IN ('PENDING', 'FAILED')`);
});

test('an expired lease is counted where it is taken over, and where its holder is refused', async () => {
  const run = await aRun(outbox.db);
  const { ecommerce } = outbox.standIns;
  ecommerce.faults.set({ kind: 'latency', ms: 2_000, times: 1 });
  await watched({}, async (metrics) => {
    const { requests } = ecommerce.ledger;
    const before = requests.length;
    await outbox.ask(anAsk(run));
    // Expired earlier, it would be given up without a request.
    await until(() => requests.length > before);
    await outbox.db.query(`UPDATE lane SET locked_until = now() WHERE target = 'ECOMMERCE'`);
    await outbox.settled(run, 'LMS', 'DELIVERED');
    const lost = 'track_types_fence_refusals_total{target="ECOMMERCE"}';
    await until(async () => (await read(metrics)).get(lost) === 1);

    const values = await read(metrics);
    expect(values.get('track_types_lease_expiries_total{target="ECOMMERCE"}')).toBeGreaterThan(0);
    expect(values.get('track_types_attempts_total{target="ECOMMERCE",outcome="lost"}')).toBe(1);
  });
});

test('a forgotten lane is counted when the sweep finds it', async () => {
  const run = await aRun(outbox.db);
  await outbox.ask(anAsk(run));
  await outbox.db.query('UPDATE lane SET due_at = NULL WHERE enqueued > done');
  await watched({ sweepMs: 20 }, async (metrics) => {
    await outbox.settled(run, 'LMS', 'DELIVERED');

    expect((await read(metrics)).get('track_types_sweeper_repairs_total')).toBeGreaterThan(0);
  });
});

test('waiting events are shown by sink', async () => {
  await declareSinks(outbox.db, ['REDIS']);
  await outbox.db.query(
    `INSERT INTO event (uuid, sink, type, subject, data, last_error)
     SELECT gen_random_uuid(), 'REDIS', 'a', subject, '{}', error FROM (VALUES ('x', 'no'), ('x', NULL), ('y', NULL)) AS v (subject, error)`,
  );

  const values = await read(metricsOf());
  await outbox.db.query('TRUNCATE event, event_sink');

  expect(values.get('track_types_events_pending{sink="REDIS"}')).toBe(3);
  expect(values.get('track_types_event_runs_blocked{sink="REDIS"}')).toBe(1);
  expect(values.get('track_types_event_oldest_seconds{sink="REDIS"}')).toBeGreaterThan(0);
  expect((await read(metricsOf())).has('track_types_events_pending{sink="REDIS"}')).toBe(false);
});

test('courses that bulk changes still have to change are shown, with dry runs apart', async () => {
  const values = async () =>
    (await read(metricsOf())).get('track_types_bulk_courses_pending{kind="dry_run"}');
  await outbox.db.query(
    `WITH started AS (
       INSERT INTO bulk_change (uuid, name, actor, reason, is_override, is_dry_run, rate_per_minute, change, state, total, tally)
       VALUES (gen_random_uuid(), 'MVA', 'ada', 'Opened.', false, true, 60, '{}', 'QUEUED', 2, '{}') RETURNING id)
     INSERT INTO bulk_change_item (bulk_change_id, course_key) SELECT id, key FROM started, unnest(ARRAY['A+1', 'A+2']) AS key`,
  );

  const pending = await values();
  await outbox.db.query('TRUNCATE bulk_change, bulk_change_item');

  expect([pending, await values()]).toEqual([2, undefined]);
});

test('drift that is found is counted', async () => {
  const metrics = metricsOf();
  metrics.driftFound('LMS', 2);

  expect((await read(metrics)).get('track_types_drift_found_total{target="LMS"}')).toBe(2);
});

test('one statement reads everything from the database', async () => {
  const statements: string[] = [];
  const { logger } = outbox.db;
  const recording: Pick<Logger, 'logQuery'> = { logQuery: (statement) => void statements.push(statement) };
  Object.assign(outbox.db, { logger: Object.assign(Object.create(logger), recording) });
  await metricsOf().text();
  Object.assign(outbox.db, { logger });

  // Relays of this outbox look for work at any time.
  expect(statements.filter((statement) => !statement.includes('FROM lane'))).toHaveLength(1);
});

test.each([
  ['fails', () => Promise.reject(new Error('gone'))],
  ['hangs', () => new Promise<never>(() => undefined)],
])('with a database that %s, the page lacks only its figures', async (_, readNothing) => {
  let asked = 0;
  const metrics = createMetrics(
    () => ((asked += 1), readNothing()),
    () => new Date(),
  );
  metrics.leasesExpired('LMS', 3);

  const [values] = await Promise.all([read(metrics), read(metrics)]);

  expect(asked).toBe(1);
  expect(values.get('track_types_database_up')).toBe(0);
  expect(values.get('track_types_lease_expiries_total{target="LMS"}')).toBe(3);
  expect([...values.keys()].filter((name) => /pending|blocked|oldest/.test(name))).toEqual([]);
});

test("/metrics answers in Prometheus's format, with every metric under our prefix, with its help, and no gauge that ends in _total", async () => {
  const { text, registry } = metricsOf();
  const draining = new AbortController().signal;
  const health = await startHealth({
    host: '127.0.0.1',
    port: 0,
    draining,
    version: {},
    onError: () => undefined,
  });
  health.watch({ askDatabase: async () => 1, pendingMigrations: async () => [], metrics: text });
  try {
    const answer = await fetch(`${health.url}/metrics`);

    expect(answer.headers.get('content-type')).toBe(registry.contentType);
    const page = await answer.text();
    expect(page).toContain('track_types_database_up 1');
    expect(page).toContain('track_types_process_cpu_seconds_total');
    const all = await registry.getMetricsAsJSON();
    expect(all.filter(({ name, help }) => !name.startsWith('track_types_') || help === '')).toEqual([]);
    const totals = all.filter(({ name }) => name.endsWith('_total')).map(({ type }) => String(type));
    expect(new Set(totals)).toEqual(new Set(['counter']));
    expect((await fetch(`${health.url}/livez`)).headers.get('content-type')).toBe('application/json');
  } finally {
    await health.stop();
  }
});
