// One turn of the bulk changes: the course that is due first is changed. Any number of replicas may take turns.
import { SERVICE } from '../../identity/permissions';
import { Fault } from '../../model/faults';
import { EMPTY_PLAN } from '../../model/provisioning';
import { claimItem, findDueItem, postponeItem, settleItem } from '../../store/bulk-changes/work';
import type { DueItem } from '../../store/bulk-changes/work';
import { inTransaction } from '../../store/database';
import { applyChange } from '../apply/apply-change';
import type { ChangeDeps } from '../deps';
import { bulkCommand, NotItsTurn } from './bulk-command';

/** How often a replica looks where there is nothing to do. */
const IDLE_MS = 1_000;
/** Another replica was faster. */
const CONTENDED_MS = 100;
/** What breaks other than by a fault of the course's own is tried again, and does not keep the others waiting for ever. */
const MOST_ATTEMPTS = 5;
const AFTER_FAILURE_MS = 1_000;

/**
 * Changes one course, of any bulk change or of that one; answers for how many milliseconds there is nothing to do.
 * Throws what broke, once it is kept; the database being away keeps nothing, and all is as if there had been no turn.
 */
export async function changeDueCourse(deps: ChangeDeps, bulkChangeId: string | null): Promise<number> {
  const item = await findDueItem(deps.database, bulkChangeId);
  if (!item || item.waitMs > 0) return Math.min(item?.waitMs ?? IDLE_MS, IDLE_MS);
  const viewer = { ...SERVICE, username: item.actor };
  try {
    await applyChange(deps, viewer, bulkCommand(item, deps.clock()));
  } catch (error) {
    if (error instanceof NotItsTurn) return CONTENDED_MS;
    await keepFailure(deps, item, error);
    if (!(error instanceof Fault)) throw error;
  }
  return 0;
}

/** A fault of the course's own is its outcome. A system that is away, or what nobody foresaw, is so after some attempts. */
async function keepFailure({ database }: ChangeDeps, item: DueItem, error: unknown): Promise<void> {
  const isFault = error instanceof Fault && error.code !== 'DOWNSTREAM_UNAVAILABLE';
  const attempts = item.attempts + 1;
  const kept =
    error instanceof Fault
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL_SERVER_ERROR', message: 'It broke; the log of the service says how.' };
  await inTransaction(database, async (tx) => {
    const tally = await claimItem(tx, item);
    if (!tally) return;
    if (!isFault && attempts < MOST_ATTEMPTS)
      return postponeItem(tx, item, { error: kept, delayMs: attempts * AFTER_FAILURE_MS });
    const result = { outcome: 'FAILED', violations: [], error: kept, plan: EMPTY_PLAN } as const;
    return settleItem(tx, item, { tally, result });
  });
}
