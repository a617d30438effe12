// Reads of provisionings, one statement each. Does not change them: see outbox/.
import type { Provisioning, ProvisioningState, ProvisioningTarget } from '../model/provisioning';
import type { Database, Transaction } from './database';

export interface ProvisioningFilter {
  readonly courseRunId?: string;
  readonly target?: ProvisioningTarget;
  readonly states?: readonly ProvisioningState[];
  /** Those of runs of these organizations, folded; left out: of all. */
  readonly organizations?: readonly string[];
}

/** `after` is the id of the last provisioning of the page before. */
export interface ProvisioningPageRequest {
  readonly filter: ProvisioningFilter;
  readonly first: number;
  readonly after: string | null;
  /** Left out: the newest first. */
  readonly oldestFirst?: boolean | null;
}
export interface ProvisioningPage {
  readonly rows: Provisioning[];
  readonly hasNextPage: boolean;
}

/** The columns that make a Provisioning of a row. */
export const PROVISIONING_COLUMNS = `
  uuid AS id, course_run_id AS "courseRunId", target, state, revision, attempts, requested_at AS "requestedAt",
  next_attempt_at AS "nextAttemptAt", delivered_at AS "deliveredAt", last_error AS "lastError",
  desired_state AS "desiredState"`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the text can be the id of a provisioning; the database refuses to compare with anything else. */
export const isProvisioningId = (text: string): boolean => UUID.test(text);

/** Those that exist, in no particular order. A malformed id is one that does not exist. */
export async function findProvisioningsByIds(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<Provisioning[]> {
  const wellFormed = ids.filter(isProvisioningId);
  if (wellFormed.length === 0) return [];
  return db.query<Provisioning[]>(
    `SELECT ${PROVISIONING_COLUMNS} FROM provisioning WHERE uuid = ANY($1::uuid[])`,
    [wellFormed],
  );
}

/** The newest revision per run and target, E-Commerce before the LMS; a run that was never provisioned is not in the map. */
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

/** Empty after an id that is malformed or does not exist. */
export async function findProvisioningPage(
  db: Database | Transaction,
  { filter, first, after, oldestFirst }: ProvisioningPageRequest,
): Promise<ProvisioningPage> {
  if (after !== null && !isProvisioningId(after)) return { rows: [], hasNextPage: false };
  const { where, parameters } = conditionsOf(filter);
  const [further, direction] = oldestFirst ? ['>', 'ASC'] : ['<', 'DESC'];
  const following = after === null ? '' : `AND id ${further} (SELECT id FROM provisioning WHERE uuid = $6)`;
  const rows = await db.query<Provisioning[]>(
    `SELECT ${PROVISIONING_COLUMNS} FROM provisioning WHERE ${where} ${following}
     ORDER BY provisioning.id ${direction} LIMIT $5`,
    [...parameters, first + 1, ...(after === null ? [] : [after])],
  );
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** How many provisionings match. */
export async function countProvisionings(
  db: Database | Transaction,
  filter: ProvisioningFilter,
): Promise<number> {
  const { where, parameters } = conditionsOf(filter);
  const [row] = await db.query<{ count: number }[]>(
    `SELECT count(*)::integer AS count FROM provisioning WHERE ${where}`,
    parameters,
  );
  return row?.count ?? 0;
}

function conditionsOf({ courseRunId, target, states, organizations }: ProvisioningFilter) {
  return {
    where: `($1::bigint IS NULL OR course_run_id = $1) AND ($2::text IS NULL OR target = $2)
      AND ($3::text[] IS NULL OR state = ANY($3))
      AND ($4::text[] IS NULL OR course_run_id IN (SELECT r.id FROM course_run r
        JOIN course c ON c.id = r.course_id WHERE fold_key(c.organization) = ANY($4)))`,
    parameters: [courseRunId ?? null, target ?? null, states ?? null, organizations ?? null],
  };
}
