// Loads by key in batches for the resolvers: one statement per kind of key, however many keys. Rows that the viewer may
// not read are treated as missing. Each request creates the loaders that it uses.
import DataLoader from 'dataloader';
import type { ChangeDeps } from '../../changes/deps';
import { findDrift } from '../../changes/find-drift';
import { BULK_CHANGE_LOADERS } from '../bulk-changes';
import type { BulkChangeLoaders } from '../bulk-changes';
import { HISTORY_LOADERS } from '../history/history-loaders';
import type { HistoryLoaders } from '../history/history-loaders';
import type { Course, CourseRun } from '../../model/courses';
import { foldKey } from '../../model/keys';
import type { Drift, Provisioning, ProvisioningBlock } from '../../model/provisioning';
import { findConflictsOfRuns } from '../../store/courses/conflicts';
import type { LmsConflict } from '../../store/courses/conflicts';
import { loadCourses } from '../../store/courses/course-states';
import type { LoadedCourse } from '../../store/courses/course-states';
import * as store from '../../store/courses/find-courses';
import { findBlocks, findProvisioningsByIds, newestProvisioningsOfRuns } from '../../store/provisionings';
import { lazily } from './lazily';
import type { Makers, Reader } from './lazily';
import type { CatalogueSource } from '../../store/catalogue';

/** One of several keys that identify a thing. */
export interface Ref<By extends string> {
  readonly by: By;
  readonly value: string;
}

interface RefLoader<By extends string, T> extends DataLoader<Ref<By>, T | null, string> {
  /** Loads many at once, in the order of `refs`, without a promise for each; caches nothing. */
  readonly findAll: (refs: readonly Ref<By>[]) => Promise<(T | null)[]>;
}

type RunsLoader = RefLoader<'key' | 'uuid' | 'id', CourseRun>;

interface ByName extends HistoryLoaders, BulkChangeLoaders {
  readonly courses: RefLoader<'key' | 'uuid', Course>;
  readonly runs: RunsLoader;
  /** Runs whose courses lack their SKUs, for requests that ask for no entitlement. */
  readonly runsWithoutSkus: RunsLoader;
  /** In the order of run keys. */
  readonly runsOfCourse: DataLoader<Course, CourseRun[], string>;
  /** By the course's internal id, for decisions. */
  readonly decisions: DataLoader<string, LoadedCourse | null>;
  readonly provisionings: DataLoader<string, Provisioning | null>;
  /** What a provisioning waits for, by its id; null: nothing but a relay. */
  readonly blocks: DataLoader<string, ProvisioningBlock | null>;
  /** Differences in the LMS, by the run's internal id. */
  readonly conflicts: DataLoader<string, readonly LmsConflict[]>;
  /** The newest for each target, by the run's internal id. */
  readonly newestProvisionings: DataLoader<string, readonly Provisioning[]>;
  /** By the run's key. Asks other systems: once, even if Apollo Server executes a query again because of an error. */
  readonly drifts: DataLoader<string, readonly Drift[] | null>;
}

export interface Loaders extends ByName {
  /** Clears all loaders, so that a change is seen. */
  readonly forget: () => void;
}

/** How long somebody who asks for drift may wait for a system's request budget; two readings in a row fit in. */
const DRIFT_PATIENCE_MS = 8_000;

/** A run that exists only in a preview has no internal id. */
const isSaved = (id: string): boolean => id !== '';

const isReadable = ({ readable }: Reader, { organization }: Course): boolean =>
  readable?.includes(foldKey(organization)) ?? true;

