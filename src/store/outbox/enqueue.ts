// Adds provisionings to their lanes, in the transaction of the change that requests them. Sends nothing. Everyone locks
// in one order: course, E-Commerce lanes by id, LMS lanes by id, chains of history.
import type { HistoryEntry } from '../../model/history';
import { SYSTEMS, TARGETS } from '../../model/provisioning';
import type { DeliveryRequest, Provisioning, ProvisioningTarget } from '../../model/provisioning';
import type { Transaction } from '../database';
import { appendHistory, insertHistory } from '../history/append-history';

/** A row to insert: each request has one for the LMS, and one for E-Commerce unless nothing was ever sold. */
interface NewProvisioning {
  readonly uuid: string;
  readonly target: ProvisioningTarget;
  readonly courseId: string;
  readonly courseRunId: string;
  readonly revision: number;
  readonly courseRevision: number;
  /** The LMS waits for E-Commerce's SKUs: until they arrive, nothing in its lane is due. */
  readonly isWaiting: boolean;
  readonly desiredState: object;
}

/** What new rows need. */
export interface EnqueueOptions {
  /** Returns a new random UUID. */
  readonly newId: () => string;
  /** The W3C trace parent of the request; null if it is not traced. */
  readonly traceParent: string | null;
  /** The history of the change: appended last, because that blocks other writers of the subjects until the commit. */
  readonly history: readonly HistoryEntry[];
}

/** A locked lane. */
interface Lane {
  readonly id: string;
  readonly target: ProvisioningTarget;
  /** The course for E-Commerce, the run for the LMS. */
  readonly owner: string;
  /** How many provisionings were ever added to it. */
  readonly enqueued: number;
}

/**
 * Adds one provisioning per target of each request, and the history of the change; returns the provisionings in the order
 * of the requests, E-Commerce before the LMS. Supersedes what the new revision replaces. Two statements however many
 * requests, and one more if a lane is missing. The caller holds the lock of every course concerned, and has one request per
 * run.
 */
export async function enqueue(
  tx: Transaction,
  requests: readonly DeliveryRequest[],
  { newId, traceParent, history }: EnqueueOptions,
): Promise<Provisioning[]> {
  if (requests.length === 0) {
    await appendHistory(tx, history);
    return [];
  }
  const wanted = requests.flatMap((request) => rowsFor(request, newId));
  const filled = fill(await lockLanes(tx, wanted), wanted);
  const [made] = await tx.query<{ at: Date }[]>(ENQUEUE, [
    ...[requests.map((request) => request.courseRunId), requests.map((request) => request.revision)],
    ...[filled.lanes.map(({ id }) => id), filled.lanes.map(({ enqueued }) => enqueued)],
    ...[filled.lanes.map(({ isWaiting }) => isWaiting), JSON.stringify(filled.rows), traceParent],
    JSON.stringify(history),
  ]);
  if (!made) throw new Error('Nothing was enqueued.');
  return wanted.map((row) => newProvisioning(row, made.at));
}

const newProvisioning = (wanted: NewProvisioning, requestedAt: Date): Provisioning => ({
  ...{ id: wanted.uuid, courseRunId: wanted.courseRunId, target: wanted.target, revision: wanted.revision },
  ...{ state: 'PENDING', attempts: 0, requestedAt, nextAttemptAt: null, deliveredAt: null, lastError: null },
  desiredState: wanted.desiredState as Provisioning['desiredState'],
});

function rowsFor(
  { ecommerce, lms, isOfSaleOnly, ...request }: DeliveryRequest,
  newId: () => string,
): NewProvisioning[] {
  const states = { ECOMMERCE: ecommerce, LMS: isOfSaleOnly ? null : lms };
  return TARGETS.flatMap((target) => {
    const desiredState = states[target];
    const { after } = SYSTEMS[target];
    const isWaiting = after !== null && states[after] !== null;
    return desiredState ? [{ ...request, uuid: newId(), target, isWaiting, desiredState }] : [];
  });
}

const ownerOf = ({ target, courseId, courseRunId }: NewProvisioning): string =>
  SYSTEMS[target].laneOf === 'course' ? courseId : courseRunId;
const laneOf = ({ target, owner }: Pick<Lane, 'target' | 'owner'>): string => `${target} ${owner}`;

const [PER_COURSE, PER_RUN] = (['course', 'run'] as const).map((owner) =>
  TARGETS.find((target) => SYSTEMS[target].laneOf === owner),
);

/**
 * Locks the lanes of the courses and of all runs concerned, and creates missing ones. Nobody else can create one meanwhile:
 * the caller holds the course.
 */
