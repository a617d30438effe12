// The shape of a rule: data with a pure function. No rule awaits anything; the time is one of the facts.
import type { RuleCode } from '../model/rule-codes';
import type { Facts } from './facts';

export interface Rule {
  readonly code: RuleCode;
  /** The sentence that the course team reads. */
  readonly says: string;
  /** Why the rule exists. */
  readonly because: string;
  /** Whether a coordinator may override it with a reason. */
  readonly isWaivable: boolean;
  /** Returns every way in which the facts break the rule. */
  readonly check: (facts: Facts) => readonly Finding[];
}

/** One way in which a change breaks a rule. */
export interface Finding {
  /** The specific detail; it follows the rule's own sentence. */
  readonly detail: string;
  readonly path: readonly string[];
  readonly courseRunKey?: string;
  /** Slug of the seat type whose price is wrong or missing. */
  readonly seatType?: string;
}
