// Loads bulk changes and their courses in batches, each with one statement.
import DataLoader from 'dataloader';
import type { ChangeDeps } from '../../changes/deps';
import type { BulkChange, BulkChangeItem } from '../../model/bulk-change';
import { findBulkChangesByIds, findItemPages } from '../../store/bulk-changes/bulk-changes';
import type { ItemPageRequest } from '../../store/bulk-changes/bulk-changes';
import type { FoundPage } from '../../store/courses/course-pages';

export interface BulkChangeLoaders {
  readonly bulkChanges: DataLoader<string, BulkChange | null>;
  readonly itemPages: DataLoader<ItemPageRequest, FoundPage<BulkChangeItem>, string>;
}

/** `readable`: the organizations whose courses the viewer may read; only who may read all sees bulk changes (null). */
export const createBulkChangeLoaders = (
  { database }: ChangeDeps,
  readable: readonly string[] | null,
): BulkChangeLoaders => ({
  bulkChanges: new DataLoader(async (ids) =>
    readable === null ? findBulkChangesByIds(database, ids) : ids.map(() => null),
  ),
  itemPages: new DataLoader((asked) => findItemPages(database, asked), {
    cacheKeyFn: (asked) => JSON.stringify(asked),
  }),
});
