// bulk-change: starts a bulk change, lends it a hand, and shows how far it has come until it has ended. The service goes on
// with it where this process does not.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { changeDueCourse } from '../changes/bulk/change-due-course';
import { startBulkChange } from '../changes/bulk/start-bulk-change';
import type { ChangeDeps } from '../changes/deps';
import type { Config } from '../config';
import { SERVICE } from '../identity/permissions';
import { countDone, countsOf } from '../model/bulk-change';
import type { Alteration, BulkChange, BulkChangeItem } from '../model/bulk-change';
import { findBulkChangesByIds, findItemPages } from '../store/bulk-changes/bulk-changes';
import { withDatabase } from './database';
import { withDeps } from './deps';
import { createProgress } from './progress';

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
  readonly json?: boolean;
  readonly actor: string;
}

/** How often a process that has nothing to do looks how far the others have come. */
const LOOK_MS = 250;
const ITEMS_AT_ONCE = 1_000;

/** The exit code: 0 all courses are so, 1 some are not, 2 it could not be started or watched to its end. */
export async function bulkChangeCommand(config: Config, flags: BulkChangeFlags): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  try {
    return await withDatabase(config, (url) =>
      withDeps(config, url, async (deps) => {
        const ended = await watched(deps, await started(deps, flags), stopping.signal);
        await report(deps, ended, flags.json === true);
        const { pending, changed, unchanged } = countsOf(ended);
        return Number(pending > 0 || changed + unchanged < ended.total);
      }),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

function started(deps: ChangeDeps, flags: BulkChangeFlags): Promise<BulkChange> {
  const { name, reason, keys, ofOrganization, ofType, matching, type, rate, override, dryRun, actor } = flags;
  const isFiltered = [ofOrganization, ofType, matching].some((condition) => condition !== undefined);
  return startBulkChange(
    deps,
    { ...SERVICE, username: actor },
    {
      ...{ name, reason, override, dryRun, ratePerMinute: rate },
      keys: keys === undefined ? null : keysIn(keys),
      filter: isFiltered ? { organization: ofOrganization, type: ofType, search: matching } : null,
      change: { type, prices: flags.price, runTypes: flags.runType },
    },
  );
}

/** The keys of a file, one a line, or of what is piped in. */
const keysIn = (file: string): string[] =>
  readFileSync(file === '-' ? 0 : file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The bulk change once it has ended. Throws when the signal ends it before. */
async function watched(deps: ChangeDeps, bulkChange: BulkChange, signal: AbortSignal): Promise<BulkChange> {
  const { id, total } = bulkChange;
  console.error(`Bulk change ${id}: ${total} courses.`);
  const progress = createProgress(total);
  for (let now = bulkChange, shown = 0; ;) {
    if (now.endedAt) return now;
    if (signal.aborted)
      throw new Error(
        `Stopped watching. The service goes on with bulk change ${id}; cancelBulkChange ends it.`,
      );
    const restMs = await changeDueCourse(deps, id).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
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

async function report(deps: ChangeDeps, bulkChange: BulkChange, isJson: boolean): Promise<void> {
  const items = [];
  for await (const item of unchangedItems(deps, bulkChange)) items.push(item);
  if (isJson) {
    console.log(JSON.stringify({ ...bulkChange, items }, null, 2));
    return;
  }
  items.flatMap(linesOf).forEach((line) => console.log(line));
  const { total, pending, changed, unchanged, refused, failed } = countsOf(bulkChange);
  const would = bulkChange.isDryRun ? 'would be ' : '';
  for (const { target, action, count, deferred } of bulkChange.tally.steps)
    console.log(
      `${target}: ${count} to ${action}${deferred > 0 ? `, ${deferred} of them after review` : ''}.`,
    );
  const left = pending > 0 ? `, ${pending} not reached: it was cancelled` : '';
  console.log(
    `${total} courses: ${changed} ${would}changed, ${unchanged} so already, ${refused} refused, ${failed} failed${left}.`,
  );
}

/** Those that were refused and that failed. */
async function* unchangedItems({ database }: ChangeDeps, { id: bulkChangeId }: BulkChange) {
  for (const outcome of ['REFUSED', 'FAILED'] as const) {
    for (let after: string | null = null, hasNextPage = true; hasNextPage;) {
      const [page] = await findItemPages(database, [{ bulkChangeId, outcome, first: ITEMS_AT_ONCE, after }]);
      yield* page?.rows ?? [];
      hasNextPage = page?.hasNextPage ?? false;
      after = page?.rows.at(-1)?.courseKey ?? null;
    }
  }
}

const linesOf = ({ courseKey, outcome, violations, error }: BulkChangeItem): string[] =>
  [...violations, ...(error ? [error] : [])].map(
    ({ code, message }) => `${courseKey} ${outcome} ${code}: ${message}`,
  );
