// What a rule is: a datum with a pure function. No rule awaits anything; time is among the facts.
import type { RuleCode } from '../model/rule-codes';
import type { Facts } from './facts';

export interface Rule {
  readonly code: RuleCode;
  /** What the course team reads. */
  readonly says: string;
  /** Why the rule exists. */
  readonly because: string;
  /** Whether a coordinator may override it, giving a reason. */
  readonly isWaivable: boolean;
  /** Every way in which the facts break the rule. */
  readonly check: (facts: Facts) => readonly Finding[];
}

/** One way in which a change breaks a rule. */
export interface Finding {
  /** What it is about here; follows the rule's own sentence. */
  readonly detail: string;
  readonly path: readonly string[];
  readonly courseRunKey?: string;
  /** Slug of what a price is for, or missing for. */
  readonly seatType?: string;
}
