// The metrics for operators, in Prometheus' format. Counts events as they are reported, and queries the database for
// the rest on each scrape. docs/metrics.md is generated from here.
import { setTimeout as sleep } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ProvisioningTarget } from '../model/provisioning';
import type { RelayObserver } from '../provisioning/relay';
import type { RequestObserver } from '../graphql/http/observe';
import type { Connections } from '../store/database';
import type { Backlog } from '../store/outbox/backlog';
import { requestMetricsIn, described } from './request-metrics';

export interface Metrics extends RelayObserver {
  readonly registry: Registry;
  /** Returns all metrics in Prometheus' text format; without the database's figures if it does not answer in time. */
  readonly text: () => Promise<string>;
  /** Called with the number of runs found to differ downstream. */
  readonly driftFound: (target: ProvisioningTarget, runs: number) => void;
  /** Called for each request refused because of who sent it. */
  readonly denied: (denial: { readonly code: string; readonly operation: string }) => void;
  /** Observes requests. */
  readonly requests: RequestObserver;
}

/** How long the database may take; Prometheus itself waits 10 s. */
const PATIENCE_MS = 1_000;
/** From an immediate delivery to a night's outage. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400];
const NOTHING = { of: 'provisioning', pending: 0, oldestSeconds: 0, blocked: 0 } as const;
const IDLE: readonly Backlog[] = ['ECOMMERCE', 'LMS'].map((name) => ({ ...NOTHING, name }));

/** prom-client's gauges with names that end like counters; the same figures by type stay. */
const MISNAMED = ['handles', 'requests', 'resources'];

/** What the process itself reports. */
interface MetricSources {
  readonly pools?: Readonly<Record<string, () => Connections>>;
  /** Counts runs with something that nobody knows the price of. */
  readonly countUnpriced?: () => Promise<number>;
  /** Whether the database refuses writes. */
  readonly isFull?: () => boolean;
}

/** Creates metrics that start at 0. Ages and delivery times are as accurate as `clock` is by the database. */
export function createMetrics(
  readBacklog: () => Promise<readonly Backlog[]>,
  clock: () => Date,
  { pools = {}, isFull = () => false, countUnpriced = () => Promise.resolve(0) }: MetricSources = {},
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'track_types_' });
  for (const name of MISNAMED) registry.removeSingleMetric(`track_types_nodejs_active_${name}_total`);
  const { up, full, unpriced, backlog, pool } = gaugesIn(registry);
  const counters = countersIn(registry);
  const unpricedNow = atMostEvery(UNPRICED_MS, countUnpriced, clock);
  let asking: Promise<readonly Backlog[] | null> | undefined;

  async function text(): Promise<string> {
    // Scrapes share one query, so that a hanging database gets only one.
    asking ??= readBacklog()
      .catch(() => null)
      .finally(() => (asking = undefined));
    const rows = await Promise.race([asking, sleep(PATIENCE_MS, null, { ref: false })]);
    up.set(rows ? 1 : 0);
    full.set(isFull() ? 1 : 0);
    unpriced.set((await Promise.race([unpricedNow(), sleep(PATIENCE_MS, null, { ref: false })])) ?? 0);
    for (const gauges of Object.values(backlog)) Object.values(gauges).forEach((gauge) => gauge.reset());
    for (const { of, name, ...figures } of rows ? [...IDLE, ...rows] : []) {
      backlog[of].pending.labels(name).set(figures.pending);
      backlog[of].oldestSeconds.labels(name).set(figures.oldestSeconds);
      backlog[of].blocked.labels(name).set(figures.blocked);
    }
    for (const [name, connections] of Object.entries(pools)) {
      for (const [state, number] of Object.entries(connections())) pool.labels(name, state).set(number);
    }
    return registry.metrics();
  }
  return {
    registry,
    text,
    attempted: ({ target, requestedAt }, { kind }) => {
      counters.attempts.labels(target, kind).inc();
      if (kind === 'lost') counters.refusals.labels(target).inc();
      const seconds = (clock().getTime() - requestedAt.getTime()) / 1_000;
      if (kind === 'delivered') counters.delivery.labels(target).observe(Math.max(0, seconds));
    },
    leasesExpired: (target, lanes) => counters.expiries.labels(target).inc(lanes),
    repaired: (lanes) => counters.repairs.inc(lanes),
    requests: requestMetricsIn(registry),
    denied: ({ code, operation }) => counters.denials.labels(code, operation).inc(),
    driftFound: (target, runs) => counters.drift.labels(target).inc(runs),
  };
}

