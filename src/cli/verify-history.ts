// verify-history: checks the hash chain of every subject, and compares the state with the last entries, and the ends of
// chains with those recorded earlier. Changes nothing in the database.
import { createReadStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { compareWithHistory } from '../changes/compare-with-history';
import type { Database } from '../store/database';
import { findHorizon } from '../store/history/changes';
import { countEntries, findLost, readHeads, verifyHistory } from '../store/history/verify';
import type { Head, Verification } from '../store/history/verify';
import { withDatabase, withPool } from './database';
import type { Cli, Outcome } from './command';
import { writeAnchor } from './export/whole-folder';

export interface VerifyFlags {
  /** A file from an export, or from --write-anchor. */
  readonly anchor?: string;
  readonly writeAnchor?: string;
}

/** At most this many of a kind are named; all are counted, and all are in the JSON. */
const MAX_NAMED = 20;

/** Exits with 1 if an entry does not fit, the state differs, or a chain is not as in the anchor. */
export async function verifyHistoryCommand(
  { config, say, progressOf }: Cli,
  { anchor, writeAnchor: place }: VerifyFlags,
): Promise<Outcome> {
  const result = await withDatabase(config, (url) =>
    withPool({ url, poolSize: 1 }, async (database) => {
      const progress = progressOf(await countEntries(database));
      const chains = await verifyHistory(database, (entries) => progress.step(entries, 'entries'));
      const lost = anchor === undefined ? [] : await lostHeads(database, anchor);
      const unrecorded = await compareWithHistory(database, () => undefined);
      const isWell = !chains.first && lost.length === 0 && unrecorded.length === 0;
      if (isWell && place !== undefined) await write(database, place);
      return { ...chains, lost, unrecorded, isWell };
    }),
  );
  const { lost, unrecorded, isWell } = result;
  printChains(result, say);
  for (const { subject, fields } of unrecorded.slice(0, MAX_NAMED))
    say(`${[subject, ...fields].join(', ')}: differs from its last history entry.`);
  for (const { subject, id } of lost.slice(0, MAX_NAMED))
    say(`${subject}: entry ${id} was there when the anchor was written, and has changed or is gone.`);
  if (unrecorded.length > 0) say(`Rows changed without a history entry: ${unrecorded.length}.`);
  if (lost.length > 0) say(`Chains truncated or removed: ${lost.length}.`);
  if (place !== undefined)
    say(isWell ? `The heads of all chains are in ${place}.` : `Nothing was written to ${place}.`);
  return { code: isWell ? 0 : 1, result };
}

function printChains({ entries, first, misfits }: Verification, say: Cli['say']): void {
  if (!first) return say(`All history entries are intact: ${entries}.`);
  const { id, subject, at } = first;
  say(`Entry ${id} of ${subject}, at ${at.toISOString()}, is the first that does not match its hash.`);
  say('It was altered, or an earlier one was altered, removed or inserted.');
  say(`Entries that do not match: ${misfits} of ${entries}.`);
}

/** The heads in the file that history no longer has. Throws for a malformed line. */
async function lostHeads(database: Database, file: string): Promise<Head[]> {
  const lost: Head[] = [];
  const heads: Head[] = [];
  const look = async () => void lost.push(...(await findLost(database, heads.splice(0))));
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    heads.push(headIn(line, file));
    if (heads.length === 5_000) await look();
  }
  await look();
  return lost;
}

function headIn(line: string, file: string): Head {
  try {
    const { subject, id, hash } = JSON.parse(line) as Partial<Head>;
    if (subject && id && /^\d+$/.test(id) && hash) return { subject, id, hash };
  } catch {
    // Reported below.
  }
  throw new Error(`${file} is not an anchor: a line is not a subject with its id and hash.`);
}

/** Written completely or not at all: beside its place, then renamed. */
async function write(database: Database, place: string): Promise<void> {
  const name = `${basename(place)}.partial-${process.pid}`;
  await writeAnchor(readHeads(database, await findHorizon(database)), { folder: dirname(place), name });
  await rename(`${dirname(place)}/${name}`, place);
}
