// Compares runs with what downstream systems have, and requests provisioning again where that repairs a difference.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Drift, ProvisioningState } from '../model/provisioning';
import type { Viewer } from '../model/viewer';
import { findSoldRuns } from '../store/courses/due-runs';
import type { SoldRuns } from '../store/courses/due-runs';
import { newestProvisioningsOfRuns } from '../store/provisionings';
import type { ChangeDeps } from './deps';
import { findDrift } from './find-drift';
import type { RunDrift } from './find-drift';
import { publishProvisioning } from './publish-provisioning';

export interface Repair {
  readonly as: Viewer;
  readonly reason: string;
  /** Whether to request FAILED provisionings again too; only a person may decide that. */
  readonly isInsistent: boolean;
}

export interface ReconcileOptions {
  /** Null: nothing is requested. */
  readonly repair: Repair | null;
  readonly runsPerSecond: number;
  /** Ends the scan before its next run. */
  readonly signal?: AbortSignal;
}

/** What was found for one run, and what was done about it. */
export interface Reconciled {
  readonly courseRunKey: string;
  /** Null if a system could not be asked and none is known to differ. */
  readonly isInSync: boolean | null;
  readonly drift: readonly Drift[];
  /** The ids of the provisionings that were requested. */
  readonly asked: readonly string[];
  /** Why the run could not be checked, or was not requested again. */
  readonly problem: string | null;
}

/** Attempts for one run: deliveries go first, and an hour of waiting for them is not a failure. */
const MAX_TRIES = 1_000;

/** Checks runs with products, in the order of their keys. A run that cannot be checked does not stop the others. */
export async function* reconcile(
  deps: ChangeDeps,
  runs: SoldRuns,
  { repair, runsPerSecond, signal }: ReconcileOptions,
): AsyncGenerator<Reconciled> {
  for await (const keys of findSoldRuns(deps.database, runs)) {
    for (const key of keys) {
      if (signal?.aborted) return;
      const pause = sleep(1_000 / runsPerSecond, undefined, { signal }).catch(() => undefined);
      yield await reconcileRun(deps, key, { repair, signal });
      await pause;
    }
  }
}

async function reconcileRun(
  deps: ChangeDeps,
  courseRunKey: string,
  { repair, signal }: Pick<ReconcileOptions, 'repair' | 'signal'>,
): Promise<Reconciled> {
  const found = { courseRunKey, isInSync: null, drift: [], asked: [], problem: null };
  let looked: Reconciled = found;
  try {
    const look = await findDriftPatiently(deps, courseRunKey, signal);
    if (!look) return { ...found, problem: 'There is no such run any more.' };
    const states = look.drifts.map((drift) => drift.isInSync);
    const isInSync = states.includes(false) ? false : states.includes(null) ? null : true;
    looked = { ...found, isInSync, drift: look.drifts };
    return isInSync === false && repair ? { ...looked, ...(await repaired(deps, look, repair)) } : looked;
  } catch (error) {
    return { ...looked, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Looks again for as long as a system reports too many requests. */
async function findDriftPatiently(
  deps: ChangeDeps,
  courseRunKey: string,
  signal?: AbortSignal,
): Promise<RunDrift | null> {
  for (let looks = 1; ; looks += 1) {
    const look = await findDrift(deps, courseRunKey);
    if (!look || look.pauseMs === 0 || looks === MAX_TRIES || signal?.aborted) return look;
    await sleep(look.pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function repaired(
  deps: ChangeDeps,
  { run, known }: RunDrift,
  { as, reason, isInsistent }: Repair,
): Promise<Pick<Reconciled, 'asked' | 'problem'>> {
  const left = (why: string) => ({ asked: [], problem: `Not asked for again: ${why}` });
  const newest = (await newestProvisioningsOfRuns(deps.database, [run.id])).get(run.id) ?? [];
  const is = (...states: ProvisioningState[]) => newest.some(({ state }) => states.includes(state));
  // Behind a FAILED one, the other system's provisioning is PENDING but not on its way.
  if (is('FAILED') && !isInsistent) return left('it FAILED, a person must act.');
  if (is('PENDING', 'RETRYING') && !is('FAILED')) return left('it is on its way.');
  const input = { courseRunKey: run.key, reason, expectedVersion: run.course.version, known };
  const { provisioning, violations } = await publishProvisioning(deps, as, input);
  if (violations.length > 0)
    return left(violations.map(({ code, message }) => `${code}: ${message}`).join(' '));
  return { asked: provisioning.map(({ id }) => id), problem: null };
}
