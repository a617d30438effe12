// The stable names of the rules, in the order of their violations, and the shape of a violation.

export const RULE_CODES = [
  'TYPE_EMPTY',
  'TYPE_RETIRED',
  'TYPE_NOT_OFFERED',
  'RUN_TYPE_NOT_IN_COURSE_TYPE',
  'RUN_IN_REVIEW',
  'RUN_ENDED',
  'TRACK_REMOVED',
  'LEARNERS_ENROLLED',
  'ENTITLEMENT_REMOVED',
  'PRICE_REQUIRED',
  'PRICE_NOT_APPLICABLE',
  'PRICE_BELOW_MINIMUM',
  'PRICE_ABOVE_MAXIMUM',
  'PRICE_NOT_WHOLE',
  'DEADLINE_NOT_APPLICABLE',
  'DEADLINE_NOT_PERMITTED',
  'DEADLINE_AFTER_END',
  'STATUS_NOT_REACHABLE',
  'DUPLICATE_MODE',
  'PROFESSIONAL_STANDS_ALONE',
  'CREDIT_NEEDS_VERIFIED',
  'ENTITLEMENT_NOT_SOLD_IN_RUNS',
  'HAS_PRODUCTS',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** One reason why a change is refused. */
export interface RuleViolation {
  readonly code: RuleCode;
  readonly message: string;
  /** The path in the input, relative to it. */
  readonly path: readonly string[];
  readonly courseRunKey: string | null;
  /** Slug of the seat type whose price is wrong or missing. */
  readonly seatType?: string;
  readonly isWaivable: boolean;
}
