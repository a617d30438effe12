// Imports everything from a source: shows progress, writes a report, and prints counts at the end.
import { importCourses } from '../../changes/import/import-courses';
import type { SourceRecord } from '../../changes/import/decide-batch';
import type { ImportDeps } from '../../changes/import/save-import';
import { parseCourseKey } from '../../model/keys';
import type { Cli, ExitCode, Outcome } from '../command';
import { appendToReport } from '../report';
import { readRecord } from './discovery-record';
import type { Opened } from './sources/open-source';
import { lineOf, refusalsOf, createTally, tableOf } from './tally';
import type { ReportLine, Counts, Tally } from './tally';
import { counted } from '../../model/text';

export interface Running {
  /** As named on the command line. */
  readonly source: string;
  readonly opened: Opened;
  /** Whether the source lists all seats that exist. */
  readonly isSeatSetKnown: boolean;
  readonly dryRun?: boolean;
  readonly report?: string;
  /** Organizations; left out: all. */
  readonly org?: readonly string[];
  readonly actor: string;
  readonly reason: string;
  /** How many are saved together; left out: importCourses' default. */
  readonly atOnce?: number;
}

/** Exits with 1 if something was refused, with 2 if nothing could be read. */
export async function importAll(deps: ImportDeps, cli: Cli, running: Running): Promise<Outcome> {
  const { report, actor, reason, atOnce, source, opened, dryRun: isDryRun = false } = running;
  const signal = cli.stopping();
  const tally = createTally();
  const progress = cli.progressOf(0);
  const read = { records: 0, unreadable: 0 };
  const records = recordsOf(running, { tally, read, signal, currency: deps.policy.currency });
  const options = { typeOptions: opened.typeOptions, isDryRun, actor, reason, atOnce };
  const refused: ReportLine[] = [];
  let done = 0;
  for await (const batch of importCourses(deps, records, options)) {
    batch.forEach(tally.add);
    if (report !== undefined) appendToReport(report, ...batch.map(lineOf));
    refusalsOf(batch).forEach(cli.say);
    refused.push(...batch.filter(({ decision }) => !decision).map(lineOf));
    done += batch.length;
    const part = opened.source.readPart();
    progress.step(done, `${refused.length} refused`, part >= 1 ? read.records : Math.round(done / part));
  }
  const counts = tally.counts();
  const notRead = tally.notRead();
  if (report !== undefined)
    appendToReport(report, { position: 'end', at: new Date(), source, isDryRun, counts, notRead });
  tableOf(counts).forEach(cli.say);
  for (const [slug, runs] of tally.heldBack()) cli.say(heldBack(slug, runs));
  notReadOf(notRead).forEach(cli.say);
  if (isDryRun) cli.say('Dry run: nothing was saved.');
  else if (counts['changed']?.courses) cli.say(NOT_SENT);
  if (signal.aborted)
    cli.note('Stopped before the end. Run it again to continue: what was imported is kept.');
  return {
    code: signal.aborted ? 2 : codeOf(counts, read.unreadable),
    result: { source, isDryRun, counts, notRead, refused },
  };
}

/** What could not be read counts as refused. */
function codeOf(counts: Counts, unreadable: number): ExitCode {
  if (unreadable > 0 && unreadable === counts['read']?.courses) return 2;
  return counts['refused']?.courses || counts['left alone']?.runs ? 1 : 0;
}

/** A few of them; the report has all. */
const NAMED = 5;
function notReadOf(counts: Readonly<Record<string, number>>): string[] {
  const named = Object.entries(counts).map(([field, count]) => `${field} (${count})`);
  if (named.length === 0) return [];
  const more = named.length > NAMED ? `, and ${named.length - NAMED} more in the report` : '';
  return [`Fields that were not understood, and how often: ${named.slice(0, NAMED).join(', ')}${more}.`];
}

const NOT_SENT =
  'An import sends nothing. To tell the other systems what changed: npm run cli -- reconcile --all --repair';
const heldBack = (slug: string, runs: number): string =>
  `Held back, because ${slug} has a price there but nobody is paid for it: ${counted(runs, 'run')}. Say who is paid: --paid-to platform:${slug} or partner:${slug}.`;

interface Reading {
  readonly tally: Tally;
  readonly read: { records: number; unreadable: number };
  readonly signal: AbortSignal;
  readonly currency: string;
}

async function* recordsOf(
  { opened: { source }, org, isSeatSetKnown }: Running,
  { tally, read, signal, currency }: Reading,
): AsyncGenerator<SourceRecord> {
  for await (const piece of source.pieces) {
    if (signal.aborted) return;
    if ('unreadable' in piece) read.unreadable += 1;
    const record: SourceRecord =
      'record' in piece
        ? piece.record
        : 'value' in piece
          ? readRecord(piece, { currency, isSeatSetKnown, onNotRead: tally.addNotRead })
          : { position: piece.position, key: null, runs: 0, problems: [piece.unreadable] };
    const organization = parseCourseKey(record.key ?? '')?.organization;
    if (org && organization !== undefined && !org.includes(organization)) tally.leaveOut(record);
    else {
      read.records += 1;
      yield record;
    }
  }
}
