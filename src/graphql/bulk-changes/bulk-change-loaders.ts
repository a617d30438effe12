// Loads bulk changes and their courses in batches, one statement each.
import DataLoader from 'dataloader';
import type { BulkChange, BulkChangeItem } from '../../model/bulk-change';
import { findBulkChangesByIds, findItemPages } from '../../store/bulk-changes';
import type { ItemPageRequest } from '../../store/bulk-changes';
import type { FoundPage } from '../../store/pages';
import type { Makers } from '../loading/lazily';

export interface BulkChangeLoaders {
  readonly bulkChanges: DataLoader<string, BulkChange | null>;
  readonly itemPages: DataLoader<ItemPageRequest, FoundPage<BulkChangeItem>, string>;
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
