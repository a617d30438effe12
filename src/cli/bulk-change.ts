// bulk-change: starts a bulk change, helps to carry it out, and shows its progress until it has ended. If this process
// stops, the service carries on.
import { setTimeout as sleep } from 'node:timers/promises';
import { changeDueCourse } from '../changes/bulk/change-due-course';
import { startBulkChange } from '../changes/bulk/start-bulk-change';
import type { ChangeDeps } from '../changes/deps';
import { SERVICE } from '../identity/permissions';
import { countDone, countsOf } from '../model/bulk-change';
import type { Alteration, BulkChange, BulkChangeItem } from '../model/bulk-change';
import { findBulkChangesByIds, findItemPages } from '../store/bulk-changes';
import { inBatches } from '../store/pages';
import type { Cli, Outcome } from './command';
import { withDeps } from './database';
import { readInput } from './flags';
import { counted } from '../model/text';

export interface BulkChangeFlags {
  readonly name: string;
  readonly reason: string;
  readonly keys?: string;
  readonly ofOrganization?: string;
  readonly ofType?: string;
  readonly matching?: string;
  readonly type?: string;
  readonly price?: NonNullable<Alteration['prices']>;
  readonly runType?: NonNullable<Alteration['runTypes']>;
  /** Courses per minute. */
  readonly rate?: number;
  readonly override?: boolean;
  readonly dryRun?: boolean;
  readonly actor: string;
}

/** How often a process with nothing to do checks the progress of the others. */
const LOOK_MS = 250;
const ITEMS_AT_ONCE = 1_000;

/** Exits with 1 if courses were refused, failed or were not reached. */
export const bulkChangeCommand = (cli: Cli, flags: BulkChangeFlags): Promise<Outcome> => {
  refuseWithoutSelection(flags);
  const signal = cli.stopping();
  return withDeps(cli.config, async (deps) => {
    const ended = await watched(deps, { ...cli, signal }, await started(deps, flags));
    const items = [];
    for await (const some of unchangedItems(deps, ended)) items.push(...some);
    [...items.flatMap(linesOf), ...summaryOf(ended)].forEach(cli.say);
    const { pending, changed, unchanged } = countsOf(ended);
    const isWell = pending === 0 && changed + unchanged === ended.total;
    return { code: isWell ? 0 : 1, result: { ...ended, items } };
  });
};

/** Throws unless the courses are selected in exactly one way. */
function refuseWithoutSelection({ keys, ofOrganization, ofType, matching }: BulkChangeFlags): void {
  const isFiltered = [ofOrganization, ofType, matching].some((condition) => condition !== undefined);
  if (isFiltered === (keys !== undefined))
    throw new Error(
      'Say which courses to change: either --keys, or one or more of --of-organization, --of-type and --matching.',
    );
}

async function started(deps: ChangeDeps, flags: BulkChangeFlags): Promise<BulkChange> {
  const { name, reason, keys, ofOrganization, ofType, matching, type, rate, override, dryRun, actor } = flags;
  const { bulkChange } = await startBulkChange(
    deps,
    { ...SERVICE, username: actor },
    {
      ...{ name, reason, override, dryRun, ratePerMinute: rate },
      keys: keys === undefined ? null : keysIn(readInput(keys)),
      filter: keys === undefined ? { organization: ofOrganization, type: ofType, search: matching } : null,
      change: { type, prices: flags.price, runTypes: flags.runType },
    },
  );
  return bulkChange;
}

/** The keys in a text, one per line. */
const keysIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

interface Watching extends Cli {
  readonly signal: AbortSignal;
}

/** The bulk change once it has ended. Throws if the signal aborts first. */
async function watched(
  deps: ChangeDeps,
  { note, progressOf, signal }: Watching,
  bulkChange: BulkChange,
): Promise<BulkChange> {
  const { id, total } = bulkChange;
  note(`Bulk change ${id}: ${counted(total, 'course')}.`);
  const progress = progressOf(total);
  for (let now = bulkChange, shown = 0; ;) {
    if (now.endedAt) return now;
    if (signal.aborted)
      throw new Error(`Stopped watching. The service continues bulk change ${id}; cancelBulkChange ends it.`);
    const restMs = await changeDueCourse(deps, id).catch((error: unknown) => {
      note(error instanceof Error ? error.message : String(error));
      return LOOK_MS;
    });
    now = (await findBulkChangesByIds(deps.database, [id]))[0] ?? now;
    const { changed, refused, failed } = now.tally;
    const done = countDone(now.tally);
    if (done > shown) progress.step(done, `${changed} changed, ${refused} refused, ${failed} failed`);
    shown = done;
    await sleep(Math.min(restMs, LOOK_MS), undefined, { signal }).catch(() => undefined);
  }
}

function summaryOf(bulkChange: BulkChange): string[] {
  const { total, pending, changed, unchanged, refused, failed } = countsOf(bulkChange);
  const would = bulkChange.isDryRun ? 'would be ' : '';
  const left = pending > 0 ? `, ${pending} not reached before it was cancelled` : '';
  return [
    ...bulkChange.tally.steps.map(
      ({ target, action, count, deferred }) =>
        `${target}: ${count} to ${action}${deferred > 0 ? `, ${deferred} of them after review` : ''}.`,
    ),
    `${counted(total, 'course')}: ${changed} ${would}changed, ${unchanged} unchanged, ${refused} refused, ${failed} failed${left}.`,
  ];
}

/** The courses that were refused or failed. */
async function* unchangedItems({ database }: ChangeDeps, { id: bulkChangeId }: BulkChange) {
  for (const outcome of ['REFUSED', 'FAILED'] as const)
    yield* inBatches(ITEMS_AT_ONCE, async (last: BulkChangeItem | undefined, first) => {
      const after = last?.courseKey ?? null;
      const [page] = await findItemPages(database, [{ bulkChangeId, outcome, first, after }]);
      return page?.rows ?? [];
    });
}

const linesOf = ({ courseKey, outcome, violations, error }: BulkChangeItem): string[] =>
  [...violations, ...(error ? [error] : [])].map(
    ({ code, message }) => `${courseKey} ${outcome} ${code}: ${message}`,
  );
