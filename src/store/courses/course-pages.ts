// Lists courses and runs in the order of their keys.
import { EMPTY } from '../../model/catalogue';
import type { Course, CourseRun, CourseRunStatus, Restriction } from '../../model/courses';
import { foldKey } from '../../model/keys';
import type { Database } from '../database';
import { count, findPage, given, whereOf } from '../pages';
import type { Condition, FoundPage, List, Order, PageRequest, SortValue } from '../pages';
import {
  COURSE_COLUMNS,
  COURSE_COLUMNS_WITHOUT_SKUS,
  courseOf,
  RUN_COLUMNS,
  runOf,
  RUNS,
} from './course-rows';

/** Filters runs, or courses by their runs. */
export interface RunConditions {
  readonly statuses?: readonly CourseRunStatus[] | null;
  /** Starts at that time or later. */
  readonly startsAfter?: Date | null;
  readonly startsBefore?: Date | null;
  readonly restriction?: Restriction | 'NONE' | 'ANY' | null;
}

/** Filters courses. All conditions must hold, those on runs for one run; a missing or null one is ignored. */
export interface CoursePageFilter extends RunConditions {
  /** The case-folded organizations that the reader may see; null: all. */
  readonly readable: readonly string[] | null;
  readonly keys?: readonly string[] | null;
  readonly organization?: string | null;
  readonly type?: string | null;
  readonly search?: string | null;
  readonly hasMismatchedRun?: boolean | null;
}

/** Filters runs. All conditions must hold; a missing or null one is ignored. */
export interface CourseRunPageFilter extends RunConditions {
  /** The case-folded organizations that the reader may see; null: all. */
  readonly readable: readonly string[] | null;
  readonly courseKey?: string | null;
  readonly organization?: string | null;
  /** Slugs of run types; any of them matches. */
  readonly types?: readonly string[] | null;
  readonly search?: string | null;
  readonly isMismatched?: boolean | null;
  readonly hasConflict?: boolean | null;
  readonly isUnpriced?: boolean | null;
  /** Whether entitlements without a price count. */
  readonly sellsEntitlements?: boolean;
}

const ofRun = ({ statuses, startsAfter, startsBefore, restriction }: RunConditions): Condition[] => [
  ...given(statuses, 'r.status = ANY(?)'),
  ...given(startsAfter, 'r.start_at >= ?'),
  ...given(startsBefore, 'r.start_at < ?'),
  ...(restriction == null ? [] : [restrictedTo(restriction)]),
];

function restrictedTo(restriction: NonNullable<RunConditions['restriction']>): Condition {
  if (restriction === 'NONE') return ['r.restriction IS NULL'];
  return restriction === 'ANY' ? ['r.restriction IS NOT NULL'] : ['r.restriction = ?', restriction];
}

/** The course has a run that meets all conditions. */
function withRun(conditions: readonly Condition[]): Condition[] {
  if (conditions.length === 0) return [];
  const texts = conditions.map(([sql]) => sql).join(' AND ');
  const values = conditions.flatMap(([, ...own]) => own);
  return [[`EXISTS (SELECT 1 FROM course_run r WHERE r.course_id = c.id AND ${texts})`, ...values]];
}

const MISMATCHED = `r.type_slug <> '${EMPTY}' AND NOT EXISTS (SELECT 1 FROM course_type_run_type m
  WHERE m.course_type_slug = c.type_slug AND m.course_run_type_slug = r.type_slug)`;
/** Whether the run is not over and has something that nobody knows the price of: as unpricedOf, for `course_run r` and `course c`. */
function unpriced(sellsEntitlements: boolean): string {
  const sold = `course_run_type_track t JOIN track_type k ON k.slug = t.track_type_slug
    JOIN seat_type s ON s.slug = k.seat_type_slug AND s.creates_product`;
  const priceOf = (table: string, owner: string, seatType: string) =>
    `(SELECT amount FROM ${table}_price WHERE ${table}_id = ${owner} AND seat_type_slug = ${seatType})`;
  const own = priceOf('course_run', 'r.id', 's.slug');
  const seat = `EXISTS (SELECT FROM ${sold} WHERE t.course_run_type_slug = r.type_slug
    AND CASE WHEN k.paid_to_platform OR k.paid_to_partner
      THEN coalesce(${own}, CASE WHEN jsonb_exists(r.sold_prices, s.slug) THEN (r.sold_prices->>s.slug)::numeric
        ELSE ${priceOf('course', 'c.id', 's.slug')} END) IS NULL ELSE coalesce(${own}, 0) > 0 END)`;
  const entitlement = `EXISTS (SELECT FROM course_type_entitlement e WHERE e.course_type_slug = c.type_slug
    AND ${priceOf('course', 'c.id', 'e.seat_type_slug')} IS NULL)
    AND EXISTS (SELECT FROM ${sold} WHERE t.course_run_type_slug = r.type_slug)`;
  return `NOT (r.has_products AND coalesce(r.end_at <= now(), false))
    AND (${seat}${sellsEntitlements ? ` OR (${entitlement})` : ''})`;
}
const HAS_MISMATCHED_RUN = `EXISTS (SELECT 1 FROM course_run r WHERE r.course_id = c.id AND ${MISMATCHED})`;