const MAKERS: Makers<ByName> = {
  ...HISTORY_LOADERS,
  ...BULK_CHANGE_LOADERS,
  courses: (reader) => {
    const { database, catalogue } = reader.deps;
    return byRef<'key' | 'uuid', Course>(
      {
        key: (keys) => store.findCoursesByKeys(database, keys),
        uuid: (uuids) => store.findCoursesByUuids(database, uuids),
      },
      async (found) => {
        await requireKnownTypes(catalogue, found, []);
        return (course) => isReadable(reader, course);
      },
    );
  },
  runs: (reader) => runsLoader(reader, { skus: true }),
  runsWithoutSkus: (reader) => runsLoader(reader, { skus: false }),
  runsOfCourse: ({ deps: { database, catalogue } }) =>
    new DataLoader(
      async (courses) => {
        const lists = await store.findRunsOfCourses(database, courses);
        await requireKnownTypes(catalogue, [], lists.flat());
        return lists;
      },
      { cacheKeyFn: ({ id }) => id },
    ),
  decisions: ({ deps: { database, catalogue } }) =>
    new DataLoader(async (courseIds) => {
      const loaded = await loadCourses(database, courseIds);
      await catalogue.atLeast(Math.max(0, ...loaded.map((course) => course.catalogueVersion)));
      const byId = new Map(loaded.map((course) => [course.state.course.id, course]));
      return courseIds.map((id) => byId.get(id) ?? null);
    }),
  provisionings: ({ deps: { database }, readable }, loaders) =>
    new DataLoader(async (ids) => {
      const found = await findProvisioningsByIds(database, ids);
      // A viewer who may read everything needs no check of each run.
      const visible = readable === null ? found : await ofReadableRuns(found, loaders.runs);
      const byId = new Map(visible.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
    }),
  blocks: ({ deps: { database } }) =>
    new DataLoader(async (ids) => {
      const found = await findBlocks(database, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
  conflicts: ({ deps: { database } }) =>
    new DataLoader(async (runIds) => {
      const found = await findConflictsOfRuns(database, runIds.filter(isSaved));
      return runIds.map((id) => found.get(id) ?? []);
    }),
  newestProvisionings: ({ deps: { database } }) =>
    new DataLoader(async (runIds) => {
      const newest = await newestProvisioningsOfRuns(database, runIds.filter(isSaved));
      return runIds.map((id) => newest.get(id) ?? []);
    }),
  drifts: ({ deps }) =>
    new DataLoader((keys) =>
      Promise.all(keys.map(async (key) => (await findDrift(deps, key, DRIFT_PATIENCE_MS))?.drifts ?? null)),
    ),
};

function runsLoader(reader: Reader, parts: store.RunParts): RunsLoader {
  const { database, catalogue } = reader.deps;
  return byRef<'key' | 'uuid' | 'id', CourseRun>(store.runsFinder(database, parts), async (found) => {
    await requireKnownTypes(catalogue, [], found);
    return (run) => isReadable(reader, run.course);
  });
}

/** Creates the loaders of one request. `readable`: case-folded organizations whose courses may be read; null: all. */
export const createLoaders: (deps: ChangeDeps, readable: readonly string[] | null) => Loaders =
  lazily(MAKERS);

async function ofReadableRuns(rows: readonly Provisioning[], runs: Loaders['runs']): Promise<Provisioning[]> {
  const owners = await Promise.all(rows.map((row) => runs.load({ by: 'id', value: row.courseRunId })));
  return rows.filter((_, index) => owners[index]);
}

type Find<T> = (values: readonly string[]) => Promise<(T | null)[]>;

/** Loads by several kinds of keys that settle together, so that loads which depend on the results share a batch too. */
function byRef<By extends string, T>(
  find: Readonly<Record<By, Find<T>>>,
  isVisible: (found: readonly T[]) => Promise<(row: T) => boolean>,
): RefLoader<By, T> {
  const findThem = async (refs: readonly Ref<By>[]): Promise<(T | null)[]> => {
    const found = refs.map((): T | null => null);
    const kinds = new Map<By, number[]>();
    for (const [index, { by }] of refs.entries()) {
      const same = kinds.get(by);
      if (same) same.push(index);
      else kinds.set(by, [index]);
    }
    await Promise.all(
      [...kinds].map(async ([by, indexes]) => {
        const rows = await find[by](indexes.map((index) => refs[index]?.value ?? ''));
        for (const [at, index] of indexes.entries()) found[index] = rows[at] ?? null;
      }),
    );
    const isShown = await isVisible(found.filter((row) => row !== null));
    return found.map((row) => (row !== null && isShown(row) ? row : null));
  };
  const lists = new DataLoader<readonly Ref<By>[], (T | null)[]>(
    async (refLists) => {
      const found = await findThem(refLists.flat());
      let from = 0;
      return refLists.map((refs) => found.slice(from, (from += refs.length)));
    },
    { cache: false },
  );
  const cacheKeyFn = ({ by, value }: Ref<string>): string => `${by} ${value}`;
  return Object.assign(new DataLoader<Ref<By>, T | null, string>(findThem, { cacheKeyFn }), {
    findAll: (refs: readonly Ref<By>[]) => lists.load(refs),
  });
}

/** Reloads the catalogue if a row has a type that it lacks: another replica may just have created one. */
export async function requireKnownTypes(
  source: CatalogueSource,
  courses: readonly Course[],
  runs: readonly CourseRun[],
): Promise<void> {
  const { courseTypes, courseRunTypes } = source.current();
  const all = [...courses, ...runs.map((run) => run.course)];
  const isKnown =
    all.every((course) => courseTypes.has(course.type)) && runs.every((run) => courseRunTypes.has(run.type));
  if (!isKnown) await source.refresh();
}
