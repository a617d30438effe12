// Saves courses. A new one with everything in it is written in one statement: an import creates thousands. Of a changed one
// only the differences are saved, in a few statements no matter how many runs it has.
import { isDeepStrictEqual } from 'node:util';
import { COURSE_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { Course, CourseRun, CourseState } from '../../model/courses';
import type { Prices } from '../../model/money';
import { namesOf, picked } from '../../model/fields';
import type { Field } from '../../model/fields';
import type { Transaction } from '../database';
import { CourseRunTable, CourseTable } from '../tables/courses';
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
const RUN = listsOf(RUN_FIELDS);

/** Returns when the latest of these runs starts; null if no start is known. */
const lastStartOf = (runs: readonly CourseRun[]): Date | null =>
  runs.reduce<Date | null>((last, { start }) => (start && (!last || start > last) ? start : last), null);

/** Takes flat lists: PostgreSQL expects a hundred rows of each. Of nested lists it expects so many that it compiles the plan. */
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

/** Saves the differences; returns the state with ids for new rows. The caller holds the course's lock. */
export async function saveCourse(
  tx: Transaction,
  before: CourseState | null,
  after: CourseState,
): Promise<CourseState> {
  if (!before) {
    const [made = after] = await insertCourses(tx, [after]);
    return made;
  }
  const course = await saveCourseRow(tx, before.course, after);
  const old = new Map(before.runs.map((run) => [run.key, run]));
  const added = after.runs.filter((run) => !old.has(run.key));
  const remaining = after.runs.filter((run) => old.has(run.key));
  const ids = await insertRuns(tx, course.id, added);
  const withIds = (run: CourseRun): CourseRun => ({ ...run, id: ids.get(run.key) ?? run.id, course });
  await updateRuns(
    tx,
    remaining.filter((run) => !isSameRow(run, old.get(run.key))),
  );
  await replaceRunPrices(
    tx,
    after.runs.map(withIds).filter((run) => !isSamePrices(run.prices, old.get(run.key)?.prices ?? {})),
  );
  const left = new Set(after.runs.map((run) => run.key));
  await deleteRuns(
    tx,
    before.runs.filter((run) => !left.has(run.key)),
  );
  return { course, runs: after.runs.map(withIds) };
}

/** Deletes a course that never had products, with its runs and prices. */
export async function deleteCourseRows(tx: Transaction, course: Course): Promise<void> {
  await tx.delete(CourseTable, { id: course.id });
}

async function deleteRuns(tx: Transaction, runs: readonly CourseRun[]): Promise<void> {
  for (const run of runs) await tx.delete(CourseRunTable, { id: run.id });
}

/** What a change sets in a course: its key, from which the organization follows, and its UUID never change. */
const ASSIGNED_COURSE = namesOf(COURSE_FIELDS).filter(
  (name) => !['uuid', 'key', 'organization'].includes(name),
);

async function saveCourseRow(
  tx: Transaction,
  before: Course,
  { course, runs }: CourseState,
): Promise<Course> {
  const { id, prices } = course;
  const changed = Object.entries(prices).filter(([seatType, amount]) => before.prices[seatType] !== amount);
  const removed = Object.keys(before.prices).filter((seatType) => prices[seatType] === undefined);
  await tx.query(
    `WITH price AS (
       INSERT INTO course_price (course_id, seat_type_slug, amount)
       SELECT $1, seat_type, amount FROM unnest($2::text[], $3::numeric[]) AS given (seat_type, amount)
       ON CONFLICT (course_id, seat_type_slug) DO UPDATE SET amount = excluded.amount, modified = now()
     ), removed AS (
       DELETE FROM course_price WHERE course_id = $1 AND seat_type_slug = ANY($4)
     )
     UPDATE course SET ${ASSIGNED_COURSE.map((name, index) => `${COURSE_FIELDS[name].column} = $${index + 6}`).join(', ')},
       last_start_at = $5, modified = now() WHERE id = $1`,
    [
      id,
      changed.map(([seatType]) => seatType),
      changed.map(([, amount]) => amount),
      removed,
      lastStartOf(runs),
      ...ASSIGNED_COURSE.map((name) => course[name]),
    ],
  );
  return course;
}

/** Returns the ids of the new runs by key. */
async function insertRuns(
  tx: Transaction,
  courseId: string,
  runs: readonly CourseRun[],
): Promise<Map<string, string>> {
  if (runs.length === 0) return new Map();
  const rows: { id: string; key: string }[] = await tx.query(
    `INSERT INTO course_run (course_id, ${RUN.filled})
     SELECT $1, given.* FROM jsonb_to_recordset($2::jsonb) AS given (${RUN.given}) RETURNING id, key`,
    [courseId, JSON.stringify(runs)],
  );
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** A run that had products keeps the flag forever. */
const COMPUTED: Partial<Record<keyof typeof RUN_FIELDS, string>> = {
  hasProducts: 'r.has_products OR given."hasProducts"',
};
const ASSIGNED_RUN = namesOf(RUN_FIELDS)
  .filter((name) => name !== 'key' && name !== 'uuid')
  .map((name) => `${RUN_FIELDS[name].column} = ${COMPUTED[name] ?? `given."${name}"`}`)
  .join(', ');

async function updateRuns(tx: Transaction, runs: readonly CourseRun[]): Promise<void> {
  if (runs.length === 0) return;
  await tx.query(
    `UPDATE course_run r SET ${ASSIGNED_RUN}, modified = now()
     FROM jsonb_to_recordset($1::jsonb) AS given (${RUN.given}) WHERE r.uuid = given.uuid`,
    [JSON.stringify(runs)],
  );
}

async function replaceRunPrices(tx: Transaction, runs: readonly CourseRun[]): Promise<void> {
  if (runs.length === 0) return;
  await tx.query('DELETE FROM course_run_price WHERE course_run_id = ANY($1)', [runs.map((run) => run.id)]);
  const rows = runs.flatMap((run) =>
    Object.entries(run.prices).map(([seatType, amount]) => ({ id: run.id, seatType, amount })),
  );
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO course_run_price (course_run_id, seat_type_slug, amount)
     SELECT id, "seatType", amount FROM jsonb_to_recordset($1::jsonb) AS given (id bigint, "seatType" text, amount numeric)`,
    [JSON.stringify(rows)],
  );
}

function isSamePrices(left: Prices, right: Prices): boolean {
  const slugs = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...slugs].every((slug) => left[slug] === right[slug]);
}

/** Whether the rows are equal, apart from prices, which have rows of their own. */
function isSameRow(left: CourseRun, right: CourseRun | undefined): boolean {
  const isSame = (name: keyof typeof RUN_FIELDS) =>
    left[name] === right?.[name] || isDeepStrictEqual(left[name], right?.[name]);
  return right !== undefined && namesOf(RUN_FIELDS).every(isSame);
}
