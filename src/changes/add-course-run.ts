// addCourseRun: a new run; with courseType the course moves to that type in the same step.
import { authorize } from '../identity/permissions';
import type { CourseState } from '../model/courses';
import type { Viewer } from '../model/viewer';
import { applyChange, previewChange } from './apply/apply-change';
import type { Command, Outcome, Proposal, ProposalContext } from './apply/command';
import type { ChangeDeps } from './deps';
import { readCourseKey, readReason } from './input/read';
import type { PriceInput } from './input/read';
import { changedCourse, inputPaths, newRun, stateOf } from './input/propose';
import type { NewCourseRunInput } from './input/propose';
import { commandOf } from './input/read-command';

export interface AddCourseRunInput {
  readonly courseKey: string;
  readonly expectedVersion: number;
  readonly courseType?: string | null;
  readonly run: NewCourseRunInput;
  readonly prices?: readonly PriceInput[] | null;
  readonly reason: string;
  readonly override?: boolean | null;
  readonly idempotencyKey?: string | null;
}

/** Adds the run. Throws ALREADY_EXISTS where there is one of that key. */
export function addCourseRun(deps: ChangeDeps, viewer: Viewer, input: AddCourseRunInput): Promise<Outcome> {
  return applyChange(deps, viewer, addCourseRunCommand(input));
}

/** What `addCourseRun` would answer, with nothing saved. */
export function previewAddCourseRun(
  deps: ChangeDeps,
  viewer: Viewer,
  input: AddCourseRunInput,
): Promise<Outcome> {
  return previewChange(deps, viewer, addCourseRunCommand(input));
}

function addCourseRunCommand(input: AddCourseRunInput): Command {
  readCourseKey(input.courseKey, 'courseKey');
  return {
    ...commandOf('addCourseRun', input, readReason(input.reason)),
    target: { course: input.courseKey },
    isCreation: false,
    newKeys: [{ key: input.run.key, field: 'run.key' }],
    expectedVersion: input.expectedVersion,
    authorize: (viewer, before) => authorize(viewer, 'addCourseRun', before?.course.organization ?? null),
    propose: (before, context) => proposal(input, before, context),
  };
}

function proposal(input: AddCourseRunInput, before: CourseState | null, context: ProposalContext): Proposal {
  if (!before) throw new Error('A run is added to a course that was not loaded.');
  const { run, prices, courseType } = input;
  const type = courseType == null ? null : { slug: courseType, field: 'courseType' };
  const course = changedCourse(before.course, { type, prices }, context.catalogue);
  return {
    after: stateOf(course, [...before.runs, newRun(course, { at: 'run', run }, context)]),
    paths: inputPaths('courseType', prices, [{ at: 'run', run }]),
    kind: 'COURSE_RUN_ADDED',
    courseRunKey: run.key,
  };
}
