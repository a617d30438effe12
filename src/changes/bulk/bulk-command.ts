// Builds the command by which a bulk change changes one course: what changeCourse would be given, claimed and settled
// in the transaction of the change.
import { EMPTY_PLAN } from '../../model/provisioning';
import type { Alteration, ItemResult } from '../../model/bulk-change';
import { phaseOf } from '../../model/courses';
import type { CourseState } from '../../model/courses';
import { claimItem, settleItem } from '../../store/bulk-changes/work';
import type { DueItem } from '../../store/bulk-changes/work';
import type { Command, Outcome, Proposal, ProposalContext } from '../apply/command';
import { proposeChange } from '../change-course';
import { inputPaths } from '../input/propose';

/** The course must not be changed now: another replica changed it, or the bulk change was cancelled. */
export class NotDue extends Error {}

/** The command for that course. `within` throws NotDue. */
export function bulkCommand(item: DueItem, now: Date): Command {
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
