// Lists of courses and of runs, in the order of their keys: one statement per page, one more for a count that is asked for.
import { EMPTY } from '../../model/catalogue';
import type { Course, CourseRun, CourseRunStatus } from '../../model/courses';
import { COURSE_COLUMNS, courseOf, groupedBy, RUN_COLUMNS, runOf, RUNS } from './course-rows';
import type { Database, KeyedStatement, Row } from '../database';

/** Which courses; all conditions must hold, and what is left out or null is none. */
export interface CoursePageFilter {
  /** Those that the reader may see; null: all. */
  readonly readable: readonly string[] | null;
  readonly keys?: readonly string[] | null;
  readonly organization?: string | null;
  readonly type?: string | null;
  readonly search?: string | null;
  readonly hasMismatchedRun?: boolean | null;
}

/** Which runs; all conditions must hold, and what is left out or null is none. */
export interface CourseRunPageFilter {
  /** The organizations that the reader may see; null: all. */
  readonly readable: readonly string[] | null;
  readonly courseKey?: string | null;
  readonly organization?: string | null;
  /** Slugs of run types, any of which will do. */
  readonly types?: readonly string[] | null;
  readonly status?: CourseRunStatus | null;
  readonly isMismatched?: boolean | null;
}

/** How many at most, and the key after which they begin. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** The rows of one page, and whether others follow. */
export interface FoundPage<T> {
  readonly rows: readonly T[];
  readonly hasNextPage: boolean;
}

/** The pages that were asked for together, from the rows that were found: each with the position of its page, from 1. */
export function pagesOf<T>(
  asked: readonly PageRequest[],
  found: readonly { readonly row: T; readonly position: number }[],
): FoundPage<T>[] {
  const pages = asked.map((): T[] => []);
  for (const { position, row } of found) pages[position - 1]?.push(row);
  return pages.map((rows, index) => {
    const first = asked[index]?.first ?? 0;
    return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
  });
}

/** What a list is read from, and what a row of it is. */
export interface List<F, T> {
  readonly row: string;
  readonly of: (row: Row) => T;
  readonly from: string;
  readonly key: string;
  readonly conditions: (filter: F) => Condition[];
}
/** SQL with a question mark for each value. */
type Condition = readonly [sql: string, ...values: unknown[]];

const MISMATCHED = `r.type_slug <> '${EMPTY}' AND NOT EXISTS (SELECT 1 FROM course_type_run_type m
  WHERE m.course_type_slug = c.type_slug AND m.course_run_type_slug = r.type_slug)`;
const HAS_MISMATCHED_RUN = `EXISTS (SELECT 1 FROM course_run r WHERE r.course_id = c.id AND ${MISMATCHED})`;

const COURSES: List<CoursePageFilter, Course> = {
  row: COURSE_COLUMNS,
  of: (row) => courseOf(row),
  from: 'course c',
  key: 'c.key',
  conditions: ({ readable, keys, organization, type, search, hasMismatchedRun }) => [
    ...given(readable, 'c.organization = ANY(?)'),
    ...given(keys, 'c.key = ANY(?)'),
    ...given(organization, 'c.organization = ?'),
    ...given(type, 'c.type_slug = ?'),
    ...containing(search),
    ...given(hasMismatchedRun, `(${HAS_MISMATCHED_RUN}) = ?`),
  ],
};

const COURSE_RUNS: List<CourseRunPageFilter, CourseRun> = {
  row: RUN_COLUMNS,
  of: runOf,
  from: RUNS,
  key: 'r.key',
  conditions: ({ readable, courseKey, organization, types, status, isMismatched }) => [
    ...given(readable, 'c.organization = ANY(?)'),
    ...given(courseKey, 'r.course_id = (SELECT id FROM course WHERE key = ?)'),
    ...given(organization, 'c.organization = ?'),
    ...given(types, 'r.type_slug = ANY(?)'),
    ...given(status, 'r.status = ?'),
    ...given(isMismatched, `(${MISMATCHED}) = ?`),
  ],
};

/** The courses of one page. */
export function findCoursePage(
  db: Database,
  filter: CoursePageFilter,
  request: PageRequest,
): Promise<FoundPage<Course>> {
  return findPage(db, COURSES, { ...request, filter });
}