const COURSES: List<CoursePageFilter, Course> = {
  row: COURSE_COLUMNS,
  of: (row) => courseOf(row),
  from: 'course c',
  key: 'c.key',
  keyOf: ({ key }) => key,
  conditions: ({ readable, keys, organization, type, search, hasMismatchedRun, ...run }) => [
    ...given(readable, 'fold_key(c.organization) = ANY(?)'),
    ...given(keys, 'c.key = ANY(?)'),
    ...given(organization && foldKey(organization), 'fold_key(c.organization) = ?'),
    ...given(type, 'c.type_slug = ?'),
    ...containing(search, 'c.title'),
    ...withRun(ofRun(run)),
    ...given(hasMismatchedRun, `(${HAS_MISMATCHED_RUN}) = ?`),
  ],
};

const COURSE_RUNS: List<CourseRunPageFilter, CourseRun> = {
  row: RUN_COLUMNS,
  of: runOf,
  from: RUNS,
  key: 'r.key',
  keyOf: ({ key }) => key,
  conditions: ({ readable, courseKey, organization, types, search, isMismatched, hasConflict, ...run }) => [
    ...given(readable, 'fold_key(c.organization) = ANY(?)'),
    ...given(courseKey, 'r.course_id = (SELECT id FROM course WHERE key = ?)'),
    ...given(organization && foldKey(organization), 'fold_key(c.organization) = ?'),
    ...given(types, 'r.type_slug = ANY(?)'),
    ...containing(search, 'coalesce(r.title, c.title)', 'r.key'),
    ...ofRun(run),
    ...given(isMismatched, `(${MISMATCHED}) = ?`),
    ...given(hasConflict, '(r.id IN (SELECT course_run_id FROM lms_conflict)) = ?'),
    ...given(run.isUnpriced, `(${unpriced(run.sellsEntitlements ?? true)}) = ?`),
  ],
};

/** SQL for a time as RFC 3339 text, with all decimals that the database stores. */
const written = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const byStart = (start: string): SortValue => ({
  // An unknown start sorts after all others.
  sql: `coalesce(${start}, 'infinity')`,
  written: `coalesce(${written(start)}, '')`,
  read: `coalesce(nullif(?, '')::timestamptz, 'infinity')`,
});
/** Ignores case, like the search. */
const FOLDED_TITLE = 'fold_key(c.title) COLLATE "C"';
const BY = {
  KEY: undefined,
  TITLE: { sql: FOLDED_TITLE, written: FOLDED_TITLE, read: '?' },
  // Changes to a run also save the course's row.
  LAST_CHANGE: { sql: 'c.modified', written: written('c.modified'), read: '?::timestamptz' },
} satisfies Record<string, SortValue | undefined>;
/** The values to sort each list by, before the key. A course starts when its latest run does. */
export const SORT_VALUES = {
  courses: { ...BY, START: byStart('c.last_start_at') },
  courseRuns: { ...BY, START: byStart('r.start_at') },
};

const COURSES_WITHOUT_SKUS = { ...COURSES, row: COURSE_COLUMNS_WITHOUT_SKUS };

/** Which parts of a course to read; other parts come out empty. */
export interface CourseParts {
  readonly skus: boolean;
}

type SortedRequest = PageRequest & { readonly order?: Order | null };

/** Returns one page of courses. */
export function findCoursePage(
  db: Database,
  filter: CoursePageFilter,
  { parts, ...request }: SortedRequest & { readonly parts: CourseParts },
): Promise<FoundPage<Course>> {
  return findPage(db, parts.skus ? COURSES : COURSES_WITHOUT_SKUS, { ...request, filter });
}

/** Returns a condition on `course c`, with the values of its parameters from $1 on. */
export const coursesMatching = (filter: CoursePageFilter): { where: string; values: unknown[] } =>
  whereOf(COURSES.conditions(filter));

export const countCourses = (db: Database, filter: CoursePageFilter): Promise<number> =>
  count(db, COURSES, filter);

/** Returns the organizations with courses that the reader may see, as most of their courses write them, and how many. */
export const countByOrganization = (
  db: Database,
  readable: readonly string[] | null,
): Promise<{ organization: string; courseCount: number }[]> =>
  db.query(
    `SELECT mode() WITHIN GROUP (ORDER BY organization) AS organization, count(*)::integer AS "courseCount"
     FROM course WHERE $1::text[] IS NULL OR fold_key(organization) = ANY($1) GROUP BY fold_key(organization)`,
    [readable],
  );

/** Returns one page of runs. */
export function findCourseRunPage(
  db: Database,
  filter: CourseRunPageFilter,
  request: SortedRequest,
): Promise<FoundPage<CourseRun>> {
  return findPage(db, COURSE_RUNS, { ...request, filter });
}

/** Counts the runs that are not over and have something that nobody knows the price of. */
export const countUnpriced = (db: Database, sellsEntitlements: boolean): Promise<number> =>
  countCourseRuns(db, { readable: null, isUnpriced: true, sellsEntitlements });

export const countCourseRuns = (db: Database, filter: CourseRunPageFilter): Promise<number> =>
  count(db, COURSE_RUNS, filter);

/** Matches letters in either case, whatever the locale: under C, PostgreSQL's own folding does not know É. */
function containing(search: string | null | undefined, title: string, key = 'c.key'): Condition[] {
  if (!search) return [];
  const pattern = [...search].map(inEitherCase).join('');
  return [[`(${key} ~ ? OR ${title} COLLATE "C" ~ ?)`, pattern, pattern]];
}

/** Returns a PostgreSQL regular expression for the character. */
function inEitherCase(character: string): string {
  const upper = character.toUpperCase();
  const forms = new Set([character, character.toLowerCase(), upper, upper.toLowerCase()]);
  const literals = [...forms].map((form) => form.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, String.raw`\$&`));
  return literals.length === 1 ? literals.join('') : `(?:${literals.join('|')})`;
}
