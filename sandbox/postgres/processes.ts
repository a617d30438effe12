// Asks the operating system about a process id (is it running, since when, and what is it), and ends processes. Prefers
// /proc, since slim images have no ps.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether the process runs. A zombie does not: it only waits for its parent, perhaps forever. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  const state = statusFields(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/**
 * Returns when the process started, in the system's own unit: only for comparison. Undefined where the system does not
 * tell. It distinguishes two processes with one id (after a reboot, or in a restarted container).
 */
export function startedAt(pid: number): string | undefined {
  return statusFields(pid)?.[19];
}

/** Returns the name of the process's program; undefined where the system does not tell. */
export function programOf(pid: number): string | undefined {
  try {
    if (existsSync(`/proc/${pid}/comm`)) return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    if (process.platform !== 'darwin') return undefined;
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Sends a signal, unless the process has just ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** Waits until the process has ended; false if it still runs after `forMs` milliseconds. */
export async function waitUntilGone(pid: number, forMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + forMs;
  while (isRunning(pid)) {
    if (performance.now() > giveUpAt) return false;
    await sleep(10);
  }
  return true;
}

/** Returns the `code` of a system or database error; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

// The program's name is in parentheses and may contain spaces and parentheses, so fields start after the last one.
function statusFields(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
