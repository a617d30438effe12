// Lists bulk changes, and the courses of one bulk change.
import { countsOf } from '../../model/bulk-change';
import type { BulkChange } from '../../model/bulk-change';
import type { CursorKind } from '../../model/keys';
import { countBulkChanges, findBulkChangePage } from '../../store/bulk-changes';
import type { Context } from '../context';
import { isCourseKey, isUuid } from '../entities/references';
import type { BulkChangeItemsArgs, QueryBulkChangesArgs } from '../generated';
import { pageOf, readPage } from '../lists/paging';
import type { BulkChangeItemPage, BulkChangePage } from '../parents';

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
export async function listItems(
  { loaders }: Context,
  bulkChange: BulkChange,
  args: BulkChangeItemsArgs,
): Promise<BulkChangeItemPage> {
  const request = readPage(args, ITEMS);
  const outcome = args.outcome ?? null;
  const page = await loaders.itemPages.load({ ...request, bulkChangeId: bulkChange.id, outcome });
  const counts = countsOf(bulkChange);
  const counted = outcome === null ? 'total' : (outcome.toLowerCase() as keyof typeof counts);
  return { ...pageOf(page, request, ITEMS), totalCount: () => counts[counted] };
}
