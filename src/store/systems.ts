// Stores each system's protocol and problems. Provisionings requested in another protocol are not for the system. Remembers
// which systems an operator has confirmed, by URL, so that another shop needs its own confirmation.
import { SYSTEMS, TARGETS } from '../model/provisioning';
import type { ProvisioningTarget } from '../model/provisioning';
import { inTransaction } from './database';
import type { Database, Transaction } from './database';

/** The protocol of a system that does not exist. */
const NONE = 'none';

export interface SystemState {
  readonly target: ProvisioningTarget;
  /** `none` if there is no such system. */
  readonly protocol: string;
  readonly problem: string | null;
  readonly pausedUntil: Date | null;
}

/** SQL: whether a row of provisioning was requested in another protocol than its system's, or the system is gone. */
export const isForeign = (
  row: string,
): string => `EXISTS (SELECT FROM system WHERE system.target = ${row}.target
  AND (system.protocol = '${NONE}' OR system.protocol <> coalesce(${row}.protocol, system.first_protocol)))`;

/** SQL: whether nothing is sold, so that no SKUs exist. */
export const IS_NOTHING_SOLD = `EXISTS (SELECT FROM system WHERE target = 'ECOMMERCE' AND protocol = '${NONE}')`;

/**
 * Declares each system's protocol from now on; returns how many provisionings were superseded because they were
 * requested in another protocol.
 */
export function declareSystems(
  db: Database,
  protocols: Readonly<Record<ProvisioningTarget, string>>,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    for (const target of TARGETS) {
      await tx.query(
        `INSERT INTO system AS known (target, protocol, first_protocol) VALUES ($1, $2, $2)
         ON CONFLICT (target) DO UPDATE
         SET protocol = excluded.protocol, problem = NULL, paused_until = NULL
         WHERE known.protocol <> excluded.protocol`,
        [target, protocols[target]],
      );
    }
    return supersedeForeign(tx);
  });
}

/** SQL: whether a row of `provisioning` is still to be delivered. */
export const OPEN = `state IN ('PENDING', 'RETRYING', 'FAILED')`;
const FOLLOWERS = TARGETS.filter((target) => SYSTEMS[target].after !== null);

/**
 * Supersedes open foreign provisionings and wakes lanes that waited for them. Locks lanes in the common order. Ends
 * their leases, since what is being sent is not for the current system.
 */
export async function supersedeForeign(tx: Transaction): Promise<number> {
  const foreign = await tx.query<{ laneId: string; courseRunId: string }[]>(
    `SELECT lane_id AS "laneId", course_run_id AS "courseRunId" FROM provisioning AS one
     WHERE ${OPEN} AND ${isForeign('one')}`,
  );
  if (foreign.length === 0) return 0;
  const lanes = foreign.map(({ laneId }) => laneId);
  const runs = foreign.map(({ courseRunId }) => courseRunId);
  await tx.query(
    `SELECT FROM lane WHERE id = ANY($1::bigint[]) OR (course_run_id = ANY($2::bigint[]) AND target = ANY($3))
     ORDER BY target, id FOR UPDATE`,
    [lanes, runs, FOLLOWERS],
  );
  const [superseded] = await tx.query<{ count: number }[]>(
    `WITH gone AS (
       UPDATE provisioning AS one SET state = 'SUPERSEDED', next_attempt_at = NULL
       WHERE lane_id = ANY($1::bigint[]) AND ${OPEN} AND ${isForeign('one')} RETURNING lane_id
     ), counted AS (SELECT lane_id, count(*)::integer AS number FROM gone GROUP BY lane_id), moved AS (
       UPDATE lane SET done = done + number, fence = fence + 1, locked_by = NULL, locked_until = NULL,
         due_at = CASE WHEN enqueued > done + number THEN now() END
       FROM counted WHERE lane.id = counted.lane_id
     ), woken AS (
       UPDATE lane SET due_at = least(due_at, now())
       WHERE course_run_id = ANY($2::bigint[]) AND target = ANY($3) AND id <> ALL($1::bigint[]) AND enqueued > done
     )
     SELECT count(*)::integer AS count FROM gone`,
    [lanes, runs, FOLLOWERS],
  );
  return superseded?.count ?? 0;
}

