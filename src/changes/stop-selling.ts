// stopSelling and resumeSelling: take a run off sale in E-Commerce or a shop at once, and back. Modes and learners stay.
import { authorize } from '../identity/permissions';
import { applying } from './apply/apply-change';
import { readRunKey } from './input/read';
import { inputPaths, stateOf } from './input/propose';
import { courseCommandOf } from './input/read-command';

export interface StopSellingInput {
  readonly courseRunKey: string;
  readonly reason: string;
}

const changeTo = (isSellingStopped: boolean) =>
  applying(({ courseRunKey, reason }: StopSellingInput) => {
    const mutation = isSellingStopped ? 'stopSelling' : 'resumeSelling';
    return {
      ...courseCommandOf(mutation, { reason }, () => readRunKey(courseRunKey, 'courseRunKey')),
      target: { run: courseRunKey },
      authorize: (who, before) => authorize(who, mutation, before?.course.organization ?? null),
      propose: (before) => {
        if (!before) throw new Error('A run is stopped whose course was not loaded.');
        const runs = before.runs.map((run) =>
          run.key === courseRunKey ? { ...run, isSellingStopped } : run,
        );
        return {
          after: stateOf(before.course, runs),
          paths: inputPaths('courseRunKey', null, []),
          kind: isSellingStopped ? 'SELLING_STOPPED' : 'SELLING_RESUMED',
          courseRunKey,
        };
      },
    };
  });

/** Takes the run's seats off sale, whatever its status and phase. Changes nothing if they already are. */
export const stopSelling = changeTo(true);

/** Puts the run's seats back on sale if it is REVIEWED or PUBLISHED and has not ended. */
export const resumeSelling = changeTo(false);
