// Shared by floor and mercurius: one prepared statement per question. The best SQL we know: if a better one is found,
// it goes here as well as into the product.
import { Pool } from 'pg';
import { coalesceReads } from '../../../src/store/connections/request-coalescing';
import type { KeyedStatement, Row } from '../../../src/store/database';
import type { CourseType, RunType, SeatType } from './types';

export interface CourseRow {
  readonly id: string;
  readonly uuid: string;
  readonly key: string;
  readonly organization: string;
  readonly title: string;
  readonly type: string;
  readonly version: number;
  /** `professional 100.00 verified 50.00`; null if there are none. */
  readonly prices: string | null;
  /** In the format of prices. */
  readonly skus: string | null;
}
export interface RunRow {
  readonly uuid: string;
  readonly key: string;
  readonly title: string | null;
  readonly courseTitle: string;
  readonly start: Date | null;
  readonly end: Date | null;
  readonly status: string;
  readonly type: string;
  /** `professional 100.00 verified 50.00`; null if there are none. */
  readonly prices: string | null;
  readonly coursePrices: string | null;
  readonly override: Date | null;
  /** In the format of prices. */
  readonly skus: string | null;
}
export interface ChangeRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  /** The beginning of its hash, for its cursor. */
  readonly hash: string;
}

/** SQL for the prices, as text. */
export const amounts = (table: string, owner: string, id: string): string =>
  `(SELECT string_agg(seat_type_slug || ' ' || amount, ' ') FROM ${table} WHERE ${owner} = ${id})`;
export const SEAT_SKUS = `(SELECT string_agg(seat_type_slug || ' ' || sku, ' ') FROM seat_product WHERE course_run_id = r.id)`;
const COURSE = `c.id::text, c.uuid, c.key, c.organization, c.title, c.type_slug AS type, c.version,
  ${amounts('course_price', 'course_id', 'c.id')} AS prices,
  (SELECT string_agg(seat_type_slug || ' ' || sku, ' ') FROM entitlement_product WHERE course_id = c.id) AS skus`;
const RUN = `r.uuid, r.key, r.title, c.title AS "courseTitle", r.start_at AS start, r.end_at AS "end", r.status,
  r.type_slug AS type, r.upgrade_deadline_override AS override, ${amounts('course_run_price', 'course_run_id', 'r.id')} AS prices,
  ${amounts('course_price', 'course_id', 'c.id')} AS "coursePrices",
  ${SEAT_SKUS} AS skus`;

/** The questions, each one prepared statement. */
export const rowsOf = (pool: Pool) => ({
  runs: async (keys: readonly string[]): Promise<(RunRow | null)[]> => {
    const { rows } = await pool.query<RunRow>({
      name: 'runs',
      text: `SELECT ${RUN} FROM course_run r JOIN course c ON c.id = r.course_id
        JOIN unnest((SELECT $1::text[])) AS asked (one) ON r.key = asked.one`,
      values: [keys],
    });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => byKey.get(key) ?? null);
  },
  course: async (key: string): Promise<CourseRow | null> => {
    const text = `SELECT ${COURSE} FROM course c WHERE c.key = $1`;
    return (await pool.query<CourseRow>({ name: 'course', text, values: [key] })).rows[0] ?? null;
  },
  runsOfCourse: async (id: string): Promise<RunRow[]> => {
    const text = `SELECT ${RUN} FROM course_run r JOIN course c ON c.id = r.course_id WHERE r.course_id = $1
      ORDER BY r.key COLLATE "C"`;
    return (await pool.query<RunRow>({ name: 'runsOfCourse', text, values: [id] })).rows;
  },
  list: async (after: string): Promise<CourseRow[]> => {
    const text = `SELECT ${COURSE} FROM course c WHERE c.key > $1 ORDER BY c.key LIMIT 51`;
    return (await pool.query<CourseRow>({ name: 'list', text, values: [after] })).rows;
  },
  horizon: async (): Promise<string> => {
    const text = 'SELECT history_horizon() AS horizon';
    return (await pool.query<{ horizon: string }>({ name: 'horizon', text })).rows[0]?.horizon ?? '0';
  },
  changes: async (after: string, horizon: string): Promise<ChangeRow[]> => {
    const text = `SELECT id, at, kind, subject, actor, reason, before, after, encode(substr(hash, 1, 8), 'hex') AS hash FROM history
      WHERE id > $1 AND id <= $2 ORDER BY id LIMIT 501`;
    return (await pool.query<ChangeRow>({ name: 'changes', text, values: [after, horizon] })).rows;
  },
});

type Rows = ReturnType<typeof rowsOf>;

