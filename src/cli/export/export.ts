// export: writes the whole database at one moment as files for a warehouse, or what changed since another export.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { policyOf } from '../../settings/config';
import { CHANGES, keyIn, pointOf } from '../../model/keys';
import type { ChangePoint } from '../../model/keys';
import { waitForReplica } from '../../store/connections/replica';
import type { Database } from '../../store/database';
import type { Cli, Outcome } from '../command';
import { withDatabase, withPool } from '../database';
import type { Format } from '../flags';
import { findLeft, MANIFEST, writeWhole } from './whole-folder';
import { FORMAT_VERSION, writeExport } from './write-export';
import type { ExportOptions, Manifest } from './write-export';
import { counted } from '../../model/text';

export interface ExportFlags {
  readonly out: string;
  readonly format: Format;
  /** The folder of another export, or a cursor of the feed. */
  readonly since?: string;
  readonly replace?: boolean;
}

/** A statement reads a thousand rows, but may have to sort all of them before the first. */
const STATEMENT_MS = 300_000;
/** How long a replica may take to catch up with earlier commits. */
const CATCH_UP_MS = 60_000;

/** Writes the export and prints its files. Throws if that fails; then nothing of it is left. */
export async function exportCommand(
  { config, say, note, progressOf, stopping }: Cli,
  flags: ExportFlags,
): Promise<Outcome> {
  const { out, format, replace = false } = flags;
  const since = await readSince(flags.since);
  for (const name of await findLeft(out)) note(`${name} was left by a run that was killed.`);
  const options = { format, since, policy: policyOf(config), signal: stopping(), progressOf };
  const manifest = await writeWhole(out, replace, (folder) =>
    withDatabase(config, (url) => fill(url, config.DATABASE_READ_URL, { ...options, folder })),
  );
  const { files, cursor } = manifest;
  for (const { name, rows } of files) say(`${name}: ${counted(rows, 'row')}`);
  say(`${out} is complete. The feed continues ${cursor ? `after ${cursor}` : 'from its beginning'}.`);
  return { code: 0, result: { out, ...manifest } };
}

async function fill(url: string, readUrl: string | undefined, options: ExportOptions): Promise<Manifest> {
  const fromPrimary = (primary: Database) => writeExport(primary, options);
  const fromReplica = (primary: Database, replica: Database) =>
    waitForReplica(replica, primary, CATCH_UP_MS).then((horizon) =>
      writeExport(replica, { ...options, horizon }),
    );
  const pool = { poolSize: 1, statementMs: STATEMENT_MS };
  return withPool({ ...pool, url }, (primary) =>
    readUrl
      ? withPool({ ...pool, url: readUrl }, (replica) => fromReplica(primary, replica))
      : fromPrimary(primary),
  );
}

async function readSince(given: string | undefined): Promise<ChangePoint | null> {
  if (given === undefined) return null;
  const manifest = await readManifest(given);
  const key = keyIn(manifest ? (manifest.cursor ?? '') : given, CHANGES);
  if (key !== null) return pointOf(key);
  throw new Error('--since takes the folder of another export, or an endCursor of the query changes.');
}

/** The manifest of the export in that folder; null if there is none. Throws if its format has another version. */
async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) return null;
  const manifest = JSON.parse(text) as Manifest;
  const version = manifest.formatVersion ?? 1;
  if (version === FORMAT_VERSION) return manifest;
  throw new Error(
    `${folder} is an export of format version ${version}; this one has ${FORMAT_VERSION}. Files of two versions do not go together: export everything, without --since.`,
  );
}
