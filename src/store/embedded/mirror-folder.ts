// A copy of a folder that everybody may read and only we may write, and that mends itself.
// Several processes may make the same copy at once, and a cleaner of temporary files may have been at it.
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `target` hold the files of `source`: a file that is missing or of another size is put there, complete or not
 * at all. Throws when `target` belongs to somebody else, who could change the programs in it under our hands.
 */
export function mirrorFolder(source: string, target: string): void {
  mkdirSync(target, { recursive: true, mode: 0o755 });
  refuseForeign(target);
  chmodSync(target, 0o755);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) mirrorFolder(from, to);
    else if (entry.isFile()) mirrorFile(from, to);
  }
}

function refuseForeign(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  const isOurs = process.getuid === undefined || uid === process.getuid();
  const isWritableByOthers = process.platform !== 'win32' && (mode & 0o022) !== 0;
  if (isOurs && !isWritableByOthers) return;
  throw new Error(`${folder} can be written by other users, so programs in it cannot be trusted. Remove it.`);
}

function mirrorFile(from: string, to: string): void {
  const { size, mode } = statSync(from);
  if (statSync(to, { throwIfNoEntry: false })?.size === size) return;
  const unfinished = `${to}.${process.pid}`;
  copyFileSync(from, unfinished);
  chmodSync(unfinished, (mode & 0o100) === 0 ? 0o644 : 0o755);
  renameSync(unfinished, to);
}
