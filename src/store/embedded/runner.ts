// Who runs PostgreSQL. It refuses to be root, so root hands it to somebody else; everybody else runs it as themselves.
// Creates no users and changes nothing on the host.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** To be spread into the options of a child process. Without an id: as ourselves. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

// `nobody` of Linux distributions. initdb looks the user up, so an id without an account will not do.
const NOBODY: Runner = { uid: 65534, gid: 65534 };

/** Ourselves, unless we are root on Linux: then the owner of the data that is already there, or `nobody`. */
export function findRunner(dataFolder: string): Runner {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return {};
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** Whether the runner may run the program at `path`: every folder above it can be entered, and it can be executed. */
export function canRun(runner: Runner, path: string): boolean {
  if (runner.uid === undefined) return true;
  const { uid, gid, mode } = statSync(path);
  const shift = uid === runner.uid ? 6 : gid === runner.gid ? 3 : 0;
  const isExecutable = ((mode >> shift) & 1) === 1;
  return isExecutable && (dirname(path) === path || canRun(runner, dirname(path)));
}

/**
 * Environment of PostgreSQL's programs: nothing of ours (PGDATA, PGPORT, LANG) may change what they do, and messages
 * stay in English since the log is read. Windows programs do not start without the system's own variables.
 */
export function environment(): NodeJS.ProcessEnv | undefined {
  return process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' };
}
