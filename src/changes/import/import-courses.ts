// Imports courses in batches, each course as a whole or not at all. A second import looks unchanged courses up in
// batches and writes nothing for them, so rerunning a stopped import continues where it stopped.
import { saveConflicts } from '../../store/courses/conflicts';
import { flush } from '../../store/database';
import { foldKey } from '../../model/keys';
import { decideBatch, keysOf, untilRepeat } from './decide-batch';
import type { Decided, Deciding, Imported, SourceRecord } from './decide-batch';
import { saveImports } from './save-import';
import type { ImportDeps } from './save-import';

export interface ImportOptions extends Deciding {
  /** Nothing is saved; the result says what would be. */
  readonly isDryRun: boolean;
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
  const begun = async function* (batch: readonly SourceRecord[]): AsyncGenerator<Imported[]> {
    let all = await decideBatch(deps, batch, options);
    if (keysOf(all).some((key) => saving.some(({ keys }) => keys.has(key)))) {
      yield* saved(0);
      all = await decideBatch(deps, batch, options);
    }
    const decided = untilRepeat(all);
    yield* saved(SAVED_AT_ONCE - 1);
    const done = saveBatch(deps, decided, options);
    done.catch(() => undefined);
    saving.push({ done, keys: new Set(keysOf(decided)) });
    if (decided.length < batch.length) yield* begun(batch.slice(decided.length));
  };
  try {
    for (;;) {
      // A slow source, or one that breaks off, does not delay the report of what is saved.
      while (saving[0] && (await isFirst(saving[0].done, reading))) yield* saved(saving.length - 1);
      const batch = await reading;
      if (batch.length === 0) break;
      reading = readSome(iterator, most);
      reading.catch(() => undefined);
      yield* begun(batch.map((record) => withoutRepeats(record, seen)));
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

interface BatchSaving {
  readonly done: Promise<Imported[]>;
  /** The keys that it is about: others with the same keys are decided about once it is saved. */
  readonly keys: ReadonlySet<string>;
}

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
