// setCourseRunStatus: moves a run through review to PUBLISHED, or back. The service itself publishes runs at their goLiveAt.
import { authorize, OPERATIONS, SERVICE } from '../identity/permissions';
import type { Operation } from '../identity/permissions';
import type { CourseRunStatus, CourseState } from '../model/courses';
import type { RuleViolation } from '../model/rule-codes';
import type { Permission } from '../model/viewer';
import { RULES } from '../rules';
import { REACHABLE } from '../rules/schedule';
import type { LoadedCourse } from '../store/courses/course-states';
import { applyChange, applying, previewing } from './apply/apply-change';
import type { Command, Outcome, Proposal } from './apply/command';
import type { ChangeDeps } from './deps';
import { readRunKey } from './input/read';
import { inputPaths, runOf, stateOf } from './input/propose';
import { courseCommandOf } from './input/read-command';
import type { CommandInput } from './input/read-command';
import { refusals } from './type-options';
import type { OptionsContext } from './type-options';
import { findRunsToGoLive } from '../store/courses/due-runs';

interface SetCourseRunStatusInput extends CommandInput {
  readonly key: string;
  readonly expectedVersion: number;
  readonly status: CourseRunStatus;
}

/** Moves the run. Becoming REVIEWED or PUBLISHED provisions it. */
export const setCourseRunStatus = applying(setCourseRunStatusCommand);

/** Returns what `setCourseRunStatus` would answer, and saves nothing. */
export const previewSetCourseRunStatus = previewing(setCourseRunStatusCommand);

/** The command alone, for callers that change its conditions. */
function setCourseRunStatusCommand(input: SetCourseRunStatusInput): Command {
  return {
    ...courseCommandOf('setCourseRunStatus', input, () => readRunKey(input.key, 'key')),
    target: { run: input.key },
    authorize: (viewer, before) => {
      const from = before?.runs.find((run) => run.key === input.key)?.status;
      if (from === undefined || from === input.status) {
        authorize(viewer, 'readCourse', before?.course.organization ?? null);
      } else {
        authorize(viewer, operationOf(from, input.status), before?.course.organization ?? null);
      }
    },
    propose: (before) => proposal(input, before),
  };
}

/** An editor submits and withdraws; every other move is a reviewer's. */
function operationOf(from: CourseRunStatus, to: CourseRunStatus): Operation {
  if (from === 'UNPUBLISHED' && to === 'LEGAL_REVIEW') return 'submitForReview';
  const isInReview = from === 'LEGAL_REVIEW' || from === 'INTERNAL_REVIEW';
  return isInReview && to === 'UNPUBLISHED' ? 'withdrawFromReview' : 'review';
}

/** A status that a run can move to next. */
interface StatusOption {
  readonly status: CourseRunStatus;
  /** What the viewer needs in the course's organization to move it there. */
  readonly permission: Permission;
  readonly isAllowed: boolean;
  readonly violations: readonly RuleViolation[];
}

/** Returns the statuses that come next for the run, each judged as the mutation would be; none for an unknown run. */
export function statusOptions({ state }: LoadedCourse, key: string, context: OptionsContext): StatusOption[] {
  const from = state.runs.find((run) => run.key === key)?.status;
  if (from === undefined) return [];
  return REACHABLE[from].map((status) => {
    const { after, paths } = proposal({ key, status }, state);
    const violations = refusals({ before: state, context }, after, { rules: RULES, paths });
    const permission = OPERATIONS[operationOf(from, status)];
    return { status, permission, isAllowed: violations.length === 0, violations };
  });
}

function proposal(input: Pick<SetCourseRunStatusInput, 'key' | 'status'>, before: CourseState | null) {
  if (!before) throw new Error('A run is moved whose course was not loaded.');
  const moved = { ...runOf(before, input.key, 'key'), status: input.status };
  return {
    after: stateOf(
      before.course,
      before.runs.map((run) => (run.key === input.key ? moved : run)),
    ),
    paths: inputPaths('status', null, [{ at: '', run: { key: input.key } }]),
    kind: 'COURSE_RUN_STATUS_SET',
    courseRunKey: input.key,
  } satisfies Proposal;
}

/** What became of a run that was due. */
type GoLiveResult = { readonly key: string } & ({ readonly outcome: Outcome } | { readonly error: unknown });

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
