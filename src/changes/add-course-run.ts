// addCourseRun: adds a run to a course; with courseType it also moves the course to that type in the same step.
import { authorize } from '../identity/permissions';
import type { CourseState } from '../model/courses';
import { readAll } from '../model/faults';
import { parseRunKey } from '../model/keys';
import { applying, previewing } from './apply/apply-change';
import type { Command, Proposal, ProposalContext } from './apply/command';
import { readCourseKey } from './input/read';
import type { PriceInput } from './input/read';
import { anyCourse, changedCourse, inputPaths, newRuns, stateOf } from './input/propose';
import type { NewCourseRunInput } from './input/propose';
import { courseCommandOf } from './input/read-command';
import type { CommandInput } from './input/read-command';

export interface AddCourseRunInput extends CommandInput {
  readonly courseKey: string;
  readonly expectedVersion: number;
  readonly courseType?: string | null;
  readonly run: NewCourseRunInput;
  readonly prices?: readonly PriceInput[] | null;
  readonly reason: string;
}

/** Adds the run. Throws ALREADY_EXISTS if a run has that key. */
export const addCourseRun = applying(addCourseRunCommand);

/** Returns what `addCourseRun` would answer, and saves nothing. */
export const previewAddCourseRun = previewing(addCourseRunCommand);

function addCourseRunCommand(input: AddCourseRunInput): Command {
  return {
    ...courseCommandOf('addCourseRun', input, () => readCourseKey(input.courseKey, 'courseKey')),
    target: { course: input.courseKey },
    newKeys: [{ key: input.run.key, field: 'run.key' }],
    authorize: (viewer, before) => authorize(viewer, 'addCourseRun', before?.course.organization ?? null),
    propose: (before, context) => proposal(input, before, context),
    readWithoutCourse: (context) => proposal(input, anyCourse(parseRunKey(input.run.key), []), context),
  };
}

function proposal(input: AddCourseRunInput, before: CourseState | null, context: ProposalContext): Proposal {
  if (!before) throw new Error('A run is added to a course that was not loaded.');
  const { run, prices, courseType } = input;
  const type = courseType == null ? null : { slug: courseType, field: 'courseType' };
  const isKnown = type !== null && context.catalogue.courseTypes.has(type.slug);
  const named = [{ at: 'run', run }];
  const { course, runs } = readAll({
    course: () => changedCourse(before.course, { type, prices }, context.catalogue),
    runs: () => newRuns({ ...before.course, ...(isKnown && { type: type.slug }) }, named, context),
  });
  return {
    after: stateOf(course, [...before.runs, ...runs]),
    paths: inputPaths('courseType', prices, named),
    kind: 'COURSE_RUN_ADDED',
    courseRunKey: run.key,
  };
}
