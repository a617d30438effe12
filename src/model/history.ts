// The history entry of each change, and past states of courses derived from entries. Entries are only ever added.
import { lookup, paidTo, soldTracks } from './catalogue';
import type { Catalogue } from './catalogue';
import { moneyOf, seatAmountOf } from './money';
import type { CourseRunStatus } from './courses';
import type { Money, Prices, SoldPrices } from './money';
import type { RawJson } from './raw-json';
import type { RuleCode } from './rule-codes';

export type ChangeKind =
  | 'COURSE_CREATED'
  | 'COURSE_CHANGED'
  | 'COURSE_RUN_ADDED'
  | 'COURSE_RUN_CHANGED'
  | 'COURSE_RUN_STATUS_SET'
  | 'COURSE_DELETED'
  | 'COURSE_RUN_DELETED'
  | 'CATALOGUE_CHANGED'
  | 'MEMBERSHIP_CHANGED'
  | 'SELLING_STOPPED'
  | 'SELLING_RESUMED'
  | 'PROVISIONING_REQUESTED'
  | 'PROVISIONING_RETRIED'
  | 'PROVISIONING_DELIVERED'
  | 'PROVISIONING_FAILED'
  | 'IMPORTED';

/** One entry: one per command and course, or per catalogue row. */
export interface HistoryEntry {
  readonly kind: ChangeKind;
  /** The subject, for example course:edX+DemoX or courseType:masters. */
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  /** The waived rules; for an import, the broken ones. */
  readonly overridden: readonly RuleCode[];
  readonly courseKey: string | null;
  /** Set if exactly one run is concerned. */
  readonly courseRunKey: string | null;
  /** The fields that changed, before and after. */
  readonly before: object | null;
  readonly after: object | null;
  /** The bulk change that it belongs to. Left out: none. */
  readonly bulkChangeId?: string | null;
}

/** A stored entry. */
export interface Change extends Omit<HistoryEntry, 'before' | 'after'> {
  readonly id: string;
  /** ISO 8601 in UTC, to the millisecond. Text, because only readers use it. */
  readonly at: string;
  readonly before: RawJson | null;
  readonly after: RawJson | null;
  readonly bulkChangeId: string | null;
  /** The start of its hash, for cursors. */
  readonly hash: string;
}

/** Returns the subject of all entries of a course, its runs and their provisionings: one chain per course. */
export const courseSubject = (courseKey: string): string => `course:${courseKey}`;

/** Returns the subject of a person's roles in an organization. */
export const membershipSubject = (member: { organization: string; username: string }): string =>
  `membership:${member.organization}/${member.username}`;

/** The actor of what the service does on its own: deliveries, runs going live. */
export const SERVICE_ACTOR = 'track-types';

/** One of a course's entries, from which its past state is derived. */
export interface CourseEntry {
  readonly kind: ChangeKind;
  readonly before: { readonly courseRuns?: Readonly<Record<string, unknown>> } | null;
  readonly after:
    (Partial<OwnFields> & { readonly courseRuns?: Readonly<Record<string, Partial<PastRun>>> }) | null;
}
interface OwnFields {
  readonly type: string;
  readonly prices: Prices;
}
interface PastRun extends OwnFields {
  readonly soldPrices?: SoldPrices;
  readonly status: CourseRunStatus;
}
/** A course as it was at some time. */
export interface PastCourse extends OwnFields {
  readonly runs: ReadonlyMap<string, PastRun>;
}

/** Returns the course after these entries, given in order; null if it does not exist then. */
export function pastCourse(entries: readonly CourseEntry[]): PastCourse | null {
  let course: OwnFields | null = null;
  const runs = new Map<string, PastRun>();
  for (const { kind, before, after } of entries) {
    const { courseRuns = {}, ...own } = after ?? {};
    const next: Partial<OwnFields> = { ...course, ...own };
    course = kind === 'COURSE_DELETED' ? null : isWhole(next) ? next : course;
    for (const key of Object.keys(before?.courseRuns ?? {})) if (!(key in courseRuns)) runs.delete(key);
    for (const [key, fields] of Object.entries(courseRuns)) {
      const run = { ...runs.get(key), ...fields };
      if (isWhole(run) && run.status) runs.set(key, { ...run, status: run.status });
    }
  }
  return course && { ...course, runs };
}

/** Whether nothing is missing. Fields are missing if a history does not start with the course's creation. */
const isWhole = <T extends Partial<OwnFields>>(fields: T): fields is T & OwnFields =>
  fields.type !== undefined && fields.prices !== undefined;

/** The input for snapshots: the types as defined at that time. */
export interface Moment {
  readonly at: Date;
  readonly catalogue: Catalogue;
  readonly currency: string;
}
interface PricedSnapshot {
  readonly seatType: string;
  readonly price: Money | null;
}

/** Returns what was sold for the whole course. Where nobody knew a price, it is null. */
export function courseSnapshot(key: string, { type, prices }: PastCourse, moment: Moment) {
  const { catalogue, currency, at } = moment;
  const entitlements = lookup(catalogue.courseTypes, type).entitlementTypes.map(
    ({ slug }): PricedSnapshot => ({ seatType: slug, price: moneyOf(prices[slug] ?? null, currency) }),
  );
  return { key, type, entitlements, at };
}

/** Returns the run's tracks, what was sold for them and who was paid; null if the course had no such run. */
export function runSnapshot(key: string, course: PastCourse, { catalogue, currency, at }: Moment) {
  const run = course.runs.get(key);
  if (!run) return null;
  const type = lookup(catalogue.courseRunTypes, run.type);
  return {
    key,
    status: run.status,
    type: run.type,
    trackTypes: type.trackTypes.map((track) => track.slug),
    tracks: type.trackTypes.map(({ slug, mode, seatType, paidToPlatform, paidToPartner }) => ({
      ...{ trackType: slug, mode: mode.slug, seatType: seatType?.slug ?? null },
      ...{ paidToPlatform, paidToPartner },
    })),
    seats: soldTracks(type).map((track): PricedSnapshot => ({
      seatType: track.seatType.slug,
      price: moneyOf(seatAmountOf({ ...run, course }, track), currency),
    })),
    ...paidTo(type),
    at,
  };
}
