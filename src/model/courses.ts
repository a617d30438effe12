// Courses and runs as stored, and what is derived from them: seats, deadlines, phase. Imports only the catalogue.
import { EMPTY, lookup, soldTracks } from './catalogue';
import type { Catalogue, CourseRunType, CourseType, SeatType, TrackType } from './catalogue';
import { nothingOf, optionalNamesOf } from './fields';
import type { FieldsOf } from './fields';
import { sellsEntitlements } from './policy';
import type { Policy } from './policy';
import { moneyOf, seatAmountOf } from './money';
import type { Money, Prices, SoldPrices } from './money';

/** The stages of Publisher's review, in order. */
export const COURSE_RUN_STATUSES = [
  'UNPUBLISHED',
  'LEGAL_REVIEW',
  'INTERNAL_REVIEW',
  'REVIEWED',
  'PUBLISHED',
] as const;
export type CourseRunStatus = (typeof COURSE_RUN_STATUSES)[number];

/** Whom a restricted run is kept for, as course-discovery has it. */
export type Restriction = 'CUSTOM_B2C' | 'CUSTOM_B2B_ENTERPRISE';

export interface Course {
  readonly id: string;
  readonly uuid: string;
  /** Organization and number, for example edX+DemoX. */
  readonly key: string;
  readonly organization: string;
  readonly title: string;
  /** Slug of the course type. */
  readonly type: string;
  readonly version: number;
  /** The key that new runs use; null: the course's own. Runs of both keys belong to the course. */
  readonly keyForReruns: string | null;
  /** The product variant that its entitlements sell, a UUID; Executive Education needs it to fulfil orders. */
  readonly variantId: string | null;
  readonly prices: Prices;
  /** SKUs of entitlements by seat type. */
  readonly skus: Readonly<Record<string, string>>;
}

/** The columns of a course. Its prices and SKUs are rows of their own. */
export const COURSE_FIELDS = {
  uuid: { column: 'uuid', kind: 'uuid' },
  key: { column: 'key', kind: 'text', isUnrecorded: true },
  organization: { column: 'organization', kind: 'text', isUnrecorded: true },
  title: { column: 'title', kind: 'text' },
  type: { column: 'type_slug', kind: 'text' },
  version: { column: 'version', kind: 'count' },
  keyForReruns: { column: 'key_for_reruns', kind: 'text', isOptional: true },
  variantId: { column: 'variant_id', kind: 'uuid', isOptional: true },
} as const satisfies FieldsOf<Omit<Course, 'id' | 'prices' | 'skus'>>;
/** The nullable fields of a course, all optional in an input. */
export const OPTIONAL_COURSE_FIELDS = optionalNamesOf(COURSE_FIELDS);

/** Returns a course with nothing set but these fields. */
export const bareCourse = (
  known: Pick<Course, 'uuid' | 'key' | 'organization' | 'title' | 'type'>,
): Course => ({
  ...{ ...known, ...nothingOf(OPTIONAL_COURSE_FIELDS), id: '', version: 0, prices: {}, skus: {} },
});

export interface CourseRun {
  readonly id: string;
  readonly uuid: string;
  readonly key: string;
  readonly course: Course;
  /** Null: the course's. */
  readonly title: string | null;
  readonly start: Date | null;
  readonly end: Date | null;
  readonly goLiveAt: Date | null;
  readonly status: CourseRunStatus;
  /** Slug of the run type. */
  readonly type: string;
  /** The run's own prices; a missing one falls back to the course's. */
  readonly prices: Prices;
  readonly upgradeDeadlineOverride: Date | null;
  readonly creditProvider: string | null;
  readonly creditHours: number | null;
  /** The last time that learners can enroll; null: until the run ends. */
  readonly enrollmentEnd: Date | null;
  /** Whether somebody stopped sales; modes and learners stay. */
  readonly isSellingStopped: boolean;
  /** Null: the run is for everybody. */
  readonly restriction: Restriction | null;
  /** What an ended run was sold at, where the course's price changed since; null for a price that nobody knew. */
  readonly soldPrices: SoldPrices;
  /** The product variant that its seats sell, a UUID. */
  readonly variantId: string | null;
  /** Whether a provisioning was ever requested, or the run was imported as sold. Never becomes false again. */
  readonly hasProducts: boolean;
  /** The last requested provisioning's revision; 0 if there was none. */
  readonly revision: number;
  readonly products: Readonly<Record<string, SeatProduct>>;
}

