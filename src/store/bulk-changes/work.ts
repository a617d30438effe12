// Finds the next course of a bulk change and records its outcome. Claiming and settling happen in the change's own
// transaction: even after a kill, a course is either changed and settled, or neither. There are no leases to expire.
import { countDone, tallied } from '../../model/bulk-change';
import type { BulkChange, ItemResult, Tally } from '../../model/bulk-change';
import type { Database, Transaction } from '../database';
import { rowsOf } from '../outbox/lanes';

/** The next course, and what to do to it. */
export interface DueItem extends Pick<
  BulkChange,
  'id' | 'actor' | 'reason' | 'isOverride' | 'isDryRun' | 'ratePerMinute' | 'change' | 'total'
> {
  readonly rowId: string;
  readonly itemId: string;
  readonly courseKey: string;
  /** How often it has failed. */
  readonly attempts: number;
  /** How long to wait for its turn, in milliseconds. */
  readonly waitMs: number;
}

/** Returns the course due first: of any bulk change that no other replica is working on, or of the given one. */
export async function findDueItem(db: Database, bulkChangeId: string | null): Promise<DueItem | null> {
  const [due] = await db.query<DueItem[]>(
    `SELECT b.id AS "rowId", b.uuid AS id, b.actor, b.reason, b.is_override AS "isOverride", b.change, b.total,
       b.is_dry_run AS "isDryRun", b.rate_per_minute AS "ratePerMinute", i.id AS "itemId", i.course_key AS "courseKey",
       i.attempts, ceil(greatest(0, extract(epoch FROM b.due_at - now()) * 1000))::integer AS "waitMs"
     FROM bulk_change b CROSS JOIN LATERAL (SELECT * FROM bulk_change_item
       WHERE bulk_change_id = b.id AND outcome = 'PENDING' ORDER BY course_key LIMIT 1) i
     WHERE b.state IN ('QUEUED', 'RUNNING') AND ($1::uuid IS NULL OR b.uuid = $1)
     ORDER BY b.due_at LIMIT 1 FOR NO KEY UPDATE OF b SKIP LOCKED`,
    [bulkChangeId],
  );
  return due ?? null;
}

/**
 * Locks the course and its bulk change for this transaction: cancelling waits, and other replicas skip it. Returns the
 * current tally; null if the course must not be changed now, because another replica did it or it was cancelled.
 */
export async function claimItem(tx: Transaction, { itemId, rowId }: DueItem): Promise<Tally | null> {
  const [claimed] = await tx.query<{ tally: Tally }[]>(
    `SELECT b.tally FROM bulk_change b JOIN bulk_change_item i ON i.bulk_change_id = b.id
     WHERE b.id = $1 AND b.state IN ('QUEUED', 'RUNNING') AND b.due_at <= now() AND i.id = $2 AND i.outcome = 'PENDING'
     FOR NO KEY UPDATE OF b, i SKIP LOCKED`,
    [rowId, itemId],
  );
  return claimed?.tally ?? null;
}

/** Records the outcome of the claimed course. After a change, the next course waits as the rate requires. */
export async function settleItem(
  tx: Transaction,
  item: DueItem,
  { tally, result }: { tally: Tally; result: ItemResult },
): Promise<void> {
  const next = tallied(tally, result);
  const isPaced = result.outcome === 'CHANGED' && !item.isDryRun;
  const settled = await rowsOf<object>(
    tx,
    `WITH item AS (
       UPDATE bulk_change_item SET outcome = $3, at = now(), violations = $4, error = $5
       WHERE id = $2 AND outcome = 'PENDING' RETURNING id)
     UPDATE bulk_change SET tally = $6, started_at = coalesce(started_at, now()),
       state = CASE WHEN $7 THEN 'DONE' ELSE 'RUNNING' END, ended_at = CASE WHEN $7 THEN now() END,
       due_at = now() + $8 * interval '1 minute'
     FROM item WHERE bulk_change.id = $1 RETURNING item.id`,
    [
      ...[item.rowId, item.itemId, result.outcome, JSON.stringify(result.violations)],
      ...[result.error && JSON.stringify(result.error), JSON.stringify(next), countDone(next) === item.total],
      isPaced ? 1 / item.ratePerMinute : 0,
    ],
  );
  if (settled.length === 0)
    throw new Error(`${item.courseKey} was changed already by bulk change ${item.id}.`);
}

/** Postpones the claimed course: it failed, and may succeed next time. */
export async function postponeItem(
  tx: Transaction,
  { itemId, rowId }: DueItem,
  { error, delayMs }: { error: ItemResult['error']; delayMs: number },
): Promise<void> {
  await tx.query(`UPDATE bulk_change_item SET attempts = attempts + 1, error = $2 WHERE id = $1`, [
    itemId,
    JSON.stringify(error),
  ]);
  await tx.query(
    `UPDATE bulk_change SET state = 'RUNNING', started_at = coalesce(started_at, now()),
       due_at = now() + $2 * interval '1 millisecond' WHERE id = $1`,
    [rowId, delayMs],
  );
}
