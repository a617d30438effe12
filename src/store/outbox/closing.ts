// Closes seats in a shop, which keeps no deadlines: finds them by their time, and locks their course's lane.
import { inTransaction } from '../database';
import type { Database, Transaction } from '../database';
import { lockLane, rowsOf } from './lanes';
import type { Lease } from './lanes';

/** The overdue seats of one run in a leased lane, and the state that the shop last received for the run. */
export interface Closing extends Lease {
  readonly courseRunId: string;
  readonly courseRunKey: string;
  readonly seatTypes: readonly string[];
  readonly desiredState: unknown;
}

const IS_OVER = `s.closes_at IS NOT NULL AND (s.closes_at <= now() OR least(r.end_at, r.enrollment_end_at) <= now())`;

/** Leases up to `limit` lanes that have a seat on sale past its time, even lanes that wait for something else. */
export async function leaseClosings(
  db: Database,
  { by, leaseMs, limit }: { by: string; leaseMs: number; limit: number },
): Promise<Closing[]> {
  const leases = await rowsOf<Lease>(
    db,
    `WITH due AS (
       SELECT lane.id FROM lane WHERE lane.target = 'ECOMMERCE' AND (lane.locked_until IS NULL OR lane.locked_until <= now())
         AND lane.course_id IN (SELECT r.course_id FROM seat_product s JOIN course_run r ON r.id = s.course_run_id WHERE ${IS_OVER})
       ORDER BY lane.id LIMIT $3 FOR UPDATE SKIP LOCKED
     )
     UPDATE lane SET fence = fence + 1, locked_by = $1, locked_until = now() + $2 * interval '1 millisecond'
     FROM due WHERE lane.id = due.id RETURNING lane.id AS "laneId", lane.fence`,
    [by, leaseMs, limit],
  );
  if (leases.length === 0) return [];
  return db.query<Closing[]>(
    `SELECT leased.lane_id AS "laneId", leased.fence, r.id AS "courseRunId", r.key AS "courseRunKey",
       array_agg(s.seat_type_slug) AS "seatTypes", (SELECT p.desired_state FROM provisioning p
         WHERE p.course_run_id = r.id AND p.target = 'ECOMMERCE' AND p.state = 'DELIVERED' ORDER BY p.revision DESC LIMIT 1
       ) AS "desiredState"
     FROM unnest($1::bigint[], $2::bigint[]) AS leased (lane_id, fence) JOIN lane ON lane.id = leased.lane_id
     JOIN course_run r ON r.course_id = lane.course_id JOIN seat_product s ON s.course_run_id = r.id
     WHERE ${IS_OVER} GROUP BY 1, 2, 3, 4`,
    [leases.map((lease) => lease.laneId), leases.map((lease) => lease.fence)],
  );
}

/** When a seat's sale ends; null: never. */
export interface ClosingTime {
  readonly courseRunId: string;
  readonly seatType: string;
  readonly until: Date | null;
}

/** Moves the times at which seats go off sale in a shop; seats that are not on sale there stay off. */
export async function moveClosingTimes(tx: Transaction, times: readonly ClosingTime[]): Promise<void> {
  await tx.query(
    `UPDATE seat_product s SET closes_at = coalesce(moved.until, 'infinity')
     FROM jsonb_to_recordset($1::jsonb) AS moved ("courseRunId" bigint, "seatType" text, until timestamptz)
     WHERE s.course_run_id = moved."courseRunId" AND s.seat_type_slug = moved."seatType" AND s.closes_at IS NOT NULL`,
    [JSON.stringify(times)],
  );
}

/** Records that the seats are no longer on sale. Saves nothing if another process has leased the lane meanwhile. */
export function saveClosed(db: Database, closing: Closing): Promise<void> {
  return inTransaction(db, async (tx) => {
    if (!(await lockLane(tx, closing))) return;
    await tx.query(
      'UPDATE seat_product SET closes_at = NULL WHERE course_run_id = $1 AND seat_type_slug = ANY($2)',
      [closing.courseRunId, closing.seatTypes],
    );
  });
}
