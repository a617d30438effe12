// Loads courses with all runs and the last requested state, for a decision: at most two statements, one without a lock.
import type { CourseRun, CourseState } from '../../model/courses';
import type { RequestedState, EcommerceState, LmsState, ProvisioningTarget } from '../../model/provisioning';
import { rowsIn } from '../database';
import type { Database, Row, Transaction } from '../database';
import { groupedBy } from '../pages';
import { isForeign } from '../systems';
import {
  among,
  BARE_RUN_COLUMNS,
  bareRunOf,
  COURSE_NAMES,
  COURSE_WIDTH,
  courseOf,
  NAMED_COURSE_COLUMNS,
  RUN_WIDTH,
} from './course-rows';

/** Shared by changes of courses, exclusive for changes of definitions: neither moves while the other is judged. */
const CATALOGUE_LOCK = 7_261_544;

/** A stored course, and the catalogue version at the time of reading. */
export interface LoadedCourse {
  readonly state: CourseState;
  /** The last requested state by run id, for runs that have one. */
  readonly requested: ReadonlyMap<string, RequestedState>;
  readonly catalogueVersion: number;
}

/** Locks one course against other commands, by its key or that of one of its runs. Waits for the lock. */
export async function lockCourse(tx: Transaction, key: { course: string } | { run: string }): Promise<void> {
  const isCourse = 'course' in key;
  const where = isCourse ? 'c.key = $1' : 'c.id = (SELECT course_id FROM course_run WHERE key = $1)';
  await tx.query(
    `SELECT 1 FROM course c, pg_advisory_xact_lock_shared($2) WHERE ${where} FOR NO KEY UPDATE OF c`,
    [isCourse ? key.course : key.run, CATALOGUE_LOCK],
  );
}

/** For a new course: waits for an open change of definitions, and makes the next one wait. */
export async function lockForNewCourse(tx: Transaction): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [CATALOGUE_LOCK]);
}

/** Locks the catalogue against every change of a course or definition. */
export async function lockCatalogue(tx: Transaction): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [CATALOGUE_LOCK]);
}

/** Returns the course with that key or run; null if none exists. */
export async function loadCourse(
  db: Database | Transaction,
  key: { course: string } | { run: string },
): Promise<LoadedCourse | null> {
  const isCourse = 'course' in key;
  const where = isCourse ? 'c.key = $1' : 'c.id = (SELECT course_id FROM course_run WHERE key = $1)';
  const [loaded] = await load(db, where, [isCourse ? key.course : key.run]);
  return loaded ?? null;
}

/** Returns the courses with these ids, in the order of their keys. */
export async function loadCourses(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<LoadedCourse[]> {
  return ids.length === 0 ? [] : load(db, among('c.id', 'bigint'), [ids]);
}

/** Returns the existing courses with these keys, in the order of their keys. */
export const loadCoursesByKeys = (
  db: Database | Transaction,
  keys: readonly string[],
): Promise<LoadedCourse[]> => load(db, 'c.key = ANY($1)', [keys]);

/** Locks and returns the courses that have, or have a run with, one of these types, in the order of their keys. */
export async function loadCoursesOfTypes(
  tx: Transaction,
  courseTypes: readonly string[],
  runTypes: readonly string[],
): Promise<LoadedCourse[]> {
  if (courseTypes.length + runTypes.length === 0) return [];
  const rows: { id: string }[] = await tx.query(
    `SELECT id FROM course WHERE type_slug = ANY($1)
       OR id IN (SELECT course_id FROM course_run WHERE type_slug = ANY($2))
     ORDER BY key COLLATE "C" FOR NO KEY UPDATE`,
    [courseTypes, runTypes],
  );
  return loadCourses(
    tx,
    rows.map((row) => row.id),
  );
}

async function load(
  db: Database | Transaction,
  where: string,
  parameters: readonly unknown[],
): Promise<LoadedCourse[]> {
  const rows = await rowsIn(
    db,
    `WITH course_row AS MATERIALIZED (SELECT ${NAMED_COURSE_COLUMNS} FROM course c WHERE ${where})
     SELECT ${COURSE_NAMES}, ${BARE_RUN_COLUMNS}, e.desired_state, l.desired_state, e.course_revision,
       (SELECT version FROM catalogue_version)
     FROM course_row LEFT JOIN course_run r ON r.course_id = course_row.course_0::bigint
     ${lastRequested('e', 'ECOMMERCE')} ${lastRequested('l', 'LMS')}
     ORDER BY course_4 COLLATE "C", r.key COLLATE "C"`,
    [...parameters],
  );
  return [...groupedBy(rows, ([id]) => id).values()].map(loadedOf);
}

/**
 * Only from the system that is configured now: a different one knows nothing of it. `IS NOT TRUE` keeps the planner from
 * joining the systems, so that it walks the revisions backwards to the first that fits instead of reading all of them.
 */
const lastRequested = (alias: string, target: ProvisioningTarget): string =>
  `LEFT JOIN LATERAL (SELECT desired_state, course_revision FROM provisioning
     WHERE course_run_id = r.id AND target = '${target}' AND (${isForeign('provisioning')}) IS NOT TRUE ORDER BY revision DESC LIMIT 1) ${alias} ON true`;

function loadedOf(rows: readonly Row[]): LoadedCourse {
  const [first] = rows;
  if (!first) throw new Error('A course was read without a row.');
  const course = courseOf(first);
  const requested = new Map<string, RequestedState>();
  const runs: CourseRun[] = [];
  let version: unknown;
  for (const row of rows) {
    const [ecommerce, lms, courseRevision, ...others] = row.slice(COURSE_WIDTH + RUN_WIDTH) as LastRequested;
    [version] = others;
    // A course without runs has one row.
    if (row[COURSE_WIDTH] === null) continue;
    const run = bareRunOf(row, course, COURSE_WIDTH);
    runs.push(run);
    if (run.revision > 0) requested.set(run.id, { ecommerce, lms, courseRevision: courseRevision ?? 0 });
  }
  return { state: { course, runs }, requested, catalogueVersion: Number(version) };
}

type LastRequested = [
  ecommerce: EcommerceState | null,
  lms: LmsState | null,
  courseRevision: number | null,
  catalogueVersion: string,
];
