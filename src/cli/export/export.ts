// export: the whole database of one moment as files for a warehouse, or what changed since another export.
import { policyOf } from '../../config';
import type { Config } from '../../config';
import { CHANGES, keyIn } from '../../model/keys';
import { openDatabase } from '../../store/data-source';
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
      withDatabase(config, (url) => fill(url, { ...options, folder })),
    );
    for (const { name, rows } of files) console.log(`${name}: ${rows} rows`);
    console.log(`${out} is whole. The feed goes on ${cursor ? `after ${cursor}` : 'from its beginning'}.`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

async function fill(url: string, options: ExportOptions): Promise<Manifest> {
  const database = await openDatabase({ url, poolSize: 1, statementMs: STATEMENT_MS });
  try {
    return await writeExport(database, options);
  } finally {
    await database.destroy();
  }
}

function readSince(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = keyIn(cursor, CHANGES);
  if (id !== null) return id;
  throw new Error('--since takes the cursor of a manifest, or an endCursor of the query changes.');
}
