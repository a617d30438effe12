// Runs a change in one transaction: lock, load, decide, save, history, outbox. Makes no remote call while it is open.
import { requireVisible } from '../../identity/permissions';
import type { Catalogue } from '../../model/catalogue';
import { courseSubject } from '../../model/history';
import type { HistoryEntry } from '../../model/history';
import type { Provisioning } from '../../model/provisioning';
import type { Viewer } from '../../model/viewer';
import type { Learners } from '../../rules/facts';
import { tracksChanged } from '../../provisioning/events/tracks-changed';
import { currentTraceParent } from '../../provisioning/tracing';
import { readCatalogue } from '../../store/catalogue';
import { recordOutcome, reserveCommand } from '../../store/commands';
import { loadCourse, lockCourse, lockForNewCourse } from '../../store/courses/course-states';
import type { LoadedCourse } from '../../store/courses/course-states';
import { inTransaction, sqlState, violatedConstraint } from '../../store/database';
import type { Database, Transaction } from '../../store/database';
import { findSameKeys } from '../../store/courses/find-courses';
import type { TakenKey } from '../../store/courses/find-courses';
import { appendHistory } from '../../store/history/append-history';
import { appendEvents } from '../../store/outbox/events';
import { enqueue } from '../../store/outbox/enqueue';
import { deleteCourseRows, saveCourse } from '../../store/courses/save-course';
import type { Command, Outcome } from './command';
import { countLearnersIfWaived, requireCounted } from './count-learners';
import { decide, newKeysOf } from './decide';
import type { Decision } from './decide';
import type { ChangeDeps } from '../deps';
import { describeChange } from './describe-change';
import { commandKey, hashOf, replay } from './replay';

/** Judges the command and saves all of it or nothing. Throws faults; the outcome carries rule violations. */
export async function applyChange(deps: ChangeDeps, viewer: Viewer, command: Command): Promise<Outcome> {
  const learners = await countLearnersIfWaived(deps, viewer, command);
  const attempt = () =>
    inTransaction(deps.database, (tx) => {
      const change = () => changeIn(tx, { deps, viewer, command, learners });
      return command.bulk ? command.bulk.within(tx, change) : change();
    });
  const outcome = await attempt().catch((error: unknown) => {
    if (!isKeyTaken(error)) throw error;
    // Another request created the key meanwhile. A second attempt finds it, and the error names it.
    return attempt();
  });
  if (outcome.provisioning.length > 0) deps.onProvisioningQueued();
  return outcome;
}

interface Changing {
  readonly deps: ChangeDeps;
  readonly viewer: Viewer;
  readonly command: Command;
  readonly learners: Learners | null;
}

async function changeIn(tx: Transaction, { deps, viewer, command, learners }: Changing): Promise<Outcome> {
  const key = commandKey(viewer, command);
  if (key && !(await reserveCommand(tx, key, hashOf(command)))) {
    const repeated = await replay(tx, key, command);
    // The viewer may have lost access since the command first ran.
    if (repeated.state) requireVisible(viewer, repeated.state.course.organization, command.mutation);
    return repeated;
  }
  const loaded = await lockAndLoad(tx, command);
  const catalogue = await catalogueFor(deps, tx, loaded);
  const taken = await findTaken(tx, command);
  const decision = decide(command, loaded, {
    ...deps,
    viewer,
    catalogue,
    learners,
    now: deps.clock(),
    taken,
  });
  requireCounted(decision, catalogue, learners);
  const saved = await save(deps, tx, { command, decision, catalogue, actor: viewer.username });
  if (key) await recordOutcome(tx, key, recordOf(saved));
  return saved;
}

/** Returns what `applyChange` would answer; saves nothing and takes no lock. */
async function previewChange(deps: ChangeDeps, viewer: Viewer, command: Command): Promise<Outcome> {
  const loaded = await loadCourse(deps.database, command.target);
  const catalogue = await deps.catalogue.atLeast(loaded?.catalogueVersion ?? 0);
  const now = deps.clock();
  const taken = await findTaken(deps.database, command);
  const decision = decide(command, loaded, { ...deps, viewer, learners: null, now, catalogue, taken });
  return outcomeOf(decision, []);
}

