// What downstream systems are told, how far that has come, what a change would tell them, and how what they have differs.
import type { Mode, SeatType } from './catalogue';
import type { Course, CourseRun, Money } from './courses';

/**
 * The systems in the order in which they are told. Each has a lane of deliveries for a course or for a run. One that comes
 * `after` another is told a revision when that one has taken it, with the SKUs that it answered.
 */
export const SYSTEMS = {
  ECOMMERCE: { laneOf: 'course', after: null },
  LMS: { laneOf: 'run', after: 'ECOMMERCE' },
} as const;
export type ProvisioningTarget = keyof typeof SYSTEMS;
export const TARGETS = Object.keys(SYSTEMS) as readonly ProvisioningTarget[];
/** Whether another system waits for this one. */
export const isAwaited = (target: ProvisioningTarget): boolean =>
  TARGETS.some((other) => SYSTEMS[other].after === target);

export type ProvisioningState = 'PENDING' | 'RETRYING' | 'DELIVERED' | 'FAILED' | 'SUPERSEDED';

/** One revision of the desired state of one run, for one target, as it is stored. */
export interface Provisioning {
  /** A UUID; also the idempotency key that the downstream system is given. */
  readonly id: string;
  readonly courseRunId: string;
  readonly target: ProvisioningTarget;
  readonly state: ProvisioningState;
  readonly revision: number;
  readonly attempts: number;
  readonly requestedAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastError: string | null;
  readonly desiredState: EcommerceState | LmsState;
}

/** Everything that shall exist in E-Commerce for a run and its course. Times are ISO 8601 in UTC. */
export interface EcommerceState {
  readonly courseKey: string;
  readonly courseUuid: string;
  readonly courseRunKey: string;
  readonly name: string;
  readonly verificationDeadline: string | null;
  readonly seats: readonly SeatProductState[];
  readonly entitlements: readonly EntitlementProductState[];
}
export interface SeatProductState {
  readonly seatType: string;
  /** Slug of the mode that a buyer gets into; left out of what was asked for before a shop could be told. */
  readonly mode?: string;
  /** Empty for audit, as E-Commerce knows an audit seat by having none. */
  readonly certificateType: string;
  readonly idVerificationRequired: boolean;
  readonly price: string;
  readonly currency: string;
  readonly expires: string | null;
  readonly creditProvider: string | null;
  readonly creditHours: number | null;
}
export interface EntitlementProductState {
  readonly seatType: string;
  readonly price: string;
  readonly currency: string;
}

/** Every mode that shall exist in the LMS for a run. Its SKUs are filled in when it is sent: E-Commerce answers them. */
export interface LmsState {
  readonly courseRunKey: string;
  readonly modes: readonly CourseModeState[];
}
export interface CourseModeState {
  readonly slug: string;
  readonly displayName: string;
  /** Whole units of the currency. */
  readonly minPrice: number;
  readonly currency: string;
  readonly expirationDatetime: string | null;
  /** The seat type whose SKUs the mode carries; null for a track without a seat that creates a product. */
  readonly seatType: string | null;
}

/** What E-Commerce's products of a run and its course are known by: by seat type, never by position. */
export interface Skus {
  readonly seats: CourseRun['products'];
  readonly entitlements: Course['skus'];
}

/** What the LMS answers, and a run that nothing was sold of. */
export const NO_SKUS: Skus = { seats: {}, entitlements: {} };

/** What was last asked for; null where nothing ever was. */
export interface Asked {
  readonly ecommerce: EcommerceState | null;
  readonly lms: LmsState | null;
  /** The course's version when E-Commerce was asked. */
  readonly courseRevision: number;
}

/** What a system was told last of a run, and E-Commerce of its course: it ignores what is older. */
export interface KnownRevisions {
  readonly revision: number;
  readonly courseRevision: number;
}
export const NOTHING_KNOWN: KnownRevisions = { revision: 0, courseRevision: 0 };

/** A new revision of a run's desired state, to be told. ecommerce is null for a run that never had a seat. */
export interface Ask extends KnownRevisions {
  readonly courseId: string;
  readonly courseRunId: string;
  readonly ecommerce: EcommerceState | null;
  readonly lms: LmsState;
  /** The LMS is told nothing, since only what is for sale changes. */
  readonly isOfSaleOnly?: true;
}

export type StepAction = 'CREATE' | 'UPDATE' | 'RETIRE';
interface Step {
  readonly action: StepAction;
  readonly price: Money | null;
  /** Waits until the run is REVIEWED or PUBLISHED. */
  readonly isDeferred: boolean;
}
export interface SeatStep extends Step {
  readonly courseRunKey: string;
  readonly seatType: SeatType;
}
export interface EntitlementStep extends Step {
  readonly courseKey: string;
  readonly seatType: SeatType;
}
export interface ModeStep extends Step {
  readonly courseRunKey: string;
  readonly mode: Mode;
}

/** What will differ downstream. */
export interface ProvisioningPlan {
  readonly seats: readonly SeatStep[];
  readonly entitlements: readonly EntitlementStep[];
  readonly modes: readonly ModeStep[];
}

export const EMPTY_PLAN: ProvisioningPlan = { seats: [], entitlements: [], modes: [] };

/** What E-Commerce has for a run and its course. Amounts with two digits, times in ISO 8601 UTC. */
export interface ActualProducts extends Partial<KnownRevisions> {
  readonly seats: readonly {
    readonly seatType: string;
    readonly price: string;
    readonly currency: string;
    /** Left out by a system that keeps no deadlines. */
    readonly expires?: string | null;
    readonly sku: string | null;
    readonly bulkSku: string | null;
    /** Whether it is sold; a retired product is kept and is not. */
    readonly isActive: boolean;
  }[];
  readonly entitlements: readonly {
    readonly seatType: string;
    readonly price: string;
    readonly currency: string;
    readonly sku: string | null;
    readonly isActive: boolean;
  }[];
}

/** The modes that the LMS has for a run. */
export interface ActualModes extends Partial<KnownRevisions> {
  readonly modes: readonly {
    readonly slug: string;
    readonly displayName: string;
    /** Whole units of the currency. */
    readonly minPrice: number;
    readonly currency: string;
    readonly expirationDatetime: string | null;
    /** Left out of what is expected where nothing is sold. */
    readonly sku?: string | null;
    readonly bulkSku?: string | null;
  }[];
}

export type DriftKind = 'MISSING' | 'UNEXPECTED' | 'DIFFERENT';

export interface DriftDifference {
  readonly kind: DriftKind;
  /** For example mode:masters or seat:verified. */
  readonly item: string;
  readonly field: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** What a downstream system has, held against what it should have. */
export interface Drift {
  readonly courseRunKey: string;
  readonly target: ProvisioningTarget;
  /** Null when the system could not be asked: see error. */
  readonly isInSync: boolean | null;
  readonly error: string | null;
  readonly differences: readonly DriftDifference[];
  readonly checkedAt: Date;
}
