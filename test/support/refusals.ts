// The rules' answers, as sentences that a test can list.
import type { RuleCode } from '../../src/model/rule-codes';
import { judge } from '../../src/rules';
import type { RuleInput } from '../../src/rules/facts';

/** Every violation in order, for example "TRACK_REMOVED at runs.0.type of 1T2026". */
export function refusals(question: RuleInput, isOverride = false): string[] {
  return judge(question, isOverride).violations.map(({ code, path, courseRunKey }) => {
    const run = courseRunKey === null ? '' : ` of ${courseRunKey.slice(courseRunKey.lastIndexOf('+') + 1)}`;
    return `${code} at ${path.join('.')}${run}`;
  });
}

/** The codes of the violations in order. */
export const codes = (question: RuleInput, isOverride = false): RuleCode[] =>
  judge(question, isOverride).violations.map(({ code }) => code);

/** The messages of the violations of one rule. */
export const messages = (question: RuleInput, code: RuleCode): string[] =>
  judge(question)
    .violations.filter((violation) => violation.code === code)
    .map(({ message }) => message);

/** The effect of waiving: the codes that are waived, and those that remain. */
export function whenWaived(question: RuleInput): {
  waived: readonly RuleCode[];
  left: readonly RuleCode[];
} {
  const { waived, violations } = judge(question, true);
  return { waived, left: violations.map(({ code }) => code) };
}
