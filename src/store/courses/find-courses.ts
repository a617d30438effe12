// Reads courses and runs for responses: one statement for any number of keys, with results in the order of the keys.
// Coalesces lookups that several requests make at the same time.
import type { Course, CourseRun } from '../../model/courses';
import { foldKey, isUuid } from '../../model/keys';
import { rowsIn } from '../database';
import type { Database, KeyedStatement, Row, Transaction } from '../database';
import { groupedBy } from '../pages';
import {
  among,
  eachOf,
  BARE_RUN_COLUMNS,
  bareRunOf,
  COURSE_COLUMNS,
  courseOf,
  RUN_COLUMNS,
  RUN_COLUMNS_WITHOUT_SKUS,
  RUN_WIDTH,
  runOf,
  RUNS,
} from './course-rows';

type By<T> = KeyedStatement<ReadonlyMap<string, T>>;

const coursesBy = (of: string, keyOf: (course: Course) => string): By<Course> => ({
  text: `SELECT ${COURSE_COLUMNS} FROM course c ${of}`,
  found: (rows) =>
    byKey(
      rows.map((row) => courseOf(row)),
      keyOf,
    ),
});
/** Whether to read the SKUs of the runs' courses; otherwise they come out empty. */
export interface RunParts {
  readonly skus: boolean;
}

const runsBy = (columns: string) => {
  const by = (of: string, keyOf: (run: CourseRun) => string): By<CourseRun> => ({
    text: `SELECT ${columns} FROM ${RUNS} ${of}`,
    found: (rows) => byKey(rows.map(runOf), keyOf),
  });
  return {
    key: by(eachOf('r.key', 'text'), ({ key }) => key),
    uuid: by(eachOf('r.uuid', 'uuid'), ({ uuid }) => uuid),
    id: by(eachOf('r.id', 'bigint'), ({ id }) => id),
  };
};
const byKey = <T>(found: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T> =>
  new Map(found.map((one) => [keyOf(one), one]));

const COURSES_BY_KEY = coursesBy(eachOf('c.key', 'text'), ({ key }) => key);
const COURSES_BY_UUID = coursesBy(eachOf('c.uuid', 'uuid'), ({ uuid }) => uuid);
const RUNS_BY = runsBy(RUN_COLUMNS);
const RUNS_WITHOUT_SKUS_BY = runsBy(RUN_COLUMNS_WITHOUT_SKUS);

/** By the course's id, in the order of run keys. */
const RUNS_OF_COURSES: By<Row[]> = {
  text: `SELECT ${BARE_RUN_COLUMNS}, r.course_id::text FROM course_run r
    WHERE ${among('r.course_id', 'bigint')} ORDER BY r.key COLLATE "C"`,
  found: (rows) => groupedBy(rows, (row) => row[RUN_WIDTH] as string),
};

/** Returns the courses in the order of `keys`; null where none exists. */
export const findCoursesByKeys = (db: Database, keys: readonly string[]): Promise<(Course | null)[]> =>
  inOrder(db, COURSES_BY_KEY, keys);

/** Returns the courses in the order of `uuids`; null where none exists. */
export const findCoursesByUuids = (db: Database, uuids: readonly string[]): Promise<(Course | null)[]> =>
  byUuid(db, COURSES_BY_UUID, uuids);

/** Finds runs by key, UUID or internal id, in the given order; null where none exists. */
export function runsFinder(db: Database, { skus }: RunParts) {
  const by = skus ? RUNS_BY : RUNS_WITHOUT_SKUS_BY;
  type Found = Promise<(CourseRun | null)[]>;
  return {
    key: (keys: readonly string[]): Found => inOrder(db, by.key, keys),
    uuid: (uuids: readonly string[]): Found => byUuid(db, by.uuid, uuids),
    id: (ids: readonly string[]): Found => inOrder(db, by.id, ids),
  };
}

/** Returns the run with that internal id, as the transaction sees it; null if none exists. */
export async function findRunIn(tx: Transaction, id: string): Promise<CourseRun | null> {
  const { text, found } = RUNS_BY.id;
  return found(await rowsIn(tx, text, [[id]]), [id]).get(id) ?? null;
}

/** Returns the runs of each of these courses, in the order of run keys. */
export async function findRunsOfCourses(db: Database, courses: readonly Course[]): Promise<CourseRun[][]> {
  const found = await db.coalesced(
    RUNS_OF_COURSES,
    courses.map(({ id }) => id),
  );
  return courses.map((course) => (found.get(course.id) ?? []).map((row) => bareRunOf(row, course)));
}

/** Returns the course key of each existing run, by run key. */
export async function findCourseKeysOfRuns(
  db: Database,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ run: string; course: string }[]>(
    `SELECT r.key AS run, c.key AS course FROM ${RUNS} WHERE r.key = ANY($1)`,
    [keys],
  );
  return new Map(rows.map(({ run, course }) => [run, course]));
}