/** The same, but several requests' lookups by key at the same moment share one statement: ours does that, too. */
export function coalescedRowsOf(pool: Pool): Rows {
  const names = new Map<string, string>();
  const coalesced = coalesceReads(async (text, values) => {
    const name = names.get(text) ?? `coalesced ${names.size}`;
    names.set(text, name);
    return (await pool.query<Row>({ name, text, values })).rows;
  });
  return {
    ...rowsOf(pool),
    runs: async (keys) => {
      const byKey = await coalesced(RUNS, keys);
      return keys.map((key) => byKey.get(key) ?? null);
    },
    course: async (key) => (await coalesced(COURSES, [key])).get(key) ?? null,
    runsOfCourse: async (id) => (await coalesced(RUNS_OF_COURSES, [id])).get(id) ?? [],
  };
}

const byKeyOf = <T extends { readonly key: string }>(rows: readonly Row[]): ReadonlyMap<string, T> =>
  new Map((rows as unknown as readonly T[]).map((row) => [row.key, row]));

const RUNS: KeyedStatement<ReadonlyMap<string, RunRow>> = {
  text: `SELECT ${RUN} FROM course_run r JOIN course c ON c.id = r.course_id
    JOIN unnest((SELECT $1::text[])) AS asked (one) ON r.key = asked.one`,
  found: byKeyOf,
};
const COURSES: KeyedStatement<ReadonlyMap<string, CourseRow>> = {
  text: `SELECT ${COURSE} FROM course c JOIN unnest((SELECT $1::text[])) AS asked (one) ON c.key = asked.one`,
  found: byKeyOf,
};
const RUNS_OF_COURSES: KeyedStatement<ReadonlyMap<string, RunRow[]>> = {
  text: `SELECT ${RUN}, c.id::text AS "courseId" FROM course_run r JOIN course c ON c.id = r.course_id
    JOIN unnest((SELECT $1::bigint[])) AS asked (one) ON r.course_id = asked.one ORDER BY r.key COLLATE "C"`,
  found: (rows) => {
    const byCourse = new Map<string, RunRow[]>();
    for (const row of rows as unknown as readonly (RunRow & { readonly courseId: string })[]) {
      const runs = byCourse.get(row.courseId);
      if (runs) runs.push(row);
      else byCourse.set(row.courseId, [row]);
    }
    return byCourse;
  },
};

export const textOf = (cursor: string): string =>
  Buffer.from(cursor, 'base64url').toString().split(' ')[1] ?? '';
/** Where the feed continues: a change's cursor contains the beginning of its hash. */
export const pointOf = (last: Pick<ChangeRow, 'id' | 'hash'> | undefined): string | undefined =>
  last && `${last.id} ${last.hash}`;
export const cursorOf = (list: string, key: string): string =>
  Buffer.from(`${list} ${key}`).toString('base64url');

export interface SeatShape {
  readonly seatType: SeatType;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly upgradeDeadline: Date | null;
  readonly sku: string | null;
}

/** The value that a course or run has for that seat type: a price, or a SKU. */
function wordIn(words: string | null, slug: string): string | undefined {
  const parts = words?.split(' ') ?? [];
  const at = parts.indexOf(slug);
  return at < 0 ? undefined : parts[at + 1];
}

export function seatsOf(run: RunRow, type: RunType): SeatShape[] {
  const seats: SeatShape[] = [];
  for (const track of type.trackTypes) {
    const { seatType } = track;
    if (!seatType?.createsProduct) continue;
    const isPaid = track.paidToPlatform || track.paidToPartner;
    const amount = isPaid
      ? (wordIn(run.prices, seatType.slug) ?? wordIn(run.coursePrices, seatType.slug) ?? '0.00')
      : '0.00';
    seats.push({
      seatType,
      price: { amount, currency: 'USD' },
      upgradeDeadline: seatType.hasUpgradeDeadline ? deadlineOf(run) : null,
      sku: wordIn(run.skus, seatType.slug) ?? null,
    });
  }
  return seats;
}

function deadlineOf({ override, end }: RunRow): Date | null {
  if (override ?? !end) return override;
  const day = new Date(end);
  day.setUTCDate(day.getUTCDate() - 10);
  day.setUTCHours(23, 59, 59, 999);
  return day;
}

export const entitlementsOf = (course: CourseRow, type: CourseType) =>
  type.entitlementTypes.map((seatType) => ({
    seatType,
    price: { amount: wordIn(course.prices, seatType.slug) ?? '0.00', currency: 'USD' },
    sku: wordIn(course.skus, seatType.slug) ?? null,
  }));
