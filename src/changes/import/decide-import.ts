// Decides what becomes of a course from another system: its types, its state and the rules it breaks. Pure. Violations
// are reported and refuse nothing: old data is taken as it is.
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../../model/catalogue';
import { isMismatched, phaseOf, unpricedOf } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import type { Policy } from '../../model/policy';
import type { RuleViolation } from '../../model/rule-codes';
import type { RunConflict } from '../../store/courses/conflicts';
import { judge } from '../../rules';
import { withVersion } from '../apply/decide';
import { describeChange } from '../apply/describe-change';
import { withSoldPrices } from '../apply/sold-prices';
import { composeCourse } from './compose-course';
import { BACKWARDS, FOLLOWED, isBackwards } from './imported-course';
import type { FollowedField, ImportedCourse, ImportedRun, TypeOptions } from './imported-course';
import { matchTypes } from './match-types';
import type { Match, MatchedBy } from './match-types';
import { knownPart, pricesOfNobody, remarksOn } from './remarks';

export type ImportOutcome = 'CREATED' | 'CHANGED' | 'UNCHANGED';

export interface DecidedRun {
  readonly key: string;
  readonly fate: ImportOutcome;
  readonly type: string;
  readonly matchedBy: MatchedBy;
  readonly isMismatched: boolean;
  /** The slugs of seat types without a known price. */
  readonly unpriced: readonly string[];
  /** The track types that have a price although nobody is paid for them. */
  readonly unpaid: readonly string[];
}

export interface ImportDecision {
  readonly fate: ImportOutcome;
  readonly before: CourseState | null;
  /** The state to store, with its version. */
  readonly after: CourseState;
  readonly type: Match;
  /** In the other system's order. */
  readonly runs: readonly DecidedRun[];
  readonly remarks: readonly string[];
  readonly violations: readonly RuleViolation[];
  /** For an LMS: the ids of the runs whose titles and dates are followed, and the values that were not taken. */
  readonly followed: { readonly runs: readonly string[]; readonly conflicts: readonly RunConflict[] };
}

export interface ImportContext {
  readonly catalogue: Catalogue;
  readonly options: TypeOptions;
  readonly policy: Policy;
  readonly now: Date;
  readonly newId: () => string;
}

/** Decides about the course; `before` is the course as it is here. */
export function decideImport(
  imported: ImportedCourse,
  before: CourseState | null,
  context: ImportContext,
): ImportDecision {
  const decision = decide(imported, before, context);
  if (!imported.isFromLms) return decision;
  const known = new Map(before?.runs.map((run) => [run.key, run]));
  const runs: string[] = [];
  const conflicts: RunConflict[] = [];
  const remarks: string[] = [];
  let isRefused = false;
  const rest = imported.runs.map((there): ImportedRun => {
    const here = known.get(there.key);
    if (!here) return there;
    const refused = refusedOf(there, decision.violations);
    if (there.end !== undefined || there.title !== undefined) runs.push(here.id);
    for (const [field, problem] of refused) {
      isRefused = true;
      if (isDeepStrictEqual(there[field], here[field])) continue;
      conflicts.push({ courseRunId: here.id, field, there: textOf(there[field]), problem });
      remarks.push(`${there.key}: its ${field} stays as it is here. ${problem}`);
    }
    return { ...there, ...Object.fromEntries([...refused.keys()].map((field) => [field, undefined])) };
  });
  if (!isRefused) return { ...decision, followed: { runs, conflicts } };
  const acceptable = { ...imported, runs: rest, remarks: [...imported.remarks, ...remarks] };
  const { followed, ...decided } = decideImport(acceptable, before, context);
  return { ...decided, followed: { runs, conflicts: [...conflicts, ...followed.conflicts] } };
}