async function lockLanes(tx: Transaction, wanted: readonly NewProvisioning[]): Promise<Lane[]> {
  const owners = [
    new Set(wanted.map(({ courseId }) => courseId)),
    new Set(wanted.map(({ courseRunId }) => courseRunId)),
  ];
  const held = await tx.query<Lane[]>(
    LOCK,
    owners.map((ids) => [...ids]),
  );
  const known = new Set(held.map(laneOf));
  const missing = wanted.filter((row) => !known.has(laneOf({ target: row.target, owner: ownerOf(row) })));
  if (missing.length === 0) return held;
  const ownersOf = (target: ProvisioningTarget | undefined) => [
    ...new Set(missing.filter((row) => row.target === target).map(ownerOf)),
  ];
  const made = await tx.query<Lane[]>(CREATE, [ownersOf(PER_COURSE), ownersOf(PER_RUN)]);
  return [...held, ...made];
}

/** A list whose length the planner does not see: else PostgreSQL plans the statement anew for each length, which takes longer than running it. */
const listOf = (position: number, type: string): string => `(SELECT $${position}::${type}[])`;

const LANE = 'id, target, coalesce(course_id, course_run_id) AS owner, enqueued';
const LOCK = `SELECT ${LANE} FROM lane
  WHERE course_id = ANY(${listOf(1, 'bigint')}::bigint[]) OR course_run_id = ANY(${listOf(2, 'bigint')}::bigint[])
  ORDER BY target, id FOR UPDATE`;
const CREATE = `INSERT INTO lane (target, course_id, course_run_id)
  SELECT '${PER_COURSE}', course_id, NULL FROM unnest($1::bigint[]) AS course_id
  UNION SELECT '${PER_RUN}', NULL, course_run_id FROM unnest($2::bigint[]) AS course_run_id
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING RETURNING ${LANE}`;

/** A lane after filling: it waits if everything added to it waits. */
interface FilledLane extends Lane {
  enqueued: number;
  isWaiting: boolean;
}

/** Assigns each row its lane and its position there. */
function fill(held: readonly Lane[], wanted: readonly NewProvisioning[]) {
  const lanes = new Map<string, FilledLane>(held.map((lane) => [laneOf(lane), { ...lane, isWaiting: true }]));
  const rows = wanted.map((row, position) => {
    const lane = lanes.get(laneOf({ target: row.target, owner: ownerOf(row) }));
    if (!lane) throw new Error(`There is no lane for ${row.target}.`);
    lane.enqueued += 1;
    lane.isWaiting &&= row.isWaiting;
    return { position, laneId: lane.id, seq: lane.enqueued, ...row };
  });
  return { lanes: [...lanes.values()], rows };
}

// A sent message may still arrive, so it is retried to the end; what was refused, or never sent, is obsolete. An LMS
// row needs no rule for its E-Commerce row: it waits for that one, so it was never sent. A run that is only taken off sale
// adds nothing to the LMS lane, but supersedes what waits there.
const ENQUEUE = `WITH superseded AS (
    UPDATE provisioning SET state = 'SUPERSEDED', next_attempt_at = NULL
    FROM unnest(${listOf(3, 'bigint')}) AS filled (id)
    WHERE lane_id = filled.id AND state IN ('PENDING', 'RETRYING', 'FAILED') AND (state = 'FAILED' OR sent_at IS NULL)
      AND course_run_id = ANY(${listOf(1, 'bigint')}::bigint[])
    RETURNING lane_id
  ), counted AS (
    SELECT lane_id, count(*)::integer AS number FROM superseded GROUP BY lane_id
  ), moved_runs AS (
    UPDATE course_run SET revision = queued.revision, has_products = true
    FROM unnest(${listOf(1, 'bigint')}, ${listOf(2, 'integer')}) AS queued (id, revision) WHERE course_run.id = queued.id
  ), moved_lanes AS (
    UPDATE lane SET done = lane.done + coalesce(counted.number, 0), enqueued = filled.enqueued,
      due_at = CASE WHEN filled.is_waiting THEN lane.due_at ELSE least(lane.due_at, now()) END
    FROM unnest(${listOf(3, 'bigint')}, ${listOf(4, 'integer')}, ${listOf(5, 'boolean')})
      AS filled (id, enqueued, is_waiting)
    LEFT JOIN counted ON counted.lane_id = filled.id WHERE lane.id = filled.id
  ), made AS (
  INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state,
    trace_parent, protocol)
  SELECT uuid, "courseRunId", target, revision, "courseRevision", "laneId", seq, "desiredState", $7,
    (SELECT protocol FROM system WHERE system.target = wanted.target)
  FROM jsonb_to_recordset($6::jsonb) AS wanted (position integer, "laneId" bigint, seq integer, uuid uuid, target text,
    "courseRunId" bigint, revision integer, "courseRevision" integer, "desiredState" jsonb)
  ORDER BY position
  ), told AS (${insertHistory(8)})
  SELECT now() AS at`;
