// Lists the types that a course or run may be given, and what each would do, by the same rules as the mutations.
// An option is refused only for what no other field of the same command could resolve, so never for a missing price.
import type { Catalogue, CourseRunType, CourseType, SeatType } from '../model/catalogue';
import type { CourseState } from '../model/courses';
import type { Policy } from '../model/policy';
import { EMPTY_PLAN } from '../model/provisioning';
import type { ProvisioningPlan } from '../model/provisioning';
import { RULE_CODES } from '../model/rule-codes';
import type { RuleCode, RuleViolation } from '../model/rule-codes';
import type { DesiredContext } from '../provisioning/desired-state';
import { planOf } from '../provisioning/plan';
import { RULES, violationsOf } from '../rules';
import type { Rule } from '../rules/rule';
import type { LoadedCourse } from '../store/courses/course-states';
import type { InputPaths } from '../rules/facts';
import { desiredContext, sentBackForReview } from './apply/decide';
import { inputPaths, stateOf } from './input/propose';
import { requireSlug } from './input/read';

export interface OptionsContext {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
  /** Optional. Awaited between two options, so that other requests get a turn; if it throws, the work ends. */
  readonly pause?: () => Promise<void> | undefined;
}

export interface TypeOption<T> {
  readonly type: T;
  readonly isCurrent: boolean;
  readonly isAllowed: boolean;
  readonly violations: readonly RuleViolation[];
  /** What choosing it would do; computed on demand. */
  readonly plan: () => ProvisioningPlan;
  /** The seat types that would then need a price and have none; computed on demand. */
  readonly pricesNeeded: () => SeatType[];
}
export type CourseTypeOption = TypeOption<CourseType>;
export type CourseRunTypeOption = TypeOption<CourseRunType>;

/** A course as it is, and what its options are computed from. */
interface Setting {
  readonly before: CourseState;
  readonly context: OptionsContext;
  readonly plans: () => DesiredContext;
}

const CURABLE: readonly RuleCode[] = ['PRICE_REQUIRED'];
const INCURABLE = RULES.filter(({ code }) => !CURABLE.includes(code));
const CURED = RULES.filter(({ code }) => CURABLE.includes(code));
const isMismatch = ({ code }: Pick<RuleViolation, 'code'>): boolean => code === 'RUN_TYPE_NOT_IN_COURSE_TYPE';
const MISMATCH = RULES.filter(isMismatch);

/** Every course type in display order. */
export async function courseTypeOptions(
  loaded: LoadedCourse,
  context: OptionsContext,
): Promise<CourseTypeOption[]> {
  const setting = settingOf(loaded, loaded.state, context);
  const options: CourseTypeOption[] = [];
  for (const type of context.catalogue.courseTypes.values()) {
    await context.pause?.();
    options.push(courseTypeOption(setting, type));
  }
  return options;
}

/** A run, and the slug of the type that the course would move to in the same step; left out: it keeps its type. */
interface RunChoice {
  readonly run: string;
  readonly courseType?: string | null;
}

/** Every run type of the course's type, in display order. Empty if the course has no such run. */
export function runTypeOptions(
  loaded: LoadedCourse,
  choice: RunChoice,
  context: OptionsContext,
): CourseRunTypeOption[] {
  const { course, runs } = loaded.state;
  const run = runs.find((candidate) => candidate.key === choice.run);
  const slug = choice.courseType ?? course.type;
  const courseType = requireSlug(context.catalogue, 'courseTypes')(slug, 'courseType');
  if (!run) return [];
  const before: CourseState = { course, runs: [run] };
  const moved = stateOf({ ...course, type: slug }, [run]);
  const setting = settingOf(loaded, before, context);
  const paths = inputPaths('type', null, [{ at: 'runs.0', run: { key: run.key } }]);
  return courseType.courseRunTypes.map((type) => {
    const after = withRunTypes(moved, new Map([[run.key, type.slug]]));
    const isCurrent = type.slug === run.type;
    // Violations of the course's own type are reported by the course's options.
    const violations = refusals(setting, after, { paths }).filter((one) => one.courseRunKey === run.key);
    return optionOf({ type, isCurrent, violations }, after, setting);
  });
}

