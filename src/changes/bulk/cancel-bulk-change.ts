// cancelBulkChange: courses not changed yet stay as they are; courses already changed are not changed back.
import { authorize } from '../../identity/permissions';
import type { BulkChange } from '../../model/bulk-change';
import type { Viewer } from '../../model/viewer';
import { findBulkChangesByIds } from '../../store/bulk-changes/bulk-changes';
import * as store from '../../store/bulk-changes/start';
import type { ChangeDeps } from '../deps';
import { notFound } from '../input/read';

/** Afterwards no further course changes. A bulk change that has ended is returned as it is. Throws NOT_FOUND. */
export async function cancelBulkChange(
  { database }: ChangeDeps,
  viewer: Viewer,
  { id }: { readonly id: string },
): Promise<BulkChange> {
  authorize(viewer, 'bulkChange', null);
  const [known] = await findBulkChangesByIds(database, [id]);
  if (!known) throw notFound('bulk change of this id');
  await store.cancelBulkChange(database, known.id, viewer.username);
  const [cancelled] = await findBulkChangesByIds(database, [id]);
  return cancelled ?? known;
}
