// The folder `postgres` in DATA_DIR, made as one unit: PostgreSQL's data, its superuser's password and its log. Makes it,
// and starts, finds and stops its server. Knows nothing of locks.
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync } from 'node:fs';
import { readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unprepared } from '../../src/store/database';
import { environment, type Binaries, type Runner } from './binaries';
import { isRunning, signal, unless } from './processes';

/** The locations of its parts, and the superuser's password itself. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** The requirements for a server. One that is not durable may lose its last writes in a power failure, for speed. */
export interface Launch {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly isDurable: boolean;
}

const SUPERUSER = 'postgres';
const DATABASE = 'track_types';
const UNFINISHED = 'postgres.unfinished-';
const STARTS = 20;
// Both are temporary: a port taken in the meantime, and backends that have not noticed their server's death.
const WORTH_ANOTHER_START = /could not bind|still in use/;

/** Returns the address of its database while its server listens on that port. */
export const urlOf = ({ password }: Cluster, port: number): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;

/** Returns the runner's path to its working folder: it may not have access to the folders above. */
export const fromInside = (folder: string, runner: Runner): string =>
  runner.uid === undefined ? folder : '/proc/self/cwd';

/** Returns the cluster in `dataDir`; undefined if there is none. */
export function findCluster(dataDir: string): Cluster | undefined {
  const folder = join(dataDir, 'postgres');
  return existsSync(folder) ? clusterIn(folder) : undefined;
}

const clusterIn = (folder: string): Cluster => ({
  data: join(folder, 'data'),
  log: join(folder, 'postgres.log'),
  password: readFileSync(join(folder, 'password'), 'utf8').trim(),
});

/**
 * Returns the cluster in `dataDir`, and creates it if there is none. It gets its name when complete; the remains of a
 * killed initdb have another, and are deleted. Throws if another major version created it.
 */
export async function ensureCluster(dataDir: string, binaries: Binaries, isDurable: boolean) {
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith(UNFINISHED)))
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  const cluster = findCluster(dataDir) ?? (await makeCluster(dataDir, binaries, isDurable));
  const version = readFileSync(join(cluster.data, 'PG_VERSION'), 'utf8').trim();
  if (version === String(binaries.major)) return cluster;
  const problem = `${cluster.data} was made by PostgreSQL ${version}, and the programs are PostgreSQL ${binaries.version}.`;
  const wayOut = `Set PG_BIN to the bin folder of PostgreSQL ${version}, or DATA_DIR to another folder.`;
  throw new Unprepared(`${problem} ${wayOut}`);
}

async function makeCluster(dataDir: string, binaries: Binaries, isDurable: boolean): Promise<Cluster> {
  const folder = mkdtempSync(join(dataDir, UNFINISHED));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'password'), randomBytes(24).toString('hex'), { mode: 0o600 });
  writeFileSync(join(folder, 'postgres.log'), '', { mode: 0o600 });
  const { uid, gid } = binaries.runner;
  if (uid !== undefined && gid !== undefined)
    for (const name of ['', 'data', 'password']) chownSync(join(folder, name), uid, gid);
  const settings = ['--encoding=UTF8', '--locale=C', '--no-instructions', `--username=${SUPERUSER}`];
  settings.push('--auth=scram-sha-256', `--pwfile=${join('..', 'password')}`);
  // Sorts like C, but knows letters beyond ASCII in case-insensitive comparisons.
  if (binaries.major >= 17) settings.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!isDurable) settings.push('--no-sync');
  const unfinished = { binaries, cluster: clusterIn(folder) };
  const flags = ['--single', ...(isDurable ? [] : ['-F'])];
  const problem =
    (await run(['initdb', ...settings], unfinished)) ??
    (await run(['postgres', ...flags, 'postgres'], unfinished, `CREATE DATABASE ${DATABASE}`));
  if (problem) throw new Unprepared(`PostgreSQL ${binaries.version} cannot make a database. ${problem}`);
  renameSync(folder, join(dataDir, 'postgres'));
  return clusterIn(join(dataDir, 'postgres'));
}

/**
 * Runs a program on a cluster to its end, in its own process group, so that Ctrl-C reaches only us. Returns what was
 * logged meanwhile if it fails.
 */
async function run(
  [program, ...args]: readonly ['initdb' | 'pg_ctl' | 'postgres', ...string[]],
  { binaries: { bin, runner }, cluster: { data, log } }: Pick<Launch, 'binaries' | 'cluster'>,
  input = '',
): Promise<string | undefined> {
  const logStart = statSync(log).size;
  const output = openSync(log, 'a');
  const env = { ...environment(), PGDATA: fromInside(data, runner) };
  const options = { ...runner, cwd: data, env, detached: true, windowsHide: true };
  const child = spawn(join(bin, program), args, { ...options, stdio: ['pipe', output, output] });
  closeSync(output);
  child.stdin?.on('error', () => undefined).end(input);
  const outcome = await once(child, 'exit').catch((error: unknown) => [error]);
  if (outcome[0] === 0) return undefined;
  const words = readFileSync(log).subarray(logStart).toString('utf8').trim();
  // Without words, it could not be run at all.
  return `It says:\n${words.slice(-2_000) || String(outcome[0])}`;
}

/**
 * Starts a server on that port, or a free one, and returns it once it answers. First stops one that a killed process of
 * ours left running.
 */
export async function startPostmaster(launch: Launch, fixedPort?: number) {
  const { cluster, isDurable } = launch;
  const left = findPostmaster(cluster);
  if (left) await stopPostmaster(left.pid);
  rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  for (let start = 1; ; start += 1) {
    const port = fixedPort ?? randomInt(10_000, 32_000);
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
    if (!isDurable) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
    const flags = settings.map((setting) => `-c ${setting}`).join(' ');
    const problem = await run(['pg_ctl', 'start', '-w', '-o', flags], launch);
    const server = findPostmaster(cluster);
    if (!problem && server) return server;
    if (start === STARTS || (problem && !WORTH_ANOTHER_START.test(problem)))
      throw new Unprepared(`PostgreSQL does not start in ${cluster.data}. ${problem}`);
    await sleep(200);
  }
}

/** Returns the server that postmaster.pid names; undefined if it has ended, or another process has its id. */
export function findPostmaster({ data }: Cluster): { pid: number; port: number } | undefined {
  const file = unless(['ENOENT'], () => readFileSync(join(data, 'postmaster.pid'), 'utf8')) ?? '';
  const [pid = 0, , , port = 0] = file.split('\n').map(Number);
  // On Linux a server's working folder is its data folder; elsewhere the id must do.
  const at = unless(['ENOENT', 'EACCES'], () => readlinkSync(`/proc/${pid}/cwd`));
  const isOurs = process.platform !== 'linux' || at === realpathSync(data);
  return pid > 0 && isOurs && isRunning(pid) ? { pid, port } : undefined;
}

/** Ends sessions and stops the server cleanly; after 8 s, without cleaning up. Throws if it keeps running. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT'] as const) {
    const giveUpAt = performance.now() + 8_000;
    for (signal(pid, name); isRunning(pid) && performance.now() < giveUpAt;) await sleep(10);
    if (!isRunning(pid)) return;
  }
  throw new Unprepared(`The PostgreSQL process ${pid} cannot be stopped.`);
}
