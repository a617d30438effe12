// What downstream systems are told, how far that has come, what a change would tell them, and how what they have differs.
import type { Mode, SeatType } from './catalogue';
import type { Course, CourseRun, Money } from './courses';
import type { ReadOf, StateOf, ToldFields } from './fields';

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

/** A seat that is to be sold. */
export const SEAT = {
  seatType: { kind: 'text', isKey: true },
  /** Slug of the mode that a buyer gets into, for shops: a subgraph knows it by the seat type. */
  mode: { kind: 'text', isOptional: true, isOurs: true },
  /** Empty for audit, as E-Commerce knows an audit seat by having none. */
  certificateType: { kind: 'text' },
  idVerificationRequired: { kind: 'flag' },
  price: { kind: 'amount', isRead: true },
  currency: { kind: 'currency', isRead: true },
  expires: { kind: 'time', isOptional: true, isRead: 'perhaps' },
  creditProvider: { kind: 'text', isOptional: true },
  creditHours: { kind: 'count', isOptional: true },
} as const satisfies ToldFields;

/** An entitlement that is to be sold. */
export const ENTITLEMENT = {
  seatType: { kind: 'text', isKey: true },
  price: { kind: 'amount', isRead: true },
  currency: { kind: 'currency', isRead: true },
} as const satisfies ToldFields;

/** A mode that the LMS shall have. Its SKUs are filled in when it is sent: E-Commerce answers them. */
export const MODE = {
  slug: { kind: 'text', isKey: true },
  displayName: { kind: 'text', isRead: true },
  /** Whole units of the currency. */
  minPrice: { kind: 'count', isRead: true },
  currency: { kind: 'currency', isRead: true },
  expirationDatetime: { kind: 'time', isOptional: true, isRead: true },
  /** The seat type whose SKUs the mode carries; null for a track without a seat that creates a product. */
  seatType: { kind: 'text', isOptional: true, isOurs: true },
} as const satisfies ToldFields;

/** What each system is told of a run, and E-Commerce of its course: everything that shall exist there. */
export const MESSAGES = {
  ECOMMERCE: {
    fields: {
      courseKey: { kind: 'text', isOurs: true },
      courseUuid: { kind: 'text', isOurs: true },
      courseRunKey: { kind: 'text', isOurs: true },
      name: { kind: 'text' },
      verificationDeadline: { kind: 'time', isOptional: true },
    },
    lists: { seats: SEAT, entitlements: ENTITLEMENT },
  },
  LMS: { fields: { courseRunKey: { kind: 'text', isOurs: true } }, lists: { modes: MODE } },
} as const satisfies Record<ProvisioningTarget, MessageTable>;

export interface MessageTable {
  readonly fields: ToldFields;
  readonly lists: Readonly<Record<string, ToldFields>>;
}
export type MessageState<T extends MessageTable> = StateOf<T['fields']> & {
  readonly [L in keyof T['lists']]: readonly StateOf<T['lists'][L]>[];
};
export type EcommerceState = MessageState<(typeof MESSAGES)['ECOMMERCE']>;
export type LmsState = MessageState<(typeof MESSAGES)['LMS']>;

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

interface ActualProduct {
  readonly sku: string | null;
  /** Whether it is sold; a retired product is kept and is not. */
  readonly isActive: boolean;
}
/** What E-Commerce has for a run and its course. */
export interface ActualProducts extends Partial<KnownRevisions> {
  readonly seats: readonly (ReadOf<typeof SEAT> & ActualProduct & { readonly bulkSku: string | null })[];
  readonly entitlements: readonly (ReadOf<typeof ENTITLEMENT> & ActualProduct)[];
}

/** The modes that the LMS has for a run. SKUs are left out of what is expected where nothing is sold. */
export interface ActualModes extends Partial<KnownRevisions> {
  readonly modes: readonly (ReadOf<typeof MODE> & {
    readonly sku?: string | null;
    readonly bulkSku?: string | null;
  })[];
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
