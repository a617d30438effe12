// Builders with defaults and named deviations: courses, runs, and the questions for rules.
import type { Definition, DefinitionKind } from '../../src/model/catalogue';
import { bareCourse, bareRun } from '../../src/model/courses';
import type { Course, CourseRun, CourseState, Phase } from '../../src/model/courses';
import type { Policy } from '../../src/model/policy';
import type { InputPaths, RuleInput } from '../../src/rules/facts';
import { CATALOGUE, redefined } from './catalogue';

export const NOW = new Date('2026-06-15T12:00:00.000Z');
export const POLICY: Policy = {
  currency: 'USD',
  maximumPrice: '10000.00',
  isPriceWhole: true,
  upgradeDeadlineDays: 10,
  isSelling: true,
  mostRuns: 500,
};

const COURSE_KEY = 'edX+DemoX';
/** The key of the demonstration course's run of that term, for example 1T2026. */
export const runKey = (term: string): string => `course-v1:${COURSE_KEY}+${term}`;
export const RUN_KEY = runKey('1T2026');

/** The fields that put a run into that phase at NOW. */
export const PHASES: Readonly<Record<Phase, Partial<CourseRun>>> = {
  DRAFT: { status: 'UNPUBLISHED', hasProducts: false },
  IN_REVIEW: { status: 'INTERNAL_REVIEW', hasProducts: false },
  LOCKED: { status: 'PUBLISHED', hasProducts: true, revision: 1 },
  ENDED: { status: 'PUBLISHED', hasProducts: true, revision: 1, end: new Date('2026-06-01T00:00:00.000Z') },
};

/** A Verified and Audit course without prices. */
export function aCourse(deviations: Partial<Course> = {}): Course {
  return {
    ...bareCourse({
      ...{ uuid: '00000000-0000-4000-8000-000000000001', key: COURSE_KEY, organization: 'edX' },
      ...{ title: 'Demonstration', type: 'verified-audit' },
    }),
    id: 'course-1',
    version: 3,
    ...deviations,
  };
}

/** An unpublished Verified and Audit run that ends after NOW. */
export function aRun(deviations: Partial<CourseRun> = {}): CourseRun {
  const key = deviations.key ?? RUN_KEY;
  return {
    ...bareRun({
      ...{ id: `id of ${key}`, uuid: '00000000-0000-4000-8000-000000000002', key },
      ...{ course: aCourse(), type: 'verified-audit' },
    }),
    start: new Date('2026-03-01T00:00:00.000Z'),
    end: new Date('2026-12-31T00:00:00.000Z'),
    ...deviations,
  };
}

/** A course with these runs, which all belong to it. */
export function aCourseState(
  course: Partial<Course> = {},
  runs: readonly Partial<CourseRun>[] = [{}],
): CourseState {
  return linked(
    aCourse(course),
    runs.map((run) => aRun(run)),
  );
}

export interface Deviations {
  readonly course?: Partial<Course>;
  /** By run key. */
  readonly runs?: Readonly<Record<string, Partial<CourseRun>>>;
  readonly added?: readonly Partial<CourseRun>[];
  readonly deleted?: readonly string[];
}

/** The state with changes to its course and runs. */
export function changed(state: CourseState, { course, runs, added, deleted }: Deviations): CourseState {
  const remaining = state.runs.filter((run) => !deleted?.includes(run.key));
  return linked({ ...state.course, ...course }, [
    ...remaining.map((run) => ({ ...run, ...runs?.[run.key] })),
    ...(added ?? []).map((run) => aRun(run)),
  ]);
}

function linked(course: Course, runs: readonly CourseRun[]): CourseState {
  return { course, runs: runs.map((run) => ({ ...run, course })) };
}

interface RuleInputDeviations extends Partial<Omit<RuleInput, 'courses' | 'paths'>> {
  readonly before?: CourseState | null;
  readonly after?: CourseState | null;
  /** The runs that the input names, in its order. */
  readonly named?: readonly string[];
  /** The seat types of the input's lists of prices, by the list's path joined with dots. */
  readonly listed?: Readonly<Record<string, readonly string[]>>;
  readonly paths?: Partial<InputPaths>;
}

/** A change of one course that changes nothing. */
export function aRuleInput(deviations: RuleInputDeviations = {}): RuleInput {
  const { before = aCourseState(), named = [], listed = {}, paths, ...rest } = deviations;
  const { after = before, ...given } = rest;
  return {
    catalogueBefore: CATALOGUE,
    catalogueAfter: deviations.catalogueBefore ?? CATALOGUE,
    policy: POLICY,
    now: NOW,
    mayReview: true,
    ...given,
    courses: [{ before, after }],
    paths: {
      courseType: ['type'],
      coursePrices: ['prices'],
      runs: new Map(named.map((key, index) => [key, ['runs', String(index)]])),
      priceIndex: new Map(
        Object.entries(listed).map(([list, slugs]) => [list, new Map(slugs.map((slug, at) => [slug, at]))]),
      ),
      ...paths,
    },
  };
}

/** A definition is saved while these courses exist. */
export function aDefinitionInput<K extends DefinitionKind>(
  kind: K,
  saved: Definition<K>,
  courses: readonly CourseState[] = [],
): RuleInput {
  const question = aRuleInput({
    catalogueAfter: redefined(kind, saved),
    definition: { kind, slug: saved.slug },
    paths: { courseType: ['slug'] },
  });
  return { ...question, courses: courses.map((state) => ({ before: state, after: state })) };
}
