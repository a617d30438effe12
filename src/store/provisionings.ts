// Reads provisionings, one statement each. outbox/ changes them.
import { isUuid } from '../model/keys';
import type {
  Provisioning,
  ProvisioningBlock,
  ProvisioningState,
  ProvisioningTarget,
} from '../model/provisioning';
import type { Database, Transaction } from './database';
import { HEAD, IS_AWAITED } from './outbox/lanes';
import { count, findPage, given, named } from './pages';
import type { FoundPage, List, PageRequest } from './pages';

export interface ProvisioningFilter {
  readonly courseRunId?: string;
  readonly courseId?: string;
  readonly target?: ProvisioningTarget;
  readonly states?: readonly ProvisioningState[];
  /** Case-folded organizations of the runs. Left out: all. */
  readonly organizations?: readonly string[];
}

/** The columns of a Provisioning. */
export const PROVISIONING_COLUMNS = `
  uuid AS id, course_run_id AS "courseRunId", target, state, revision, attempts, requested_at AS "requestedAt",
  next_attempt_at AS "nextAttemptAt", delivered_at AS "deliveredAt", last_error AS "lastError",
  desired_state AS "desiredState"`;

/** Returns the existing ones, in no particular order. A malformed id counts as unknown. */
export async function findProvisioningsByIds(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<Provisioning[]> {
  const wellFormed = ids.filter(isUuid);
  if (wellFormed.length === 0) return [];
  return db.query<Provisioning[]>(
    `SELECT ${PROVISIONING_COLUMNS} FROM provisioning WHERE uuid = ANY($1::uuid[])`,
    [wellFormed],
  );
}

/** Returns the newest revision per run and target, E-Commerce before the LMS; runs never provisioned are left out. */
export async function newestProvisioningsOfRuns(
  db: Database | Transaction,
  courseRunIds: readonly string[],
): Promise<Map<string, Provisioning[]>> {
  const rows = await db.query<Provisioning[]>(
    `SELECT DISTINCT ON (course_run_id, target) ${PROVISIONING_COLUMNS} FROM provisioning
     WHERE course_run_id = ANY($1::bigint[]) ORDER BY course_run_id, target, revision DESC`,
    [courseRunIds],
  );
  const newest = new Map<string, Provisioning[]>();
  for (const row of rows) newest.set(row.courseRunId, [...(newest.get(row.courseRunId) ?? []), row]);
  return newest;
}

/** Returns what each of these waits for, by id; those that wait for nothing but a relay, or are settled, are left out. */
export async function findBlocks(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, ProvisioningBlock>> {
  const rows = await db.query<(ProvisioningBlock & { id: string })[]>(
    `SELECT blocked.* FROM (
       SELECT one.uuid AS id, one.target, system.problem, system.paused_until AS "pausedUntil",
         CASE WHEN head.id <> one.id THEN head.uuid ELSE first.uuid END AS "provisioningId",
         CASE WHEN head.id <> one.id AND head.state = 'FAILED' THEN 'EARLIER_FAILED'
           WHEN head.id <> one.id THEN 'EARLIER_OPEN'
           WHEN first.id IS NOT NULL THEN 'SKUS'
           WHEN system.paused_until > now() AND system.problem IS NOT NULL THEN 'SYSTEM_PROBLEM'
           WHEN system.paused_until > now() THEN 'SYSTEM_PAUSED' END AS reason
       FROM provisioning AS one JOIN lane ON lane.id = one.lane_id CROSS JOIN LATERAL ${HEAD} AS head
       LEFT JOIN provisioning AS first ON ${IS_AWAITED}
       LEFT JOIN system ON system.target = one.target
       WHERE one.uuid = ANY($1::uuid[]) AND one.state IN ('PENDING', 'RETRYING')
     ) AS blocked WHERE reason IS NOT NULL`,
    [ids],
  );
  return new Map(rows.map(({ id, ...block }) => [id, block]));
}

const PROVISIONINGS: List<ProvisioningFilter, Provisioning> = {
  ...named(PROVISIONING_COLUMNS),
  from: 'provisioning p',
  key: 'p.id',
  keyOf: ({ id }) => id,
  keyIn: '(SELECT id FROM provisioning WHERE uuid = ?)',
  conditions: ({ courseRunId, courseId, target, states, organizations }) => [
    ...given(courseRunId, 'p.course_run_id = ?'),
    ...given(courseId, 'p.course_run_id IN (SELECT id FROM course_run WHERE course_id = ?)'),
    ...given(target, 'p.target = ?'),
    ...given(states, 'p.state = ANY(?)'),
    ...given(
      organizations,
      `p.course_run_id IN (SELECT r.id FROM course_run r JOIN course c ON c.id = r.course_id
        WHERE fold_key(c.organization) = ANY(?))`,
    ),
  ],
};

/** Returns one page, newest first unless asked otherwise; empty after an unknown id. */
export const findProvisioningPage = (
  db: Database,
  filter: ProvisioningFilter,
  { oldestFirst, ...request }: PageRequest & { readonly oldestFirst?: boolean | null },
): Promise<FoundPage<Provisioning>> =>
  findPage(db, PROVISIONINGS, { ...request, filter, order: { isDescending: !oldestFirst } });

/** Returns how many provisionings match. */
export const countProvisionings = (db: Database, filter: ProvisioningFilter): Promise<number> =>
  count(db, PROVISIONINGS, filter);
