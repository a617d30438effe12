// Resolves bulk changes and their courses.
import { countDone, countsOf } from '../../model/bulk-change';
import { isUuid, refBy } from '../entities/references';
import type { BulkChangeItemResolvers, BulkChangeResolvers } from '../generated';
import { listItems } from './lists';

const refOf = refBy({ id: isUuid });

export const BulkChange: BulkChangeResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.bulkChanges.load(refOf(reference).value),
  progress: ({ total, tally }) => (total === 0 ? 1 : countDone(tally) / total),
  counts: (bulkChange) => countsOf(bulkChange),
  steps: ({ tally }) => tally.steps,
  refusals: ({ tally }) => tally.refusals,
  items: (bulkChange, args, context) => listItems(context, bulkChange, args),
};

export const BulkChangeItem: BulkChangeItemResolvers = {
  course: ({ courseKey }, _, { loaders }) => loaders.courses.load({ by: 'key', value: courseKey }),
};
