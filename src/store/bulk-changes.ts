// Bulk changes and their courses. A bulk change selects its courses when it starts; the selection never changes. Claiming
// and settling happen in the change's own transaction: even after a kill, a course is either changed and settled, or
// neither. There are no leases to expire.
import type { BulkChange, BulkChangeItem, BulkChangeOutcome, ItemResult, Tally } from '../model/bulk-change';
import { NO_TALLY, countDone, tallied } from '../model/bulk-change';
import { isUuid } from '../model/keys';
import { count, findPage, named, pagesOf } from './pages';
import type { FoundPage, List, PageRequest } from './pages';
import type { Database, Transaction } from './database';
import { coursesMatching } from './courses/course-pages';
import type { CoursePageFilter } from './courses/course-pages';
import { rowsOf } from './outbox/lanes';

/** The columns of a BulkChange. */
const BULK_CHANGE = `uuid AS id, name, actor, reason, is_override AS "isOverride", is_dry_run AS "isDryRun",
  rate_per_minute AS "ratePerMinute", filter, change, state, requested_at AS "requestedAt", started_at AS "startedAt",
  ended_at AS "endedAt", cancelled_by AS "cancelledBy", total, tally`;

/** Returns the bulk changes in the order of `ids`; null for an id that is unknown or malformed. */
export async function findBulkChangesByIds(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<(BulkChange | null)[]> {
  const known = ids.filter(isUuid);
  const rows = await db.query<BulkChange[]>(`SELECT ${BULK_CHANGE} FROM bulk_change WHERE uuid = ANY($1)`, [
    known,
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
}

const BULK_CHANGES: List<unknown, BulkChange> = {
  ...named(BULK_CHANGE),
  from: 'bulk_change b',
  key: 'b.id',
  keyOf: ({ id }) => id,
  keyIn: '(SELECT id FROM bulk_change WHERE uuid = ?)',
  conditions: () => [],
};

/** Returns a page, newest first. */
export const findBulkChangePage = (db: Database, request: PageRequest): Promise<FoundPage<BulkChange>> =>
  findPage(db, BULK_CHANGES, { ...request, filter: null, order: { isDescending: true } });

export const countBulkChanges = (db: Database): Promise<number> => count(db, BULK_CHANGES, null);

/** Asks for courses of one bulk change, after a course key. */
export interface ItemPageRequest extends PageRequest {
  readonly bulkChangeId: string;
  /** Null: any. */
  readonly outcome: BulkChangeOutcome | null;
}

/** Returns a page for each request, in the order of course keys. One statement, however many requests. */
export async function findItemPages(
  db: Database,
  pageRequests: readonly ItemPageRequest[],
): Promise<FoundPage<BulkChangeItem>[]> {
  const found = await db.query<(BulkChangeItem & { position: number })[]>(
    `SELECT asked.position::integer, i.course_key AS "courseKey", i.outcome, i.at, i.violations, i.error
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::integer[])
       WITH ORDINALITY AS asked (uuid, outcome, after, first, position)
     JOIN bulk_change b ON b.uuid = asked.uuid
     CROSS JOIN LATERAL (SELECT * FROM bulk_change_item i WHERE i.bulk_change_id = b.id AND i.course_key > asked.after
       AND (asked.outcome IS NULL OR i.outcome = asked.outcome) ORDER BY i.course_key LIMIT asked.first + 1) i
     ORDER BY asked.position, i.course_key`,
    [
      ...[pageRequests.map((one) => one.bulkChangeId), pageRequests.map((one) => one.outcome)],
      ...[pageRequests.map((one) => one.after ?? ''), pageRequests.map((one) => one.first)],
    ],
  );
  return pagesOf(
    pageRequests,
    found.map(({ position, ...row }) => ({ position, row })),
    ({ courseKey }) => courseKey,
  );
}

export type NewBulkChange = Omit<
  BulkChange,
  'state' | 'requestedAt' | 'startedAt' | 'endedAt' | 'cancelledBy' | 'total' | 'tally'
>;

/** Saves it with every course that the filter selects now, in one statement. Without courses it is DONE. */
export async function insertBulkChange(
  tx: Transaction,
  made: NewBulkChange,
  chosenBy: CoursePageFilter,
): Promise<BulkChange> {
  const { where, values } = coursesMatching(chosenBy);
  const at = values.length;
  const [row] = await tx.query<BulkChange[]>(
    `WITH chosen AS (SELECT c.key FROM course c ${where}),
       counted AS (SELECT count(*)::integer AS total FROM chosen),
       made AS (
         INSERT INTO bulk_change (uuid, name, actor, reason, is_override, is_dry_run, rate_per_minute, filter, change,
           tally, state, ended_at, total)
         SELECT given.*, CASE total WHEN 0 THEN 'DONE' ELSE 'QUEUED' END, CASE total WHEN 0 THEN now() END, total
         FROM counted, (SELECT $${at + 1}::uuid, $${at + 2}, $${at + 3}, $${at + 4}, $${at + 5}::boolean,
           $${at + 6}::boolean, $${at + 7}::integer, $${at + 8}::jsonb, $${at + 9}::jsonb, $${at + 10}::jsonb) AS given
         RETURNING *),
       listed AS (
         INSERT INTO bulk_change_item (bulk_change_id, course_key) SELECT made.id, chosen.key FROM made, chosen)
     SELECT ${BULK_CHANGE} FROM made`,
    [
      ...values,
      ...[made.id, made.name, made.actor, made.reason, made.isOverride, made.isDryRun, made.ratePerMinute],
      ...[made.filter && JSON.stringify(made.filter), JSON.stringify(made.change), JSON.stringify(NO_TALLY)],
    ],
  );
  if (!row) throw new Error('A bulk change was not made.');
  return row;
}

/** Returns which of the keys no course has. */
export async function findMissingKeys(
  tx: Transaction,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }[]>(
    `SELECT key FROM unnest($1::text[]) AS wanted (key) EXCEPT SELECT key FROM course WHERE key = ANY($1)`,
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Cancels it, after the course being changed is finished. One that has ended stays as it is. */
export async function stopBulkChange(db: Database, id: string, by: string): Promise<void> {
  await db.query(
    `UPDATE bulk_change SET state = 'CANCELLED', ended_at = now(), cancelled_by = $2
     WHERE uuid = $1 AND state IN ('QUEUED', 'RUNNING')`,
    [id, by],
  );
}

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
