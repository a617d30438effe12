// What operators watch, in the format of Prometheus. Counts what it is told of, and asks the database for the rest when
// somebody looks. docs/metrics.md is printed from here.
import { setTimeout as sleep } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ProvisioningTarget } from '../model/provisioning';
import type { RelayObserver } from '../provisioning/relay';
import type { Backlog } from '../store/outbox/backlog';

export interface Metrics extends RelayObserver {
  readonly registry: Registry;
  /** All of them in Prometheus' text format; without what only the database knows when it does not answer in time. */
  readonly text: () => Promise<string>;
  /** Told of runs that were found to differ downstream. */
  readonly driftFound: (target: ProvisioningTarget, runs: number) => void;
}

/** How long the database may take; Prometheus itself waits 10 s. */
const PATIENCE_MS = 1_000;
/** From an answer at once to a night's outage. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400];
const NOTHING = { of: 'provisioning', pending: 0, oldestSeconds: 0, blocked: 0 } as const;
const IDLE: readonly Backlog[] = ['ECOMMERCE', 'LMS'].map((name) => ({ ...NOTHING, name }));

/** Metrics that start at nothing. Ages and delivery times are as right as `clock` is by the database's. */
export function createMetrics(readBacklog: () => Promise<readonly Backlog[]>, clock: () => Date): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'track_types_' });
  const { up, backlog } = gaugesIn([registry]);
  const counters = countersIn([registry]);
  let asking: Promise<readonly Backlog[] | null> | undefined;

  async function text(): Promise<string> {
    // A database that hangs is asked once, not once per look.
    asking ??= readBacklog()
      .catch(() => null)
      .finally(() => (asking = undefined));
    const rows = await Promise.race([asking, sleep(PATIENCE_MS, null, { ref: false })]);
    up.set(rows ? 1 : 0);
    for (const gauges of Object.values(backlog)) Object.values(gauges).forEach((gauge) => gauge.reset());
    for (const { of, name, ...figures } of rows ? [...IDLE, ...rows] : []) {
      backlog[of].pending.labels(name).set(figures.pending);
      backlog[of].oldestSeconds.labels(name).set(figures.oldestSeconds);
      backlog[of].blocked.labels(name).set(figures.blocked);
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
    driftFound: (target, runs) => counters.drift.labels(target).inc(runs),
  };
}

const namedIn =
  (registers: Registry[]) =>
  (name: string, help: string, ...labelNames: string[]) => ({
    registers,
    name: `track_types_${name}`,
    help,
    labelNames,
  });

function gaugesIn(registers: Registry[]) {
  const named = namedIn(registers);
  const gauge = (...own: Parameters<typeof named>) => new Gauge(named(...own));
  return {
    up: gauge('database_up', 'Whether the database answered; at 0 the other gauges have no value.'),
    backlog: {
      provisioning: {
        pending: gauge('provisionings_pending', 'Neither delivered, FAILED nor SUPERSEDED.', 'target'),
        oldestSeconds: gauge(
          'provisioning_oldest_seconds',
          'Age of the oldest pending provisioning.',
          'target',
        ),
        blocked: gauge('lanes_blocked', 'Lanes behind a FAILED provisioning: act.', 'target'),
      },
      event: {
        pending: gauge('events_pending', 'Events that a sink has not taken.', 'sink'),
        oldestSeconds: gauge('event_oldest_seconds', 'Age of the oldest pending event.', 'sink'),
        blocked: gauge('event_runs_blocked', 'Runs whose next event was refused at least once.', 'sink'),
      },
    },
  };
}

function countersIn(registers: Registry[]) {
  const named = namedIn(registers);
  const counter = (...own: Parameters<typeof named>) => new Counter(named(...own));
  return {
    attempts: counter('attempts_total', 'Attempts to deliver, by what became of them.', 'target', 'outcome'),
    expiries: counter(
      'lease_expiries_total',
      'Lanes taken over from a relay that vanished or is slow.',
      'target',
    ),
    refusals: counter('fence_refusals_total', 'Outcomes not saved, since another had taken over.', 'target'),
    repairs: counter('sweeper_repairs_total', 'Lanes that were forgotten: above 0 the outbox has a mistake.'),
    drift: counter('drift_found_total', 'Runs found to differ downstream.', 'target'),
    delivery: new Histogram({
      ...named('delivery_seconds', 'From asking for a provisioning to its delivery.', 'target'),
      buckets: SECONDS,
    }),
  };
}
