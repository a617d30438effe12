// The rules' answers, as sentences that a test can list.
import type { RuleCode } from '../../src/model/rule-codes';
import { judge } from '../../src/rules';
import type { Question } from '../../src/rules/facts';

/** Every violation in order, for example "TRACK_REMOVED at runs.0.type of 1T2026". */
export function refusals(question: Question, isOverride = false): string[] {
  return judge(question, isOverride).violations.map(({ code, path, courseRunKey }) => {
    const run = courseRunKey === null ? '' : ` of ${courseRunKey.slice(courseRunKey.lastIndexOf('+') + 1)}`;
    return `${code} at ${path.join('.')}${run}`;
  });
}

/** The codes of the violations in order. */
export const codes = (question: Question, isOverride = false): RuleCode[] =>
  judge(question, isOverride).violations.map(({ code }) => code);

/** The messages of the violations of one rule. */
export const messages = (question: Question, code: RuleCode): string[] =>
  judge(question)
    .violations.filter((violation) => violation.code === code)
    .map(({ message }) => message);

/** The effect of waiving: the codes that are waived, and those that remain. */
export function whenWaived(question: Question): {
  waived: readonly RuleCode[];
  left: readonly RuleCode[];
} {
  const { waived, violations } = judge(question, true);
  return { waived, left: violations.map(({ code }) => code) };
}
