// A course as another system tells of it: read and found sound, but not matched to types yet. Undefined is what it does
// not say, null what it says is not there.
import type { CourseRunStatus } from '../../model/courses';

export interface ImportedCourse {
  readonly key: string;
  readonly organization: string;
  readonly uuid?: string;
  readonly title?: string;
  readonly keyForReruns?: string | null;
  readonly type: TypeClue;
  /** One for each seat type. */
  readonly entitlements?: readonly ImportedEntitlement[];
  /** When it was changed there, in that system's words. */
  readonly modified?: string;
  readonly runs: readonly ImportedRun[];
  /** What of it is not kept, or not as one would expect. */
  readonly remarks: readonly string[];
  /** Whether an LMS says so: prices are each run's own, and what a rule refuses of titles and dates is a conflict. */
  readonly isFromLms?: boolean;
}

/** What Studio decides, and an LMS is followed in. */
export const FOLLOWED = ['title', 'start', 'end', 'enrollmentEnd'] as const;
export type FollowedField = (typeof FOLLOWED)[number];

/** Why times that end before they start are not followed. */
export const BACKWARDS = 'The end is not after the start there.';

/** Whether it ends before it starts. */
export const isBackwards = ({ start, end }: Pick<ImportedRun, 'start' | 'end'>): boolean =>
  start != null && end != null && end <= start;

/** What is said of a type by name; where neither is known here, it is worked out. */
export interface TypeClue {
  /** A slug, or the type's name. */
  readonly slug?: string;
  /** The other system's. */
  readonly uuid?: string;
}

export interface ImportedEntitlement {
  readonly seatType: string;
  readonly amount: string | null;
  readonly sku: string | null;
}

export interface ImportedRun {
  readonly key: string;
  readonly uuid?: string;
  readonly title?: string;
  readonly type: TypeClue;
  /** How learners can be enrolled, as slugs. */
  readonly modes?: readonly string[];
  /** One for each seat type. */
  readonly seats?: readonly ImportedSeat[];
  /** Whether `seats` are all there are, so that a type can be told by them. */
  readonly isSeatSetKnown: boolean;
  readonly start?: Date | null;
  readonly end?: Date | null;
  readonly enrollmentEnd?: Date | null;
  readonly goLiveAt?: Date | null;
  readonly status?: CourseRunStatus;
  readonly modified?: string;
}

export interface ImportedSeat {
  readonly seatType: string;
  readonly amount: string | null;
  readonly upgradeDeadline?: Date | null;
  readonly creditProvider?: string | null;
  readonly creditHours?: number | null;
  readonly sku: string | null;
  readonly bulkSku: string | null;
}

/** What the other system's UUIDs of types mean. */
export interface TypeOptions {
  readonly courseTypes: ReadonlyMap<string, TypeOption>;
  readonly courseRunTypes: ReadonlyMap<string, TypeOption>;
}
export interface TypeOption {
  readonly name: string;
  /** Of a run type: the slugs of its modes. */
  readonly modes?: readonly string[];
}

export const NO_TYPE_OPTIONS: TypeOptions = { courseTypes: new Map(), courseRunTypes: new Map() };