/** A case-folded key in use, and the course or run that uses it: as its own key, or as a course's key for reruns. */
export interface TakenKey {
  readonly folded: string;
  readonly by: string;
}

/** Returns those of the keys that are in use, in any case; exact matches first. */
export function findSameKeys(db: Database | Transaction, keys: readonly string[]): Promise<TakenKey[]> {
  const taken = (key: string, table: string) =>
    `SELECT fold_key(${key}) AS folded, key AS by FROM ${table} WHERE fold_key(${key}) = ANY($1)`;
  return db.query(
    `SELECT * FROM (${taken('key', 'course')} UNION ALL ${taken('key', 'course_run')}
       UNION ALL ${taken('key_for_reruns', 'course')}) AS taken ORDER BY by = ANY($2) DESC, by`,
    [keys.map(foldKey), keys],
  );
}

/** Returns keys that differ from an older one only in case. They date from before this was refused. */
export async function findTwins(db: Database): Promise<{ key: string; first: string }[]> {
  const twins = (table: string) => `SELECT other.key, one.key AS first FROM ${table} AS other
    JOIN ${table} AS one ON fold_key(one.key) = fold_key(other.key) AND one.twin = 0 WHERE other.twin > 0`;
  return db.query(`${twins('course')} UNION ALL ${twins('course_run')} ORDER BY first, key`);
}

/** A run's key and its course's. */
export interface KnownRun {
  readonly key: string;
  readonly courseKey: string;
}

/** All known courses and runs. */
export interface KnownKeys {
  /** Course keys by case-folded course key, and by the key for reruns. */
  readonly courses: ReadonlyMap<string, string>;
  /** By run key, and by case-folded run key. */
  readonly runs: ReadonlyMap<string, KnownRun>;
}

/** Returns the keys of the courses that have one of these keys, or a run with one, and of their runs; without `about`, all. */
export async function findKnownKeys(db: Database, about?: readonly string[]): Promise<KnownKeys> {
  const same = (column: string) => `fold_key(${column}) = ANY($1)`;
  const rows = await db.query<{ courseKey: string; rerunKey: string | null; key: string | null }[]>(
    `SELECT c.key AS "courseKey", c.key_for_reruns AS "rerunKey", r.key
     FROM course c LEFT JOIN course_run r ON r.course_id = c.id
     ${about ? `WHERE c.id IN (SELECT id FROM course WHERE ${same('key')} OR ${same('key_for_reruns')} UNION SELECT course_id FROM course_run WHERE ${same('key')})` : ''}`,
    about ? [about.map(foldKey)] : [],
  );
  const runs = rows.flatMap(({ courseKey, key }): KnownRun[] => (key === null ? [] : [{ courseKey, key }]));
  return {
    courses: new Map([
      ...rows.flatMap(({ courseKey, rerunKey }) =>
        rerunKey === null ? [] : [[foldKey(rerunKey), courseKey] as const],
      ),
      ...rows.map(({ courseKey }) => [foldKey(courseKey), courseKey] as const),
    ]),
    // Twins that differ only in case stay distinct by their exact keys, which come last and win.
    runs: new Map([
      ...runs.map((run) => [foldKey(run.key), run] as const),
      ...runs.map((run) => [run.key, run] as const),
    ]),
  };
}

async function inOrder<T>(db: Database, statement: By<T>, keys: readonly string[]): Promise<(T | null)[]> {
  const found = await db.coalesced(statement, keys);
  return keys.map((key) => found.get(key) ?? null);
}

/** A malformed UUID counts as unknown; the database would refuse to compare with it. */
async function byUuid<T>(db: Database, statement: By<T>, uuids: readonly string[]): Promise<(T | null)[]> {
  const wanted = uuids.map((uuid) => uuid.toLowerCase());
  const found = await db.coalesced(statement, wanted.filter(isUuid));
  return wanted.map((uuid) => found.get(uuid) ?? null);
}