function settingOf(loaded: LoadedCourse, before: CourseState, context: OptionsContext): Setting {
  let plans: DesiredContext | undefined;
  return { before, context, plans: () => (plans ??= desiredContext(loaded, context)) };
}

/** Moves each run that the type does not list to the first of its run types that the run can take. */
function courseTypeOption(setting: Setting, type: CourseType): CourseTypeOption {
  const { before } = setting;
  const unmoved = stateOf({ ...before.course, type: type.slug }, before.runs);
  const mismatches = refusals(setting, unmoved, { rules: MISMATCH });
  const targets = new Map<string, string>();
  let left = keysOf(mismatches);
  for (const runType of type.courseRunTypes) {
    if (left.size === 0) break;
    const stuck = stuckAs(setting, of(unmoved, left), runType);
    for (const key of left) if (!stuck.has(key)) targets.set(key, runType.slug);
    left = stuck;
  }
  const after = withRunTypes(unmoved, targets);
  const rest = refusals(setting, after).filter((violation) => !isMismatch(violation));
  const stuck = mismatches.filter(({ courseRunKey }) => left.has(courseRunKey ?? ''));
  const isCurrent = type.slug === before.course.type;
  return optionOf({ type, isCurrent, violations: inRuleOrder([...stuck, ...rest]) }, after, setting);
}

/** The runs that could not be given that type, judged all at once: no rule compares runs with each other. */
function stuckAs({ before, context }: Setting, runs: CourseState, { slug }: CourseRunType): Keys {
  const keys = new Set(runs.runs.map(({ key }) => key));
  const after = withRunTypes(runs, new Map([...keys].map((key) => [key, slug])));
  const refused = keysOf(refusals({ before: of(before, keys), context }, after));
  return new Set([...keys].filter((key) => refused.has(key)));
}

type Keys = ReadonlySet<string>;
const keysOf = (violations: readonly RuleViolation[]): Keys =>
  new Set(violations.flatMap(({ courseRunKey }) => courseRunKey ?? []));

/** The course with only these runs. */
const of = ({ course, runs }: CourseState, keys: Keys): CourseState => ({
  course,
  runs: runs.filter(({ key }) => keys.has(key)),
});

/** Copies only the runs whose type changes. */
const withRunTypes = ({ course, runs }: CourseState, types: ReadonlyMap<string, string>): CourseState => ({
  course,
  runs: runs.map((run) => {
    const type = types.get(run.key) ?? run.type;
    return type === run.type ? run : { ...run, type };
  }),
});

const NO_PATHS = inputPaths('type', null, []);

interface Judging {
  readonly rules?: readonly Rule[];
  readonly paths?: InputPaths;
}

/** Returns the violations of that state. Without `rules`, only those that no other field could resolve. */
export const refusals = (
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
    },
    rules,
  );

function optionOf<T>(
  option: Pick<TypeOption<T>, 'type' | 'isCurrent' | 'violations'>,
  after: CourseState,
  { before, context, plans }: Setting,
): TypeOption<T> {
  const isAllowed = option.violations.length === 0;
  const plan = () =>
    isAllowed ? planOf(sentBackForReview(before, after, context.catalogue), plans()) : EMPTY_PLAN;
  const pricesNeeded = () =>
    refusals({ before, context }, after, { rules: CURED }).flatMap(
      ({ seatType }) => context.catalogue.seatTypes.get(seatType ?? '') ?? [],
    );
  return { ...option, isAllowed, plan, pricesNeeded };
}

function inRuleOrder(violations: readonly RuleViolation[]): RuleViolation[] {
  const position = (violation: RuleViolation): number => RULE_CODES.indexOf(violation.code);
  return [...violations].sort((left, right) => position(left) - position(right));
}
