// Imports all that a source gives, and tells of it: progress while it goes, a report, and counts at the end.
import { importCourses } from '../../changes/import/import-courses';
import type { SourceRecord } from '../../changes/import/import-courses';
import type { ImportDeps } from '../../changes/import/save-import';
import { parseCourseKey } from '../../model/keys';
import { createProgress } from '../progress';
import { appendToReport } from '../report';
import { readRecord } from './discovery-record';
import type { Opened } from './sources/open-source';
import { lineOf, refusalsOf } from './report-line';
import { createTally, tableOf } from './tally';
import type { Tally } from './tally';

export interface Running {
  /** As it was named on the command line. */
  readonly source: string;
  /** Whether the seats that it tells are all there are. */
  readonly isSeatSetKnown: boolean;
  readonly dryRun?: boolean;
  readonly report?: string;
  /** Organizations; left out: all. */
  readonly org?: readonly string[];
  readonly actor: string;
  readonly reason: string;
}

/** The exit code: 0 all was imported, 1 some was refused, 2 nothing could be read. Throws when it was stopped. */
export async function importAll(deps: ImportDeps, opened: Opened, running: Running): Promise<number> {
  const { report, actor, reason, source, dryRun: isDryRun = false } = running;
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const tally = createTally();
  const progress = createProgress(0);
  const read = { records: 0, unreadable: 0 };
  const records = recordsOf(opened, running, {
    tally,
    read,
    signal: stopping.signal,
    currency: deps.policy.currency,
  });
  const options = { typeOptions: opened.typeOptions, isDryRun, actor, reason };
  let done = 0;
  for await (const batch of importCourses(deps, records, options)) {
    batch.forEach(tally.add);
    if (report !== undefined) appendToReport(report, ...batch.map(lineOf));
    refusalsOf(batch).forEach(progress.say);
    done += batch.length;
    const part = opened.source.readPart();
    progress.step(done, `${tally.refused()} refused`, part >= 1 ? read.records : Math.round(done / part));
  }
  const counts = tally.counts();
  if (report !== undefined)
    appendToReport(report, { position: 'end', at: new Date(), source, isDryRun, counts });
  tableOf(counts).forEach(progress.say);
  if (isDryRun) progress.say('A dry run: nothing was saved.');
  if (stopping.signal.aborted) {
    throw new Error('Stopped before the end. Run it again: what is here already is left as it is.');
  }
  const isNothingRead = read.unreadable > 0 && read.unreadable === counts['read']?.courses;
  return isNothingRead ? 2 : Number(tally.refused() > 0);
}

interface Reading {
  readonly tally: Tally;
  readonly read: { records: number; unreadable: number };
  readonly signal: AbortSignal;
  readonly currency: string;
}

async function* recordsOf(
  { source }: Opened,
  { org, isSeatSetKnown }: Running,
  { tally, read, signal, currency }: Reading,
): AsyncGenerator<SourceRecord> {
  for await (const piece of source.pieces) {
    if (signal.aborted) return;
    const isReadable = !('unreadable' in piece);
    const record: SourceRecord = isReadable
      ? readRecord(piece, { currency, isSeatSetKnown })
      : { position: piece.position, key: null, runs: 0, problems: [piece.unreadable] };
    if (!isReadable) read.unreadable += 1;
    const organization = parseCourseKey(record.key ?? '')?.organization;
    if (org && organization !== undefined && !org.includes(organization)) tally.leaveOut(record);
    else {
      read.records += 1;
      yield record;
    }
  }
}
