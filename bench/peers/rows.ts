// What floor and mercurius share: the catalogue in memory and one prepared statement per question. The best SQL we know:
// if a better one is found, it goes here as well as into the product.
import { Pool } from 'pg';

export interface Mode {
  readonly slug: string;
  readonly name: string;
  readonly isIdVerified: boolean;
  readonly isCreditEligible: boolean;
  readonly certificateType: string | null;
}
export interface SeatType {
  readonly slug: string;
  readonly name: string;
  readonly createsProduct: boolean;
  readonly hasUpgradeDeadline: boolean;
}
export interface TrackType {
  readonly slug: string;
  readonly name: string;
  readonly paidToPlatform: boolean;
  readonly paidToPartner: boolean;
  readonly mode: Mode;
  readonly seatType: SeatType | null;
}
export interface RunType {
  readonly slug: string;
  readonly name: string;
  readonly isMarketable: boolean;
  readonly isRetired: boolean;
  readonly trackTypes: readonly TrackType[];
}
export interface CourseType {
  readonly slug: string;
  readonly name: string;
  readonly isRetired: boolean;
  readonly organizations: readonly string[];
  readonly entitlementTypes: readonly SeatType[];
  readonly courseRunTypes: readonly RunType[];
}
export interface Types {
  readonly runTypes: ReadonlyMap<string, RunType>;
  readonly courseTypes: ReadonlyMap<string, CourseType>;
}

export interface CourseRow {
  readonly id: string;
  readonly uuid: string;
  readonly key: string;
  readonly organization: string;
  readonly title: string;
  readonly type: string;
  readonly version: number;
  readonly prices: Readonly<Record<string, string>>;
  readonly skus: Readonly<Record<string, string>>;
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
  readonly prices: Readonly<Record<string, string>>;
  readonly coursePrices: Readonly<Record<string, string>>;
  readonly override: Date | null;
  readonly skus: Readonly<Record<string, string>>;
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
}

export async function readTypes(pool: Pool): Promise<Types> {
  const query = async <T extends object>(sql: string): Promise<T[]> => (await pool.query<T>(sql)).rows;
  const bySlug = <T extends { readonly slug: string }>(rows: readonly T[]): Map<string, T> =>
    new Map(rows.map((row) => [row.slug, row]));
  const modes = bySlug(
    await query<Mode>(`SELECT slug, name, is_id_verified AS "isIdVerified", is_credit_eligible AS "isCreditEligible",
      certificate_type AS "certificateType" FROM mode ORDER BY id`),
  );
  const seatTypes = bySlug(
    await query<SeatType>(`SELECT slug, name, creates_product AS "createsProduct",
      has_upgrade_deadline AS "hasUpgradeDeadline" FROM seat_type ORDER BY id`),
  );
  const tracks = await query<TrackType & { modeSlug: string; seatSlug: string | null }>(
    `SELECT slug, name, paid_to_platform AS "paidToPlatform", paid_to_partner AS "paidToPartner",
      mode_slug AS "modeSlug", seat_type_slug AS "seatSlug" FROM track_type ORDER BY id`,
  );
  const trackTypes = bySlug(
    tracks.map(({ modeSlug, seatSlug, ...track }): TrackType => {
      const mode = modes.get(modeSlug);
      if (!mode) throw new Error(modeSlug);
      return { ...track, mode, seatType: seatSlug === null ? null : (seatTypes.get(seatSlug) ?? null) };
    }),
  );
  const members = async <T>(table: string, owner: string, member: string, of: ReadonlyMap<string, T>) => {
    const lists = new Map<string, T[]>();
    for (const row of await query<{ owner: string; member: string }>(
      `SELECT ${owner} AS owner, ${member} AS member FROM ${table} ORDER BY position`,
    )) {
      const entry = of.get(row.member);
      if (entry) lists.set(row.owner, [...(lists.get(row.owner) ?? []), entry]);
    }
    return (slug: string): T[] => lists.get(slug) ?? [];
  };
  const tracksOf = await members(
    'course_run_type_track',
    'course_run_type_slug',
    'track_type_slug',
    trackTypes,
  );
  const runTypes = bySlug(
    (
      await query<RunType>(`SELECT slug, name, is_marketable AS "isMarketable", is_retired AS "isRetired"
        FROM course_run_type ORDER BY id`)
    ).map((type) => ({ ...type, trackTypes: tracksOf(type.slug) })),
  );
  const runTypesOf = await members(
    'course_type_run_type',
    'course_type_slug',
    'course_run_type_slug',
    runTypes,
  );
  const entitled = await members('course_type_entitlement', 'course_type_slug', 'seat_type_slug', seatTypes);
  const courseTypes = bySlug(
    (
      await query<CourseType>(
        `SELECT slug, name, is_retired AS "isRetired", organizations FROM course_type ORDER BY id`,
      )
    ).map((type) => ({
      ...type,
      entitlementTypes: entitled(type.slug),
      courseRunTypes: runTypesOf(type.slug),
    })),
  );
  return { runTypes, courseTypes };
}

