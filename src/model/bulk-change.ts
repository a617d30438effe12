// One change to many courses: what it does to each, its progress, and each course's outcome.
import type { ProvisioningPlan, ProvisioningTarget, StepAction } from './provisioning';
import { RULE_CODES } from './rule-codes';
import type { RuleCode, RuleViolation } from './rule-codes';

/** The most courses changed in a minute, whatever an installation sets or a person asks for. */
export const MAX_BULK_RATE = 6_000;

export type BulkChangeState = 'QUEUED' | 'RUNNING' | 'DONE' | 'CANCELLED';
/** In a dry run: what would happen to the course. */
export type BulkChangeOutcome = 'PENDING' | 'CHANGED' | 'UNCHANGED' | 'REFUSED' | 'FAILED';

/** The change to make to each course, as requested. */
export interface Alteration {
  /** The slug of a course type. */
  readonly type?: string | null;
  readonly prices?: readonly { readonly seatType: string; readonly amount?: string | null }[] | null;
  /** Slugs of run types: `from` is replaced by `to`. */
  readonly runTypes?: readonly { readonly from: string; readonly to: string }[] | null;
}

export interface BulkChange {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  /** The user who started it; the actor of its history entries. */
  readonly actor: string;
  readonly reason: string;
  readonly isOverride: boolean;
  readonly isDryRun: boolean;
  /** Maximum number of courses changed per minute. */
  readonly ratePerMinute: number;
  /** The filter that selected the courses; null if they were listed. */
  readonly filter: object | null;
  readonly change: Alteration;
  readonly state: BulkChangeState;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly cancelledBy: string | null;
  /** How many courses it includes. */
  readonly total: number;
  readonly tally: Tally;
}

/** One course of a bulk change. */
export interface BulkChangeItem extends Pick<ItemResult, 'violations' | 'error'> {
  readonly courseKey: string;
  readonly outcome: BulkChangeOutcome;
  /** When it got its outcome. */
  readonly at: Date | null;
}

/** The outcome of one course. */
export interface ItemResult {
  readonly outcome: Exclude<BulkChangeOutcome, 'PENDING'>;
  readonly violations: readonly RuleViolation[];
  /** The fault, or an internal error, if it FAILED. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly plan: ProvisioningPlan;
}

/** Totals over the finished courses. */
export interface Tally {
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly failed: number;
  /** By system and action, sorted by name. */
  readonly steps: readonly StepCount[];
  /** In the order of the rules. */
  readonly refusals: readonly { readonly code: RuleCode; readonly courses: number }[];
}
export interface StepCount {
  readonly target: ProvisioningTarget;
  readonly action: StepAction;
  readonly count: number;
  /** How many of them wait until their run is REVIEWED or PUBLISHED. */
  readonly deferred: number;
}

export const NO_TALLY: Tally = { changed: 0, unchanged: 0, refused: 0, failed: 0, steps: [], refusals: [] };

/** Returns the number of courses by outcome. */
export function countsOf({ total, tally }: Pick<BulkChange, 'total' | 'tally'>) {
  const { changed, unchanged, refused, failed } = tally;
  return { total, pending: total - countDone(tally), changed, unchanged, refused, failed };
}

/** Returns how many courses have an outcome. */
export const countDone = ({ changed, unchanged, refused, failed }: Tally): number =>
  changed + unchanged + refused + failed;

/** Returns the tally with one more course. */
export function tallied(tally: Tally, { outcome, violations, plan }: ItemResult): Tally {
  const counts = {
    changed: tally.changed,
    unchanged: tally.unchanged,
    refused: tally.refused,
    failed: tally.failed,
  };
  counts[outcome.toLowerCase() as Lowercase<typeof outcome>] += 1;
  return { ...counts, steps: addSteps(tally.steps, plan), refusals: addRefusals(tally.refusals, violations) };
}

function addSteps(steps: readonly StepCount[], plan: ProvisioningPlan): StepCount[] {
  const counted = new Map(steps.map((step) => [`${step.target} ${step.action}`, step]));
  const planned = { ECOMMERCE: [...plan.seats, ...plan.entitlements], LMS: plan.modes } as const;
  for (const target of ['ECOMMERCE', 'LMS'] as const) {
    for (const { action, isDeferred } of planned[target]) {
      const name = `${target} ${action}`;
      const { count, deferred } = counted.get(name) ?? { count: 0, deferred: 0 };
      counted.set(name, { target, action, count: count + 1, deferred: deferred + Number(isDeferred) });
    }
  }
  return [...counted].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, step]) => step);
}

function addRefusals(refusals: Tally['refusals'], violations: readonly RuleViolation[]): Tally['refusals'] {
  const broken = new Set(violations.map(({ code }) => code));
  const before = new Map(refusals.map(({ code, courses }) => [code, courses]));
  return RULE_CODES.map((code) => ({
    code,
    courses: (before.get(code) ?? 0) + Number(broken.has(code)),
  })).filter(({ courses }) => courses > 0);
}
