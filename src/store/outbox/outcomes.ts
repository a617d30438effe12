// Saves the outcome of an attempt and releases the lane. Each function returns false and saves nothing if the lease was
// lost: another process is now trying the provisioning.
import { courseSubject, SERVICE_ACTOR } from '../../model/history';
import type { ChangeKind } from '../../model/history';
import { isUuid } from '../../model/keys';
import { isAwaited, SYSTEMS } from '../../model/provisioning';
import type { Provisioning, Skus } from '../../model/provisioning';
import { saveEntitlementSkus, saveSeatSkus } from '../courses/products';
import { inTransaction } from '../database';
import type { Database, Transaction } from '../database';
import { appendHistory } from '../history/append-history';
import { findProvisioningsByIds } from '../provisionings';
import { lockLane, rowsOf } from './lanes';
import type { Head } from './lanes';

/** Saves DELIVERED with the SKUs from the response, and wakes the lane that waited for it. */
export function saveDelivered(db: Database, head: Head, { skus, offeredUntil, gone }: Sold) {
  return inTransaction(db, async (tx) => {
    await lockCourse(tx, head);
    if (!(await lockLane(tx, head))) return false;
    await tx.query(
      `WITH delivered AS (
         UPDATE provisioning SET state = 'DELIVERED', delivered_at = now(), next_attempt_at = NULL, last_error = NULL
         WHERE uuid = $1 RETURNING lane_id, course_run_id
       ), seat AS (
         ${saveSeatSkus(`SELECT course_run_id, seat_type, product->>'sku', product->>'bulkSku'
           FROM delivered, jsonb_each($2::jsonb) AS answered (seat_type, product)`)}
       ), entitlement AS (
         ${saveEntitlementSkus('SELECT $4, seat_type, sku FROM jsonb_each_text($3::jsonb) AS answered (seat_type, sku)')}
       ), told AS (
         INSERT INTO event (uuid, sink, type, subject, data)
         SELECT $1, name, 'org.openedx.catalog.provisioning.delivered.v1', $5, $6 FROM delivered CROSS JOIN event_sink
       )
       UPDATE lane SET done = done + 1, locked_by = NULL, locked_until = NULL,
         due_at = CASE WHEN enqueued > done + 1 THEN now() END
       FROM delivered WHERE lane.id = delivered.lane_id`,
      [
        head.id,
        JSON.stringify(skus.seats),
        JSON.stringify(skus.entitlements),
        head.courseId,
        head.courseRunKey,
        JSON.stringify(deliveredData(head, skus)),
      ],
    );
    if (offeredUntil) await saveClosingTimes(tx, head, offeredUntil);
    const isMoved = gone !== undefined && gone.seats.length + gone.entitlements.length > 0;
    if (isMoved) await forget(tx, head, gone);
    if (isAwaited(head.target)) await wakeFollowers(tx, head);
    await recordChange(tx, head, {
      kind: 'PROVISIONING_DELIVERED',
      with: isAwaited(head.target) ? { skus, ...(isMoved && { gone }) } : {},
    });
    return true;
  });
}

/** What was sold. `offeredUntil`: when to stop sales in a system that keeps no deadlines; null: never. */
interface Sold {
  readonly skus: Skus;
  readonly offeredUntil?: Readonly<Record<string, string | null>>;
  /** The seat types whose known SKUs are another system's, from before. */
  readonly gone?: { readonly seats: readonly string[]; readonly entitlements: readonly string[] };
}

/** Forgets SKUs of a system that sold before this one. */
async function forget(
  tx: Transaction,
  { id, courseId }: Head,
  { seats, entitlements }: NonNullable<Sold['gone']>,
): Promise<void> {
  await tx.query(
    `DELETE FROM seat_product WHERE seat_type_slug = ANY($2)
       AND course_run_id = (SELECT course_run_id FROM provisioning WHERE uuid = $1)`,
    [id, seats],
  );
  await tx.query('DELETE FROM entitlement_product WHERE course_id = $1 AND seat_type_slug = ANY($2)', [
    courseId,
    entitlements,
  ]);
}

/** Seats that are not in `until` are not on sale. */
async function saveClosingTimes(
  tx: Transaction,
  { id }: Head,
  until: Sold['offeredUntil'] = {},
): Promise<void> {
  await tx.query(
    `UPDATE seat_product SET closes_at = CASE WHEN jsonb_exists($2::jsonb, seat_type_slug)
       THEN coalesce(($2::jsonb->>seat_type_slug)::timestamptz, 'infinity') END
     WHERE course_run_id = (SELECT course_run_id FROM provisioning WHERE uuid = $1)`,
    [id, JSON.stringify(until)],
  );
}

