// Finds forgotten lanes, leases lanes, and finds the next message in them. Every statement is short: no transaction outlives
// a call or waits for another system. Uses the database's times, since replicas' clocks differ.
import { SYSTEMS, TARGETS } from '../../model/provisioning';
import type { ProvisioningTarget, Skus } from '../../model/provisioning';
import { entitlementSkusOf, seatSkusOf } from '../courses/products';
import { inTransaction } from '../database';
import type { Database, Transaction } from '../database';
import { IS_NOTHING_SOLD, IS_THROTTLED, isForeign, OPEN, supersedeForeign } from '../systems';

/** A lease on a lane. The next lease gets a higher fence, and saving with an older one is refused. */
export interface Lease {
  readonly laneId: string;
  readonly fence: string;
  /** For a new lease: whether the previous holder let its lease expire. */
  readonly isTakenOver?: boolean;
}

/** The next provisioning of a leased lane, with what its message and history entry need. */
export interface Head extends Lease {
  readonly id: string;
  readonly target: ProvisioningTarget;
  readonly courseId: string;
  readonly courseKey: string;
  readonly courseRunKey: string;
  readonly revision: number;
  readonly courseRevision: number;
  readonly requestedAt: Date;
  readonly desiredState: unknown;
  readonly wasSent: boolean;
  /** The W3C trace parent of the request that asked for it; null if it was not traced. */
  readonly traceParent: string | null;
  /** The SKUs first sent, or if nothing was sent, the SKUs known now; null if nothing is sold. */
  readonly skus: Skus | null;
}

/** One attempt to deliver a provisioning. */
interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  /** Since the first attempt, or the first after a manual retry. */
  readonly elapsedMs: number;
}

/** SQL: the first open provisioning of `lane`, to join as `head`. A lane never moves past one that FAILED. */
export const HEAD = `(
  SELECT * FROM provisioning AS open WHERE open.lane_id = lane.id AND open.state IN ('PENDING', 'RETRYING', 'FAILED')
  ORDER BY open.seq LIMIT 1)`;

/** SQL: the system that `head` waits for. */
const AWAITED = `CASE head.target ${TARGETS.map((target) => {
  const { after } = SYSTEMS[target];
  return `WHEN '${target}' THEN ${after === null ? 'NULL' : `'${after}'`}`;
}).join(' ')} END`;

/** SQL: whether `first` is to be delivered before `head`: the same revision, to the system that `head` waits for. */
export const IS_AWAITED = `first.course_run_id = head.course_run_id AND first.target = ${AWAITED}
  AND first.revision = head.revision AND first.state <> 'DELIVERED' AND NOT ${isForeign('first')}`;

/** SQL: whether `head` may be sent, now or at its next_attempt_at: the system it waits for has that revision. */
const IS_SENDABLE = `head.state <> 'FAILED' AND NOT ${isForeign('head')}
  AND NOT EXISTS (SELECT FROM provisioning AS first WHERE ${IS_AWAITED})`;

/**
 * Leases up to `limit` lanes of the target that are due and free, longest waiting first. Returns none while the system
 * throttles us, or if the caller's protocol differs from the system's declared one: the process started before that changed.
 */
export function leaseLanes(
  db: Database,
  wanted: { target: ProvisioningTarget; by: string; leaseMs: number; limit: number; protocol?: string },
): Promise<Lease[]> {
  return rowsOf<Lease>(
    db,
    `WITH due AS (
       SELECT id, locked_until IS NOT NULL AS is_taken_over FROM lane
       WHERE target = $1 AND due_at <= now() AND (locked_until IS NULL OR locked_until <= now())
         AND NOT EXISTS (SELECT FROM system
           WHERE system.target = $1 AND (system.protocol <> $5 OR (${IS_THROTTLED})))
       ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED
     )
     UPDATE lane SET fence = fence + 1, locked_by = $2, locked_until = now() + $3 * interval '1 millisecond'
     FROM due WHERE lane.id = due.id RETURNING lane.id AS "laneId", lane.fence, is_taken_over AS "isTakenOver"`,
    [wanted.target, wanted.by, wanted.leaseMs, wanted.limit, wanted.protocol ?? null],
  );
}

