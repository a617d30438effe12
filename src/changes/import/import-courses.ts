// Imports courses in batches, each course as a whole or not at all. A second import looks unchanged courses up in
// batches and writes nothing for them, so rerunning a stopped import continues where it stopped.
import { setImmediate } from 'node:timers/promises';
import { saveConflicts } from '../../store/courses/conflicts';
import { loadCoursesByKeys } from '../../store/courses/course-states';
import { findCourseKeysOfRuns, findSameKeys } from '../../store/courses/find-courses';
import type { TakenKey } from '../../store/courses/find-courses';
import { flush } from '../../store/database';
import { foldKey, isSameKey, parseCourseKey } from '../../model/keys';
import { alreadyThere } from '../apply/decide';
import { decideImport } from './decide-import';
import type { ImportDecision } from './decide-import';
import type { ImportedCourse, TypeOptions } from './imported-course';
import { saveImports } from './save-import';
import type { ImportDeps, Saving } from './save-import';

/** One record of a source: a course, or the reasons why it is not one. */
export type SourceRecord = ReadRecord &
  ({ readonly course: ImportedCourse } | { readonly problems: readonly string[] });
interface ReadRecord {
  /** Its position in the source. */
  readonly position: string;
  /** As far as it could be read. */
  readonly key: string | null;
  /** Including those that are not imported. */
  readonly runs: number;
  /** What is not taken of an imported course, one sentence for each run. */
  readonly leftAlone?: readonly string[];
}

/** What became of a record; the decision is null if the record was refused, for its `problems`. */
export type Imported = ReadRecord & {
  readonly decision: ImportDecision | null;
  readonly problems: readonly string[];
};

export interface ImportOptions {
  readonly typeOptions: TypeOptions;
  /** Nothing is saved; the result says what would be. */
  readonly isDryRun: boolean;
  readonly actor: string;
  readonly reason: string;
  /** How many are looked up, saved and reported together, once they are on disk. */
  readonly atOnce?: number;
}

/** With this many, reading keeps up with saving. */
const AT_ONCE = 100;

/** Batches being saved at the same time: with one, each side waits for the other's round trips. */
const SAVED_AT_ONCE = 2;

/**
 * What became of each record, in batches in the source's order. Reads and decides about one batch while those before it
 * are saved. Throws if the database cannot be reached.
 */
export async function* importCourses(
  deps: ImportDeps,
  records: AsyncIterable<SourceRecord>,
  options: ImportOptions,
): AsyncGenerator<Imported[]> {
  const seen = new Map<string, string>();
  const iterator = records[Symbol.asyncIterator]();
  const most = options.atOnce ?? AT_ONCE;
  let reading = readSome(iterator, most);
  const saving: BatchSaving[] = [];
  const saved = async function* (left: number): AsyncGenerator<Imported[]> {
    for (let [first] = saving; first && saving.length > left; [first] = saving) {
      yield await first.done;
      saving.shift();
    }
  };
  try {
    for (;;) {
      // A slow source, or one that breaks off, does not delay the report of what is saved.
      while (saving[0] && (await isFirst(saving[0].done, reading))) yield* saved(saving.length - 1);
      const batch = await reading;
      if (batch.length === 0) break;
      reading = readSome(iterator, most);
      reading.catch(() => undefined);
      const once = batch.map((record) => withoutRepeats(record, seen));
      let decided = await decideBatch(deps, once, options);
      if (keysOf(decided).some((key) => saving.some(({ keys }) => keys.has(key)))) {
        yield* saved(0);
        decided = await decideBatch(deps, once, options);
      }
      yield* saved(SAVED_AT_ONCE - 1);
      const done = saveBatch(deps, decided, options);
      done.catch(() => undefined);
      saving.push({ done, keys: new Set(keysOf(decided)) });
    }
    yield* saved(0);
  } finally {
    await Promise.allSettled(saving.map(({ done }) => done));
  }
}

async function readSome(iterator: AsyncIterator<SourceRecord>, most: number): Promise<SourceRecord[]> {
  const batch: SourceRecord[] = [];
  while (batch.length < most) {
    const step = await iterator.next();
    if (step.done) break;
    batch.push(step.value);
  }
  return batch;
}

/** The record, or a problem if its course occurred earlier in the source: the import cannot know which one is right. */
function withoutRepeats(record: SourceRecord, seen: Map<string, string>): SourceRecord {
  if (!('course' in record)) return record;
  const { course, ...rest } = record;
  const folded = foldKey(course.key);
  const earlier = seen.get(folded);
  if (earlier !== undefined)
    return { ...rest, problems: [`key: ${course.key} is there twice, first at ${earlier}.`] };
  seen.set(folded, record.position);
  return record;
}

