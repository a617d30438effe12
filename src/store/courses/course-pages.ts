// Lists of courses and of runs, in the order of their keys.
import { EMPTY } from '../../model/catalogue';
import type { Course, CourseRun, CourseRunStatus } from '../../model/courses';
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

/** What runs are chosen by, and courses by a run that they have. */
export interface RunConditions {
  readonly statuses?: readonly CourseRunStatus[] | null;
  /** Starting then or later. */
  readonly startsAfter?: Date | null;
  readonly startsBefore?: Date | null;
}

/** Which courses; all conditions must hold, and what is left out or null is none. Those on runs hold for one run together. */
export interface CoursePageFilter extends RunConditions {
  /** The organizations that the reader may see, folded; null: all. */
  readonly readable: readonly string[] | null;
  readonly keys?: readonly string[] | null;
  readonly organization?: string | null;
  readonly type?: string | null;
  readonly search?: string | null;
  readonly hasMismatchedRun?: boolean | null;
}

/** Which runs; all conditions must hold, and what is left out or null is none. */
export interface CourseRunPageFilter extends RunConditions {
  /** The organizations that the reader may see, folded; null: all. */
  readonly readable: readonly string[] | null;
  readonly courseKey?: string | null;
  readonly organization?: string | null;
  /** Slugs of run types, any of which will do. */
  readonly types?: readonly string[] | null;
  readonly search?: string | null;
  readonly isMismatched?: boolean | null;
  readonly hasConflict?: boolean | null;
}

const ofRun = ({ statuses, startsAfter, startsBefore }: RunConditions): Condition[] => [
  ...given(statuses, 'r.status = ANY(?)'),
  ...given(startsAfter, 'r.start_at >= ?'),
  ...given(startsBefore, 'r.start_at < ?'),
];

/** That the course has a run that all of these hold for. */
function withRun(conditions: readonly Condition[]): Condition[] {
  if (conditions.length === 0) return [];
  const texts = conditions.map(([sql]) => sql).join(' AND ');
  const values = conditions.flatMap(([, ...own]) => own);
  return [[`EXISTS (SELECT 1 FROM course_run r WHERE r.course_id = c.id AND ${texts})`, ...values]];
}

const MISMATCHED = `r.type_slug <> '${EMPTY}' AND NOT EXISTS (SELECT 1 FROM course_type_run_type m
  WHERE m.course_type_slug = c.type_slug AND m.course_run_type_slug = r.type_slug)`;
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
  ],
};

/** As text in RFC 3339 with all the decimals that the database has. */
const written = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const byStart = (start: string): SortValue => ({
  // A start that is not known is later than any other.
  sql: `coalesce(${start}, 'infinity')`,
  written: `coalesce(${written(start)}, '')`,
  read: `coalesce(nullif(?, '')::timestamptz, 'infinity')`,
});
/** Letters of either case are one, as in a search. */
const FOLDED_TITLE = 'fold_key(c.title) COLLATE "C"';
const BY = {
  KEY: undefined,
  TITLE: { sql: FOLDED_TITLE, written: FOLDED_TITLE, read: '?' },
  // Of the course or any of its runs: all changes save the row of the course.
  LAST_CHANGE: { sql: 'c.modified', written: written('c.modified'), read: '?::timestamptz' },
} satisfies Record<string, SortValue | undefined>;
/** What each list can be sorted by, before the key. A course starts when its latest run does. */
export const SORT_VALUES = {
  courses: { ...BY, START: byStart('c.last_start_at') },
  courseRuns: { ...BY, START: byStart('r.start_at') },
};

const COURSES_WITHOUT_SKUS = { ...COURSES, row: COURSE_COLUMNS_WITHOUT_SKUS };

/** What of a course is read; the rest is as if there were none. */
export interface CourseParts {
  readonly skus: boolean;
}

type SortedRequest = PageRequest & { readonly order?: Order | null };

/** The courses of one page. */
export function findCoursePage(
  db: Database,
  filter: CoursePageFilter,
  { parts, ...request }: SortedRequest & { readonly parts: CourseParts },
): Promise<FoundPage<Course>> {
  return findPage(db, parts.skus ? COURSES : COURSES_WITHOUT_SKUS, { ...request, filter });
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
  request: SortedRequest,
): Promise<FoundPage<CourseRun>> {
  return findPage(db, COURSE_RUNS, { ...request, filter });
}

export const countCourseRuns = (db: Database, filter: CourseRunPageFilter): Promise<number> =>
  count(db, COURSE_RUNS, filter);

/** Letters of either case, whatever the locale of the database: PostgreSQL's own folding would know no É under C. */
function containing(search: string | null | undefined, title: string, key = 'c.key'): Condition[] {
  if (!search) return [];
  const pattern = [...search].map(inEitherCase).join('');
  return [[`(${key} ~ ? OR ${title} COLLATE "C" ~ ?)`, pattern, pattern]];
}

/** The character as a regular expression of PostgreSQL. */
function inEitherCase(character: string): string {
  const upper = character.toUpperCase();
  const forms = new Set([character, character.toLowerCase(), upper, upper.toLowerCase()]);
  const literals = [...forms].map((form) => form.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, String.raw`\$&`));
  return literals.length === 1 ? literals.join('') : `(?:${literals.join('|')})`;
}
