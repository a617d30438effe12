// Writes a folder completely or not at all: under another name beside its place, synced to disk, then renamed. Also writes the
// anchor of a history: a line of JSON for the end of each chain. By it verify-history finds what was cut off.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Head } from '../../store/history/verify';

/** The last file to be written; a folder that contains it is an export. */
export const MANIFEST = 'manifest.json';

/** A file of the export as it was written. */
export interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Fills a folder that becomes `out` when it is complete. If that fails, nothing is left, and what was there stays.
 * Throws if something is there that must not be replaced.
 */
export async function writeWhole<T>(
  out: string,
  isReplacing: boolean,
  fill: (folder: string) => Promise<T>,
): Promise<T> {
  const place = resolve(out);
  const there = await readdir(place).catch(unlessMissing);
  if (there?.length && !there.includes(MANIFEST))
    throw new Error(`${out} exists and is not an export; use another folder.`);
  if (there?.length && !isReplacing)
    throw new Error(`${out} is an export already; --replace puts the new one in its place.`);
  const id = randomUUID();
  const partial = `${place}.partial-${id}`;
  await mkdir(partial, { recursive: true });
  try {
    const done = await fill(partial);
    await sync(partial);
    await take(place, partial, there && `${place}.replaced-${id}`);
    return done;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Folders cannot be swapped in one step: the old one is moved aside for a moment, and moved back on failure. */
async function take(place: string, partial: string, old: string | undefined): Promise<void> {
  if (old) await rename(place, old);
  try {
    await rename(partial, place);
    await sync(dirname(place));
  } catch (error) {
    if (old) await rename(old, place);
    throw error;
  }
  if (old) await rm(old, { recursive: true });
}

/** Remains of killed runs beside `out`; includes what a run that is still under way has written. */
export async function findLeft(out: string): Promise<string[]> {
  const place = resolve(out);
  const beside = (await readdir(dirname(place)).catch(unlessMissing)) ?? [];
  const left = ['partial', 'replaced'].map((what) => `${basename(place)}.${what}-`);
  return beside.filter((name) => left.some((start) => name.startsWith(start)));
}

/** A file in the folder; every write is awaited. */
export async function createFile(folder: string, name: string) {
  const handle = await open(join(folder, name), 'wx');
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    write: async (chunk: Uint8Array): Promise<void> => {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.appendFile(chunk);
    },
    /** Resolves once the file is on disk. */
    end: async (rows: number): Promise<WrittenFile> => {
      await handle.sync();
      await handle.close();
      return { name, rows, bytes, sha256: hash.digest('hex') };
    },
    close: (): Promise<void> => handle.close(),
  };
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

export const ANCHOR = 'anchor.jsonl';

/** Writes the heads to a new file in that folder. */
export async function writeAnchor(
  heads: AsyncIterable<readonly Head[]>,
  { folder, name = ANCHOR }: { readonly folder: string; readonly name?: string },
): Promise<WrittenFile> {
  const file = await createFile(folder, name);
  let rows = 0;
  try {
    for await (const some of heads) {
      rows += some.length;
      await file.write(Buffer.from(some.map((head) => `${JSON.stringify(head)}\n`).join('')));
    }
    return await file.end(rows);
  } finally {
    await file.close();
  }
}
