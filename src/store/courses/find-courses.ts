// Courses and runs, read for answers: one statement for any number of keys, each entry in the place of its key.
import type { Course, CourseRun } from '../../model/courses';
import type { Database, Transaction } from '../database';
import { among, COURSE_ROW, RUNS, RUN_ROW } from './course-rows';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The courses of these keys, in their order; null where there is none. */
export async function findCoursesByKeys(db: Database, keys: readonly string[]): Promise<(Course | null)[]> {
  const rows: Course[] = await db.query(
    `SELECT ${COURSE_ROW} FROM course c WHERE ${among('c.key', 'text')}`,
    [keys],
  );
  return inOrder(keys, rows, (row) => row.key);
}

/** The courses of these UUIDs, in their order; null where there is none. */
export async function findCoursesByUuids(db: Database, uuids: readonly string[]): Promise<(Course | null)[]> {
  const known = uuids.filter((uuid) => UUID.test(uuid));
  const rows: Course[] = await db.query(
    `SELECT ${COURSE_ROW} FROM course c WHERE ${among('c.uuid', 'uuid')}`,
    [known],
  );
  return inOrder(lowered(uuids), rows, (row) => row.uuid);
}

/** The runs of these keys, in their order; null where there is none. */
export async function findRunsByKeys(db: Database, keys: readonly string[]): Promise<(CourseRun | null)[]> {
  const rows: CourseRun[] = await db.query(`SELECT ${RUN_ROW} FROM ${RUNS} WHERE ${among('r.key', 'text')}`, [
    keys,
  ]);
  return inOrder(keys, rows, (row) => row.key);
}

/** The runs of these UUIDs, in their order; null where there is none. */
export async function findRunsByUuids(db: Database, uuids: readonly string[]): Promise<(CourseRun | null)[]> {
  const known = uuids.filter((uuid) => UUID.test(uuid));
  const rows: CourseRun[] = await db.query(
    `SELECT ${RUN_ROW} FROM ${RUNS} WHERE ${among('r.uuid', 'uuid')}`,
    [known],
  );
  return inOrder(lowered(uuids), rows, (row) => row.uuid);
}

/** The runs of these internal ids, in their order; null where there is none. */
export async function findRunsByIds(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<(CourseRun | null)[]> {
  const rows: CourseRun[] = await db.query(
    `SELECT ${RUN_ROW} FROM ${RUNS} WHERE ${among('r.id', 'bigint')}`,
    [ids],
  );
  return inOrder(ids, rows, (row) => row.id);
}

/** The runs of each of these courses, by internal id, in the order of their keys. */
export async function findRunsOfCourses(db: Database, courseIds: readonly string[]): Promise<CourseRun[][]> {
  const rows: CourseRun[] = await db.query(
    `SELECT ${RUN_ROW} FROM ${RUNS} WHERE ${among('r.course_id', 'bigint')} ORDER BY r.key COLLATE "C"`,
    [courseIds],
  );
  const byCourse = new Map<string, CourseRun[]>();
  for (const run of rows) {
    const list = byCourse.get(run.course.id);
    if (list) list.push(run);
    else byCourse.set(run.course.id, [run]);
  }
  return courseIds.map((id) => byCourse.get(id) ?? []);
}

/** The keys of the courses that have these runs, by the key of the run; of those that there are. */
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

const lowered = (uuids: readonly string[]): string[] => uuids.map((uuid) => uuid.toLowerCase());

function inOrder<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): (T | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}