/** The condition on `course c`, with the values of its parameters from $1 on. */
export const coursesMatching = (filter: CoursePageFilter): { where: string; values: unknown[] } =>
  whereOf(COURSES.conditions(filter));

export const countCourses = (db: Database, filter: CoursePageFilter): Promise<number> =>
  count(db, COURSES, filter);

/** The runs of one page. */
export function findCourseRunPage(
  db: Database,
  filter: CourseRunPageFilter,
  request: PageRequest,
): Promise<FoundPage<CourseRun>> {
  return findPage(db, COURSE_RUNS, { ...request, filter });
}

export const countCourseRuns = (db: Database, filter: CourseRunPageFilter): Promise<number> =>
  count(db, COURSE_RUNS, filter);

/** One page of any list, in the order of its key. */
export async function findPage<F, T>(
  db: Database,
  list: List<F, T>,
  { filter, first, after }: PageRequest & { readonly filter: F },
): Promise<FoundPage<T>> {
  const conditions = list.conditions(filter);
  const rows =
    conditions.length === 0 && first <= SMALL_PAGE
      ? ((await db.together(wholeListOf(list, first), [after ?? ''])).get(after ?? '') ?? [])
      : await rowsOf(db, list, { conditions: [...conditions, ...given(after, `${list.key} > ?`)], first });
  return { rows: rows.slice(0, first).map(list.of), hasNextPage: rows.length > first };
}

type Listed = Omit<List<never, unknown>, 'conditions' | 'of'>;

function rowsOf(
  db: Database,
  { row, from, key }: Listed,
  { conditions, first }: { readonly conditions: readonly Condition[]; readonly first: number },
): Promise<Row[]> {
  const { where, values } = whereOf(conditions);
  const limit = `$${values.length + 1}`;
  return db.rows(`SELECT ${row} FROM ${from} ${where} ORDER BY ${key} LIMIT ${limit}`, [
    ...values,
    first + 1,
  ]);
}

/** The most entries of pages that are read with others: longer ones are read at the same time, by other connections. */
const SMALL_PAGE = 100;
const wholeLists = new Map<string, KeyedStatement<ReadonlyMap<unknown, Row[]>>>();

/** Pages of that size of a list without conditions, by the key after which they begin. */
function wholeListOf({ row, from, key }: Listed, first: number): KeyedStatement<ReadonlyMap<unknown, Row[]>> {
  // The size stands in the text, so that the planner knows that it is small.
  const text = `SELECT page.*, asked.after FROM unnest($1::text[]) AS asked (after) CROSS JOIN LATERAL (
      SELECT ${row} FROM ${from} WHERE ${key} > asked.after ORDER BY ${key} LIMIT ${first + 1}) AS page`;
  const known = wholeLists.get(text) ?? { text, found: (rows) => groupedBy(rows, (one) => one.at(-1)) };
  wholeLists.set(text, known);
  return known;
}

/** How many there are in any list. */
export async function count<F>(db: Database, list: List<F, unknown>, filter: F): Promise<number> {
  const { where, values } = whereOf(list.conditions(filter));
  const sql = `SELECT count(*)::integer AS count FROM ${list.from} ${where}`;
  const [row] = await db.query<{ count: number }[]>(sql, values);
  return row?.count ?? 0;
}

/** The condition, where there is a value for it. */
export const given = (value: unknown, sql: string): Condition[] => (value == null ? [] : [[sql, value]]);

/** The key's own collation compares bytes; the database's knows upper and lower case. */
function containing(search: string | null | undefined): Condition[] {
  if (!search) return [];
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return [[`(c.key COLLATE "default" ILIKE ? OR c.title ILIKE ?)`, pattern, pattern]];
}

function whereOf(conditions: readonly Condition[]): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const texts = conditions.map(([sql, ...own]) =>
    own.reduce((text: string, value) => text.replace('?', () => `$${values.push(value)}`), sql),
  );
  return { where: texts.length === 0 ? '' : `WHERE ${texts.join(' AND ')}`, values };
}
