// Reads one state of the whole database slowly while others write, for data that is too large for memory.
import type { Catalogue, TrackType } from '../../model/catalogue';
import type { Course, CourseRun } from '../../model/courses';
import { staleCursor } from '../../model/faults';
import type { Change } from '../../model/history';
import type { ChangePoint } from '../../model/keys';
import { readCatalogue } from '../catalogue';
import { COURSE_COLUMNS, courseOf, RUN_COLUMNS, runOf, RUNS } from '../courses/course-rows';
import { rowsIn } from '../database';
import type { Database, Row, Transaction } from '../database';
import { CHANGE_COLUMNS, changeOf, findHorizon, findLastPoint, findStrange } from './changes';
import { readHeads } from './verify';
import type { Head } from './verify';

/** Everything at one moment. Each list can be read once, a thousand rows at a time, in the order of keys. */
export interface Snapshot {
  /**
   * The change after which the feed continues; null before the first. The snapshot includes every change up to it, and
   * none will be added at or below it. Courses and runs may already include some later changes.
   */
  readonly last: ChangePoint | null;
  /** By the database's clock. */
  readonly at: Date;
  /** The last migration applied to the database. */
  readonly schemaVersion: string;
  readonly catalogue: Catalogue;
  readonly counts: { readonly courses: number; readonly runs: number; readonly changes: number };
  readonly courses: () => AsyncIterable<readonly Course[]>;
  readonly runs: () => AsyncIterable<readonly CourseRun[]>;
  /** The ends of all chains up to `last`. */
  readonly heads: () => AsyncIterable<readonly Head[]>;
  /** Up to `last`, oldest first. */
  readonly changes: () => AsyncIterable<readonly Change[]>;
}

const AT_ONCE = 1_000;

export interface SnapshotRequest {
  /**
   * A change: only later changes, and the courses that they concern or whose types were redefined, with all their runs.
   * Null: everything.
   */
  readonly since: ChangePoint | null;
  /** The id up to which the database surely has every change. Required for a replica, which cannot tell. */
  readonly horizon?: string;
}

/** Opens a snapshot while `work` runs. Throws STALE_CURSOR if this history does not contain `since`. */
export async function withSnapshot<T>(
  db: Database,
  { since, horizon: known }: SnapshotRequest,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  // Read before the transaction's snapshot: otherwise a commit in between would be in neither.
  const horizon = known ?? (await findHorizon(db));
  return db.transaction('REPEATABLE READ', async (tx) => {
    await tx.query('SET TRANSACTION READ ONLY');
    const last = await findLastPoint(tx, horizon);
    if (since && (BigInt(since.id) > BigInt(last?.id ?? 0) || (await findStrange(tx, [since])).length > 0))
      throw staleCursor('--since');
    const snapshot = await openSnapshot(tx, { since: since?.id ?? null, last: last?.id ?? '0' });
    return work({ ...snapshot, last });
  });
}

/** The changes after one, up to another; `since` null: all of them. */
interface Span {
  readonly since: string | null;
  readonly last: string;
}

async function openSnapshot(tx: Transaction, span: Span): Promise<Omit<Snapshot, 'last'>> {
  const catalogue = await readCatalogue(tx);
  const types = await findRedefined(tx, catalogue, span);
  const changes = 'history h WHERE h.id > $1 AND h.id <= $2';
  const courses = `course c ${CONCERNED}`;
  const runs = `${RUNS} ${CONCERNED}`;
  const ids = [span.since ?? '0', span.last];
  const concerned = [span.since, span.last, ...types];
  const countOf = async (from: string, values: unknown[]): Promise<number> => {
    const [row] = await tx.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM ${from}`,
      values,
    );
    return row?.count ?? 0;
  };
  const [row] = await tx.query<{ at: Date; schemaVersion: string }[]>(
    `SELECT now() AS at, (SELECT name FROM migration ORDER BY id DESC LIMIT 1) AS "schemaVersion"`,
  );
  if (!row) throw new Error('The database did not say what time it is.');
  const read = <T>(
    ...[sql, values, of]: [string, unknown[], (row: Row) => T]
  ): AsyncGenerator<readonly T[]> => readOn(tx, { sql, values, of });
  return {
    ...row,
    catalogue,
    counts: {
      courses: await countOf(courses, concerned),
      runs: await countOf(runs, concerned),
      changes: await countOf(changes, ids),
    },
    courses: () =>
      read(`${COURSE_COLUMNS} FROM ${courses} ORDER BY c.key`, concerned, (row) => courseOf(row)),
    runs: () => read(`${RUN_COLUMNS} FROM ${runs} ORDER BY r.key`, concerned, runOf),
    heads: () => readHeads(tx, span.last),
    changes: () => read(`${CHANGE_COLUMNS} FROM ${changes} ORDER BY h.id`, ids, changeOf),
  };
}

/** For `course c`: those changed in the span, and those with one of the types; without a span, all. */
const CONCERNED = `WHERE ($1::bigint IS NULL OR c.type_slug = ANY($3)
  OR c.key IN (SELECT h.course_key FROM history h WHERE h.id > $1 AND h.id <= $2)
  OR c.id IN (SELECT o.course_id FROM course_run o WHERE o.type_slug = ANY($4)))`;

/** Returns the types whose meaning changed in the span: redefined themselves, or through their parts. */
async function findRedefined(
  tx: Transaction,
  { courseTypes, courseRunTypes }: Catalogue,
  { since, last }: Span,
): Promise<[courseTypes: string[], runTypes: string[]]> {
  if (since === null) return [[], []];
  const rows = await tx.query<{ subject: string }[]>(
    `SELECT DISTINCT subject FROM history WHERE kind = 'CATALOGUE_CHANGED' AND id > $1 AND id <= $2`,
    [since, last],
  );
  const defined = new Set(rows.map((row) => row.subject));
  const isTrackConcerned = ({ slug, mode, seatType }: TrackType): boolean =>
    [`trackType:${slug}`, `mode:${mode.slug}`, `seatType:${seatType?.slug}`].some((one) => defined.has(one));
  const runTypes = [...courseRunTypes.values()].filter(
    ({ slug, trackTypes }) => defined.has(`courseRunType:${slug}`) || trackTypes.some(isTrackConcerned),
  );
  const own = [...courseTypes.keys()].filter((slug) => defined.has(`courseType:${slug}`));
  return [own, runTypes.map(({ slug }) => slug)];
}

interface Reading<T> {
  readonly sql: string;
  readonly values: unknown[];
  readonly of: (row: Row) => T;
}

/** Yields the selected rows a thousand at a time; reads more after the previous ones have been processed. */
async function* readOn<T>(tx: Transaction, { sql, values, of }: Reading<T>): AsyncGenerator<readonly T[]> {
  await tx.query(`DECLARE reading NO SCROLL CURSOR FOR SELECT ${sql}`, values);
  for (let isMore = true; isMore;) {
    const rows = await rowsIn(tx, `FETCH ${AT_ONCE} FROM reading`, []);
    if (rows.length > 0) yield rows.map(of);
    isMore = rows.length === AT_ONCE;
  }
  await tx.query('CLOSE reading');
}
