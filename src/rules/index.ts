// The rules, in the order in which their violations are answered. Mutations, previews, options and documents all ask this list.
import type { RuleCode, RuleViolation } from '../model/rule-codes';
import * as definitions from './definitions';
import { factsOf } from './facts';
import type { Question } from './facts';
import { priceIsGiven } from './price-required';
import * as prices from './prices';
import * as products from './products';
import type { Finding, Rule } from './rule';
import * as schedule from './schedule';
import * as types from './types';

export const RULES: readonly Rule[] = [
  types.emptyIsNeverChosen,
  types.retiredIsNotChosen,
  types.typeIsOfferedToTheOrganization,
  types.runTypeIsAmongTheCourseTypes,
  products.runInReviewIsLeftAlone,
  products.endedRunKeepsItsTracks,
  products.trackIsNotRemoved,
  products.modeWithLearnersStays,
  products.entitlementIsNotRemoved,
  priceIsGiven,
  prices.priceIsForSomethingSold,
  prices.priceReachesTheMinimum,
  prices.priceStaysUnderTheMaximum,
  prices.priceIsWhole,
  schedule.deadlineIsForASeatThatHasOne,
  schedule.deadlineIsSetByAReviewer,
  schedule.deadlineIsBeforeTheEnd,
  schedule.statusFollowsTheReview,
  definitions.modesAreDistinct,
  definitions.professionalStandsAlone,
  definitions.creditNeedsVerified,
  definitions.entitlementIsSoldInRuns,
  products.productsAreNotDeleted,
];

/** What refuses a change, and what a coordinator waived. It is allowed when there are no violations. */
export interface Verdict {
  readonly violations: readonly RuleViolation[];
  readonly waived: readonly RuleCode[];
}

/** Judges by every rule. With `isOverride` the waivable rules are waived; for definitions and publishing by hand none can be. */
export function judge(question: Question, isOverride = false): Verdict {
  const broken = violationsOf(question, RULES);
  const isWaived = (violation: RuleViolation) => isOverride && violation.isWaivable;
  return {
    violations: broken.filter((violation) => !isWaived(violation)),
    waived: [...new Set(broken.filter(isWaived).map((violation) => violation.code))],
  };
}

/** The violations of these of the rules alone. */
export function violationsOf(question: Question, rules: readonly Rule[]): RuleViolation[] {
  const facts = factsOf(question);
  const broken: RuleViolation[] = [];
  for (const rule of rules) {
    const findings = rule.check(facts);
    if (findings.length === 0) continue;
    const isWaivable = rule.isWaivable && question.definition === null && question.publishes === null;
    broken.push(...byRunKey(findings).map((finding) => violationOf(rule, finding, isWaivable)));
  }
  return broken;
}

const violationOf = (rule: Rule, finding: Finding, isWaivable: boolean): RuleViolation => ({
  code: rule.code,
  message: `${rule.says} ${finding.detail}`,
  path: finding.path,
  courseRunKey: finding.courseRunKey ?? null,
  ...(finding.seatType !== undefined && { seatType: finding.seatType }),
  isWaivable,
});

/** Findings about no run first, then by run key. */
function byRunKey(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) => finding.courseRunKey ?? '';
  return [...findings].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}
