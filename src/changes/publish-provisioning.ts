// publishProvisioning and retryProvisioning: let operators act when something did not arrive.
import { authorize, requireVisible } from '../identity/permissions';
import { courseSubject } from '../model/history';
import type { KnownRevisions, Provisioning } from '../model/provisioning';
import type { Viewer } from '../model/viewer';
import { findRunIn } from '../store/courses/find-courses';
import { lockCourse } from '../store/courses/course-states';
import { inTransaction } from '../store/database';
import { appendHistory } from '../store/history/append-history';
import { retry } from '../store/outbox/outcomes';
import { findProvisioningsByIds } from '../store/provisionings';
import { applyChange } from './apply/apply-change';
import type { Outcome } from './apply/command';
import type { ChangeDeps } from './deps';
import { notFound, readReason, readRunKey } from './input/read';
import { inputPaths } from './input/propose';
import { courseCommandOf } from './input/read-command';

export interface PublishProvisioningInput {
  readonly courseRunKey: string;
  readonly reason: string;
  /** Left out: any version of the course. */
  readonly expectedVersion?: number;
  /** The revisions that its systems already have, if those may be higher than known here. */
  readonly known?: KnownRevisions;
}

/** Requests the run's whole desired state again, whatever was requested before, even after the run's end. */
export function publishProvisioning(
  deps: ChangeDeps,
  viewer: Viewer,
  input: PublishProvisioningInput,
): Promise<Outcome> {
  const { courseRunKey } = input;
  const key = () => readRunKey(courseRunKey, 'courseRunKey');
  return applyChange(deps, viewer, {
    ...courseCommandOf('publishProvisioning', { reason: input.reason }, key),
    target: { run: courseRunKey },
    isCreation: false,
    expectedVersion: input.expectedVersion ?? null,
    authorize: (who, before) => authorize(who, 'publishProvisioning', before?.course.organization ?? null),
    propose: (before) => ({
      after: before,
      paths: inputPaths('courseRunKey', null, []),
      kind: 'PROVISIONING_REQUESTED',
      courseRunKey,
      publishes: { run: courseRunKey, known: input.known },
    }),
  });
}

export interface RetryProvisioningInput {
  readonly id: string;
  readonly reason: string;
}

/** Gives a FAILED provisioning a new set of attempts; returns any other as it is. */
export async function retryProvisioning(
  deps: ChangeDeps,
  viewer: Viewer,
  input: RetryProvisioningInput,
): Promise<Provisioning> {
  const reason = readReason(input.reason);
  const retried = await inTransaction(deps.database, async (tx) => {
    const [known] = await findProvisioningsByIds(tx, [input.id]);
    const run = known && (await findRunIn(tx, known.courseRunId));
    requireVisible(viewer, run?.course.organization, 'retryProvisioning');
    if (!run) throw notFound('provisioning of this id');
    authorize(viewer, 'retryProvisioning', run.course.organization);
    // Two people may retry at once: only one of them finds it FAILED.
    await lockCourse(tx, { run: run.key });
    const [found] = await findProvisioningsByIds(tx, [input.id]);
    const row = await retry(tx, input.id);
    if (!row) throw notFound('provisioning of this id');
    if (found?.state === 'FAILED') {
      const { id, target, revision } = found;
      const entry = { kind: 'PROVISIONING_RETRIED' as const, subject: courseSubject(run.course.key) };
      const about = { courseKey: run.course.key, courseRunKey: run.key, overridden: [] };
      const change = {
        before: { state: found.state, lastError: found.lastError },
        after: { id, target, revision },
      };
      await appendHistory(tx, [{ ...entry, ...about, ...change, actor: viewer.username, reason }]);
    }
    return row;
  });
  deps.onProvisioningAsked();
  return retried;
}