/** Returns what can be sent now in the leased lanes; lanes that are empty or wait are left out. */
export function findHeads(db: Database, leases: readonly Lease[]): Promise<Head[]> {
  return db.query<Head[]>(
    `SELECT lane.id AS "laneId", leased.fence, head.uuid AS id, head.target, course.id AS "courseId",
       course.key AS "courseKey", course_run.key AS "courseRunKey", head.revision,
       head.course_revision AS "courseRevision", head.requested_at AS "requestedAt", head.desired_state AS "desiredState",
       head.sent_at IS NOT NULL AS "wasSent", head.trace_parent AS "traceParent",
       CASE WHEN head.sent_at IS NOT NULL THEN head.skus WHEN NOT ${IS_NOTHING_SOLD} THEN jsonb_build_object(
         'seats', ${seatSkusOf('course_run.id')}, 'entitlements', ${entitlementSkusOf('course.id')}) END AS skus
     FROM unnest($1::bigint[], $2::bigint[]) AS leased (lane_id, fence)
     JOIN lane ON lane.id = leased.lane_id CROSS JOIN LATERAL ${HEAD} AS head
     JOIN course_run ON course_run.id = head.course_run_id JOIN course ON course.id = course_run.course_id
     WHERE (head.next_attempt_at IS NULL OR head.next_attempt_at <= now()) AND ${IS_SENDABLE}`,
    [leases.map((lease) => lease.laneId), leases.map((lease) => lease.fence)],
  );
}

/**
 * Renews the lease and stores the SKUs, right before sending. Returns null if the head must not be sent: the lease was lost,
 * or a newer revision has replaced the head since it was found.
 */
export async function startAttempt(
  db: Database,
  { head, leaseMs }: { head: Head; leaseMs: number },
): Promise<Attempt | null> {
  const [attempt] = await rowsOf<Attempt>(
    db,
    `WITH held AS (
       UPDATE lane SET locked_until = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND fence = $2 AND locked_until > now() RETURNING id
     )
     UPDATE provisioning SET attempts = attempts + 1, sent_at = now(), attempting_since = coalesce(attempting_since, now()),
       skus = CASE WHEN sent_at IS NULL THEN $5::jsonb ELSE skus END
     FROM held WHERE uuid = $4 AND lane_id = held.id AND state IN ('PENDING', 'RETRYING')
     RETURNING attempts AS number,
       extract(epoch FROM now() - attempting_since)::double precision * 1000 AS "elapsedMs"`,
    [head.laneId, head.fence, leaseMs, head.id, head.skus && JSON.stringify(head.skus)],
  );
  return attempt ?? null;
}

/** Locks the leased lane until the transaction ends. Returns false if another process has leased it meanwhile. */
export async function lockLane(tx: Transaction, { laneId, fence }: Lease): Promise<boolean> {
  const held = await tx.query<object[]>(`SELECT FROM lane WHERE id = $1 AND fence = $2 FOR UPDATE`, [
    laneId,
    fence,
  ]);
  return held.length > 0;
}

/**
 * Gives the lane back without sending: it is due when its head can be sent, else not until something wakes it. Two
 * statements, because one that waited for the lock would still see the earlier provisionings, and miss what was just
 * enqueued.
 */
export async function returnLane(db: Database, lease: Lease): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await lockLane(tx, lease))) return;
    await tx.query(
      `UPDATE lane SET locked_by = NULL, locked_until = NULL,
         due_at = (SELECT coalesce(head.next_attempt_at, now()) FROM ${HEAD} AS head WHERE ${IS_SENDABLE})
       WHERE id = $1`,
      [lease.laneId],
    );
  });
}

/** Returns the rows of a data-changing statement; TypeORM returns them together with their number. */
export async function rowsOf<T>(db: Database | Transaction, sql: string, values: unknown[]): Promise<T[]> {
  const [rows] = await db.query<[T[], number]>(sql, values);
  return rows;
}

/** Any number that nothing else on this database uses for an advisory lock. */
const SWEEP_LOCK = 7_261_545;

/**
 * Makes lanes due that have something to send and that no process would have looked at. Returns how many, which stays 0
 * while the outbox works correctly; null while another replica looks for them.
 */
export function repairLanes(db: Database): Promise<number | null> {
  return inTransaction(db, async (tx) => {
    const [lock] = await tx.query<{ isOurs: boolean }[]>(`SELECT pg_try_advisory_xact_lock($1) AS "isOurs"`, [
      SWEEP_LOCK,
    ]);
    if (!lock?.isOurs) return null;
    // From a process that started before a protocol change.
    await supersedeForeign(tx);
    const repaired = await rowsOf<object>(
      tx,
      `WITH forgotten AS (
         SELECT lane.id FROM lane CROSS JOIN LATERAL ${HEAD} AS head
         WHERE lane.due_at IS NULL AND lane.id IN (SELECT lane_id FROM provisioning WHERE ${OPEN})
           AND ${IS_SENDABLE} FOR UPDATE OF lane SKIP LOCKED
       )
       UPDATE lane SET due_at = now() FROM forgotten WHERE lane.id = forgotten.id RETURNING lane.id`,
      [],
    );
    return repaired.length;
  });
}
