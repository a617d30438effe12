// Publishes runs at their goLiveAt, as setCourseRunStatus would.
import { SERVICE } from '../identity/permissions';
import type { CourseState } from '../model/courses';
import { findRunsToGoLive } from '../store/courses/due-runs';
import { applyChange } from './apply/apply-change';
import type { Command, Outcome } from './apply/command';
import type { ChangeDeps } from './deps';
import { setCourseRunStatusCommand } from './set-course-run-status';

/** What became of a run that was due. */
export type GoLiveResult = { readonly key: string } & (
  { readonly outcome: Outcome } | { readonly error: unknown }
);

/**
 * Publishes every REVIEWED run whose goLiveAt has come, and returns the result for each. Checks again under the
 * course's lock: a run that another replica published, or somebody changed meanwhile, is left as it is.
 */
export async function goLive(deps: ChangeDeps): Promise<GoLiveResult[]> {
  const results: GoLiveResult[] = [];
  for (const key of await findRunsToGoLive(deps.database, deps.clock())) {
    try {
      results.push({ key, outcome: await applyChange(deps, SERVICE, goLiveCommand(key, deps.clock())) });
    } catch (error) {
      results.push({ key, error });
    }
  }
  return results;
}

function goLiveCommand(key: string, now: Date): Command {
  const reason = 'Its time to go live had come.';
  const command = setCourseRunStatusCommand({ key, status: 'PUBLISHED', reason, expectedVersion: 0 });
  const isDue = (before: CourseState | null): boolean =>
    Boolean(
      before?.runs.some(
        (run) => run.key === key && run.status === 'REVIEWED' && run.goLiveAt && run.goLiveAt <= now,
      ),
    );
  return {
    ...command,
    expectedVersion: null,
    propose: (before, context) => {
      const proposal = command.propose(before, context);
      return isDue(before) ? proposal : { ...proposal, after: before };
    },
  };
}
