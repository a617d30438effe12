// The outbox of events: keeps them in the transaction of what they tell of, leases the first of each run, and removes
// what was delivered. Times and ids are the database's. Does not send anything.
import type { Database, Transaction } from '../database';
import { rowsOf } from './lanes';

export type SinkName = 'HTTP' | 'REDIS';

/** Something that happened to a run. */
export interface RunEvent {
  readonly type: `org.openedx.catalog.${'course_run_tracks.changed' | 'provisioning.delivered'}.v1`;
  /** The key of the run. */
  readonly subject: string;
  readonly data: object;
  /** A UUID; left out: a new one. */
  readonly id?: string;
}

/** An event that is leased until its next attempt is due. The id is the same for each sink and at each attempt. */
export interface LeasedEvent extends RunEvent {
  readonly id: string;
  readonly rowId: string;
  readonly time: Date;
  /** With this one. */
  readonly attempts: number;
}

/** Makes these the sinks that are told from now on. What another had not been told waits until it is one again. */
export async function declareSinks(db: Database, names: readonly SinkName[]): Promise<void> {
  await db.query(
    `WITH gone AS (DELETE FROM event_sink WHERE name <> ALL($1::text[]))
     INSERT INTO event_sink (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`,
    [names],
  );
}

/** Keeps the events in their order for every sink. The caller holds the lock on what they tell of. */
export async function appendEvents(tx: Transaction, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `WITH told AS MATERIALIZED (
       SELECT position, event, coalesce((event->>'id')::uuid, gen_random_uuid()) AS uuid
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS listed (event, position))
     INSERT INTO event (uuid, sink, type, subject, data)
     SELECT uuid, name, event->>'type', event->>'subject', event->'data' FROM told CROSS JOIN event_sink ORDER BY position`,
    [JSON.stringify(events)],
  );
}

/** Leases up to `limit` events that are due and are the first of their runs, so that no run's are out two at a time. */
export const leaseEvents = (
  db: Database,
  { sink, leaseMs, limit }: { sink: SinkName; leaseMs: number; limit: number },
): Promise<LeasedEvent[]> =>
  rowsOf<LeasedEvent>(
    db,
    `WITH due AS (
       SELECT id FROM event AS head WHERE sink = $1 AND due_at <= now() AND NOT EXISTS (SELECT FROM event AS earlier
         WHERE earlier.sink = head.sink AND earlier.subject = head.subject AND earlier.id < head.id)
       ORDER BY id LIMIT $3 FOR UPDATE OF head SKIP LOCKED)
     UPDATE event SET attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
     FROM due WHERE event.id = due.id
     RETURNING event.id AS "rowId", uuid AS id, type, subject, data, created AS time, attempts`,
    [sink, leaseMs, limit],
  );

/** Removes what was delivered, by whomever; `failure` keeps it, unless the lease ended and another has tried since. */
export async function settleEvent(
  db: Database,
  { rowId, attempts }: LeasedEvent,
  failure: { readonly error: string; readonly delayMs: number } | null,
): Promise<void> {
  if (!failure) await db.query('DELETE FROM event WHERE id = $1', [rowId]);
  else
    await db.query(
      `UPDATE event SET last_error = $3, due_at = now() + $4 * interval '1 millisecond' WHERE id = $1 AND attempts = $2`,
      [rowId, attempts, failure.error, failure.delayMs],
    );
}
