// Copies a folder so that everyone can read it and only we can write, and repairs the copy. Several processes may copy
// at once, and a cleaner of temporary files may have deleted parts.
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Unprepared } from '../../src/store/database';

/**
 * Mirrors the files of `source` in `target`: replaces a missing file, or one of a different size, atomically. Throws if
 * `target` belongs to another user, who could replace the programs in it.
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
  throw new Unprepared(
    `${folder} can be written by other users, so programs in it cannot be trusted. Remove it.`,
  );
}

function mirrorFile(from: string, to: string): void {
  const { size, mode } = statSync(from);
  if (statSync(to, { throwIfNoEntry: false })?.size === size) return;
  const unfinished = `${to}.${process.pid}`;
  copyFileSync(from, unfinished);
  chmodSync(unfinished, (mode & 0o100) === 0 ? 0o644 : 0o755);
  renameSync(unfinished, to);
}
