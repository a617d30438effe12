// The outbox of events: stores them in the transaction of the change, leases each run's first, and removes delivered
// ones. Uses the database's times and ids. Sends nothing.
import type { Database, Transaction } from '../database';
import { rowsOf } from './lanes';

export type SinkName = 'HTTP' | 'REDIS';

/** Something that happened to a run. */
export interface RunEvent {
  readonly type: `org.openedx.catalog.${'course_run_tracks.changed' | 'provisioning.delivered'}.v1`;
  /** The run's key. */
  readonly subject: string;
  readonly data: object;
  /** A UUID. Left out: a new one. */
  readonly id?: string;
}

/** An event leased until its next attempt is due. The id is the same for each sink and attempt. */
export interface LeasedEvent extends RunEvent {
  readonly id: string;
  readonly rowId: string;
  readonly time: Date;
  /** Including this one. */
  readonly attempts: number;
}

/** Sets the sinks that get events from now on. Undelivered events of a removed sink wait until it is back. */
export async function declareSinks(db: Database, names: readonly SinkName[]): Promise<void> {
  await db.query(
    `WITH gone AS (DELETE FROM event_sink WHERE name <> ALL($1::text[]))
     INSERT INTO event_sink (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`,
    [names],
  );
}

/** Returns whether events have a sink. */
export const hasSinks = async (db: Database | Transaction): Promise<boolean> =>
  (await db.query<unknown[]>('SELECT 1 FROM event_sink LIMIT 1')).length > 0;

/** Stores the events in order for every sink. The caller holds the lock on their subject. */
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

/** Leases up to `limit` due events, each the first of its run, so that a run never has two in delivery. */
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

/** Removes a delivered event, by whomever. A `failure` keeps it, unless the lease ended and another attempt began. */
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
