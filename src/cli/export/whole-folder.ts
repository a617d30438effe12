// A folder that is there whole or not at all: written beside its place under another name, brought to the disk, and renamed.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The last file to be written; a folder with it is an export. */
export const MANIFEST = 'manifest.json';

/** A file of the export as it was written. */
export interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Has a folder filled that becomes `out` once it is. When that fails, nothing is left, and what was there stays. Throws
 * where something is there that is not to be replaced.
 */
export async function writeWhole<T>(
  out: string,
  isReplacing: boolean,
  fill: (folder: string) => Promise<T>,
): Promise<T> {
  const place = resolve(out);
  const there = await readdir(place).catch(unlessMissing);
  if (there?.length && !there.includes(MANIFEST))
    throw new Error(`${out} is there and is no export; name another folder.`);
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

/** Folders cannot change places in one step: an old one stands aside for a moment, and comes back if that fails. */
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

/** What runs that were killed have left beside `out`; also what one that is under way has written so far. */
export async function findLeft(out: string): Promise<string[]> {
  const place = resolve(out);
  const beside = (await readdir(dirname(place)).catch(unlessMissing)) ?? [];
  const left = ['partial', 'replaced'].map((what) => `${basename(place)}.${what}-`);
  return beside.filter((name) => left.some((start) => name.startsWith(start)));
}

/** One file of it; each write is waited for. */
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
    /** On the disk, not only on its way. */
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
