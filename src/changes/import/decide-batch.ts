// Decides about a batch of records: which course each belongs to, what is to become of it, and which must wait for another.
import { setImmediate } from 'node:timers/promises';
import { loadCoursesByKeys } from '../../store/courses/course-states';
import { findCourseKeysOfRuns, findSameKeys } from '../../store/courses/find-courses';
import type { TakenKey } from '../../store/courses/find-courses';
import { foldKey, isSameKey, parseCourseKey } from '../../model/keys';
import { alreadyThere } from '../apply/decide';
import { decideImport } from './decide-import';
import type { ImportDecision } from './decide-import';
import type { ImportedCourse, TypeOptions } from './imported-course';
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

/** What is to become of a record. */
export interface Decided {
  readonly imported: Imported;
  /** Null: there is nothing to save. */
  readonly saving: Saving | null;
  /** The UUIDs and case-folded keys of its course and runs. */
  readonly keys: readonly string[];
}

/** How to decide, and who imports and why. */
export interface Deciding {
  readonly typeOptions: TypeOptions;
  readonly actor: string;
  readonly reason: string;
}

/** About 5 ms. */
const DECIDED_AT_ONCE = 10;

/** Returns the UUIDs and case-folded keys of the batch. */
export const keysOf = (batch: readonly Decided[]): string[] => batch.flatMap(({ keys }) => keys);

/** Returns those before the first that names a key of an earlier one, which must be saved before the decision about the other. */
export function untilRepeat(batch: readonly Decided[]): readonly Decided[] {
  const changed = new Set<string>();
  const repeat = batch.findIndex(({ keys, saving }) => {
    if (keys.some((key) => changed.has(key))) return true;
    if (saving) for (const key of keys) changed.add(key);
    return false;
  });
  return repeat < 0 ? batch : batch.slice(0, repeat);
}

/** Decides about each record, as if the others of the batch did not exist. */
export async function decideBatch(
  deps: ImportDeps,
  batch: readonly SourceRecord[],
  { typeOptions, actor, reason }: Deciding,
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
