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
import { RULES, violationsOf } from '../rules';
import type { Rule } from '../rules/rule';
import type { LoadedCourse } from '../store/courses/course-states';
import type { InputPaths } from '../rules/facts';
import { planContext, sentBackForReview } from './apply/decide';
import { inputPaths, stateOf } from './input/propose';
import { requireSlug } from './input/read';

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
  /** What choosing it would do; worked out when it is asked for. */
  readonly plan: () => ProvisioningPlan;
}
export type CourseTypeOption = TypeOption<CourseType>;
export type CourseRunTypeOption = TypeOption<CourseRunType>;

/** A course as it is, and what options are worked out with. */
interface Setting {
  readonly before: CourseState;
  readonly context: OptionsContext;
  readonly plans: () => PlanContext;
}

const CURABLE: readonly RuleCode[] = ['PRICE_REQUIRED'];
const INCURABLE = RULES.filter(({ code }) => !CURABLE.includes(code));
const isMismatch = ({ code }: Pick<RuleViolation, 'code'>): boolean => code === 'RUN_TYPE_NOT_IN_COURSE_TYPE';
const MISMATCH = RULES.filter(isMismatch);

/** Every course type in display order. */
export function courseTypeOptions(loaded: LoadedCourse, context: OptionsContext): CourseTypeOption[] {
  const setting = settingOf(loaded, loaded.state, context);
  return [...context.catalogue.courseTypes.values()].map((type) => courseTypeOption(setting, type));
}

/** A run, and the slug of the type that the course would move to in the same step; none: it stays. */
interface RunChoice {
  readonly run: string;
  readonly courseType?: string | null;
}

/** Every run type of the course's type, in display order. None for a run that the course has not. */
export function runTypeOptions(
  loaded: LoadedCourse,
  choice: RunChoice,
  context: OptionsContext,
): CourseRunTypeOption[] {
  const { course, runs } = loaded.state;
  const run = runs.find((candidate) => candidate.key === choice.run);
  const slug = choice.courseType ?? course.type;
  const courseType = requireSlug(context.catalogue.courseTypes, slug, 'courseType');
  if (!run) return [];
  const before: CourseState = { course, runs: [run] };
  const moved = stateOf({ ...course, type: slug }, [run]);
  const setting = settingOf(loaded, before, context);
  const paths = inputPaths('type', null, [{ at: 'runs.0', run: { key: run.key } }]);
  return courseType.courseRunTypes.map((type) => {
    const after = withRunTypes(moved, new Map([[run.key, type.slug]]));
    const isCurrent = type.slug === run.type;
    // What the course's own type is refused for is said by the course's options.
    const violations = refusals(setting, after, { paths }).filter((one) => one.courseRunKey === run.key);
    return optionOf({ type, isCurrent, violations }, after, setting);
  });
}

function settingOf(loaded: LoadedCourse, before: CourseState, context: OptionsContext): Setting {
  let plans: PlanContext | undefined;
  return { before, context, plans: () => (plans ??= planContext(loaded, context)) };
}

/** Runs that the type does not list are moved to the first of its run types that they could take. */
function courseTypeOption(setting: Setting, type: CourseType): CourseTypeOption {
  const { before } = setting;
  const unmoved = stateOf({ ...before.course, type: type.slug }, before.runs);
  const stuck: RuleViolation[] = [];
  const target = new Map<string, string>();
  for (const violation of refusals(setting, unmoved, { rules: MISMATCH })) {
    const run = unmoved.runs.find((candidate) => candidate.key === violation.courseRunKey);
    const first = run && type.courseRunTypes.find((runType) => mayTake(setting, run, runType));
    if (run && first) target.set(run.key, first.slug);
    else stuck.push(violation);
  }
  const after = withRunTypes(unmoved, target);
  const rest = refusals(setting, after).filter((violation) => !isMismatch(violation));
  const isCurrent = type.slug === before.course.type;
  return optionOf({ type, isCurrent, violations: inRuleOrder([...stuck, ...rest]) }, after, setting);
}

/** Whether the run, with the course it would then have and looked at alone, could be given that type. */
function mayTake({ before, context }: Setting, run: CourseRun, type: CourseRunType): boolean {
  const old = { course: before.course, runs: before.runs.filter((candidate) => candidate.key === run.key) };
  const after = withRunTypes({ course: run.course, runs: [run] }, new Map([[run.key, type.slug]]));
  const violations = refusals({ before: old, context }, after);
  return violations.every((violation) => violation.courseRunKey !== run.key);
}

const withRunTypes = (state: CourseState, types: ReadonlyMap<string, string>): CourseState =>
  stateOf(
    state.course,
    state.runs.map((run) => ({ ...run, type: types.get(run.key) ?? run.type })),
  );

const NO_PATHS = inputPaths('type', null, []);

interface Judging {
  readonly rules?: readonly Rule[];
  readonly paths?: InputPaths;
}

/** What the rules have against that state, of all that another field could not cure. */
const refusals = (
  { before, context: { catalogue, policy, now } }: Pick<Setting, 'before' | 'context'>,
  after: CourseState,
  { rules = INCURABLE, paths = NO_PATHS }: Judging = {},
): RuleViolation[] =>
  violationsOf(
    {
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
    },
    rules,
  );

function optionOf<T>(
  option: Omit<TypeOption<T>, 'isAllowed' | 'plan'>,
  after: CourseState,
  { before, context, plans }: Setting,
): TypeOption<T> {
  const isAllowed = option.violations.length === 0;
  const plan = () =>
    isAllowed ? planOf(sentBackForReview(before, after, context.catalogue), plans()) : EMPTY_PLAN;
  return { ...option, isAllowed, plan };
}

function inRuleOrder(violations: readonly RuleViolation[]): RuleViolation[] {
  const position = (violation: RuleViolation): number => RULE_CODES.indexOf(violation.code);
  return [...violations].sort((left, right) => position(left) - position(right));
}
