// The catalogue in memory, as floor and mercurius keep it.
import type { Pool } from 'pg';

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
