// Decides one command: the state it leads to, whether the rules allow it, and what to send to downstream systems. Pure,
// except for the faults it throws. Mutations and previews both use it.
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../../model/catalogue';
import { courseTypeOf, isProvisioned, runTypeOf } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import { at, Fault, readAll, readEach } from '../../model/faults';
import { foldKey, isSameKey, parseCourseKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import type { Policy } from '../../model/policy';
import { EMPTY_PLAN } from '../../model/provisioning';
import type { DeliveryRequest, RequestedState, ProvisioningPlan } from '../../model/provisioning';
import type { Viewer } from '../../model/viewer';
import { authorize, may, requireVisible } from '../../identity/permissions';
import {
  deliveryRequestOf,
  deliveryRequestsOf,
  desiredOf,
  isHeldBack,
  stopSaleOf,
} from '../../provisioning/desired-state';
import type { DesiredContext } from '../../provisioning/desired-state';
import { planOf } from '../../provisioning/plan';
import { judge } from '../../rules';
import type { Verdict } from '../../rules';
import { changedEntitlements, changedPrices } from '../../rules/facts';
import type { Learners } from '../../rules/facts';
import type { LoadedCourse } from '../../store/courses/course-states';
import type { TakenKey } from '../../store/courses/find-courses';
import type { Command, NewKey, Proposal } from './command';
import { noticesOf } from './notices';
import type { Notice } from './notices';
import { withSoldPrices } from './sold-prices';

/** What a decision depends on, besides the command and the course. */
export interface DecisionContext {
  readonly viewer: Viewer;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
  readonly newId: () => string;
  readonly learners: Learners | null;
  /** Those of the command's new keys that already exist, compared without regard to case. */
  readonly taken: readonly TakenKey[];
}

export interface Decision {
  readonly proposal: Proposal;
  readonly before: CourseState | null;
  /** The state to store, with its new version; null if the command is refused or deletes the course. */
  readonly after: CourseState | null;
  /** Whether the command would change nothing. */
  readonly isIdle: boolean;
  readonly verdict: Verdict;
  readonly notices: readonly Notice[];
  readonly plan: ProvisioningPlan;
  readonly deliveryRequests: readonly DeliveryRequest[];
}

/** Throws NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, STALE_VERSION, LIMIT_EXCEEDED and BAD_USER_INPUT. */
export function decide(command: Command, loaded: LoadedCourse | null, context: DecisionContext): Decision {
  const before = loaded?.state ?? null;
  const proposal = proposalOf(command, before, context);
  requireRoom(before, proposal.after, context.policy);
  const priced = proposal.after && withSoldPrices(before, proposal.after, context);
  const next = priced && sentBackForReview(before, priced, context.catalogue);
  const isIdle = next !== null && isDeepStrictEqual(next, before);
  const after = next && (isIdle ? next : withVersion(next, (before?.course.version ?? 0) + 1));
  const verdict = judge(
    {
      catalogueBefore: context.catalogue,
      catalogueAfter: context.catalogue,
      policy: context.policy,
      now: context.now,
      courses: [{ before, after }],
      paths: proposal.paths,
      mayReview: may(context.viewer, 'setUpgradeDeadline', organizationOf(before, after)),
      publishes: proposal.publishes?.run,
      learners: context.learners,
    },
    command.isOverride,
  );
  const decision = { proposal, before, isIdle, verdict };
  if (verdict.violations.length > 0)
    return { ...decision, after: null, notices: [], plan: EMPTY_PLAN, deliveryRequests: [] };
  const plans = desiredContext(loaded, context);
  return {
    ...decision,
    after,
    notices: noticesOf({ ...context, before, after, paths: proposal.paths }),
    plan: after ? planOf(after, plans) : EMPTY_PLAN,
    deliveryRequests: after ? deliveryRequestsFor(proposal, { before, after }, plans) : [],
  };
}

function deliveryRequestsFor(
  proposal: Proposal,
  { before, after }: { before: CourseState | null; after: CourseState },
  context: DesiredContext,
): DeliveryRequest[] {
  const { publishes } = proposal;
  if (!publishes) {
    const stopped = after.runs.filter((run) => isStoppedLate(run, before, context.now));
    const stops = stopped.flatMap((run) => stopSaleOf(run, context) ?? []);
    return [...deliveryRequestsOf({ state: before, context }, { state: after, context }), ...stops];
  }
  return after.runs
    .filter((run) => run.key === publishes.run && !isHeldBack(run, context))
    .map((run) => deliveryRequestOf(run, context, publishes.known));
}

/** Whether this change stops a run that is no longer provisioned but may still be for sale. */
function isStoppedLate(run: CourseRun, before: CourseState | null, now: Date): boolean {
  const wasSold = before?.runs.find(({ id }) => id === run.id)?.isSellingStopped === false;
  return wasSold && run.isSellingStopped && run.hasProducts && !isProvisioned(run, now);
}

/** The command's proposal, after checking permissions. Throws all errors of its input at once. */
function proposalOf(command: Command, before: CourseState | null, context: DecisionContext): Proposal {
  const mistakes = (): void => {
    if (command.mistakes) throw command.mistakes;
  };
  if (!command.isCreation && isMalformed(command.target))
    readAll({ mistakes, rest: () => command.readWithoutCourse?.(context) });
  requireAccess(command, before, context.viewer);
  const keys = () => requireNew(command, context.taken);
  return readAll({ mistakes, keys, proposal: () => command.propose(before, context) }).proposal;
}

const isMalformed = (target: Command['target']): boolean =>
  'course' in target
    ? parseCourseKey(target.course) === null
    : (parseRunKey(target.run) ?? parseOldRunKey(target.run)) === null;

function requireAccess(command: Command, before: CourseState | null, viewer: Viewer): void {
  if (!command.isCreation) requireVisible(viewer, before?.course.organization, command.mutation);
  command.authorize(viewer, before);
  if (command.isOverride && before) authorize(viewer, 'override', before.course.organization);
  const current = before?.course.version;
  if (command.expectedVersion !== null && current !== command.expectedVersion) {
    throw new Fault('STALE_VERSION', `The course has version ${current} now.`, { currentVersion: current });
  }
}

/** Every decision reads all runs, hence the limit. A course imported with more can change, but gains no more. */
function requireRoom(
  before: CourseState | null,
  after: CourseState | null,
  { mostRuns: limit }: Policy,
): void {
  const count = after?.runs.length ?? 0;
  if (count <= limit || count <= (before?.runs.length ?? 0)) return;
  const message = `The course would have ${count} runs; at most ${limit} may be in one course. Create another course for the rest.`;
  throw new Fault('LIMIT_EXCEEDED', message, { what: 'courseRuns', count, limit });
}

/** The keys that the command wants to be new. */
export const newKeysOf = ({ isCreation, target, newKeys = [] }: Command): readonly NewKey[] =>
  isCreation && 'course' in target ? [{ key: target.course, field: 'key' }, ...newKeys] : newKeys;

/** Throws ALREADY_EXISTS and names what has the key. */
function requireNew(command: Command, taken: readonly TakenKey[]): void {
  const own = !command.isCreation && 'course' in command.target ? command.target.course : null;
  const requireFree = ({ key, field }: NewKey): void => {
    const [first] = taken.filter((one) => one.by !== own && one.folded === foldKey(key));
    if (first) throw new Fault('ALREADY_EXISTS', alreadyThere(key, first.by), at(field));
  };
  readEach(newKeysOf(command).map((key) => () => requireFree(key)));
}

/** The message for a key that is taken; names what has it. */
export function alreadyThere(key: string, first: string): string {
  const what = parseCourseKey(first) ? 'course' : 'run';
  if (first === key) return `There is a ${what} ${first} already.`;
  return isSameKey(first, key)
    ? `There is a ${what} ${first} already; a key that differs from it in capitals only is the same to the LMS and Studio.`
    : `${key} is the key for reruns of the course ${first}.`;
}

const organizationOf = (before: CourseState | null, after: CourseState | null): string | null =>
  (before ?? after)?.course.organization ?? null;

/** A REVIEWED run goes back for review when its type, prices or entitlements change, before anything is provisioned. */
export function sentBackForReview(
  before: CourseState | null,
  after: CourseState,
  catalogue: Catalogue,
): CourseState {
  const old = new Map(before?.runs.map((run) => [run.key, run]));
  const isSentBack = (run: CourseRun): boolean => {
    const previous = old.get(run.key);
    if (previous?.status !== 'REVIEWED' || run.status !== 'REVIEWED') return false;
    if (previous.type !== run.type) return true;
    const type = runTypeOf(run, catalogue);
    const courseTypes = {
      courseTypeBefore: courseTypeOf(previous.course, catalogue),
      courseType: courseTypeOf(run.course, catalogue),
    };
    const pair = { before: previous, after: run, typeBefore: type, typeAfter: type, ...courseTypes };
    return changedPrices(pair).length + changedEntitlements(pair).length > 0;
  };
  const runs = after.runs.map((run) => (isSentBack(run) ? { ...run, status: 'UNPUBLISHED' as const } : run));
  return { ...after, runs };
}

/** The state with the course at that version. */
export function withVersion({ course, runs }: CourseState, version: number): CourseState {
  const next = { ...course, version };
  return { course: next, runs: runs.map((run) => ({ ...run, course: next })) };
}

/** Includes the last desired state requested for each run; for a run imported as sold, the state it had then. */
export function desiredContext(
  loaded: LoadedCourse | null,
  { catalogue, policy, now }: Pick<DecisionContext, 'catalogue' | 'policy' | 'now'>,
): DesiredContext {
  const asLoaded: DesiredContext = { catalogue, policy, now, requested: loaded?.requested ?? new Map() };
  const requested = new Map<string, RequestedState>(asLoaded.requested);
  for (const run of loaded?.state.runs ?? []) {
    if (!run.hasProducts || requested.has(run.id)) continue;
    requested.set(run.id, { ...desiredOf(run, asLoaded), courseRevision: 0 });
  }
  return { catalogue, policy, now, requested };
}
