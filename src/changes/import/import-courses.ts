// Imports courses, each in a transaction of its own, some at a time. What a second run finds as it should be costs one
// look for many courses and writes nothing: so an import that was stopped goes on where it was when it is run again.
import { saveConflicts } from '../../store/courses/conflicts';
import type { LoadedCourse } from '../../store/courses/course-states';
import { loadCoursesByKeys } from '../../store/courses/course-states';
import { findCourseKeysOfRuns, findSameKeys } from '../../store/courses/find-courses';
import type { TakenKey } from '../../store/courses/find-courses';
import { flush } from '../../store/database';
import { foldKey, isSameKey, parseCourseKey } from '../../model/keys';
import { alreadyThere } from '../apply/decide';
import { decideImport } from './decide-import';
import type { ImportDecision } from './decide-import';
import type { ImportedCourse, TypeOptions } from './imported-course';
import { saveImport } from './save-import';
import type { ImportDeps, Saved } from './save-import';

/** One record of a source: a course, or why it is none. */
export type SourceRecord = Told &
  ({ readonly course: ImportedCourse } | { readonly problems: readonly string[] });
interface Told {
  /** Where it stands in the source. */
  readonly position: string;
  /** As far as it could be read. */
  readonly key: string | null;
  /** With those that are left alone. */
  readonly runs: number;
  /** What is not taken of a course that is, a sentence for each run. */
  readonly leftAlone?: readonly string[];
}

/** What became of a record; null of one whose course is not of the organizations that were asked for. */
export type Imported = Told & {
  readonly decision: ImportDecision | null;
  readonly problems: readonly string[];
};

export interface ImportOptions {
  readonly typeOptions: TypeOptions;
  /** Nothing is saved; what would be is answered. */
  readonly isDryRun: boolean;
  readonly actor: string;
  readonly reason: string;
  /** How many are looked up, saved and told of together, once they are on disk. */
  readonly atOnce?: number;
}

/** What is read as fast as it is saved. */
const AT_ONCE = 100;

/** What became of each record, in batches in the source's order. Throws when the database cannot be reached. */
export async function* importCourses(
  deps: ImportDeps,
  records: AsyncIterable<SourceRecord>,
  options: ImportOptions,
): AsyncGenerator<Imported[]> {
  const seen = new Map<string, string>();
  const iterator = records[Symbol.asyncIterator]();
  const most = options.atOnce ?? AT_ONCE;
  let reading = readSome(iterator, most);
  for (;;) {
    const batch = await reading;
    if (batch.length === 0) return;
    // While these are saved, the next ones are read.
    reading = readSome(iterator, most);
    reading.catch(() => undefined);
    const once = batch.map((record) => withoutRepeats(record, seen));
    yield await importBatch(deps, once, options);
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

/** The record, or that its course was in the source before: which of them holds is not ours to say. */
function withoutRepeats(record: SourceRecord, seen: Map<string, string>): SourceRecord {
  if (!('course' in record)) return record;
  const { course, ...told } = record;
  const folded = foldKey(course.key);
  const earlier = seen.get(folded);
  if (earlier !== undefined)
    return { ...told, problems: [`key: ${course.key} is there twice, first at ${earlier}.`] };
  seen.set(folded, record.position);
  return record;
}

async function importBatch(
  deps: ImportDeps,
  batch: readonly SourceRecord[],
  options: ImportOptions,
): Promise<Imported[]> {
  const coursesIn = (records: readonly SourceRecord[]) =>
    records.flatMap((record) => ('course' in record ? [record.course] : []));
  const asked = coursesIn(batch).flatMap(({ key, runs }) => [key, ...runs.map((run) => run.key)]);
  const taken = await findSameKeys(deps.database, asked);
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
  const imported = await Promise.all(
    renamed.map(async (record): Promise<Imported> => {
      if (!('course' in record)) return { ...record, decision: null };
      const { course, ...told } = record;
      const problems = [...twins(course, taken), ...foreignRuns(course, owners)];
      if (problems.length > 0) return { ...told, decision: null, problems };
      return {
        ...told,
        ...(await importCourse(deps, { course, loaded: byKey.get(course.key) ?? null }, options)),
      };
    }),
  );
  if (options.isDryRun) return imported;
  const followed = imported.flatMap(({ decision }) => decision?.followed ?? []);
  const runs = followed.flatMap((one) => one.runs);
  const conflicts = followed.flatMap((one) => one.conflicts);
  if (runs.length > 0) await saveConflicts(deps.database, runs, conflicts);
  await flush(deps.database);
  return imported;
}

/** The record as one of the course whose key for reruns it has, which keeps its own key and title. */
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

/** Keys that would be new, and differ in capitals only from one that is there or from another one of the record. */
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

async function importCourse(
  deps: ImportDeps,
  { course, loaded }: { readonly course: ImportedCourse; readonly loaded: LoadedCourse | null },
  options: ImportOptions,
): Promise<Saved> {
  const catalogue = await deps.catalogue.atLeast(loaded?.catalogueVersion ?? 0);
  const context = { ...deps, catalogue, options: options.typeOptions, now: deps.clock() };
  const decision = decideImport(course, loaded?.state ?? null, context);
  if (options.isDryRun || decision.fate === 'UNCHANGED') return { decision, problems: [] };
  return saveImport(deps, { ...options, course, loaded, decision, context });
}