/** Returns every system ever declared, in the order of delivery. */
export async function readSystems(db: Database): Promise<SystemState[]> {
  const rows = await db.query<SystemState[]>(
    `SELECT target, protocol, problem, paused_until AS "pausedUntil" FROM system`,
  );
  return TARGETS.flatMap((target) => rows.filter((row) => row.target === target));
}

/** Saves a system's problem and pauses the system for that time; a null problem clears both. */
export async function saveProblem(
  db: Database,
  target: ProvisioningTarget,
  { problem, pauseMs }: { problem: string | null; pauseMs: number },
): Promise<void> {
  await db.query(
    `UPDATE system SET problem = $2,
       paused_until = CASE WHEN $2::text IS NOT NULL THEN now() + $3 * interval '1 millisecond' END
     WHERE target = $1 AND (problem IS NOT NULL OR $2::text IS NOT NULL)`,
    [target, problem, pauseMs],
  );
}

/** SQL: whether a row of system is paused because it throttled us; a problem that a person must solve does not count. */
export const IS_THROTTLED = 'system.problem IS NULL AND coalesce(system.paused_until > now(), false)';

/** The account from which all replicas take their requests to a system. */
export const accountIn =
  (db: Database) =>
  (target: ProvisioningTarget): Account => ({
    take: (wanted) => takeRequests(db, target, wanted),
    pause: (ms) => pauseSystem(db, target, ms),
  });

/** Pauses a system for all replicas, at least that long. */
async function pauseSystem(db: Database, target: ProvisioningTarget, ms: number): Promise<void> {
  await db.query(
    `UPDATE system SET paused_until = greatest(paused_until, now() + $2 * interval '1 millisecond')
     WHERE target = $1 AND problem IS NULL`,
    [target, ms],
  );
}

/** Counts the requests to one system. */
export interface Account {
  /** Returns 0 if they were taken, otherwise how long to wait, in milliseconds. */
  readonly take: (wanted: Allowance) => Promise<number>;
  /** Pauses the system, at least that long. */
  readonly pause: (ms: number) => Promise<void>;
}
interface Allowance {
  readonly requests: number;
  /** How many of `atOnce` must be free. */
  readonly free: number;
  /** How many may be sent in one burst. */
  readonly atOnce: number;
  readonly perMinute: number;
}

/**
 * Takes requests from the system's budget. Returns 0 if they were taken, or if the system was never declared; otherwise how
 * long to wait, in milliseconds.
 */
async function takeRequests(
  db: Database,
  target: ProvisioningTarget,
  { requests, free, atOnce, perMinute }: Allowance,
): Promise<number> {
  const [costMs, leadMs] = [requests, atOnce - free].map((number) => (number * 60_000) / perMinute);
  const [, taken] = await db.query<[object[], number]>(
    `UPDATE system SET whole_at = greatest(whole_at, now()) + $2 * interval '1 millisecond'
     WHERE target = $1 AND whole_at <= now() + $3 * interval '1 millisecond' AND NOT (${IS_THROTTLED})`,
    [target, costMs, leadMs],
  );
  if (taken > 0) return 0;
  const [system] = await db.query<{ waitMs: number }[]>(
    `SELECT extract(epoch FROM greatest(whole_at - $2 * interval '1 millisecond',
       CASE WHEN ${IS_THROTTLED} THEN paused_until END) - now())::float * 1000 AS "waitMs" FROM system WHERE target = $1`,
    [target, leadMs],
  );
  return system ? Math.max(1, Math.ceil(system.waitMs)) : 0;
}

export async function isConfirmed(db: Database, url: string): Promise<boolean> {
  const rows = await db.query<object[]>('SELECT FROM confirmed_system WHERE url = $1', [url]);
  return rows.length > 0;
}

/**
 * Confirms the selling system, and ends its pause if that is for the given problem: that it was not confirmed. Does
 * nothing if it is confirmed already.
 */
export function confirmSystem(db: Database, url: string, problem: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    await tx.query('INSERT INTO confirmed_system (url) VALUES ($1) ON CONFLICT DO NOTHING', [url]);
    await tx.query(
      `UPDATE system SET problem = NULL, paused_until = NULL WHERE target = 'ECOMMERCE' AND problem = $1`,
      [problem],
    );
  });
}