/** It looks at every run. */
const UNPRICED_MS = 60_000;

/** Returns the last result while it is younger than that. A failure is null, and asked again. */
function atMostEvery<T>(ms: number, ask: () => Promise<T>, clock: () => Date): () => Promise<T | null> {
  let last: { at: number; result: Promise<T | null> } | undefined;
  return () => {
    if (!last || clock().getTime() - last.at >= ms) {
      const result = ask().catch(() => {
        last = undefined;
        return null;
      });
      last = { at: clock().getTime(), result };
    }
    return last.result;
  };
}

function gaugesIn(registry: Registry) {
  const gauge = (series: string, help: string) => new Gauge(described(registry, series, help));
  const up = gauge('database_up', 'Whether the database answered; at 0 the other gauges are missing.');
  const full = gauge(
    'database_full',
    'Whether the database reported a full disk or read-only mode, and no write has succeeded since.',
  );
  const unpriced = gauge('unpriced_runs', 'Runs in which something is held back for want of a price.');
  const provisioning = {
    pending: gauge(
      'provisionings_pending{target}',
      'Provisionings that are neither DELIVERED, FAILED nor SUPERSEDED.',
    ),
    oldestSeconds: gauge('provisioning_oldest_seconds{target}', 'Age of the oldest pending provisioning.'),
    blocked: gauge('lanes_blocked{target}', 'Lanes blocked by a FAILED provisioning: somebody must act.'),
  };
  const event = {
    pending: gauge('events_pending{sink}', 'Events that a sink has not accepted yet.'),
    oldestSeconds: gauge('event_oldest_seconds{sink}', 'Age of the oldest pending event.'),
    blocked: gauge('event_runs_blocked{sink}', 'Runs whose next event was refused at least once.'),
  };
  const bulk = {
    pending: gauge('bulk_courses_pending{kind}', 'Courses that running bulk changes have still to change.'),
    oldestSeconds: gauge('bulk_change_oldest_seconds{kind}', 'Age of the oldest running bulk change.'),
    blocked: gauge('bulk_courses_failed{kind}', 'Courses that failed in running bulk changes.'),
  };
  const conflict = {
    pending: gauge(
      'conflicts{system}',
      'Titles and dates that differ in another system and that a rule refuses here.',
    ),
    oldestSeconds: gauge('conflict_oldest_seconds{system}', 'Age of the oldest such conflict.'),
    blocked: gauge('conflict_runs{system}', 'Runs with such a conflict.'),
  };
  const system = {
    pending: gauge('system_paused{target}', 'Whether nothing is sent to a system for now, by any replica.'),
    oldestSeconds: gauge('system_pause_seconds{target}', 'How many seconds longer that lasts.'),
    blocked: gauge(
      'system_problem{target}',
      'Whether a person must put something right there, or confirm it.',
    ),
  };
  const pool = gauge(
    'pool_connections{pool,state}',
    'Database connections of this process, and requests waiting for one.',
  );
  return { up, full, unpriced, pool, backlog: { provisioning, event, bulk, conflict, system } };
}

function countersIn(registry: Registry) {
  const counter = (series: string, help: string) => new Counter(described(registry, series, help));
  const seconds = described(
    registry,
    'delivery_seconds{target}',
    'Seconds from queuing a provisioning to its delivery.',
  );
  const counters = {
    attempts: counter('attempts_total{target,outcome}', 'Delivery attempts, by outcome.'),
    expiries: counter(
      'lease_expiries_total{target}',
      'Lanes taken over from a relay that vanished or was slow.',
    ),
    refusals: counter(
      'fence_refusals_total{target}',
      'Outcomes not saved, because another relay had taken over.',
    ),
    drift: counter('drift_found_total{target}', 'Runs found to have drift.'),
    denials: counter(
      'denials_total{code,operation}',
      'Requests denied, by operation; `authenticate` and `gateway`: not admitted at all.',
    ),
    repairs: counter(
      'sweeper_repairs_total',
      'Forgotten lanes that the sweeper repaired: above 0 the outbox has a bug.',
    ),
    delivery: new Histogram({ ...seconds, buckets: SECONDS }),
  };
  // An alert on something that never happened needs a 0 to compare with.
  const { expiries, refusals, drift } = counters;
  for (const { name } of IDLE) [expiries, refusals, drift].forEach((one) => one.labels(name).inc(0));
  return counters;
}
