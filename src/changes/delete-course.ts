// deleteCourse and deleteCourseRun: remove what has a mistyped key, as long as nothing was ever provisioned.
import { authorize } from '../identity/permissions';
import type { Viewer } from '../model/viewer';
import { applyChange } from './apply/apply-change';
import type { Command, Outcome } from './apply/command';
import type { ChangeDeps } from './deps';
import { readCourseKey, readRunKey } from './input/read';
import { inputPaths, runOf, stateOf } from './input/propose';
import { courseCommandOf } from './input/read-command';

export interface DeleteInput {
  readonly key: string;
  readonly expectedVersion: number;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** Deletes the course with its runs. */
export function deleteCourse(deps: ChangeDeps, viewer: Viewer, input: DeleteInput): Promise<Outcome> {
  return applyChange(deps, viewer, {
    ...deletion('deleteCourse', input, readCourseKey),
    target: { course: input.key },
    propose: () => ({
      after: null,
      paths: inputPaths('key', null, []),
      kind: 'COURSE_DELETED',
      courseRunKey: null,
    }),
  });
}

/** Deletes the run; the course stays. */
export function deleteCourseRun(deps: ChangeDeps, viewer: Viewer, input: DeleteInput): Promise<Outcome> {
  return applyChange(deps, viewer, {
    ...deletion('deleteCourseRun', input, readRunKey),
    target: { run: input.key },
    propose: (before) => {
      if (!before) throw new Error('A run is deleted whose course was not loaded.');
      const gone = runOf(before, input.key, 'key');
      return {
        after: stateOf(
          before.course,
          before.runs.filter((run) => run.key !== gone.key),
        ),
        paths: inputPaths('key', null, []),
        kind: 'COURSE_RUN_DELETED',
        courseRunKey: gone.key,
      };
    },
  });
}

function deletion(
  operation: 'deleteCourse' | 'deleteCourseRun',
  input: DeleteInput,
  readKey: (key: string, field: string) => unknown,
): Omit<Command, 'target' | 'propose'> {
  return {
    ...courseCommandOf(operation, input, () => readKey(input.key, 'key')),
    isCreation: false,
    expectedVersion: input.expectedVersion,
    authorize: (viewer, before) => authorize(viewer, operation, before?.course.organization ?? null),
  };
}