/** The columns of a run. Its prices and products are rows of their own; its revision is set separately. */
export const RUN_FIELDS = {
  key: { column: 'key', kind: 'text', isUnrecorded: true },
  uuid: { column: 'uuid', kind: 'uuid' },
  title: { column: 'title', kind: 'text', isOptional: true },
  start: { column: 'start_at', kind: 'time', isOptional: true },
  end: { column: 'end_at', kind: 'time', isOptional: true },
  goLiveAt: { column: 'go_live_at', kind: 'time', isOptional: true },
  status: { column: 'status', kind: 'text' },
  type: { column: 'type_slug', kind: 'text' },
  upgradeDeadlineOverride: { column: 'upgrade_deadline_override', kind: 'time', isOptional: true },
  creditProvider: { column: 'credit_provider', kind: 'text', isOptional: true },
  creditHours: { column: 'credit_hours', kind: 'count', isOptional: true },
  hasProducts: { column: 'has_products', kind: 'flag', isUnrecorded: true },
  enrollmentEnd: { column: 'enrollment_end_at', kind: 'time', isOptional: true },
  isSellingStopped: { column: 'is_selling_stopped', kind: 'flag' },
  restriction: { column: 'restriction', kind: 'text', isOptional: true },
  soldPrices: { column: 'sold_prices', kind: 'json' },
  variantId: { column: 'variant_id', kind: 'uuid', isOptional: true },
} as const satisfies FieldsOf<Omit<CourseRun, 'id' | 'course' | 'prices' | 'products' | 'revision'>>;
/** The nullable fields of a run, all optional in an input. */
export const OPTIONAL_RUN_FIELDS = optionalNamesOf(RUN_FIELDS);

/** Returns a run with nothing set but these fields. */
export function bareRun(known: Pick<CourseRun, 'id' | 'uuid' | 'key' | 'course' | 'type'>): CourseRun {
  const unsold = { hasProducts: false, isSellingStopped: false, soldPrices: {}, revision: 0, products: {} };
  return { ...known, ...nothingOf(OPTIONAL_RUN_FIELDS), status: 'UNPUBLISHED', prices: {}, ...unsold };
}

/** E-Commerce's product for a seat. */
export interface SeatProduct {
  readonly sku: string;
  readonly bulkSku: string | null;
}

/** A course with all its runs in key order: the subject of a decision. */
export interface CourseState {
  readonly course: Course;
  readonly runs: readonly CourseRun[];
}

export interface Seat {
  readonly seatType: SeatType;
  readonly trackType: TrackType;
  /** Null while the price is unknown: somebody is paid but no price is set, or a price is set but nobody is paid. */
  readonly price: Money | null;
  readonly upgradeDeadline: Date | null;
  readonly upgradeDeadlineOverride: Date | null;
  readonly creditProvider: string | null;
  readonly creditHours: number | null;
  readonly variantId: string | null;
  readonly sku: string | null;
  readonly bulkSku: string | null;
}

export type Entitlement = Pick<Seat, 'seatType' | 'price' | 'variantId' | 'sku'>;

export const courseTypeOf = (course: Course, catalogue: Catalogue): CourseType =>
  lookup(catalogue.courseTypes, course.type);

export const runTypeOf = (run: CourseRun, catalogue: Catalogue): CourseRunType =>
  lookup(catalogue.courseRunTypes, run.type);

/** Returns the run's own title, or the course's. */
export const titleOf = (run: CourseRun): string => run.title ?? run.course.title;

