// Loads history in batches: one statement per kind of question, however many courses and runs it concerns.
import DataLoader from 'dataloader';
import type { Catalogue } from '../../model/catalogue';
import type { Change, PastCourse } from '../../model/history';
import { foldKey, keyOfPoint, parseCourseKey } from '../../model/keys';
import type { ChangePoint } from '../../model/keys';
import type { FoundPage } from '../../store/pages';
import {
  countChangesOf,
  findChangePagesOf,
  findChangesByIds,
  findStrange,
} from '../../store/history/changes';
import type { ChangeOwner, ChangePageRequest } from '../../store/history/changes';
import { findPastCatalogue, findPastCourses } from '../../store/history/past';
import type { CourseMoment } from '../../store/history/past';
import type { Makers, Reader } from '../loading/lazily';

export interface HistoryLoaders {
  readonly changesById: DataLoader<string, Change | null>;
  readonly changePages: DataLoader<ChangePageRequest, FoundPage<Change>, string>;
  readonly changeCounts: DataLoader<ChangeOwner, number, string>;
  /** Whether the database's history has these points. */
  readonly points: DataLoader<ChangePoint, boolean, string>;
  readonly pastCourses: DataLoader<CourseMoment, PastCourse | null, string>;
  readonly pastCatalogues: DataLoader<Date, Catalogue, number>;
}

export const HISTORY_LOADERS: Makers<HistoryLoaders> = {
  changesById: ({ deps: { database }, readable }) =>
    new DataLoader(async (ids) => {
      const found = await findChangesByIds(database, ids);
      return found.map((change) => (change && isReadable(change, readable) ? change : null));
    }),
  changePages: ({ deps: { database } }) =>
    new DataLoader((requests) => findChangePagesOf(database, requests), {
      cacheKeyFn: (requests) => JSON.stringify(requests),
    }),
  changeCounts: ({ deps: { database } }) =>
    new DataLoader((owners) => countChangesOf(database, owners), {
      cacheKeyFn: (owner) => JSON.stringify(owner),
    }),
  points: ({ deps: { database } }) =>
    new DataLoader(
      async (points) => {
        const strange = new Set(await findStrange(database, points));
        return points.map((point) => !strange.has(point));
      },
      { cacheKeyFn: keyOfPoint },
    ),
  pastCourses: ({ deps: { database } }) =>
    new DataLoader((moments) => findPastCourses(database, moments), {
      cacheKeyFn: ({ courseKey, at }) => `${at.getTime()} ${courseKey}`,
    }),
  pastCatalogues: ({ deps: { database, catalogue } }) =>
    new DataLoader((times) => Promise.all(times.map((at) => findPastCatalogue(database, catalogue, at))), {
      cacheKeyFn: (at) => at.getTime(),
    }),
};

function isReadable({ courseKey, kind }: Change, readable: Reader['readable']): boolean {
  if (readable === null) return true;
  if (courseKey === null) return kind !== 'MEMBERSHIP_CHANGED';
  return readable.includes(foldKey(parseCourseKey(courseKey)?.organization ?? ''));
}
