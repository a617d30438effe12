// Lists bulk changes, and the courses of one bulk change.
import type { BulkChange } from '../../model/bulk-change';
import { cursorOf } from '../../model/keys';
import type { CursorKind } from '../../model/keys';
import { findBulkChangePage } from '../../store/bulk-changes/bulk-changes';
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
  const page =
    readable === null ? await findBulkChangePage(deps.database, request) : { rows: [], hasNextPage: false };
  return pageOf(page, request, ({ id }) => cursorOf(id, BULK_CHANGES));
}

/** Returns a page in the order of course keys. The caller has checked that the viewer may see the bulk change. */
export async function listItems(
  { loaders }: Context,
  { id: bulkChangeId }: BulkChange,
  args: BulkChangeItemsArgs,
): Promise<BulkChangeItemPage> {
  const request = readPage(args, ITEMS);
  const page = await loaders.itemPages.load({ ...request, bulkChangeId, outcome: args.outcome ?? null });
  return pageOf(page, request, ({ courseKey }) => cursorOf(courseKey, ITEMS));
}
