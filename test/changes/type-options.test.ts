// Options are judged for all runs at once. On random courses, this gives the same answers as one run after the other.
import fc from 'fast-check';
import { courseTypeOptions } from '../../src/changes/type-options';
import type { CourseRunType, CourseType } from '../../src/model/catalogue';
import type { CourseState } from '../../src/model/courses';
import type { RuleViolation } from '../../src/model/rule-codes';
import { RULES, violationsOf } from '../../src/rules';
import { courseStates } from '../support/arbitrary';
import { aCourseState, aRuleInput, changed, NOW, POLICY, runKey } from '../support/build';
import { CATALOGUE } from '../support/catalogue';

const loaded = (state: CourseState) => ({ state, requested: new Map(), catalogueVersion: 0 });
const context = { catalogue: CATALOGUE, policy: POLICY, now: NOW };
const INCURABLE = RULES.filter(({ code }) => code !== 'PRICE_REQUIRED');
const isMismatch = ({ code }: RuleViolation) => code === 'RUN_TYPE_NOT_IN_COURSE_TYPE';

const refusals = (before: CourseState, after: CourseState) =>
  violationsOf(aRuleInput({ before, after, paths: { coursePrices: ['prices'] } }), INCURABLE);

/** Why the option of that type is refused, for each run tried alone with every run type in turn. */
function refusedOneByOne(state: CourseState, { slug, courseRunTypes }: CourseType): string[] {
  const moved = changed(state, { course: { type: slug } });
  const mayTake = (key: string, type: CourseRunType): boolean => {
    const others = state.runs.map((run) => run.key).filter((other) => other !== key);
    const alone = { course: { type: slug }, runs: { [key]: { type: type.slug } }, deleted: others };
    const before = changed(state, { deleted: others });
    return refusals(before, changed(state, alone)).every(({ courseRunKey }) => courseRunKey !== key);
  };
  const mismatched = refusals(state, moved).filter(isMismatch);
  const taken = mismatched.map(({ courseRunKey }) => {
    const type = courseRunTypes.find((candidate) => mayTake(courseRunKey ?? '', candidate));
    return [courseRunKey ?? '', type?.slug] as const;
  });
  const runs = Object.fromEntries(taken.flatMap(([key, type]) => (type ? [[key, { type }]] : [])));
  const rest = refusals(state, changed(moved, { runs })).filter((violation) => !isMismatch(violation));
  const stuck = mismatched.filter(({ courseRunKey }) => runs[courseRunKey ?? ''] === undefined);
  return told([...stuck, ...rest]);
}

const told = (violations: readonly RuleViolation[]): string[] =>
  violations.map(({ code, courseRunKey, message }) => `${code} ${courseRunKey}: ${message}`).sort();

test('options judged for all runs at once equal those of one run after the other, for any course', async () => {
  await fc.assert(
    fc.asyncProperty(courseStates, async (state) => {
      const options = await courseTypeOptions(loaded(state), context);

      expect(options.map(({ type, violations }) => [type.slug, told(violations)])).toEqual(
        [...CATALOGUE.courseTypes.values()].map((type) => [type.slug, refusedOneByOne(state, type)]),
      );
    }),
    { numRuns: 150 },
  );
});

test('before each option, other requests get their turn', async () => {
  let turns = 0;
  const pause = async (): Promise<void> => void (turns += 1);

  const options = await courseTypeOptions(loaded(aCourseState()), { ...context, pause });

  expect(turns).toBe(options.length);
});

test('a request that has ended stops the work before the next option', async () => {
  let turns = 0;
  const pause = async (): Promise<void> => {
    if ((turns += 1) === 3) throw new Error('over');
  };

  await expect(courseTypeOptions(loaded(aCourseState()), { ...context, pause })).rejects.toThrow('over');
  expect(turns).toBe(3);
});

test('a course of 500 runs has an option for each type, in which every run is judged', async () => {
  const runs = Array.from({ length: 500 }, (_, index) => ({
    key: runKey(`R${index}`),
    hasProducts: true,
    status: 'PUBLISHED' as const,
  }));

  const options = await courseTypeOptions(loaded(aCourseState({}, runs)), context);

  const masters = options.find(({ type }) => type.slug === 'masters');
  expect(masters?.violations.filter(({ code }) => code === 'RUN_TYPE_NOT_IN_COURSE_TYPE')).toHaveLength(500);
});
