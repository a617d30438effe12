// Puts provisionings into their lanes, in the transaction of the change that asks for them. Does not send anything.
// Rows are locked in one order by everybody: course, E-Commerce lanes by id, LMS lanes by id.
import type { Ask, Provisioning, ProvisioningTarget } from '../../model/provisioning';
import type { Transaction } from '../database';
import { PROVISIONING_COLUMNS } from '../provisionings';

/** One row to be: an ask is one for the LMS, and one for E-Commerce unless nothing was ever sold. */
interface Wanted {
  readonly uuid: string;
  readonly target: ProvisioningTarget;
  readonly courseId: string;
  readonly courseRunId: string;
  readonly revision: number;
  readonly courseRevision: number;
  /** The LMS waits for E-Commerce's SKUs, so nothing becomes due in its lane before they are there. */
  readonly isWaiting: boolean;
  readonly desiredState: object;
}

/** What a row is made with. */
export interface Enqueuing {
  /** A new random UUID. */
  readonly newId: () => string;
  /** W3C's, of the request that asks; null where it is not traced. */
  readonly traceParent: string | null;
}

type LaneIds = Readonly<Record<ProvisioningTarget, ReadonlyMap<string, string>>>;

/**
 * Adds one provisioning per target of each ask and answers them in the order of the asks, E-Commerce before the LMS.
 * Supersedes what the new revision replaces. Five statements, whatever the number of asks. The caller holds the lock
 * of every course concerned, and asks once per run.
 */
export async function enqueue(
  tx: Transaction,
  asks: readonly Ask[],
  { newId, traceParent }: Enqueuing,
): Promise<Provisioning[]> {
  if (asks.length === 0) return [];
  const wanted = asks.flatMap((ask) => wantedBy(ask, newId));
  const lanes = await holdLanes(tx, wanted);
  await supersede(tx, asks);
  await moveRuns(tx, asks);
  return insert(tx, { wanted, traceParent }, lanes);
}

function wantedBy({ ecommerce, lms, ...ask }: Ask, newId: () => string): Wanted[] {
  const toEcommerce = ecommerce && { ...ask, uuid: newId(), isWaiting: false, desiredState: ecommerce };
  const toLms = { ...ask, uuid: newId(), isWaiting: ecommerce !== null, desiredState: lms };
  return [
    ...(toEcommerce ? [{ ...toEcommerce, target: 'ECOMMERCE' as const }] : []),
    { ...toLms, target: 'LMS' },
  ];
}

/** Makes the lanes that are missing and locks all; answers them by the course (E-Commerce) or the run (LMS). */
async function holdLanes(tx: Transaction, wanted: readonly Wanted[]): Promise<LaneIds> {
  const courses = wanted.filter((row) => row.target === 'ECOMMERCE').map((row) => row.courseId);
  const runs = wanted.filter((row) => row.target === 'LMS').map((row) => row.courseRunId);
  await tx.query(
    `INSERT INTO lane (target, course_id, course_run_id)
     SELECT 'ECOMMERCE', course_id, NULL FROM unnest($1::bigint[]) AS course_id
     UNION SELECT 'LMS', NULL, course_run_id FROM unnest($2::bigint[]) AS course_run_id
     ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING`,
    [courses, runs],
  );
  const held = await tx.query<{ id: string; target: ProvisioningTarget; owner: string }[]>(
    `SELECT id, target, coalesce(course_id, course_run_id) AS owner FROM lane
     WHERE course_id = ANY($1::bigint[]) OR course_run_id = ANY($2::bigint[]) ORDER BY target, id FOR UPDATE`,
    [courses, runs],
  );
  const of = (target: ProvisioningTarget) =>
    new Map(held.filter((lane) => lane.target === target).map((lane) => [lane.owner, lane.id]));
  return { ECOMMERCE: of('ECOMMERCE'), LMS: of('LMS') };
}

// What was sent may still arrive, so it is tried to its end; what was refused, or never left, is not needed any more.
// An LMS row needs no rule of its own to go with its E-Commerce row: it waits for that one, so it was never sent.
async function supersede(tx: Transaction, asks: readonly Ask[]): Promise<void> {
  await tx.query(
    `WITH superseded AS (
       UPDATE provisioning SET state = 'SUPERSEDED', next_attempt_at = NULL
       WHERE course_run_id = ANY($1::bigint[])
         AND (state = 'FAILED' OR (state IN ('PENDING', 'RETRYING') AND sent_at IS NULL))
       RETURNING lane_id
     ), counted AS (SELECT lane_id, count(*) AS number FROM superseded GROUP BY lane_id)
     UPDATE lane SET done = lane.done + counted.number FROM counted WHERE lane.id = counted.lane_id`,
    [asks.map((ask) => ask.courseRunId)],
  );
}

async function moveRuns(tx: Transaction, asks: readonly Ask[]): Promise<void> {
  await tx.query(
    `UPDATE course_run SET revision = asked.revision, has_products = true
     FROM unnest($1::bigint[], $2::integer[]) AS asked (course_run_id, revision) WHERE course_run.id = asked.course_run_id`,
    [asks.map((ask) => ask.courseRunId), asks.map((ask) => ask.revision)],
  );
}

function insert(
  tx: Transaction,
  { wanted, traceParent }: { wanted: readonly Wanted[]; traceParent: string | null },
  lanes: LaneIds,
): Promise<Provisioning[]> {
  const rows = wanted.map((row, position) => {
    const owner = row.target === 'ECOMMERCE' ? row.courseId : row.courseRunId;
    return { position, laneId: lanes[row.target].get(owner), ...row };
  });
  return tx.query<Provisioning[]>(
    `WITH queued AS MATERIALIZED (
       SELECT wanted.*, lane.enqueued + row_number() OVER (PARTITION BY lane.id ORDER BY position) AS seq
       FROM jsonb_to_recordset($1::jsonb) AS wanted (position integer, "laneId" bigint, uuid uuid, target text,
         "courseRunId" bigint, revision integer, "courseRevision" integer, "isWaiting" boolean, "desiredState" jsonb)
       JOIN lane ON lane.id = wanted."laneId"
     ), counted AS (
       SELECT "laneId", max(seq) AS enqueued, bool_and("isWaiting") AS is_waiting FROM queued GROUP BY "laneId"
     ), moved AS (
       UPDATE lane SET enqueued = counted.enqueued,
         due_at = CASE WHEN counted.is_waiting THEN lane.due_at ELSE least(lane.due_at, now()) END
       FROM counted WHERE lane.id = counted."laneId"
     )
     INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state,
       trace_parent)
     SELECT uuid, "courseRunId", target, revision, "courseRevision", "laneId", seq, "desiredState", $2
     FROM queued ORDER BY position
     RETURNING ${PROVISIONING_COLUMNS}`,
    [JSON.stringify(rows), traceParent],
  );
}
