// Arbitrary courses and commands for fast-check, from the seeded catalogue. A failure prints its seed and path.
import fc from 'fast-check';
import { COURSE_RUN_STATUSES } from '../../src/model/courses';
import type { CourseRun, CourseState } from '../../src/model/courses';
import type { Prices } from '../../src/model/money';
import type { RuleInput } from '../../src/rules/facts';
import { aCourseState, aRuleInput, changed, NOW, runKey } from './build';
import { CATALOGUE } from './catalogue';

const slugs = (entries: ReadonlyMap<string, unknown>) => fc.constantFrom(...entries.keys());
const prices: fc.Arbitrary<Prices> = fc.dictionary(
  slugs(CATALOGUE.seatTypes),
  fc.constantFrom('0.00', '0.99', '1.00', '49.00', '49.50', '10000.00', '10000.01'),
  { maxKeys: 3, noNullPrototype: true },
);
/** A time in the two years around NOW, or NOW itself. */
const time = fc.oneof(
  fc.constant(NOW),
  fc.integer({ min: -365, max: 365 }).map((days) => new Date(NOW.getTime() + days * 86_400_000)),
);
const timeOrNull = fc.option(time, { nil: null });

const runFields = {
  type: slugs(CATALOGUE.courseRunTypes),
  status: fc.constantFrom(...COURSE_RUN_STATUSES),
  prices,
  end: timeOrNull,
  upgradeDeadlineOverride: timeOrNull,
};
const runAs = (key: string): fc.Arbitrary<Partial<CourseRun>> =>
  fc.record({ key: fc.constant(key), hasProducts: fc.boolean(), ...runFields });

const TERMS = ['1T2026', '2T2026', '3T2026'];

/** A course with up to three runs, regardless of the rules. */
export const courseStates: fc.Arbitrary<CourseState> = fc
  .tuple(
    fc.record({ type: slugs(CATALOGUE.courseTypes), prices }),
    fc.tuple(...TERMS.map((term) => fc.option(runAs(runKey(term)), { nil: null }))),
  )
  .map(([course, runs]) =>
    aCourseState(
      course,
      runs.filter((run) => run !== null),
    ),
  );

const courseChange = fc.record({ type: slugs(CATALOGUE.courseTypes), prices }, { requiredKeys: [] });
const runChange = fc.record(runFields, { requiredKeys: [] });

/** Any change of any course: types, prices, dates and statuses at once, runs added and deleted. */
export const ruleInputs: fc.Arbitrary<RuleInput> = fc
  .record({
    before: courseStates,
    course: courseChange,
    runs: fc.tuple(...TERMS.map(() => runChange)),
    added: fc.array(runAs(runKey('4T2026')), { maxLength: 1 }),
    deleted: fc.subarray(TERMS.map(runKey), { maxLength: 1 }),
    named: fc.subarray(TERMS.map(runKey)),
    mayReview: fc.boolean(),
  })
  .map(({ before, course, runs, added, deleted, named, mayReview }) => {
    const byKey = Object.fromEntries(TERMS.map((term, index) => [runKey(term), runs[index] ?? {}]));
    const after = changed(before, { course, runs: byKey, added, deleted });
    return aRuleInput({ before, after, named, mayReview });
  });
