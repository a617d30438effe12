// The catalogue of what can be sold and how: modes, seat types, track types, run types and course types, linked to each
// other. A Catalogue is an immutable snapshot.
import { isSameKey } from './keys';
import { memoizeByObject } from './memoize';

/** How a learner is enrolled: the LMS side of a track. */
export interface Mode {
  readonly slug: string;
  readonly name: string;
  readonly isIdVerified: boolean;
  readonly isCreditEligible: boolean;
  readonly certificateType: string | null;
  /** A decimal with two digits, in the platform's currency. */
  readonly minimumPrice: string;
}

/** What is sold: the E-Commerce side of a track. */
export interface SeatType {
  readonly slug: string;
  readonly name: string;
  readonly createsProduct: boolean;
  readonly hasUpgradeDeadline: boolean;
}

interface TrackTypeFacts {
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  readonly paidToPlatform: boolean;
  readonly paidToPartner: boolean;
}

interface CourseRunTypeFacts {
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  readonly isMarketable: boolean;
  readonly isRetired: boolean;
}

interface CourseTypeFacts {
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  /** Organizations that may choose it; empty means all. */
  readonly organizations: readonly string[];
  readonly isRetired: boolean;
}

/** A mode, the seat type sold for it (none for Masters), and who is paid. */
export interface TrackType extends TrackTypeFacts {
  readonly mode: Mode;
  readonly seatType: SeatType | null;
}

/** The tracks of a run. */
export interface CourseRunType extends CourseRunTypeFacts {
  readonly trackTypes: readonly TrackType[];
}

/** The entitlements of a course, and the run types that its runs may have, in display order. */
export interface CourseType extends CourseTypeFacts {
  readonly entitlementTypes: readonly SeatType[];
  readonly courseRunTypes: readonly CourseRunType[];
}

/** The same types as definitions, which refer to others by slug: what administrators save and the database stores. */
export interface TrackTypeDefinition extends TrackTypeFacts {
  readonly mode: string;
  readonly seatType: string | null;
}
export interface CourseRunTypeDefinition extends CourseRunTypeFacts {
  readonly trackTypes: readonly string[];
}
export interface CourseTypeDefinition extends CourseTypeFacts {
  readonly entitlementTypes: readonly string[];
  readonly courseRunTypes: readonly string[];
}

/** All definitions, each list in display order. */
export interface Definitions {
  readonly mode: readonly Mode[];
  readonly seatType: readonly SeatType[];
  readonly trackType: readonly TrackTypeDefinition[];
  readonly courseRunType: readonly CourseRunTypeDefinition[];
  readonly courseType: readonly CourseTypeDefinition[];
}
export type DefinitionKind = keyof Definitions;
export type Definition<K extends DefinitionKind = DefinitionKind> = Definitions[K][number];

/** An immutable snapshot of all types, by slug and in display order. */
export interface Catalogue {
  /** Increases with every saved definition. */
  readonly version: number;
  readonly definitions: Definitions;
  readonly modes: ReadonlyMap<string, Mode>;
  readonly seatTypes: ReadonlyMap<string, SeatType>;
  readonly trackTypes: ReadonlyMap<string, TrackType>;
  readonly courseRunTypes: ReadonlyMap<string, CourseRunType>;
  readonly courseTypes: ReadonlyMap<string, CourseType>;
}

/** The slug, from course-discovery, of the placeholder for a course or run whose type is not known yet. */
export const EMPTY = 'empty';

/** Returns the snapshot of these definitions. Throws for a slug that is not defined. */
export function catalogueOf(definitions: Definitions, version: number): Catalogue {
  const modes = bySlug(definitions.mode);
  const seatTypes = bySlug(definitions.seatType);
  const trackTypes = bySlug(
    definitions.trackType.map((row) => ({
      ...row,
      mode: lookup(modes, row.mode),
      seatType: row.seatType === null ? null : lookup(seatTypes, row.seatType),
    })),
  );
  const courseRunTypes = bySlug(
    definitions.courseRunType.map((row) => ({
      ...row,
      trackTypes: row.trackTypes.map((slug) => lookup(trackTypes, slug)),
    })),
  );
  const courseTypes = bySlug(
    definitions.courseType.map((row) => ({
      ...row,
      entitlementTypes: row.entitlementTypes.map((slug) => lookup(seatTypes, slug)),
      courseRunTypes: row.courseRunTypes.map((slug) => lookup(courseRunTypes, slug)),
    })),
  );
  return { version, definitions, modes, seatTypes, trackTypes, courseRunTypes, courseTypes };
}

/** Returns the definitions with one replaced, or added at the end of the display order. */
export function withDefinition<K extends DefinitionKind>(
  definitions: Definitions,
  kind: K,
  saved: Definition<K>,
): Definitions {
  const rows: readonly Definition<K>[] = definitions[kind];
  const isNew = !rows.some((row) => row.slug === saved.slug);
  const next = isNew ? [...rows, saved] : rows.map((row) => (row.slug === saved.slug ? saved : row));
  return { ...definitions, [kind]: next };
}

/** Returns the entry with that slug. Throws if there is none; the database's foreign keys rule that out. */
export function lookup<T>(entries: ReadonlyMap<string, T>, slug: string): T {
  const entry = entries.get(slug);
  if (entry === undefined) throw new Error(`The catalogue has no "${slug}".`);
  return entry;
}

/** Whether this is the placeholder type of a course or run. */
export const isEmptyType = (type: { readonly slug: string }): boolean => type.slug === EMPTY;

/** Whether the organization's courses may have the type. Without a list every organization's may. */
export const isOfferedTo = (
  type: { readonly organizations?: readonly string[] },
  organization: string,
): boolean => !type.organizations?.length || type.organizations.some((one) => isSameKey(one, organization));

/** Whether anyone is paid for the track. */
export const isPaid = (track: TrackType): boolean => track.paidToPlatform || track.paidToPartner;

/** Returns who is paid for any of the tracks. */
export const paidTo = memoizeByObject(({ trackTypes }: CourseRunType) => ({
  paidToPlatform: trackTypes.some((track) => track.paidToPlatform),
  paidToPartner: trackTypes.some((track) => track.paidToPartner),
}));

/** Returns the tracks with a product in E-Commerce. */
export const soldTracks = memoizeByObject(({ trackTypes }: CourseRunType): readonly SoldTrack[] =>
  trackTypes.filter((track): track is SoldTrack => track.seatType?.createsProduct === true),
);
export type SoldTrack = TrackType & { readonly seatType: SeatType };

/** Returns a run type's seat types that need a price: sold, and somebody is paid. */
export const pricedSeatTypesOfRunType = memoizeByObject((type: CourseRunType): readonly SeatType[] =>
  distinct(
    soldTracks(type)
      .filter(isPaid)
      .map((track) => track.seatType),
  ),
);

/** Returns all seat types that may need a price in a course of this type: its run types' and its entitlements. */
export const pricedSeatTypesOfCourseType = memoizeByObject((type: CourseType): readonly SeatType[] =>
  distinct([...type.courseRunTypes.flatMap(pricedSeatTypesOfRunType), ...type.entitlementTypes]),
);

function bySlug<T extends { readonly slug: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.slug, row]));
}

function distinct(seatTypes: readonly SeatType[]): readonly SeatType[] {
  return [...new Map(seatTypes.map((seatType) => [seatType.slug, seatType])).values()];
}
