// Writes a new course and everything in it in one statement: an import creates thousands, one transaction each.
import { RUN_FIELDS } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import { namesOf } from '../../model/fields';
import type { Transaction } from '../database';
import { SQL_TYPES } from '../tables/columns';

const RUN = namesOf(RUN_FIELDS);

/** A run's fields as the statement's input. */
export const GIVEN_RUN = RUN.map((name) => `"${name}" ${SQL_TYPES[RUN_FIELDS[name].kind]}`).join(', ');
/** The columns that they fill, in the same order. */
export const FILLED_RUN = RUN.map((name) => RUN_FIELDS[name].column).join(', ');
const VALUES = RUN.map((name) => `given."${name}"`).join(', ');

/** Returns when the latest of these runs starts; null if no start is known. */
export const lastStartOf = (runs: readonly CourseRun[]): Date | null =>
  runs.reduce<Date | null>((last, { start }) => (start && (!last || start > last) ? start : last), null);

const INSERT = `WITH made AS (
    INSERT INTO course (uuid, key, organization, title, type_slug, version, key_for_reruns,
      last_start_at) VALUES ($1, $2, $3, $4, $5, $6, $10, $11) RETURNING id
  ), price AS (
    INSERT INTO course_price (course_id, seat_type_slug, amount)
    SELECT id, seat_type, amount::numeric FROM made, jsonb_each_text($7) AS given (seat_type, amount)
  ), sku AS (
    INSERT INTO entitlement_product (course_id, seat_type_slug, sku)
    SELECT id, seat_type, sku FROM made, jsonb_each_text($8) AS given (seat_type, sku)
  ), given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($9) AS given (${GIVEN_RUN}, prices jsonb, products jsonb)
  ), run AS (
    INSERT INTO course_run (course_id, ${FILLED_RUN}) SELECT id, ${VALUES} FROM made, given RETURNING id, key
  ), run_price AS (
    INSERT INTO course_run_price (course_run_id, seat_type_slug, amount)
    SELECT id, seat_type, amount::numeric FROM run JOIN given USING (key), jsonb_each_text(prices) AS of (seat_type, amount)
  ), seat AS (
    INSERT INTO seat_product (course_run_id, seat_type_slug, sku, bulk_sku)
    SELECT id, seat_type, product->>'sku', product->>'bulkSku'
    FROM run JOIN given USING (key), jsonb_each(products) AS of (seat_type, product)
  )
  SELECT made.id AS "courseId", run.id, run.key FROM made LEFT JOIN run ON true`;

/** Inserts the course, its runs, prices and SKUs; returns the state with the new ids. */
export async function insertCourse(tx: Transaction, { course, runs }: CourseState): Promise<CourseState> {
  const { uuid, key, organization, title, type, version, prices, skus, keyForReruns } = course;
  const rows = await tx.query<{ courseId: string; id: string | null; key: string | null }[]>(INSERT, [
    ...[uuid, key, organization, title, type, version],
    ...[prices, skus, runs.map(({ course: _, ...run }) => run)].map((part) => JSON.stringify(part)),
    ...[keyForReruns, lastStartOf(runs)],
  ]);
  const made = { ...course, id: rows[0]?.courseId ?? '' };
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  return {
    course: made,
    runs: runs.map((run): CourseRun => ({ ...run, id: ids.get(run.key) ?? '', course: made })),
  };
}
