// Tells others of events: one loop per sink, so that a dead one does not slow the other. Any number of processes do so
// side by side on one database. Does not know what the events mean.
import type { Database } from '../../store/database';
import { declareSinks, leaseEvents, settleEvent } from '../../store/outbox/events';
import type { LeasedEvent } from '../../store/outbox/events';
import { backoffMs } from '../backoff';
import type { Backoff } from '../backoff';
import type { Log } from '../delivery';
import { createLoop } from '../loop';
import { cloudEventOf } from './cloud-event';
import type { EventSink } from './sinks';

export interface EventOptions {
  readonly database: Database;
  readonly sinks: readonly EventSink[];
  /** Longer than a sink's deadline: whoever sends has ended before another may. */
  readonly leaseMs: number;
  readonly backoff?: Backoff;
  readonly sourcehost: string;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

/** On average. */
const POLL_MS = 250;
const EVENTS_AT_ONCE = 16;
/** Told to stop, it waits so long for answers; then it hangs up, and another process says the same again. */
const PATIENCE_MS = 400;

/** Makes these the sinks, and tells them until the function that it answers is called, which closes them. */
export async function startEvents(options: EventOptions): Promise<() => Promise<void>> {
  const { database, sinks, log, random } = options;
  let isStopping = false;
  await declareSinks(
    database,
    sinks.map((sink) => sink.name),
  );

  async function tell(sink: EventSink, event: LeasedEvent): Promise<void> {
    const { id, subject, attempts } = event;
    const failure = await sink.send(cloudEventOf(event, options.sourcehost));
    if (!failure) return settleEvent(database, event, null);
    const { error, retryAfterMs } = failure;
    log.warn({ sink: sink.name, id, subject, error }, 'An event will be sent again.');
    const delayMs = isStopping ? 0 : Math.max(backoffMs(attempts, random(), options.backoff), retryAfterMs);
    await settleEvent(database, event, { error, delayMs });
  }
  const loops = sinks.map((sink) =>
    createLoop({
      turn: async () => {
        const wanted = { sink: sink.name, leaseMs: options.leaseMs, limit: EVENTS_AT_ONCE };
        const leased = await leaseEvents(database, wanted);
        await Promise.all(leased.map((event) => tell(sink, event)));
        return leased.length > 0 ? 0 : POLL_MS * (0.5 + random());
      },
      onError: (error) => log.error({ sink: sink.name, error }, 'Events could not be read or settled.'),
      random,
    }),
  );
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