/** Returns one seat per track whose seat type creates a product, in the order of the run type's tracks. */
export function seatsOf(run: CourseRun, type: CourseRunType, policy: Policy): Seat[] {
  return soldTracks(type).map((track) => {
    const { seatType, mode } = track;
    return {
      seatType,
      trackType: track,
      price: moneyOf(seatAmountOf(run, track), policy.currency),
      upgradeDeadline: seatType.hasUpgradeDeadline ? upgradeDeadline(run, policy) : null,
      upgradeDeadlineOverride: seatType.hasUpgradeDeadline ? run.upgradeDeadlineOverride : null,
      creditProvider: mode.isCreditEligible ? run.creditProvider : null,
      creditHours: mode.isCreditEligible ? run.creditHours : null,
      variantId: run.variantId,
      ...(run.products[seatType.slug] ?? { sku: null, bulkSku: null }),
    };
  });
}

/** Returns one entitlement per entitlement type of the course's type. */
export const entitlementsOf = (course: Course, type: CourseType, policy: Policy): Entitlement[] =>
  type.entitlementTypes.map((seatType) => ({
    seatType,
    price: moneyOf(course.prices[seatType.slug] ?? null, policy.currency),
    variantId: course.variantId,
    sku: course.skus[seatType.slug] ?? null,
  }));

/** Returns what of the run is held back, as nobody knows its price. Entitlements travel with seats, and not to a shop. */
export function unpricedOf(run: CourseRun, catalogue: Catalogue, policy: Policy): (Seat | Entitlement)[] {
  const seats = seatsOf(run, runTypeOf(run, catalogue), policy);
  const entitlements =
    seats.length > 0 && sellsEntitlements(policy)
      ? entitlementsOf(run.course, courseTypeOf(run.course, catalogue), policy)
      : [];
  return [...seats, ...entitlements].filter(({ price }) => price === null);
}

/** In UTC all days have the same length. */
const DAY_MS = 86_400_000;

/**
 * Returns the override if set, else the run's end minus the policy's days, at 23:59:59.999 UTC; null without an end.
 * Ten days is Publisher's PUBLISHER_UPGRADE_DEADLINE_DAYS.
 */
export function upgradeDeadline(run: CourseRun, policy: Policy): Date | null {
  if (run.upgradeDeadlineOverride) return run.upgradeDeadlineOverride;
  if (!run.end) return null;
  const day = Math.floor(run.end.getTime() / DAY_MS) - policy.upgradeDeadlineDays;
  return new Date((day + 1) * DAY_MS - 1);
}

/** Returns when sale of the seat ends: the earliest of its deadline and the ends of enrollment and run; null: never. */
export function soldUntil(
  run: CourseRun,
  { upgradeDeadline: deadline }: Pick<Seat, 'upgradeDeadline'>,
): Date | null {
  const ends = [deadline, run.enrollmentEnd, run.end].filter((end) => end !== null);
  return ends.length > 0 ? new Date(Math.min(...ends.map((end) => end.getTime()))) : null;
}

/** Whether the course type does not list the run type. Empty never counts: it means that the type is not known yet. */
export function isMismatched(run: CourseRun, catalogue: Catalogue): boolean {
  if (run.type === EMPTY) return false;
  return !courseTypeOf(run.course, catalogue).courseRunTypes.some((type) => type.slug === run.type);
}

/**
 * The phases of a run. DRAFT: everything may change. IN_REVIEW: nothing that is sold may. LOCKED: it has products, so
 * tracks may only be added. ENDED: it has products and is over.
 */
export const PHASES = ['DRAFT', 'IN_REVIEW', 'LOCKED', 'ENDED'] as const;
export type Phase = (typeof PHASES)[number];

/** Returns the run's phase at that time. */
export function phaseOf(run: CourseRun, now: Date): Phase {
  if (run.hasProducts && run.end !== null && run.end <= now) return 'ENDED';
  if (run.status === 'LEGAL_REVIEW' || run.status === 'INTERNAL_REVIEW') return 'IN_REVIEW';
  return run.hasProducts ? 'LOCKED' : 'DRAFT';
}

/** Whether the run is provisioned in other systems: reviewed or published, and not over. */
export function isProvisioned(run: CourseRun, now: Date): boolean {
  return (run.status === 'REVIEWED' || run.status === 'PUBLISHED') && phaseOf(run, now) !== 'ENDED';
}
