// Publishes events: one loop per sink, so that a dead sink does not slow the others. Any number of processes do so side
// by side on one database. Does not know what the events mean.
import { declareSinks, leaseEvents, settleEvent } from '../../store/outbox/events';
import type { LeasedEvent } from '../../store/outbox/events';
import { backoffMs } from '../pace/backoff';
import type { Backoff } from '../pace/backoff';
import { BREAKER, createBreaker } from '../pace/breaker';
import type { BreakerSettings } from '../pace/breaker';
import { createLoop } from '../pace/loop';
import type { RelayOptions } from '../relay';
import { cloudEventOf } from './sinks';
import type { EventSink } from './sinks';

export interface EventOptions extends Pick<RelayOptions, 'database' | 'random' | 'log'> {
  readonly sinks: readonly EventSink[];
  /** Longer than a sink's deadline, so that one sender has ended before another may send. */
  readonly leaseMs: number;
  readonly backoff?: Backoff;
  readonly breaker?: BreakerSettings;
  readonly sourcehost: string;
}

/** On average. */
const POLL_MS = 250;
const EVENTS_AT_ONCE = 16;
/** When stopping, it waits this long for answers; then it hangs up, and another process sends the same again. */
const PATIENCE_MS = 400;

/** Declares these sinks and publishes to them until the returned function is called, which closes them. */
export async function startEvents(options: EventOptions): Promise<() => Promise<void>> {
  const { database, sinks } = options;
  const names = sinks.map((sink) => sink.name);
  await declareSinks(database, names);
  let isStopping = false;
  const loops = sinks.map((sink) => createSender(options, sink, () => isStopping));
  const close = () => Promise.all(sinks.map((sink) => sink.close()));
  loops.forEach((loop) => loop.start());
  return async () => {
    isStopping = true;
    const hangUp = setTimeout(() => void close(), PATIENCE_MS);
    await Promise.all(loops.map((loop) => loop.stop()));
    clearTimeout(hangUp);
    await close();
  };
}

function createSender(options: EventOptions, sink: EventSink, isStopping: () => boolean) {
  const { database, leaseMs, random, log } = options;
  const breaker = createBreaker({
    ...(options.breaker ?? BREAKER),
    random,
    onOpen: () => log.warn({ sink: sink.name }, 'A sink accepts nothing and is paused for a while.'),
    onHalfOpen: () => loop.kick(),
  });
  const loop = createLoop({
    turn: async () => {
      const limit = breaker.allowed(EVENTS_AT_ONCE, 0);
      const leased = limit > 0 ? await leaseEvents(database, { sink: sink.name, leaseMs, limit }) : [];
      await Promise.all(leased.map(tell));
      return leased.length > 0 ? 0 : POLL_MS * (0.5 + random());
    },
    onError: (error) => log.error({ sink: sink.name, error }, 'Events could not be read or settled.'),
    random,
  });

  async function tell(event: LeasedEvent): Promise<void> {
    const { id, subject, attempts } = event;
    const failure = await sink.send(cloudEventOf(event, options.sourcehost));
    breaker.saw(failure ? 'retrying' : 'delivered');
    if (!failure) return settleEvent(database, event, null);
    const { error, retryAfterMs } = failure;
    log.warn({ sink: sink.name, id, subject, error }, 'An event will be sent again.');
    const delayMs = isStopping() ? 0 : Math.max(backoffMs(attempts, random(), options.backoff), retryAfterMs);
    await settleEvent(database, event, { error, delayMs });
  }
  return loop;
}