/** Returns the data of a delivery event, in snake case like Open edX's own event data. */
function deliveredData({ id, target, revision, courseKey, courseRunKey }: Head, skus: Skus): object {
  const seats = Object.entries(skus.seats);
  return {
    ...{ provisioning_id: id, target, revision, course_key: courseKey, course_run_key: courseRunKey },
    seats: seats.map(([seat_type, { sku, bulkSku }]) => ({ seat_type, sku, bulk_sku: bulkSku })),
    entitlements: Object.entries(skus.entitlements).map(([seat_type, sku]) => ({ seat_type, sku })),
  };
}

/** Saves RETRYING after `delayMs`. `isFree`: it costs no attempt, and the time until giving up starts over. */
export async function saveRetry(
  db: Database,
  head: Head,
  { error, delayMs, isFree = false }: { error: string; delayMs: number; isFree?: boolean },
): Promise<boolean> {
  const saved = await rowsOf<object>(
    db,
    `WITH returned AS (
       UPDATE lane SET locked_by = NULL, locked_until = NULL, due_at = now() + $5 * interval '1 millisecond'
       WHERE id = $1 AND fence = $2 RETURNING id
     )
     UPDATE provisioning SET state = 'RETRYING', last_error = $4, next_attempt_at = now() + $5 * interval '1 millisecond',
       attempts = attempts - $6::boolean::integer, attempting_since = CASE WHEN NOT $6 THEN attempting_since END
     FROM returned WHERE uuid = $3 AND lane_id = returned.id RETURNING uuid`,
    [head.laneId, head.fence, head.id, error, delayMs, isFree],
  );
  return saved.length > 0;
}

/** Saves FAILED, which blocks the lane; or SUPERSEDED, if a newer revision of the run is waiting behind it. */
export function saveFailed(db: Database, head: Head, error: string): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if (!(await lockLane(tx, head))) return false;
    const [failed] = await rowsOf<{ state: string }>(
      tx,
      `WITH failed AS (
         UPDATE provisioning AS refused SET next_attempt_at = NULL, last_error = $2, state = CASE WHEN EXISTS (
           SELECT FROM provisioning AS newer WHERE newer.course_run_id = refused.course_run_id
             AND newer.target = refused.target AND newer.revision > refused.revision) THEN 'SUPERSEDED' ELSE 'FAILED' END
         WHERE uuid = $1 RETURNING lane_id, state
       )
       UPDATE lane SET locked_by = NULL, locked_until = NULL, done = done + (failed.state = 'SUPERSEDED')::integer,
         due_at = CASE failed.state WHEN 'SUPERSEDED' THEN now() END
       FROM failed WHERE lane.id = failed.lane_id RETURNING failed.state`,
      [head.id, error],
    );
    await recordChange(tx, head, { kind: 'PROVISIONING_FAILED', with: { state: failed?.state, error } });
    return true;
  });
}

/**
 * Gives a FAILED provisioning a new set of attempts and returns it. Returns one that is not FAILED unchanged, and null
 * for one that does not exist.
 */
export async function retryFailed(tx: Transaction, id: string): Promise<Provisioning | null> {
  if (!isUuid(id)) return null;
  await tx.query(
    `SELECT FROM lane WHERE id = (SELECT lane_id FROM provisioning WHERE uuid = $1) FOR UPDATE`,
    [id],
  );
  await tx.query(
    `WITH again AS (
       UPDATE provisioning SET state = 'PENDING', attempts = 0, attempting_since = NULL, next_attempt_at = NULL
       WHERE uuid = $1 AND state = 'FAILED' RETURNING lane_id
     )
     UPDATE lane SET due_at = now() FROM again WHERE lane.id = again.lane_id`,
    [id],
  );
  const [provisioning] = await findProvisioningsByIds(tx, [id]);
  return provisioning ?? null;
}

// New products reference the course, which locks its row. A change locks the course before the lanes, so this must too.
async function lockCourse(tx: Transaction, { target, courseId }: Head): Promise<void> {
  if (SYSTEMS[target].laneOf === 'course')
    await tx.query('SELECT FROM course WHERE id = $1 FOR KEY SHARE', [courseId]);
}

// Regardless of the lane's counters: they may have moved since this transaction started to read.
async function wakeFollowers(tx: Transaction, { id }: Head): Promise<void> {
  await tx.query(
    `UPDATE lane SET due_at = least(due_at, now())
     WHERE course_run_id = (SELECT course_run_id FROM provisioning WHERE uuid = $1)`,
    [id],
  );
}

async function recordChange(
  tx: Transaction,
  { id, target, revision, courseKey, courseRunKey }: Head,
  change: { kind: ChangeKind; with: object },
): Promise<void> {
  await appendHistory(tx, [
    {
      kind: change.kind,
      subject: courseSubject(courseKey),
      actor: SERVICE_ACTOR,
      reason: null,
      overridden: [],
      courseKey,
      courseRunKey,
      before: null,
      after: { id, target, revision, ...change.with },
    },
  ]);
}
