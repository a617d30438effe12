// Reads courses from an LMS: first the list of its runs, then the modes of each run that is new here. Known runs are
// not asked about again, so rerunning a stopped import continues where it stopped.
import { coursesOf } from '../../../changes/import/lms-courses';
import type { LmsCourse } from '../../../changes/import/lms-courses';
import { createLmsReader } from '../../../changes/import/read-lms-courses';
import type { SourceRecord } from '../../../changes/import/decide-batch';
import type { Catalogue } from '../../../model/catalogue';
import type { LmsRun, LmsRuns } from '../../../provisioning/target';
import type { KnownKeys } from '../../../store/courses/find-courses';
import type { Piece, Source } from './pieces';
import { counted } from '../../../model/text';

export interface LmsSourceOptions {
  readonly lms: LmsRuns;
  readonly knownKeys: () => Promise<KnownKeys>;
  readonly catalogue: Catalogue;
  readonly currency: string;
  /** Organizations; left out: all. */
  readonly org?: readonly string[];
  /** Ends the reading. */
  readonly signal: AbortSignal;
  /** Called for each page of the list, and once with the number of requests ahead. */
  readonly say: (line: string) => void;
  /** Requests for modes per minute, to estimate how long they take. */
  readonly modesPerMinute: number;
}

/** How many courses are requested ahead, so that a slow LMS does not slow the pace. */
const AHEAD = 8;

/** The courses of the LMS, in the order of their keys. Throws if the list cannot be read to its end. */
export function openLms(options: LmsSourceOptions): Source {
  const progress = { done: 0, total: 0 };
  const pieces = async function* (): AsyncGenerator<Piece> {
    const { runs, unreadable } = await listOf(options);
    yield* unreadable;
    const courses = coursesOf(runs, await options.knownKeys()).filter(isOf(options.org));
    const fresh = courses.flatMap((course) => course.runs.filter(({ isKnown }) => !isKnown));
    progress.total = courses.length + fresh.length;
    const minutes = Math.ceil(fresh.length / options.modesPerMinute);
    options.say(
      `Runs in the LMS: ${runs.length}, of ${counted(courses.length, 'course')}. New runs: ${fresh.length}; reading their modes takes about ${minutes} min.`,
    );
    const read = createLmsReader({ ...options, onAnswered: () => (progress.done += 1) });
    const ahead: Promise<SourceRecord>[] = [];
    try {
      for (const course of courses) {
        const record = read(course);
        record.catch(() => undefined);
        ahead.push(record);
        const first = ahead.length >= AHEAD && ahead.shift();
        if (first) yield { record: await first };
      }
      for (const record of ahead) yield { record: await record };
    } catch (error) {
      if (!options.signal.aborted) throw error;
    }
  };
  return { pieces: pieces(), readPart: () => (progress.total === 0 ? 1 : progress.done / progress.total) };
}

async function listOf({ lms, say }: LmsSourceOptions): Promise<{ runs: LmsRun[]; unreadable: Piece[] }> {
  const runs: LmsRun[] = [];
  const unreadable: Piece[] = [];
  for await (const page of lms.list()) {
    runs.push(...page.runs);
    for (const { key, problem } of page.unreadable)
      unreadable.push({ position: key ?? 'The list of runs', unreadable: problem });
    if (runs.length < page.count) say(`Read ${runs.length} of about ${page.count} runs.`);
  }
  return { runs, unreadable };
}

const isOf =
  (org: readonly string[] | undefined) =>
  ({ key }: LmsCourse): boolean =>
    org === undefined || org.includes(key.split('+')[0] ?? '');
