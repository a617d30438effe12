// Runs one turn of the bulk changes: changes the course that is due first. Any number of replicas may take turns.
import { SERVICE } from '../../identity/permissions';
import { Fault } from '../../model/faults';
import { EMPTY_PLAN } from '../../model/provisioning';
import { claimItem, findDueItem, postponeItem, settleItem } from '../../store/bulk-changes/work';
import type { DueItem } from '../../store/bulk-changes/work';
import { inTransaction } from '../../store/database';
import { applyChange } from '../apply/apply-change';
import type { ChangeDeps } from '../deps';
import { bulkCommand, NotDue } from './bulk-command';

/** How often a replica looks for work when there is none. */
const IDLE_MS = 1_000;
/** The wait after another replica was faster. */
const CONTENDED_MS = 100;
/** Failures other than the course's own faults are retried this often, so that others do not wait for ever. */
const MAX_ATTEMPTS = 5;
const AFTER_FAILURE_MS = 1_000;

/**
 * Changes one course, of any bulk change or of the given one. Returns for how many milliseconds there is nothing to do.
 * Throws the failure after recording it. If the database is away nothing is recorded, as if there had been no turn.
 */
export async function changeDueCourse(deps: ChangeDeps, bulkChangeId: string | null): Promise<number> {
  const item = await findDueItem(deps.database, bulkChangeId);
  if (!item || item.waitMs > 0) return Math.min(item?.waitMs ?? IDLE_MS, IDLE_MS);
  const viewer = { ...SERVICE, username: item.actor };
  try {
    await applyChange(deps, viewer, bulkCommand(item, deps.clock()));
  } catch (error) {
    if (error instanceof NotDue) return CONTENDED_MS;
    await recordFailure(deps, item, error);
    if (!(error instanceof Fault)) throw error;
  }
  return 0;
}

/** A fault of the course's own is final at once; any other failure becomes final after MAX_ATTEMPTS. */
async function recordFailure({ database }: ChangeDeps, item: DueItem, error: unknown): Promise<void> {
  const isFault = error instanceof Fault && error.code !== 'DOWNSTREAM_UNAVAILABLE';
  const attempts = item.attempts + 1;
  const kept =
    error instanceof Fault
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL_SERVER_ERROR', message: 'It broke; the log of the service says how.' };
  await inTransaction(database, async (tx) => {
    const tally = await claimItem(tx, item);
    if (!tally) return;
    if (!isFault && attempts < MAX_ATTEMPTS)
      return postponeItem(tx, item, { error: kept, delayMs: attempts * AFTER_FAILURE_MS });
    const result = { outcome: 'FAILED', violations: [], error: kept, plan: EMPTY_PLAN } as const;
    return settleItem(tx, item, { tally, result });
  });
}
