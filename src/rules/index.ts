// Lists the rules in the order of their violations and judges by them. Mutations, previews, options and documents all
// use this list.
import type { RuleCode, RuleViolation } from '../model/rule-codes';
import * as definitions from './definitions';
import { factsOf } from './facts';
import type { RuleInput } from './facts';
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

/** What blocks a change, and what a coordinator waived. Without violations the change is allowed. */
export interface Verdict {
  readonly violations: readonly RuleViolation[];
  readonly waived: readonly RuleCode[];
}

/** Judges by every rule. `isOverride` waives the waivable ones, but none for definitions or publishing by hand. */
export function judge(question: RuleInput, isOverride = false): Verdict {
  const broken = violationsOf(question, RULES);
  const isWaived = (violation: RuleViolation) => isOverride && violation.isWaivable;
  return {
    violations: broken.filter((violation) => !isWaived(violation)),
    waived: [...new Set(broken.filter(isWaived).map((violation) => violation.code))],
  };
}

/** Returns the violations of the given rules only. */
export function violationsOf(question: RuleInput, rules: readonly Rule[]): RuleViolation[] {
  const facts = factsOf(question);
  const broken: RuleViolation[] = [];
  for (const rule of rules) {
    const findings = rule.check(facts);
    if (findings.length === 0) continue;
    const isWaivable = rule.isWaivable && facts.definition === null && facts.publishes === null;
    broken.push(...byRunKey(findings).map((finding) => violationOf(rule, finding, isWaivable)));
  }
  return broken;
}

const violationOf = (rule: Rule, finding: Finding, isWaivable: boolean): RuleViolation => ({
  code: rule.code,
  message: messageOf(rule, finding.detail),
  path: finding.path,
  courseRunKey: finding.courseRunKey ?? null,
  ...(finding.seatType !== undefined && { seatType: finding.seatType }),
  isWaivable,
});

/** Returns the rule's sentence and, after a colon, what it is about here. */
export const messageOf = ({ says }: Pick<Rule, 'says'>, detail: string): string =>
  `${says.slice(0, -1)}: ${detail}`;

/** Findings without a run first, then by run key. */
function byRunKey(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) => finding.courseRunKey ?? '';
  return [...findings].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}
