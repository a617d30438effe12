// Writes new courses and everything in them in one statement: an import creates thousands.
import { COURSE_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import { namesOf, picked } from '../../model/fields';
import type { Field } from '../../model/fields';
import type { Transaction } from '../database';
import { SQL_TYPES } from '../tables/columns';

/** A noun's fields as a statement's input, the columns that they fill, and their values in a row `given`. */
const listsOf = <F extends string>(fields: Readonly<Record<F, Field>>) => {
  const names = namesOf(fields);
  return {
    names,
    given: names.map((name) => `"${name}" ${SQL_TYPES[fields[name].kind]}`).join(', '),
    filled: names.map((name) => fields[name].column).join(', '),
    values: names.map((name) => `given."${name}"`).join(', '),
  };
};
const COURSE = listsOf(COURSE_FIELDS);
export const RUN = listsOf(RUN_FIELDS);

/** Returns when the latest of these runs starts; null if no start is known. */
export const lastStartOf = (runs: readonly CourseRun[]): Date | null =>
  runs.reduce<Date | null>((last, { start }) => (start && (!last || start > last) ? start : last), null);

/** Flat lists, of which PostgreSQL expects a hundred rows each: nested ones seem so many to it that it compiles the plan. */
const INSERT = `WITH made AS (
    INSERT INTO course (${COURSE.filled}, last_start_at)
    SELECT * FROM jsonb_to_recordset($1) AS given (${COURSE.given}, "lastStart" timestamptz) RETURNING id, key
  ), price AS (
    INSERT INTO course_price (course_id, seat_type_slug, amount)
    SELECT id, "seatType", amount FROM made
      JOIN jsonb_to_recordset($2) AS told (key text, "seatType" text, amount numeric) USING (key)
  ), sku AS (
    INSERT INTO entitlement_product (course_id, seat_type_slug, sku)
    SELECT id, "seatType", sku FROM made
      JOIN jsonb_to_recordset($3) AS told (key text, "seatType" text, sku text) USING (key)
  ), run AS (
    INSERT INTO course_run (course_id, ${RUN.filled}) SELECT made.id, ${RUN.values} FROM made
      JOIN jsonb_to_recordset($4) AS given ("courseKey" text, ${RUN.given}) ON "courseKey" = made.key RETURNING id, key
  ), run_price AS (
    INSERT INTO course_run_price (course_run_id, seat_type_slug, amount)
    SELECT id, "seatType", amount FROM run
      JOIN jsonb_to_recordset($5) AS told (key text, "seatType" text, amount numeric) USING (key)
  ), seat AS (
    INSERT INTO seat_product (course_run_id, seat_type_slug, sku, bulk_sku)
    SELECT id, "seatType", sku, "bulkSku" FROM run
      JOIN jsonb_to_recordset($6) AS told (key text, "seatType" text, sku text, "bulkSku" text) USING (key)
  )
  SELECT id, key, true AS "isCourse" FROM made UNION ALL SELECT id, key, false FROM run`;

/** Inserts new courses, their runs, prices and SKUs in one statement; returns the states with the new ids. */
export async function insertCourses(tx: Transaction, states: readonly CourseState[]): Promise<CourseState[]> {
  const courses = states.map(({ course, runs }) => ({ ...course, lastStart: lastStartOf(runs) }));
  const runs = states.flatMap((state) => state.runs);
  const rows = await tx.query<{ id: string; key: string; isCourse: boolean }[]>(
    INSERT,
    [
      courses.map((course) => given(course, [...COURSE.names, 'lastStart'])),
      courses.flatMap(({ key, prices }) => eachOf(prices, (amount) => ({ key, amount }))),
      courses.flatMap(({ key, skus }) => eachOf(skus, (sku) => ({ key, sku }))),
      runs.map((run) => ({ ...given(run, RUN.names), courseKey: run.course.key })),
      runs.flatMap(({ key, prices }) => eachOf(prices, (amount) => ({ key, amount }))),
      runs.flatMap(({ key, products }) => eachOf(products, (product) => ({ key, ...product }))),
    ].map((list) => JSON.stringify(list)),
  );
  const idsOf = (isCourse: boolean) =>
    new Map(rows.filter((row) => row.isCourse === isCourse).map(({ id, key }) => [key, id]));
  const [courseIds, runIds] = [idsOf(true), idsOf(false)];
  return states.map((state) => {
    const course = { ...state.course, id: courseIds.get(state.course.key) ?? '' };
    return {
      course,
      runs: state.runs.map((run): CourseRun => ({ ...run, id: runIds.get(run.key) ?? '', course })),
    };
  });
}

/** The fields that are not null: a missing one is null to the statement. */
const given = <T extends object>(row: T, names: readonly (keyof T)[]): Partial<T> =>
  picked(
    row,
    names.filter((name) => row[name] !== null),
  );

const eachOf = <T>(bySeatType: Readonly<Record<string, T>>, row: (value: T) => object): object[] =>
  Object.entries(bySeatType).map(([seatType, value]) => ({ seatType, ...row(value) }));
