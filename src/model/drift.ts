// What downstream systems have, whatever they speak, and how it differs from what they should have.
import type { KnownRevisions, ProvisioningTarget } from './provisioning';

/** What E-Commerce has for a run and its course. Amounts with two digits, times in ISO 8601 UTC. */
export interface ActualProducts extends Partial<KnownRevisions> {
  readonly seats: readonly {
    readonly seatType: string;
    readonly price: string;
    readonly currency: string;
    readonly expires: string | null;
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
    readonly sku: string | null;
    readonly bulkSku: string | null;
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
