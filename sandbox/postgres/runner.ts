// Decides which user runs PostgreSQL. It refuses to run as root, so root uses another user; anyone else runs it
// themselves. Creates no users and changes nothing on the host.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Spread this into a child process's options. Without ids: our own user. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

// `nobody` on Linux distributions. initdb looks up the user, so an id without an account does not work.
const NOBODY: Runner = { uid: 65534, gid: 65534 };

/** Returns our own user, or for root on Linux the owner of existing data, else `nobody`. */
export function findRunner(dataFolder: string): Runner {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return {};
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** Whether the runner can run the program at `path`: enter every folder above it, and execute it. */
export function canRun(runner: Runner, path: string): boolean {
  if (runner.uid === undefined) return true;
  const { uid, gid, mode } = statSync(path);
  const shift = uid === runner.uid ? 6 : gid === runner.gid ? 3 : 0;
  const isExecutable = ((mode >> shift) & 1) === 1;
  return isExecutable && (dirname(path) === path || canRun(runner, dirname(path)));
}

/**
 * Returns the environment for PostgreSQL's programs: none of our variables (PGDATA, PGPORT, LANG) may affect them, and
 * messages stay in English because the log is parsed. Windows programs need the system's own variables to start.
 */
export function environment(): NodeJS.ProcessEnv | undefined {
  return process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' };
}
