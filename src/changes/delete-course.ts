// deleteCourse and deleteCourseRun: remove what has a mistyped key, as long as nothing was ever provisioned.
import { authorize } from '../identity/permissions';
import { applying } from './apply/apply-change';
import type { Command } from './apply/command';
import { readCourseKey, readRunKey } from './input/read';
import { inputPaths, runOf } from './input/propose';
import { courseCommandOf } from './input/read-command';
import type { CommandInput } from './input/read-command';

export interface DeleteInput extends CommandInput {
  readonly key: string;
  readonly expectedVersion: number;
  readonly reason: string;
}

/** Deletes the course with its runs. */
export const deleteCourse = applying((input: DeleteInput) => ({
  ...deletion('deleteCourse', input, readCourseKey),
  target: { course: input.key },
  propose: () => ({
    after: null,
    paths: inputPaths('key', null, []),
    kind: 'COURSE_DELETED',
    courseRunKey: null,
  }),
}));

/** Deletes the run; the course stays. */
export const deleteCourseRun = applying((input: DeleteInput) => ({
  ...deletion('deleteCourseRun', input, readRunKey),
  target: { run: input.key },
  propose: (before) => {
    if (!before) throw new Error('A run is deleted whose course was not loaded.');
    const gone = runOf(before, input.key, 'key');
    return {
      after: { ...before, runs: before.runs.filter((run) => run !== gone) },
      paths: inputPaths('key', null, []),
      kind: 'COURSE_RUN_DELETED',
      courseRunKey: gone.key,
    };
  },
}));

function deletion(
  operation: 'deleteCourse' | 'deleteCourseRun',
  input: DeleteInput,
  readKey: (key: string, field: string) => unknown,
): Omit<Command, 'target' | 'propose'> {
  return {
    ...courseCommandOf(operation, input, () => readKey(input.key, 'key')),
    authorize: (viewer, before) => authorize(viewer, operation, before?.course.organization ?? null),
  };
}
