// Manages the folder `postgres` in DATA_DIR: PostgreSQL's data, its superuser's password and its log, created as one
// unit. Never deletes a complete one. Starts only initdb.
import { execFile, type ExecFileOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Unprepared } from '../../src/store/database';
import type { Binaries } from './binaries';
import { environment, type Runner } from './runner';

export const SUPERUSER = 'postgres';

/** The locations of its parts, and the superuser's password itself. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

const FOLDER = 'postgres';
const UNFINISHED = 'postgres.unfinished-';

/** Returns the folder of PostgreSQL's own files, whether or not it exists. */
export function dataFolderOf(dataDir: string): string {
  return join(dataDir, FOLDER, 'data');
}

/** Returns the cluster in `dataDir`; undefined if there is none. Throws if another user owns it. */
export function findCluster(dataDir: string): Cluster | undefined {
  const folder = join(dataDir, FOLDER);
  if (!existsSync(folder)) return undefined;
  refuseForeign(folder);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return { data: join(folder, 'data'), log: join(folder, 'postgres.log'), password };
}

/**
 * Returns the cluster in `dataDir`, and creates it if there is none. It gets its final name when complete, so the
 * remains of a killed initdb have another name and are deleted. Throws if another major version created it.
 */
export async function ensureCluster(dataDir: string, binaries: Binaries, maker: Maker): Promise<Cluster> {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(UNFINISHED))
      rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
  if (!existsSync(join(dataDir, FOLDER))) await makeCluster(dataDir, binaries, maker);
  const cluster = findCluster(dataDir);
  if (!cluster) throw new Unprepared(`${join(dataDir, FOLDER)} went away while it was being made.`);
  refuseOtherMajor(cluster, binaries);
  return cluster;
}

/** The user who creates a cluster, and whether it must survive a power failure. */
export interface Maker {
  readonly runner: Runner;
  readonly isDurable: boolean;
}

/** Returns the runner's path to its working folder: it may not have access to the folders above. */
export function fromInside(folder: string, runner: Runner): string {
  return runner.uid === undefined ? folder : '/proc/self/cwd';
}

async function makeCluster(dataDir: string, binaries: Binaries, { runner, isDurable }: Maker): Promise<void> {
  const folder = mkdtempSync(join(dataDir, UNFINISHED));
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  mkdirSync(data);
  writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  writeFileSync(join(folder, 'postgres.log'), '', { mode: 0o600 });
  for (const path of [folder, data, password]) give(path, runner);

  const encoding = ['--encoding=UTF8', '--locale=C'];
  // Sorts like C, but knows letters beyond ASCII in case-insensitive comparisons.
  if (binaries.major >= 17) encoding.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${join('..', 'password')}`];
  const speed = isDurable ? [] : ['--no-sync'];
  const settings = [
    `--pgdata=${fromInside(data, runner)}`,
    ...encoding,
    ...access,
    ...speed,
    '--no-instructions',
  ];
  await runInitdb(binaries, settings, { ...runner, cwd: data, env: environment(), windowsHide: true });
  renameSync(folder, join(dataDir, FOLDER));
}

async function runInitdb(binaries: Binaries, settings: string[], options: ExecFileOptions): Promise<void> {
  try {
    await promisify(execFile)(binaries.initdb, settings, options);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Unprepared(`PostgreSQL ${binaries.version} cannot make a database. ${words.trim()}`, {
      cause: error,
    });
  }
}

function give(path: string, { uid, gid }: Runner): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function refuseForeign(folder: string): void {
  const { uid } = statSync(folder);
  const us = process.getuid?.();
  if (us === undefined || us === 0 || us === uid) return;
  const wayOut = 'Run as that user, or set DATA_DIR to a folder of your own, or DATABASE_URL.';
  throw new Unprepared(
    `The database in ${folder} belongs to the user with id ${uid}, and we are ${us}. ${wayOut}`,
  );
}

function refuseOtherMajor(cluster: Cluster, binaries: Binaries): void {
  const version = readFileSync(join(cluster.data, 'PG_VERSION'), 'utf8').trim();
  if (version === String(binaries.major)) return;
  const problem = `${cluster.data} was made by PostgreSQL ${version}, and the programs are PostgreSQL ${binaries.version}.`;
  const wayOut = `Set PG_BIN to the bin folder of PostgreSQL ${version}, or DATA_DIR to another folder.`;
  throw new Unprepared(`${problem} ${wayOut}`);
}
