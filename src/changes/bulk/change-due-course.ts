// Runs one turn of the bulk changes: changes the course that is due first. Any number of replicas may take turns. The
// change is what changeCourse would be given, claimed and settled in its own transaction.
import { SERVICE } from '../../identity/permissions';
import type { Alteration, ItemResult } from '../../model/bulk-change';
import { phaseOf } from '../../model/courses';
import type { CourseState } from '../../model/courses';
import { Fault } from '../../model/faults';
import { EMPTY_PLAN } from '../../model/provisioning';
import { claimItem, findDueItem, postponeItem, settleItem } from '../../store/bulk-changes';
import type { DueItem } from '../../store/bulk-changes';
import { inTransaction } from '../../store/database';
import { applyChange } from '../apply/apply-change';
import type { ChangeDeps } from '../deps';
import type { Command, Outcome, Proposal, ProposalContext } from '../apply/command';
import { proposeChange } from '../change-course';
import { inputPaths } from '../input/propose';

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
  const caught =
    error instanceof Fault
      ? { code: error.code, message: error.message }
      : {
          code: 'INTERNAL_SERVER_ERROR',
          message: 'It failed unexpectedly; the error is in the log of the service.',
        };
  await inTransaction(database, async (tx) => {
    const tally = await claimItem(tx, item);
    if (!tally) return;
    if (!isFault && attempts < MAX_ATTEMPTS)
      return postponeItem(tx, item, { error: caught, delayMs: attempts * AFTER_FAILURE_MS });
    const result = { outcome: 'FAILED', violations: [], error: caught, plan: EMPTY_PLAN } as const;
    return settleItem(tx, item, { tally, result });
  });
}

/** The course must not be changed now: another replica changed it, or the bulk change was cancelled. */
class NotDue extends Error {}

/** The command for that course. `within` throws NotDue. */
function bulkCommand(item: DueItem, now: Date): Command {
  return {
    mutation: 'startBulkChange',
    input: {},
    target: { course: item.courseKey },
    isCreation: false,
    expectedVersion: null,
    reason: item.reason,
    isOverride: item.isOverride,
    idempotencyKey: null,
    mistakes: null,
    // Authorized when the bulk change was started.
    authorize: () => undefined,
    propose: (before, context) => proposal(item.change, before, { ...context, now }),
    bulk: {
      id: item.id,
      isDryRun: item.isDryRun,
      within: async (tx, change) => {
        const tally = await claimItem(tx, item);
        if (!tally) throw new NotDue();
        const outcome = await change();
        await settleItem(tx, item, { tally, result: resultOf(outcome) });
        return outcome;
      },
    },
  };
}

function resultOf({ violations, isIdle, plan }: Outcome): ItemResult {
  const outcome = violations.length > 0 ? 'REFUSED' : isIdle ? 'UNCHANGED' : 'CHANGED';
  return { outcome, violations, error: null, plan: outcome === 'CHANGED' ? plan : EMPTY_PLAN };
}

/** Runs that have ended keep their type: their tracks may not change, and they are not provisioned again. */
function proposal(
  { type, prices, runTypes }: Alteration,
  before: CourseState | null,
  context: ProposalContext & { readonly now: Date },
): Proposal {
  const next = new Map(runTypes?.map(({ from, to }) => [from, to]));
  const runs = (before?.runs ?? [])
    .filter((run) => next.has(run.type) && phaseOf(run, context.now) !== 'ENDED')
    .map((run) => ({ key: run.key, type: next.get(run.type) }));
  const given = inputPaths('type', prices, []);
  return {
    ...proposeChange({ type, prices, runs }, before, context),
    paths: {
      courseType: ['change', type == null ? 'runTypes' : 'type'],
      coursePrices: ['change', 'prices'],
      runs: new Map(),
      priceIndex: new Map([['change.prices', given.priceIndex.get('prices') ?? new Map<string, number>()]]),
    },
  };
}