const amounts = (table: string, owner: string, id: string): string =>
  `(SELECT coalesce(jsonb_object_agg(seat_type_slug, amount::text), '{}') FROM ${table} WHERE ${owner} = ${id})`;
const COURSE = `c.id::text, c.uuid, c.key, c.organization, c.title, c.type_slug AS type, c.version,
  ${amounts('course_price', 'course_id', 'c.id')} AS prices,
  (SELECT coalesce(jsonb_object_agg(seat_type_slug, sku), '{}') FROM entitlement_product WHERE course_id = c.id) AS skus`;
const RUN = `r.uuid, r.key, r.title, c.title AS "courseTitle", r.start_at AS start, r.end_at AS "end", r.status,
  r.type_slug AS type, r.upgrade_deadline_override AS override, ${amounts('course_run_price', 'course_run_id', 'r.id')} AS prices,
  ${amounts('course_price', 'course_id', 'c.id')} AS "coursePrices",
  (SELECT coalesce(jsonb_object_agg(seat_type_slug, sku), '{}') FROM seat_product WHERE course_run_id = r.id) AS skus`;

/** The questions, each one statement that the server has prepared. */
export const rowsOf = (pool: Pool) => ({
  runs: async (keys: readonly string[]): Promise<(RunRow | null)[]> => {
    const { rows } = await pool.query<RunRow>({
      name: 'runs',
      text: `SELECT ${RUN} FROM course_run r JOIN course c ON c.id = r.course_id WHERE r.key = ANY($1)`,
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
    const text = `SELECT id, at, kind, subject, actor, reason, before, after FROM history
      WHERE id > $1 AND id <= $2 ORDER BY id LIMIT 501`;
    return (await pool.query<ChangeRow>({ name: 'changes', text, values: [after, horizon] })).rows;
  },
});

export const textOf = (cursor: string): string =>
  Buffer.from(cursor, 'base64url').toString().split(' ')[1] ?? '';
export const cursorOf = (list: string, key: string): string =>
  Buffer.from(`${list} ${key}`).toString('base64url');

export interface SeatShape {
  readonly seatType: SeatType;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly upgradeDeadline: Date | null;
  readonly sku: string | null;
}

export function seatsOf(run: RunRow, type: RunType): SeatShape[] {
  const seats: SeatShape[] = [];
  for (const track of type.trackTypes) {
    const { seatType } = track;
    if (!seatType?.createsProduct) continue;
    const isPaid = track.paidToPlatform || track.paidToPartner;
    const amount = isPaid ? (run.prices[seatType.slug] ?? run.coursePrices[seatType.slug] ?? '0.00') : '0.00';
    seats.push({
      seatType,
      price: { amount, currency: 'USD' },
      upgradeDeadline: seatType.hasUpgradeDeadline ? deadlineOf(run) : null,
      sku: run.skus[seatType.slug] ?? null,
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
    price: { amount: course.prices[seatType.slug] ?? '0.00', currency: 'USD' },
    sku: course.skus[seatType.slug] ?? null,
  }));

export const known = <T>(types: ReadonlyMap<string, T>, slug: string): T => {
  const type = types.get(slug);
  if (!type) throw new Error(slug);
  return type;
};

/** Those that an organization may choose. */
export const offered = (types: Types, organization: string): CourseType[] =>
  [...types.courseTypes.values()].filter(
    ({ slug, isRetired, organizations }) =>
      slug !== 'empty' && !isRetired && (organizations.length === 0 || organizations.includes(organization)),
  );
