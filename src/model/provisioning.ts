// What other systems should have, the progress of delivery, what a change would alter there, and how they differ.
import type { Mode, SeatType } from './catalogue';
import type { Course, CourseRun } from './courses';
import type { Money } from './money';
import type { ReadOf, StateOf, MessageFields } from './fields';

/**
 * The systems in the order of delivery. Each has a lane of deliveries per course or per run. One that comes `after`
 * another gets a revision once the other has accepted it, with the SKUs from the other's response.
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

/** One stored revision of a run's desired state, for one target. */
export interface Provisioning {
  /** A UUID; also the idempotency key that the other system gets. */
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

/** What keeps an open provisioning from being sent. */
export interface ProvisioningBlock {
  readonly reason: 'EARLIER_FAILED' | 'EARLIER_OPEN' | 'SKUS' | 'SYSTEM_PROBLEM' | 'SYSTEM_PAUSED';
  readonly target: ProvisioningTarget;
  /** The provisioning that must be delivered first; null if the system itself is the reason. */
  readonly provisioningId: string | null;
  /** Of the system; null if there is none. */
  readonly problem: string | null;
  readonly pausedUntil: Date | null;
}

/** A seat to be sold. */
export const SEAT = {
  seatType: { kind: 'text', isKey: true },
  /** Slug of the mode that a buyer gets, for shops: a subgraph knows it by the seat type. */
  mode: { kind: 'text', isOptional: true, isInternal: true },
  /** Empty for audit: E-Commerce recognizes an audit seat by its lack of one. */
  certificateType: { kind: 'text' },
  idVerificationRequired: { kind: 'flag' },
  price: { kind: 'amount', isOptional: true, isPrice: true, isRead: true },
  currency: { kind: 'currency', isRead: true },
  /** Where the price is not known: when what is there ends at the latest. */
  expires: { kind: 'time', isOptional: true, isRead: 'perhaps' },
  creditProvider: { kind: 'text', isOptional: true },
  creditHours: { kind: 'count', isOptional: true },
  /** E-Commerce keeps it for entitlements only, so it is never read. */
  variantId: { kind: 'text', isOptional: true, isKept: true },
} as const satisfies MessageFields;

/** An entitlement to be sold. */
export const ENTITLEMENT = {
  seatType: { kind: 'text', isKey: true },
  price: { kind: 'amount', isOptional: true, isPrice: true, isRead: true },
  currency: { kind: 'currency', isRead: true },
  variantId: { kind: 'text', isOptional: true, isKept: true, isRead: 'perhaps' },
} as const satisfies MessageFields;

/** A mode that the LMS should have. Its SKUs, which E-Commerce returns, are filled in when it is sent. */
export const MODE = {
  slug: { kind: 'text', isKey: true },
  displayName: { kind: 'text', isRead: true },
  /** Whole units of the currency. */
  minPrice: { kind: 'count', isOptional: true, isPrice: true, isRead: true },
  currency: { kind: 'currency', isRead: true },
  expirationDatetime: { kind: 'time', isOptional: true, isRead: true },
  /** The seat type whose SKUs the mode has; null for a track without a seat that creates a product. */
  seatType: { kind: 'text', isOptional: true, isInternal: true },
} as const satisfies MessageFields;

/** The message to each system about a run, and for E-Commerce its course: everything that should exist there. */
export const MESSAGES = {
  ECOMMERCE: {
    fields: {
      courseKey: { kind: 'text', isInternal: true },
      courseUuid: { kind: 'text', isInternal: true },
      courseRunKey: { kind: 'text', isInternal: true },
      name: { kind: 'text' },
      verificationDeadline: { kind: 'time', isOptional: true },
    },
    lists: { seats: SEAT, entitlements: ENTITLEMENT },
  },
  LMS: { fields: { courseRunKey: { kind: 'text', isInternal: true } }, lists: { modes: MODE } },
} as const satisfies Record<ProvisioningTarget, MessageTable>;

export interface MessageTable {
  readonly fields: MessageFields;
  readonly lists: Readonly<Record<string, MessageFields>>;
}
export type MessageState<T extends MessageTable> = StateOf<T['fields']> & {
  readonly [L in keyof T['lists']]: readonly StateOf<T['lists'][L]>[];
};
export type EcommerceState = MessageState<(typeof MESSAGES)['ECOMMERCE']>;
export type LmsState = MessageState<(typeof MESSAGES)['LMS']>;

/** The SKUs of a run's and its course's products in E-Commerce: by seat type, never by position. */
export interface Skus {
  readonly seats: CourseRun['products'];
  readonly entitlements: Course['skus'];
}

/** For the LMS's response, and for a run with nothing sold. */
export const NO_SKUS: Skus = { seats: {}, entitlements: {} };

/** The last requested states; null if there never was one. */
export interface RequestedState {
  readonly ecommerce: EcommerceState | null;
  readonly lms: LmsState | null;
  /** The course's version in the last request to E-Commerce. */
  readonly courseRevision: number;
}

/** The last revisions sent to a system, of the run and for E-Commerce of its course: it ignores older ones. */
export interface SentRevisions {
  readonly revision: number;
  readonly courseRevision: number;
}
export const NOTHING_KNOWN: SentRevisions = { revision: 0, courseRevision: 0 };

/** A new revision of a run's desired state, to be delivered. ecommerce is null for a run that never had a seat. */
export interface DeliveryRequest extends SentRevisions {
  readonly courseId: string;
  readonly courseRunId: string;
  readonly ecommerce: EcommerceState | null;
  readonly lms: LmsState;
  /** The LMS gets no message, because only what is on sale changes. */
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

/** The differences that a change will make in other systems. */
export interface ProvisioningPlan {
  readonly seats: readonly SeatStep[];
  readonly entitlements: readonly EntitlementStep[];
  readonly modes: readonly ModeStep[];
}

export const EMPTY_PLAN: ProvisioningPlan = { seats: [], entitlements: [], modes: [] };

interface ActualProduct {
  readonly sku: string | null;
  /** Whether it is on sale; a retired product is kept but not on sale. */
  readonly isActive: boolean;
}
/** What E-Commerce has for a run and its course. */
export interface ActualProducts extends Partial<SentRevisions> {
  readonly seats: readonly (ReadOf<typeof SEAT> & ActualProduct & { readonly bulkSku: string | null })[];
  readonly entitlements: readonly (ReadOf<typeof ENTITLEMENT> & ActualProduct)[];
}

/** The modes that the LMS has for a run. If nothing is sold, the expected state has no SKUs. */
export interface ActualModes extends Partial<SentRevisions> {
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

/** A comparison of what another system has with what it should have. */
export interface Drift {
  readonly courseRunKey: string;
  readonly target: ProvisioningTarget;
  /** Null if the system could not be queried: see error. */
  readonly isInSync: boolean | null;
  readonly error: string | null;
  readonly differences: readonly DriftDifference[];
  readonly checkedAt: Date;
}
