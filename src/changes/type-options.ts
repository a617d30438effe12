// Which types a course or run may be given, and what choosing each would do. Asks the same rules as the mutations.
// An option is refused only for what no other field of the same command could cure: so never for a missing price.
import type { Catalogue, CourseRunType, CourseType } from '../model/catalogue';
import type { CourseRun, CourseState } from '../model/courses';
import type { Policy } from '../model/policy';
import { EMPTY_PLAN } from '../model/provisioning';
import type { ProvisioningPlan } from '../model/provisioning';
import { RULE_CODES } from '../model/rule-codes';
import type { RuleCode, RuleViolation } from '../model/rule-codes';
import type { PlanContext } from '../provisioning/plan';
import { planOf } from '../provisioning/steps';
import { judge } from '../rules';
import type { LoadedCourse } from '../store/course-states';
import { planContext, sentBackForReview } from './decide';
import { inputPaths, stateOf } from './propose';

export interface OptionsContext {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
}

export interface TypeOption<T> {
  readonly type: T;
  readonly isCurrent: boolean;
  readonly isAllowed: boolean;
  readonly violations: readonly RuleViolation[];
  readonly plan: ProvisioningPlan;
}

const CURABLE: readonly RuleCode[] = ['PRICE_REQUIRED'];

/** Every course type in display order. */
export function courseTypeOptions(loaded: LoadedCourse, context: OptionsContext): TypeOption<CourseType>[] {
  const plans = planContext(loaded, context);
  return [...context.catalogue.courseTypes.values()].map((type) =>
    courseTypeOption(loaded.state, type, plans),
  );
}

/** Every run type of the course's type, in display order. None for a run that the course has not. */
export function runTypeOptions(
  loaded: LoadedCourse,
  runKey: string,
  context: OptionsContext,
): TypeOption<CourseRunType>[] {
  const plans = planContext(loaded, context);
  const run = loaded.state.runs.find((candidate) => candidate.key === runKey);
  const courseType = context.catalogue.courseTypes.get(loaded.state.course.type);
  if (!run || !courseType) return [];
  const alone: CourseState = { course: loaded.state.course, runs: [run] };
  return courseType.courseRunTypes.map((type) => {
    const after = reviewedAgain(alone, withRunType(alone, run, type.slug), plans);
    const paths = inputPaths('type', null, [{ at: 'runs.0', run: { key: run.key } }]);
    return optionOf(
      type,
      type.slug === run.type,
      violationsOf(alone, after, plans, paths),
      planOf(after, plans),
    );
  });
}

function courseTypeOption(before: CourseState, type: CourseType, plans: PlanContext): TypeOption<CourseType> {
  const course = { ...before.course, type: type.slug };
  const unmoved = stateOf(course, before.runs);
  const stuck: RuleViolation[] = [];
  const target = new Map<string, string>();
  for (const violation of violationsOf(before, unmoved, plans).filter(isMismatch)) {
    const run = unmoved.runs.find((candidate) => candidate.key === violation.courseRunKey);
    const first = run && type.courseRunTypes.find((runType) => mayTake(before, unmoved, run, runType, plans));
    if (run && first) target.set(run.key, first.slug);
    else stuck.push(violation);
  }
  const moved = stateOf(
    course,
    before.runs.map((run) => ({ ...run, type: target.get(run.key) ?? run.type })),
  );
  const after = reviewedAgain(before, moved, plans);
  const rest = violationsOf(before, after, plans).filter((violation) => !isMismatch(violation));
  const violations = inRuleOrder([...stuck, ...rest]);
  return optionOf(type, type.slug === before.course.type, violations, planOf(after, plans));
}

const isMismatch = (violation: RuleViolation): boolean => violation.code === 'RUN_TYPE_NOT_IN_COURSE_TYPE';

/** Whether the run, looked at alone, could be given that type in the same command. */
function mayTake(
  before: CourseState,
  after: CourseState,
  run: CourseRun,
  type: CourseRunType,
  plans: PlanContext,
): boolean {
  const old = { course: before.course, runs: before.runs.filter((candidate) => candidate.key === run.key) };
  const alone = { course: after.course, runs: [run] };
  const violations = violationsOf(old, withRunType(alone, run, type.slug), plans);
  return violations.every((violation) => violation.courseRunKey !== run.key);
}

const withRunType = (state: CourseState, run: CourseRun, type: string): CourseState =>
  stateOf(
    state.course,
    state.runs.map((candidate) => (candidate.key === run.key ? { ...candidate, type } : candidate)),
  );

const reviewedAgain = (before: CourseState, after: CourseState, { catalogue }: PlanContext): CourseState =>
  sentBackForReview(before, after, catalogue);

function violationsOf(
  before: CourseState,
  after: CourseState,
  { catalogue, policy, now }: PlanContext,
  paths = inputPaths('type', null, []),
): RuleViolation[] {
  const { violations } = judge({
    catalogueBefore: catalogue,
    catalogueAfter: catalogue,
    policy,
    now,
    courses: [{ before, after }],
    paths,
    mayReview: true,
    definition: null,
    publishes: null,
    learners: null,
  });
  return violations.filter((violation) => !CURABLE.includes(violation.code));
}

function optionOf<T>(
  type: T,
  isCurrent: boolean,
  violations: readonly RuleViolation[],
  plan: ProvisioningPlan,
): TypeOption<T> {
  const isAllowed = violations.length === 0;
  return { type, isCurrent, isAllowed, violations, plan: isAllowed ? plan : EMPTY_PLAN };
}

function inRuleOrder(violations: readonly RuleViolation[]): RuleViolation[] {
  const position = (violation: RuleViolation): number => RULE_CODES.indexOf(violation.code);
  return [...violations].sort((left, right) => position(left) - position(right));
}
