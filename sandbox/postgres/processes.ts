// Processes by their ids, and the lock of a data folder, a file that names the process that holds it.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unprepared } from '../../src/store/database';

/** Returns the `code` of a system or database error; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns what `act` returns; undefined if it fails with one of these codes. */
export function unless<T>(codes: readonly string[], act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

// The program's name is in parentheses and may contain some, so fields start after the last one.
const statusOf = (pid: number): string[] =>
  unless(['ENOENT', 'ESRCH'], () => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    ?.replace(/^.*\) /s, '')
    .split(' ') ?? [];

/** Whether the process runs. A zombie does not: it only waits for its parent, perhaps forever. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return !['Z', 'X'].includes(statusOf(pid)[0] ?? '');
}

/** Sends a signal, unless the process has just ended. */
export const signal = (pid: number, name: NodeJS.Signals): void =>
  void unless(['ESRCH'], () => process.kill(pid, name));

/** Waits until the process has ended; false if it still runs after `forMs` milliseconds. */
export async function waitUntilGone(pid: number, forMs: number): Promise<boolean> {
  for (const giveUpAt = performance.now() + forMs; isRunning(pid); await sleep(10))
    if (performance.now() > giveUpAt) return false;
  return true;
}

const lockOf = (dataDir: string): string => join(dataDir, 'postgres.lock');
const contentOf = (path: string) => unless(['ENOENT'], () => readFileSync(path, 'utf8'));
// The start time distinguishes the holder from a later process of the same id: containers repeat ids at each start.
const describe = (pid: number): string => `${pid} ${statusOf(pid)[19] ?? 'unknown'}\n`;

/** Returns the id of the live process that holds the lock; undefined if none does. */
export function holderOf(dataDir: string, content = contentOf(lockOf(dataDir)) ?? ''): number | undefined {
  const pid = Number.parseInt(content, 10);
  return pid > 0 && isRunning(pid) && describe(pid) === content ? pid : undefined;
}

/**
 * Locks the folder and returns the function that releases it. One process takes over the lock of a dead one, even if
 * several try at once. Throws an error with the folder, the holder and the way out if another one holds it.
 */
export function lockDataDir(dataDir: string): () => void {
  const [lock, ours] = [lockOf(dataDir), describe(process.pid)];
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, ours);
  // A link appears with its content or not at all, so nobody ever reads half a lock.
  const link = (from: string) => unless(['EEXIST'], () => (linkSync(from, lock), true)) ?? false;
  try {
    while (!link(draft)) {
      const content = contentOf(lock) ?? '';
      const holder = holderOf(dataDir, content);
      if (holder !== undefined)
        throw new Unprepared(
          `The embedded database in ${dataDir} is in use by the process ${holder}. Stop that process, or set DATA_DIR to another folder, or DATABASE_URL to a server both can use.`,
        );
      const discarded = `${lock}.discarded-${process.pid}`;
      if (!unless(['ENOENT'], () => (renameSync(lock, discarded), true))) continue;
      // Another process may have taken over the lock between our read and rename: it gets its lock back.
      if (contentOf(discarded) !== content) link(discarded);
      rmSync(discarded, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (contentOf(lock) === ours) rmSync(lock, { force: true });
  };
}
