// export: the whole database of one moment as files for a warehouse, or what changed since another export.
import { policyOf } from '../../config';
import type { Config } from '../../config';
import { CHANGES, keyIn } from '../../model/keys';
import { waitForReplica } from '../../store/connections/replica';
import { openDatabase } from '../../store/data-source';
import type { Database } from '../../store/database';
import { withDatabase } from '../database';
import { createProgress } from '../progress';
import { findLeft, writeWhole } from './whole-folder';
import { writeExport } from './write-export';
import type { ExportOptions, Format, Manifest } from './write-export';

export interface ExportFlags {
  readonly out: string;
  readonly format: Format;
  /** The cursor of another export, or of the feed. */
  readonly since?: string;
  readonly replace?: boolean;
}

/** A statement reads a thousand rows; before the first of them it may have to sort all. */
const STATEMENT_MS = 300_000;
/** How long a replica may take until it has what was committed before. */
const CATCH_UP_MS = 60_000;

/** The exit code: 0 it is written, 2 it is not, and nothing of it is left. */
export async function exportCommand(config: Config, flags: ExportFlags): Promise<number> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('Stopped before the end; nothing is left of it.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const { out, replace = false } = flags;
  try {
    const since = readSince(flags.since);
    for (const name of await findLeft(out)) console.error(`${name} was left by a run that was killed.`);
    const options = {
      ...flags,
      since,
      policy: policyOf(config),
      signal: stopping.signal,
      progressOf: createProgress,
    };
    const { files, cursor } = await writeWhole(out, replace, (folder) =>
      withDatabase(config, (url) => fill(url, config.DATABASE_READ_URL, { ...options, folder })),
    );
    for (const { name, rows } of files) console.log(`${name}: ${rows} rows`);
    console.log(`${out} is whole. The feed goes on ${cursor ? `after ${cursor}` : 'from its beginning'}.`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

async function fill(url: string, readUrl: string | undefined, options: ExportOptions): Promise<Manifest> {
  const fromPrimary = (primary: Database) => writeExport(primary, options);
  const fromReplica = (primary: Database, replica: Database) =>
    waitForReplica(replica, primary, CATCH_UP_MS).then((horizon) =>
      writeExport(replica, { ...options, horizon }),
    );
  return withPool(url, (primary) =>
    readUrl ? withPool(readUrl, (replica) => fromReplica(primary, replica)) : fromPrimary(primary),
  );
}

async function withPool<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, poolSize: 1, statementMs: STATEMENT_MS });
  return work(database).finally(() => database.destroy());
}

function readSince(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = keyIn(cursor, CHANGES);
  if (id !== null) return id;
  throw new Error('--since takes the cursor of a manifest, or an endCursor of the query changes.');
}