type Mutation<I> = (deps: ChangeDeps, viewer: Viewer, input: I) => Promise<Outcome>;

/** Returns the mutation that applies the command of its input. */
export const applying =
  <I>(commandOf: (input: I) => Command): Mutation<I> =>
  (deps, viewer, input) =>
    applyChange(deps, viewer, commandOf(input));

/** Returns the preview of that mutation: it answers the same, and saves nothing. */
export const previewing =
  <I>(commandOf: (input: I) => Command): Mutation<I> =>
  (deps, viewer, input) =>
    previewChange(deps, viewer, commandOf(input));

/** Those of the command's new keys that already exist. */
async function findTaken(db: Database | Transaction, command: Command): Promise<TakenKey[]> {
  const keys = newKeysOf(command).map(({ key }) => key);
  return keys.length === 0 ? [] : findSameKeys(db, keys);
}

async function lockAndLoad(tx: Transaction, command: Command): Promise<LoadedCourse | null> {
  if (command.isCreation) await lockForNewCourse(tx);
  else await lockCourse(tx, command.target);
  return loadCourse(tx, command.target);
}

/** The catalogue as of this transaction; the lock keeps it unchanged until the commit. */
async function catalogueFor(deps: ChangeDeps, tx: Transaction, loaded: LoadedCourse | null) {
  const current = deps.catalogue.current();
  return loaded && loaded.catalogueVersion === current.version ? current : readCatalogue(tx);
}

interface Saving {
  readonly command: Command;
  readonly decision: Decision;
  readonly catalogue: Catalogue;
  readonly actor: string;
}

async function save(deps: ChangeDeps, tx: Transaction, saving: Saving): Promise<Outcome> {
  const { command, decision, catalogue } = saving;
  const { before, after, proposal } = decision;
  if (decision.verdict.violations.length > 0) return outcomeOf(decision, []);
  if (decision.isIdle && proposal.publishes === undefined) return outcomeOf(decision, []);
  if (command.bulk?.isDryRun) return outcomeOf(decision, []);
  await appendEvents(tx, tracksChanged({ state: before, catalogue }, { state: after, catalogue }));
  if (!after) {
    if (before) await deleteCourseRows(tx, before.course);
    await appendHistory(tx, [entryOf(saving)]);
    return outcomeOf(decision, []);
  }
  const state = decision.isIdle ? after : await saveCourse(tx, before, after);
  const provisioning = await enqueue(tx, decision.deliveryRequests, {
    newId: deps.newId,
    traceParent: currentTraceParent(),
    history: [entryOf(saving)],
  });
  return { ...outcomeOf(decision, provisioning), state };
}

function entryOf({ command, decision, actor }: Saving): HistoryEntry {
  const { before, after, proposal, verdict } = decision;
  const described = describeChange(before, after);
  const courseKey = (after ?? before)?.course.key ?? '';
  return {
    kind: proposal.kind,
    subject: courseSubject(courseKey),
    actor,
    reason: command.reason,
    overridden: verdict.waived,
    courseKey,
    courseRunKey: proposal.publishes?.run ?? described.onlyRun,
    before: described.before,
    after: described.after,
    bulkChangeId: command.bulk?.id,
  };
}

function outcomeOf(decision: Decision, provisioning: readonly Provisioning[]): Outcome {
  const { after, isIdle, verdict, notices, plan, proposal } = decision;
  const courseRunKey = verdict.violations.length > 0 ? null : proposal.courseRunKey;
  const { violations } = verdict;
  return { state: after, courseRunKey, isIdle, violations, notices, plan, provisioning, isReplay: false };
}

/** The answer that a repeat gets; the course itself is read again at that time. */
function recordOf({ state, provisioning, isReplay: _, ...rest }: Outcome): object {
  return { ...rest, courseKey: state?.course.key ?? null, provisioning: provisioning.map((row) => row.id) };
}

/** Whether the database refused a key because another command created it at the same time. */
const isKeyTaken = (error: unknown): boolean =>
  sqlState(error) === '23505' &&
  /^course(_run)?_(folded_)?key(_for_reruns)?_uq$/.test(violatedConstraint(error) ?? '');
