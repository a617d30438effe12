// Everything that resolvers load by key, in batches: one statement per kind of key, whatever the number of keys.
// What the viewer may not read is not there. Made anew for each request.
import DataLoader from 'dataloader';
import type { ChangeDeps } from '../../changes/deps';
import { createBulkChangeLoaders } from '../bulk-changes/bulk-change-loaders';
import type { BulkChangeLoaders } from '../bulk-changes/bulk-change-loaders';
import { createHistoryLoaders } from '../history/history-loaders';
import type { HistoryLoaders } from '../history/history-loaders';
import type { Course, CourseRun } from '../../model/courses';
import type { Provisioning } from '../../model/provisioning';
import { loadCourses } from '../../store/courses/course-states';
import type { LoadedCourse } from '../../store/courses/course-states';
import * as store from '../../store/courses/find-courses';
import { findProvisioningsByIds, newestProvisioningsOfRuns } from '../../store/provisionings';
import { requireKnownTypes } from './known-types';

/** One of the keys of a thing. */
export interface Ref<By extends string> {
  readonly by: By;
  readonly value: string;
}

export interface Loaders extends HistoryLoaders, BulkChangeLoaders {
  readonly courses: DataLoader<Ref<'key' | 'uuid'>, Course | null, string>;
  readonly runs: DataLoader<Ref<'key' | 'uuid' | 'id'>, CourseRun | null, string>;
  /** In the order of their keys. */
  readonly runsOfCourse: DataLoader<Course, CourseRun[], string>;
  /** By internal id of the course, for decisions. */
  readonly decisions: DataLoader<string, LoadedCourse | null>;
  readonly provisionings: DataLoader<string, Provisioning | null>;
  /** The newest for each target, by internal id of the run. */
  readonly newestProvisionings: DataLoader<string, readonly Provisioning[]>;
}

/** A run that is there in a preview only has no internal id. */
const isSaved = (id: string): boolean => id !== '';

type Find<T> = (values: readonly string[]) => Promise<(T | null)[]>;

/** The loaders of one request. `readable`: the organizations whose courses the viewer may read; null: all. */
export function createLoaders(deps: ChangeDeps, readable: readonly string[] | null): Loaders {
  const { database, catalogue } = deps;
  const isReadable = (course: Course): boolean => readable?.includes(course.organization) ?? true;
  const courses = byRef<'key' | 'uuid', Course>(
    {
      key: (keys) => store.findCoursesByKeys(database, keys),
      uuid: (uuids) => store.findCoursesByUuids(database, uuids),
    },
    async (found) => {
      await requireKnownTypes(catalogue, found, []);
      return isReadable;
    },
  );
  const runs = byRef<'key' | 'uuid' | 'id', CourseRun>(
    {
      key: (keys) => store.findRunsByKeys(database, keys),
      uuid: (uuids) => store.findRunsByUuids(database, uuids),
      id: (ids) => store.findRunsByIds(database, ids),
    },
    async (found) => {
      await requireKnownTypes(catalogue, [], found);
      return (run) => isReadable(run.course);
    },
  );
  return {
    ...createHistoryLoaders(deps, readable),
    ...createBulkChangeLoaders(deps, readable),
    courses,
    runs,
    runsOfCourse: runsOfCourse(deps),
    decisions: new DataLoader(async (courseIds) => {
      const loaded = await loadCourses(database, courseIds);
      await catalogue.atLeast(Math.max(0, ...loaded.map((course) => course.catalogueVersion)));
      const byId = new Map(loaded.map((course) => [course.state.course.id, course]));
      return courseIds.map((id) => byId.get(id) ?? null);
    }),
    provisionings: new DataLoader(async (ids) => {
      const found = await findProvisioningsByIds(database, ids);
      // Whose the run is need not be asked for a viewer who may read all.
      const visible = readable === null ? found : await ofReadableRuns(found, runs);
      const byId = new Map(visible.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
    }),
    newestProvisionings: new DataLoader(async (runIds) => {
      const newest = await newestProvisioningsOfRuns(database, runIds.filter(isSaved));
      return runIds.map((id) => newest.get(id) ?? []);
    }),
  };
}

const runsOfCourse = ({ database, catalogue }: ChangeDeps): Loaders['runsOfCourse'] =>
  new DataLoader(
    async (courses) => {
      const lists = await store.findRunsOfCourses(database, courses);
      await requireKnownTypes(catalogue, [], lists.flat());
      return lists;
    },
    { cacheKeyFn: ({ id }) => id },
  );

async function ofReadableRuns(rows: readonly Provisioning[], runs: Loaders['runs']): Promise<Provisioning[]> {
  const owners = await Promise.all(rows.map((row) => runs.load({ by: 'id', value: row.courseRunId })));
  return rows.filter((_, index) => owners[index]);
}

/** Loads by several kinds of keys that settle together, so that what hangs on the answers is loaded in one batch too. */
function byRef<By extends string, T>(
  find: Readonly<Record<By, Find<T>>>,
  isVisible: (found: readonly T[]) => Promise<(row: T) => boolean>,
): DataLoader<Ref<By>, T | null, string> {
  return new DataLoader<Ref<By>, T | null, string>(
    async (refs) => {
      const kinds = [...new Set(refs.map((ref) => ref.by))];
      const groups = await Promise.all(
        kinds.map(async (by) => {
          const values = refs.filter((ref) => ref.by === by).map((ref) => ref.value);
          const rows = await find[by](values);
          return rows.map((row, index) => [cacheKey({ by, value: values[index] ?? '' }), row] as const);
        }),
      );
      const found = new Map(groups.flat());
      const isShown = await isVisible([...found.values()].filter((row) => row !== null));
      return refs.map((ref) => {
        const row = found.get(cacheKey(ref)) ?? null;
        return row !== null && isShown(row) ? row : null;
      });
    },
    { cacheKeyFn: cacheKey },
  );
}

const cacheKey = ({ by, value }: Ref<string>): string => `${by} ${value}`;