/** Whether the promise settles before the other one, or the other one is rejected. Throws what it is rejected with. */
const isFirst = (one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> =>
  Promise.race([one.then(() => true), other.then(() => false).catch(() => true)]);

/** What is to become of a record. */
interface Decided {
  readonly imported: Imported;
  /** Null: there is nothing to save. */
  readonly saving: Saving | null;
  /** The UUIDs and case-folded keys of its course and runs. */
  readonly keys: readonly string[];
}

interface BatchSaving {
  readonly done: Promise<Imported[]>;
  /** The keys that it is about: others with the same keys are decided about once it is saved. */
  readonly keys: ReadonlySet<string>;
}

/** About 5 ms. */
const DECIDED_AT_ONCE = 10;

const keysOf = (batch: readonly Decided[]): string[] => batch.flatMap(({ keys }) => keys);

async function decideBatch(
  deps: ImportDeps,
  batch: readonly SourceRecord[],
  { typeOptions, actor, reason }: ImportOptions,
): Promise<Decided[]> {
  const wantedKeys = coursesIn(batch).flatMap(keysIn);
  const taken = await findSameKeys(deps.database, wantedKeys);
  const renamed = batch.map((record) => ofItsCourse(record, taken));
  const courses = coursesIn(renamed);
  const [loaded, owners] = await Promise.all([
    loadCoursesByKeys(
      deps.database,
      courses.map(({ key }) => key),
    ),
    findCourseKeysOfRuns(
      deps.database,
      courses.flatMap(({ runs }) => runs.map(({ key }) => key)),
    ),
  ]);
  const byKey = new Map(loaded.map((one) => [one.state.course.key, one]));
  const newest = Math.max(0, ...loaded.map(({ catalogueVersion }) => catalogueVersion));
  const catalogue = await deps.catalogue.atLeast(newest);
  const context = { ...deps, catalogue, options: typeOptions, now: deps.clock() };
  const decide = (record: SourceRecord): Decided => {
    if (!('course' in record)) return { imported: { ...record, decision: null }, saving: null, keys: [] };
    const { course, ...rest } = record;
    const named = [course, ...course.runs].flatMap(({ key, uuid = key }) => [key, uuid]);
    const keys = [course.keyForReruns ?? course.key, ...named].map(foldKey);
    const problems = [...twins(course, taken), ...foreignRuns(course, owners)];
    if (problems.length > 0) return { imported: { ...rest, decision: null, problems }, saving: null, keys };
    const before = byKey.get(course.key) ?? null;
    const decision = decideImport(course, before?.state ?? null, context);
    const saving = { actor, reason, course, loaded: before, decision, context };
    const imported = { ...rest, decision, problems: [] };
    return { imported, saving: decision.fate === 'UNCHANGED' ? null : saving, keys };
  };
  const decided: Decided[] = [];
  for (const record of renamed) {
    decided.push(decide(record));
    // Between two decisions, the batch before this one sends its next statement.
    if (decided.length % DECIDED_AT_ONCE === 0) await setImmediate();
  }
  return decided;
}

const coursesIn = (records: readonly SourceRecord[]): ImportedCourse[] =>
  records.flatMap((record) => ('course' in record ? [record.course] : []));

const keysIn = ({ key, runs }: ImportedCourse): string[] => [key, ...runs.map((run) => run.key)];

async function saveBatch(
  deps: ImportDeps,
  batch: readonly Decided[],
  options: ImportOptions,
): Promise<Imported[]> {
  if (options.isDryRun) return batch.map(({ imported }) => imported);
  const savings = batch.flatMap(({ saving }) => saving ?? []);
  const saved = await saveImports(deps, savings);
  const outcomes = new Map(savings.map((saving, at) => [saving, saved[at]]));
  const all = batch.map(({ imported, saving }) => ({ ...imported, ...(saving && outcomes.get(saving)) }));
  const followed = all.flatMap(({ decision }) => decision?.followed ?? []);
  const runs = followed.flatMap((one) => one.runs);
  const conflicts = followed.flatMap((one) => one.conflicts);
  if (runs.length > 0) await saveConflicts(deps.database, runs, conflicts);
  await flush(deps.database);
  return all;
}

/** The record, moved to the course that has this key as its key for reruns; that course keeps its own key and title. */
function ofItsCourse(record: SourceRecord, taken: readonly TakenKey[]): SourceRecord {
  if (!('course' in record)) return record;
  const { key } = record.course;
  const found = taken.filter(({ folded }) => folded === foldKey(key));
  const owner = found.find(({ by }) => !isSameKey(by, key))?.by;
  if (owner === undefined || found.some(({ by }) => by === key)) return record;
  const { uuid: _, title: __, ...course } = record.course;
  const organization = parseCourseKey(owner)?.organization ?? course.organization;
  const remark = `its key is ${key} there, which is the key for reruns of ${owner} here.`;
  return { ...record, course: { ...course, key: owner, organization, remarks: [...course.remarks, remark] } };
}

/** New keys that differ only in case from an existing key or from another key of the record. */
function twins({ key, runs }: ImportedCourse, taken: readonly TakenKey[]): string[] {
  const seen = new Map<string, string>();
  const named = [
    { field: 'key', key },
    ...runs.map((run, index) => ({ field: `course_runs.${index}.key`, key: run.key })),
  ];
  return named.flatMap((one) => {
    const folded = foldKey(one.key);
    const other = taken.find((known) => known.folded === folded)?.by ?? seen.get(folded) ?? one.key;
    seen.set(folded, one.key);
    return other === one.key ? [] : [`${one.field}: ${one.key}: ${alreadyThere(one.key, other)}`];
  });
}

function foreignRuns({ key, runs }: ImportedCourse, owners: ReadonlyMap<string, string>): string[] {
  return runs.flatMap((run, index) => {
    const owner = owners.get(run.key);
    return owner === undefined || owner === key
      ? []
      : [`course_runs.${index}.key: ${run.key} is a run of ${owner} here.`];
  });
}
