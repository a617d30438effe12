// The folder `postgres` in DATA_DIR: PostgreSQL's data, its superuser's password and its log, made as one unit.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Unprepared } from '../../src/store/database';
import { environment, type Binaries, type Runner } from './binaries';

export const SUPERUSER = 'postgres';
const UNFINISHED = 'postgres.unfinished-';

/** The locations of its parts, and the superuser's password itself. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** Returns the cluster in `dataDir`; undefined if there is none. Throws if another user owns it. */
export function findCluster(dataDir: string): Cluster | undefined {
  const folder = join(dataDir, 'postgres');
  if (!existsSync(folder)) return undefined;
  const [{ uid }, us] = [statSync(folder), process.getuid?.()];
  if (us !== undefined && us !== 0 && us !== uid)
    throw new Unprepared(
      `The database in ${folder} belongs to the user with id ${uid}, and we are ${us}. Run as that user, or set DATA_DIR to a folder of your own, or DATABASE_URL.`,
    );
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return { data: join(folder, 'data'), log: join(folder, 'postgres.log'), password };
}

/** The user who creates a cluster, and whether it must survive a power failure. */
export interface Maker {
  readonly runner: Runner;
  readonly isDurable: boolean;
}

/**
 * Returns the cluster in `dataDir`, and creates it if there is none. It gets its name when complete; the remains of a
 * killed initdb have another, and are deleted. Throws if another major version created it.
 */
export async function ensureCluster(dataDir: string, binaries: Binaries, maker: Maker): Promise<Cluster> {
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith(UNFINISHED)))
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  if (!existsSync(join(dataDir, 'postgres'))) await makeCluster(dataDir, binaries, maker);
  const cluster = findCluster(dataDir);
  if (!cluster) throw new Unprepared(`${join(dataDir, 'postgres')} went away while it was being made.`);
  const version = readFileSync(join(cluster.data, 'PG_VERSION'), 'utf8').trim();
  if (version === String(binaries.major)) return cluster;
  const problem = `${cluster.data} was made by PostgreSQL ${version}, and the programs are PostgreSQL ${binaries.version}.`;
  const wayOut = `Set PG_BIN to the bin folder of PostgreSQL ${version}, or DATA_DIR to another folder.`;
  throw new Unprepared(`${problem} ${wayOut}`);
}

/** Returns the runner's path to its working folder: it may not have access to the folders above. */
export const fromInside = (folder: string, runner: Runner): string =>
  runner.uid === undefined ? folder : '/proc/self/cwd';

async function makeCluster(dataDir: string, binaries: Binaries, { runner, isDurable }: Maker): Promise<void> {
  const folder = mkdtempSync(join(dataDir, UNFINISHED));
  const [data, password] = [join(folder, 'data'), join(folder, 'password')];
  mkdirSync(data);
  writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  writeFileSync(join(folder, 'postgres.log'), '', { mode: 0o600 });
  const { uid, gid } = runner;
  if (uid !== undefined && gid !== undefined)
    for (const path of [folder, data, password]) chownSync(path, uid, gid);
  const settings = [
    ...[`--pgdata=${fromInside(data, runner)}`, '--encoding=UTF8', '--locale=C', '--no-instructions'],
    // Sorts like C, but knows letters beyond ASCII in case-insensitive comparisons.
    ...(binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    ...[`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${join('..', 'password')}`],
    ...(isDurable ? [] : ['--no-sync']),
  ];
  const options = { ...runner, cwd: data, env: environment(), windowsHide: true };
  await promisify(execFile)(binaries.initdb, settings, options).catch((error: unknown) => {
    const words = error instanceof Error ? error.message.trim() : String(error);
    throw new Unprepared(`PostgreSQL ${binaries.version} cannot make a database. ${words}`, { cause: error });
  });
  renameSync(folder, join(dataDir, 'postgres'));
}
