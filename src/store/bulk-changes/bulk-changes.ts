// Reads bulk changes and their courses. work.ts and start.ts change them.
import type { BulkChange, BulkChangeItem, BulkChangeOutcome } from '../../model/bulk-change';
import { isUuid } from '../../model/keys';
import { count, findPage, named, pagesOf } from '../pages';
import type { FoundPage, List, PageRequest } from '../pages';
import type { Database, Transaction } from '../database';

/** The columns of a BulkChange. */
export const BULK_CHANGE = `uuid AS id, name, actor, reason, is_override AS "isOverride", is_dry_run AS "isDryRun",
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
  asked: readonly ItemPageRequest[],
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
      ...[asked.map((one) => one.bulkChangeId), asked.map((one) => one.outcome)],
      ...[asked.map((one) => one.after ?? ''), asked.map((one) => one.first)],
    ],
  );
  return pagesOf(
    asked,
    found.map(({ position, ...row }) => ({ position, row })),
    ({ courseKey }) => courseKey,
  );
}
