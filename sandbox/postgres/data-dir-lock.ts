// Lets one process at a time run the embedded database of a data folder. The lock is a file that names its holder. The
// lock of a dead holder is taken over, by one process even if several try at once.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { errorCode, isRunning, startedAt } from './processes';

/** Releases the lock. May be called repeatedly, and while the process is exiting. */
export type Release = () => void;

/** Throws an error with the folder, the holder and the way out if another server holds the lock. */
export function lockDataDir(dataDir: string): Release {
  const lock = fileIn(dataDir);
  const ours = describe(process.pid);
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, ours);
  try {
    // A link appears with its content or not at all, so nobody ever reads half a lock.
    while (!tryLink(draft, lock)) discardIfDead(dataDir, lock);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (contentOf(lock) === ours) rmSync(lock, { force: true });
  };
}

/** Returns the id of the live process that holds the lock; undefined if none does. */
export function holderOf(dataDir: string): number | undefined {
  const content = contentOf(fileIn(dataDir));
  return content === undefined ? undefined : livingHolder(content);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'postgres.lock');
}

// The start time distinguishes the holder from a later process of the same id: containers repeat ids at each start.
function describe(pid: number): string {
  return `${pid} ${startedAt(pid) ?? 'unknown'}\n`;
}

function livingHolder(content: string): number | undefined {
  const pid = Number.parseInt(content, 10);
  return pid > 0 && isRunning(pid) && describe(pid) === content ? pid : undefined;
}

function discardIfDead(dataDir: string, lock: string): void {
  const content = contentOf(lock);
  if (content === undefined) return;
  const holder = livingHolder(content);
  if (holder !== undefined) throw new Unprepared(inUse(dataDir, holder));

  const discarded = `${lock}.discarded-${process.pid}`;
  if (!tryRename(lock, discarded)) return;
  // Another process may have taken over the lock between our read and rename: it gets its lock back.
  if (contentOf(discarded) !== content) tryLink(discarded, lock);
  rmSync(discarded, { force: true });
}

function inUse(dataDir: string, holder: number): string {
  const wayOut =
    'Stop that process, or set DATA_DIR to another folder, or DATABASE_URL to a server both can use.';
  return `The embedded database in ${dataDir} is in use by the process ${holder}. ${wayOut}`;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function tryLink(existing: string, path: string): boolean {
  try {
    linkSync(existing, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
