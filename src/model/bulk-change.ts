// One change of many courses: what it does to each, how far it has come, and what became of every course.
import type { ProvisioningPlan, ProvisioningTarget, StepAction } from './provisioning';
import { RULE_CODES } from './rule-codes';
import type { RuleCode, RuleViolation } from './rule-codes';

export type BulkChangeState = 'QUEUED' | 'RUNNING' | 'DONE' | 'CANCELLED';
/** Of a dry run: what would become of the course. */
export type BulkChangeOutcome = 'PENDING' | 'CHANGED' | 'UNCHANGED' | 'REFUSED' | 'FAILED';

/** What is done to each course, as it was asked for. */
export interface Alteration {
  /** The slug of a course type. */
  readonly type?: string | null;
  readonly prices?: readonly { readonly seatType: string; readonly amount: string }[] | null;
  /** Slugs of run types: what runs have, and what they get. */
  readonly runTypes?: readonly { readonly from: string; readonly to: string }[] | null;
}

export interface BulkChange {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  /** Who started it; the actor of its entries in history. */
  readonly actor: string;
  readonly reason: string;
  readonly isOverride: boolean;
  readonly isDryRun: boolean;
  /** How many courses may be changed in a minute. */
  readonly ratePerMinute: number;
  /** The filter that chose the courses; null where they were listed. */
  readonly filter: object | null;
  readonly change: Alteration;
  readonly state: BulkChangeState;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly cancelledBy: string | null;
  /** How many courses it is about. */
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

/** What became of one course. */
export interface ItemResult {
  readonly outcome: Exclude<BulkChangeOutcome, 'PENDING'>;
  readonly violations: readonly RuleViolation[];
  /** The fault, or that it broke, where it FAILED. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly plan: ProvisioningPlan;
}

/** The courses that are done with, added up. */
export interface Tally {
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly failed: number;
  /** By system and action, in the order of their names. */
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

/** The courses by outcome. */
export function countsOf({ total, tally }: Pick<BulkChange, 'total' | 'tally'>) {
  const { changed, unchanged, refused, failed } = tally;
  return { total, pending: total - countDone(tally), changed, unchanged, refused, failed };
}

/** How many courses have an outcome. */
export const countDone = ({ changed, unchanged, refused, failed }: Tally): number =>
  changed + unchanged + refused + failed;

/** The tally with one more course. */
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
