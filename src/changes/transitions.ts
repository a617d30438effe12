// Judges every pair of run types in one phase and course type, by the same rules as a change.
import type { Catalogue, CourseRunType } from '../model/catalogue';
import { bareCourse, bareRun } from '../model/courses';
import type { Course, CourseRun, Phase } from '../model/courses';
import type { Policy } from '../model/policy';
import type { RuleViolation } from '../model/rule-codes';
import { judge } from '../rules';
import { inputPaths, stateOf } from './input/propose';

export interface Transition {
  readonly from: CourseRunType;
  readonly to: CourseRunType;
  /** Empty: the transition is allowed. */
  readonly violations: readonly RuleViolation[];
}

/** `yes`; `override` if a coordinator may waive every violation; `no`. */
export const verdictOf = ({ violations }: Transition): 'yes' | 'override' | 'no' =>
  violations.length === 0 ? 'yes' : violations.every((violation) => violation.isWaivable) ? 'override' : 'no';

export interface TransitionsContext {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
}

const RUN_KEY = 'course-v1:edX+DemoX+1T2026';
const DAY = 86_400_000;
const NOW = new Date(0);

/** A run in that phase at NOW. */
const IN: Readonly<Record<Phase, Partial<CourseRun>>> = {
  DRAFT: { status: 'UNPUBLISHED', hasProducts: false },
  IN_REVIEW: { status: 'LEGAL_REVIEW', hasProducts: true },
  LOCKED: { status: 'PUBLISHED', hasProducts: true },
  ENDED: { status: 'PUBLISHED', hasProducts: true, end: new Date(NOW.getTime() - DAY) },
};

/**
 * Returns every pair of the course type's run types, in display order; a pair of the same type changes nothing. Assumes
 * that all prices are known and that the course type allows the organization, so only the types and the phase matter.
 */
export function transitionsOf(
  courseType: string,
  phase: Phase,
  { catalogue, policy }: TransitionsContext,
): Transition[] {
  const types = catalogue.courseTypes.get(courseType)?.courseRunTypes ?? [];
  const prices = Object.fromEntries([...catalogue.seatTypes.keys()].map((slug) => [slug, '100.00']));
  const [organization = 'edX'] = catalogue.courseTypes.get(courseType)?.organizations ?? [];
  const course: Course = {
    ...bareCourse({ uuid: '', key: 'edX+DemoX', organization, title: 'A course', type: courseType }),
    ...{ id: '1', version: 1, prices },
  };
  const stateWith = (type: CourseRunType) => stateOf(course, [{ ...runIn(course, phase), type: type.slug }]);
  const paths = inputPaths('type', null, [{ at: 'runs.0', run: { key: RUN_KEY } }]);
  return types.flatMap((from) =>
    types.map((to) => {
      const courses = [{ before: stateWith(from), after: stateWith(to) }];
      const snapshots = { catalogueBefore: catalogue, catalogueAfter: catalogue };
      const { violations } = judge({ ...snapshots, mayReview: true, policy, now: NOW, courses, paths });
      return { from, to, violations };
    }),
  );
}

const runIn = (course: Course, phase: Phase): CourseRun => ({
  ...bareRun({ id: '1', uuid: '', key: RUN_KEY, course, type: '' }),
  ...IN[phase],
});
