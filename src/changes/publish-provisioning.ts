// publishProvisioning, retryProvisioning and retryProvisionings: let operators act when something did not arrive.
import { authorize, may, requireVisible } from '../identity/permissions';
import { readAll } from '../model/faults';
import { courseSubject } from '../model/history';
import { foldKey } from '../model/keys';
import type { SentRevisions, Provisioning, ProvisioningTarget } from '../model/provisioning';
import type { Viewer } from '../model/viewer';
import { lockCourse } from '../store/courses/course-states';
import { findCoursesByKeys, findRunIn } from '../store/courses/find-courses';
import { inTransaction } from '../store/database';
import { appendHistory } from '../store/history/append-history';
import { retryFailed } from '../store/outbox/outcomes';
import { countProvisionings, findProvisioningPage, findProvisioningsByIds } from '../store/provisionings';
import type { ProvisioningFilter } from '../store/provisionings';
import { applyChange } from './apply/apply-change';
import type { Outcome } from './apply/command';
import type { ChangeDeps } from './deps';
import { notFound, readCourseKey, readReason, readRunKey } from './input/read';
import { inputPaths } from './input/propose';
import { courseCommandOf } from './input/read-command';

export interface PublishProvisioningInput {
  readonly courseRunKey: string;
  readonly reason: string;
  /** Left out: any version of the course. */
  readonly expectedVersion?: number;
  /** The revisions that its systems already have, if those may be higher than known here. */
  readonly known?: SentRevisions;
}

/** Requests the run's whole desired state again, whatever was requested before, even after the run's end. */
export function publishProvisioning(
  deps: ChangeDeps,
  viewer: Viewer,
  input: PublishProvisioningInput,
): Promise<Outcome> {
  const { courseRunKey, reason, expectedVersion } = input;
  const key = () => readRunKey(courseRunKey, 'courseRunKey');
  return applyChange(deps, viewer, {
    ...courseCommandOf('publishProvisioning', { reason, expectedVersion }, key),
    target: { run: courseRunKey },
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

type Deps = Pick<ChangeDeps, 'database' | 'onProvisioningQueued'>;

export interface RetryProvisioningInput {
  readonly id: string;
  readonly reason: string;
}

/** Gives a FAILED provisioning a new set of attempts; returns any other as it is. */
export async function retryProvisioning(
  deps: Deps,
  viewer: Viewer,
  { id, reason }: RetryProvisioningInput,
): Promise<Provisioning> {
  const { row } = await retryOne(deps, viewer, { id, reason: readReason(reason) });
  deps.onProvisioningQueued();
  return row;
}

interface Retried {
  readonly row: Provisioning;
  /** Whether it was FAILED. */
  readonly isRetried: boolean;
}

function retryOne(
  { database }: Deps,
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<Retried> {
  return inTransaction(database, async (tx) => {
    const [known] = await findProvisioningsByIds(tx, [id]);
    const run = known && (await findRunIn(tx, known.courseRunId));
    requireVisible(viewer, run?.course.organization, 'retryProvisioning');
    if (!run) throw notFound('provisioning of this id');
    authorize(viewer, 'retryProvisioning', run.course.organization);
    // Two people may retry at once: only one of them finds it FAILED.
    await lockCourse(tx, { run: run.key });
    const [found] = await findProvisioningsByIds(tx, [id]);
    const row = await retryFailed(tx, id);
    if (!found || !row) throw notFound('provisioning of this id');
    if (found.state !== 'FAILED') return { row, isRetried: false };
    const { target, revision, state, lastError } = found;
    const entry = { kind: 'PROVISIONING_RETRIED' as const, subject: courseSubject(run.course.key) };
    const about = { courseKey: run.course.key, courseRunKey: run.key, overridden: [] };
    const change = { before: { state, lastError }, after: { id: found.id, target, revision } };
    await appendHistory(tx, [{ ...entry, ...about, ...change, actor: viewer.username, reason }]);
    return { row, isRetried: true };
  });
}

/** How many one call retries: each takes a short transaction of its own. */
export const MAX_RETRIED = 100;

export interface RetryProvisioningsInput {
  readonly filter: {
    readonly courseKey?: string | null;
    readonly target?: ProvisioningTarget | null;
  };
  readonly reason: string;
  /** Only those that were requested after this one, so that a caller who repeats retries none twice. */
  readonly after?: string | null;
}

/**
 * Gives the oldest FAILED provisionings that match a new set of attempts: of the course, or of all organizations where
 * the viewer may. Throws FORBIDDEN if the viewer may nowhere.
 */
export async function retryProvisionings(deps: Deps, viewer: Viewer, input: RetryProvisioningsInput) {
  const { courseKey, target } = input.filter;
  const { reason } = readAll({
    courseKey: () => courseKey != null && readCourseKey(courseKey, 'filter.courseKey'),
    reason: () => readReason(input.reason),
  });
  const filter: ProvisioningFilter = {
    ...(await whereAllowed(deps, viewer, courseKey ?? null)),
    target: target ?? undefined,
    states: ['FAILED'],
  };
  const order = { first: MAX_RETRIED, after: input.after ?? null, oldestFirst: true };
  const { rows: found, hasMore } = await findProvisioningPage(deps.database, filter, order);
  const provisionings: Provisioning[] = [];
  for (const { id } of found) {
    const { row, isRetried } = await retryOne(deps, viewer, { id, reason });
    if (isRetried) provisionings.push(row);
  }
  deps.onProvisioningQueued();
  const remainingCount = await countProvisionings(deps.database, filter);
  const last = hasMore ? (found.at(-1)?.id ?? null) : null;
  return { retriedCount: provisionings.length, provisionings, remainingCount, last };
}

/** The course, or the organizations in which the viewer may retry. */
async function whereAllowed(
  { database }: Deps,
  viewer: Viewer,
  courseKey: string | null,
): Promise<ProvisioningFilter> {
  if (courseKey !== null) {
    const [course] = await findCoursesByKeys(database, [courseKey]);
    requireVisible(viewer, course?.organization, 'retryProvisioning');
    authorize(viewer, 'retryProvisioning', course?.organization ?? null);
    return { courseId: course?.id };
  }
  if (may(viewer, 'retryProvisioning', null)) return {};
  const organizations = viewer.memberships
    .map(({ organization }) => organization)
    .filter((organization) => may(viewer, 'retryProvisioning', organization));
  if (organizations.length === 0) authorize(viewer, 'retryProvisioning', null);
  return { organizations: organizations.map(foldKey) };
}
