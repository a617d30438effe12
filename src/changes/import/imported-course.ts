// Declares a course as another system describes it: read and validated, but not matched to types yet. Undefined: that
// system does not say; null: it says that there is none.
import type { CourseRunStatus, Restriction } from '../../model/courses';

export interface ImportedCourse {
  readonly key: string;
  readonly organization: string;
  readonly uuid?: string;
  readonly title?: string;
  readonly keyForReruns?: string | null;
  readonly variantId?: string | null;
  readonly type: TypeClue;
  /** One for each seat type. */
  readonly entitlements?: readonly ImportedEntitlement[];
  /** When it was changed there, in that system's format. */
  readonly modified?: string;
  readonly runs: readonly ImportedRun[];
  /** What of it is not kept, or is not as expected. */
  readonly remarks: readonly string[];
  /** Whether an LMS is the source: each run has its own prices, and a refused title or date is a conflict. */
  readonly isFromLms?: boolean;
}

/** The fields that Studio owns and that are followed. */
export const FOLLOWED = ['title', 'start', 'end', 'enrollmentEnd'] as const;
export type FollowedField = (typeof FOLLOWED)[number];

/** Why times that end before they start are not followed. */
export const BACKWARDS = 'The end is not after the start there.';

/** Whether the run ends before it starts. */
export const isBackwards = ({ start, end }: Pick<ImportedRun, 'start' | 'end'>): boolean =>
  start != null && end != null && end <= start;

/** How a record names its type; if it names none that is known here, the type is inferred. */
export interface TypeClue {
  /** A slug, or the type's name. */
  readonly slug?: string;
  /** The other system's UUID. */
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
  /** The modes in which learners can be enrolled, as slugs. */
  readonly modes?: readonly string[];
  /** One for each seat type. */
  readonly seats?: readonly ImportedSeat[];
  /** Whether `seats` is complete, so that the type can be inferred from it. */
  readonly isSeatSetKnown: boolean;
  readonly start?: Date | null;
  readonly end?: Date | null;
  readonly enrollmentEnd?: Date | null;
  readonly goLiveAt?: Date | null;
  readonly status?: CourseRunStatus;
  readonly restriction?: Restriction | null;
  readonly variantId?: string | null;
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
  /** For a run type: the slugs of its modes. */
  readonly modes?: readonly string[];
}

export const NO_TYPE_OPTIONS: TypeOptions = { courseTypes: new Map(), courseRunTypes: new Map() };
