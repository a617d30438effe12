// Resolves, lists and loads bulk changes and their courses.
import { countDone, countsOf } from '../model/bulk-change';
import type * as model from '../model/bulk-change';
import { isUuid, refBy, isCourseKey } from './entities/references';
import type {
  BulkChangeItemResolvers,
  BulkChangeResolvers,
  BulkChangeItemsArgs,
  QueryBulkChangesArgs,
} from './generated';
import type { CursorKind } from '../model/keys';
import {
  countBulkChanges,
  findBulkChangePage,
  findBulkChangesByIds,
  findItemPages,
} from '../store/bulk-changes';
import type { ItemPageRequest } from '../store/bulk-changes';
import type { Context } from './context';
import { pageOf, readPage } from './lists/paging';
import type { BulkChangeItemPage, BulkChangePage } from './parents';
import DataLoader from 'dataloader';
import type { FoundPage } from '../store/pages';
import type { Makers } from './loading/lazily';

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

const BULK_CHANGES: CursorKind = { list: 'bulkChanges', isKey: isUuid };
const ITEMS: CursorKind = { list: 'items', isKey: isCourseKey };

/** Returns a page, newest first; empty for a viewer who may not read the courses of all organizations. */
export async function listBulkChanges(
  { deps, readable }: Context,
  args: QueryBulkChangesArgs,
): Promise<BulkChangePage> {
  const request = readPage(args, BULK_CHANGES);
  const none = { rows: [], keys: [], hasMore: false };
  const page = readable === null ? await findBulkChangePage(deps.database, request) : none;
  return {
    ...pageOf(page, request, BULK_CHANGES),
    totalCount: async () => (readable === null ? countBulkChanges(deps.database) : 0),
  };
}

/** Returns a page in the order of course keys. The caller has checked that the viewer may see the bulk change. */
async function listItems(
  { loaders }: Context,
  bulkChange: model.BulkChange,
  args: BulkChangeItemsArgs,
): Promise<BulkChangeItemPage> {
  const request = readPage(args, ITEMS);
  const outcome = args.outcome ?? null;
  const page = await loaders.itemPages.load({ ...request, bulkChangeId: bulkChange.id, outcome });
  const counts = countsOf(bulkChange);
  const counted = outcome === null ? 'total' : (outcome.toLowerCase() as keyof typeof counts);
  return { ...pageOf(page, request, ITEMS), totalCount: () => counts[counted] };
}

export interface BulkChangeLoaders {
  readonly bulkChanges: DataLoader<string, model.BulkChange | null>;
  readonly itemPages: DataLoader<ItemPageRequest, FoundPage<model.BulkChangeItem>, string>;
}

export const BULK_CHANGE_LOADERS: Makers<BulkChangeLoaders> = {
  // Only a viewer who may read everything sees them.
  bulkChanges: ({ deps: { database }, readable }) =>
    new DataLoader(async (ids) =>
      readable === null ? findBulkChangesByIds(database, ids) : ids.map(() => null),
    ),
  itemPages: ({ deps: { database } }) =>
    new DataLoader((requests) => findItemPages(database, requests), {
      cacheKeyFn: (requests) => JSON.stringify(requests),
    }),
};
