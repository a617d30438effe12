// Starts and cancels bulk changes. A bulk change selects its courses when it starts; the selection never changes.
import type { BulkChange } from '../../model/bulk-change';
import { NO_TALLY } from '../../model/bulk-change';
import { coursesMatching } from '../courses/course-pages';
import type { CoursePageFilter } from '../courses/course-pages';
import type { Database, Transaction } from '../database';
import { BULK_CHANGE } from './bulk-changes';

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
export async function cancelBulkChange(db: Database, id: string, by: string): Promise<void> {
  await db.query(
    `UPDATE bulk_change SET state = 'CANCELLED', ended_at = now(), cancelled_by = $2
     WHERE uuid = $1 AND state IN ('QUEUED', 'RUNNING')`,
    [id, by],
  );
}