/** The fields of a known run that are refused, and why; they keep their values here. */
function refusedOf(
  there: ImportedRun,
  violations: readonly RuleViolation[],
): ReadonlyMap<FollowedField, string> {
  const problemOf = (field: FollowedField) =>
    isBackwards(there) && (field === 'start' || field === 'end')
      ? BACKWARDS
      : violations.find(({ courseRunKey, path }) => courseRunKey === there.key && path.at(-1) === field)
          ?.message;
  return new Map(
    FOLLOWED.flatMap((field) => {
      const problem = there[field] === undefined ? undefined : problemOf(field);
      return problem === undefined ? [] : [[field, problem] as const];
    }),
  );
}

const textOf = (value: string | Date | null | undefined): string | null =>
  value instanceof Date ? value.toISOString() : (value ?? null);

function decide(
  imported: ImportedCourse,
  before: CourseState | null,
  context: ImportContext,
): ImportDecision {
  const { catalogue, policy, now } = context;
  const match = matchTypes(imported, { ...context, before });
  const known = knownPart(imported, catalogue);
  const composed = withSoldPrices(before, composeCourse(known, match, { ...context, before }), context);
  // Data that others generate, such as SKUs, does not raise the version.
  const isRecorded = !before || describeChange(before, composed).after !== null;
  const after = isRecorded ? withVersion(composed, composed.course.version + 1) : composed;
  const byKey = new Map(after.runs.map((run) => [run.key, run]));
  const old = new Map(before?.runs.map((run) => [run.key, run]));
  const runs = imported.runs.map(({ key }, index): DecidedRun => {
    const [run, by] = [byKey.get(key), match.runs[index]?.by];
    if (!run || !by) throw new Error('A run of an imported course was lost.');
    const fate = fateOf(bare(old.get(key)), bare(run));
    const unpaid = pricesOfNobody(run, catalogue).map(({ slug }) => slug);
    const isOver = phaseOf(run, now) === 'ENDED';
    // A seat and an entitlement may be of one type.
    const unpriced = isOver
      ? []
      : [...new Set(unpricedOf(run, catalogue, policy).map(({ seatType }) => seatType.slug))];
    const decided = { key, fate, type: run.type, matchedBy: by, unpriced, unpaid };
    return { ...decided, isMismatched: isMismatched(run, catalogue) };
  });
  return {
    fate: fateOf(before, after),
    before,
    after,
    type: match.course,
    runs,
    remarks: [
      ...[match.course.remark ?? []].flat(),
      ...match.runs.flatMap(({ remark }, index) =>
        remark ? [`${imported.runs[index]?.key}: ${remark}`] : [],
      ),
      ...remarksOn(known, after, { ...context, before }),
      ...runs.flatMap(({ key, unpriced, unpaid }) => {
        const missing = unpriced.filter((seatType) => !unpaid.includes(seatType));
        return missing.length > 0
          ? [`${key}: ${missing.join(', ')} has no price, and is held back until it has one.`]
          : [];
      }),
    ],
    violations: violationsOf({ before, after }, context),
    followed: { runs: [], conflicts: [] },
  };
}

const bare = (run: CourseRun | undefined): object | null => (run ? { ...run, course: null } : null);

function fateOf(before: object | null, after: object | null): ImportOutcome {
  if (!before) return 'CREATED';
  return isDeepStrictEqual(before, after) ? 'UNCHANGED' : 'CHANGED';
}

/** Every rule that a mutation making the same change would break. */
function violationsOf(
  change: { readonly before: CourseState | null; readonly after: CourseState },
  { catalogue, policy, now }: ImportContext,
): readonly RuleViolation[] {
  const paths = {
    courseType: ['type'],
    coursePrices: ['prices'],
    runs: new Map(change.after.runs.map(({ key }) => [key, ['courseRuns', key]])),
    priceIndex: new Map(),
  };
  const { violations } = judge({
    ...{ catalogueBefore: catalogue, catalogueAfter: catalogue, policy, now, paths },
    ...{ courses: [change], mayReview: true },
  });
  return violations;
}
