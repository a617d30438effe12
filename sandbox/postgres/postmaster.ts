// Starts, finds, asks and stops a cluster's server process. Knows nothing of locks.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Unprepared } from '../../src/store/database';
import { environment, type Binaries } from './binaries';
import { fromInside, SUPERUSER, type Cluster, type Maker } from './cluster';
import { errorCode, isRunning, signal, unless, waitUntilGone } from './processes';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The requirements for a start. Without a port it uses a free one. */
export interface Launch extends Maker {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly port?: number;
}

// Crash recovery may take any time; this limit is for a server that will never answer.
const ANSWERS_WITHIN_MS = 60_000;
const STARTS = 20;
const LONGEST_LOG = 10_000_000;
// Both are temporary: a port taken in the meantime, and backends that have not noticed their server's death.
const WORTH_ANOTHER_START = /could not bind|still in use/;

export const urlOf = ({ password }: Cluster, port: number, database = 'postgres'): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** Sends one statement on its own connection. */
export async function ask(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A broken connection also fails the statement, or the attempt to connect.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Whether the server accepts connections to this database. Throws if it refuses us, for example for a wrong password. */
export const answers = (url: string): Promise<boolean> =>
  ask(url, 'select 1').then(
    () => true,
    (error: unknown) => {
      if (errorCode(error)?.startsWith('28')) throw error;
      return false;
    },
  );

/** Starts a server and waits until it answers. It has its own process group, so that Ctrl-C reaches only us. */
export async function startPostmaster(launch: Launch): Promise<Postmaster> {
  const { data, log } = launch.cluster;
  if (statSync(log).size > LONGEST_LOG) truncateSync(log);
  for (let start = 1; ; start += 1) {
    const port = launch.port ?? (await freePort());
    const logStart = statSync(log).size;
    const child = spawnPostgres(launch, port);
    const giveUpAt = performance.now() + ANSWERS_WITHIN_MS;
    while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      if (await answers(urlOf(launch.cluster, port))) return { pid: child.pid, port };
      if (performance.now() > giveUpAt)
        throw new Unprepared(`PostgreSQL (process ${child.pid}) runs, but does not answer.`);
      await sleep(10);
    }
    const words = readFileSync(log).subarray(logStart).toString('utf8').trim();
    if (start === STARTS || !WORTH_ANOTHER_START.test(words))
      throw new Unprepared(`PostgreSQL does not start in ${data}. It says:\n${words.slice(-2_000)}`);
    await sleep(200);
  }
}

function spawnPostgres({ cluster, binaries, runner, isDurable }: Launch, port: number): ChildProcess {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  if (!isDurable) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
  const flags = ['-D', fromInside(cluster.data, runner), ...settings.flatMap((setting) => ['-c', setting])];
  const log = openSync(cluster.log, 'a');
  const options = { ...runner, cwd: cluster.data, env: environment(), detached: true, windowsHide: true };
  const child = spawn(binaries.postgres, flags, { ...options, stdio: ['ignore', log, log] });
  closeSync(log);
  // A program that cannot run has no process id, which the caller sees; an error without a listener would be fatal.
  child.on('error', () => undefined);
  child.unref();
  return child;
}

/** Returns the server that a process of ours left running, once it answers; undefined if there is none. */
export async function adoptPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const stale = join(cluster.data, 'postmaster.pid');
  const giveUpAt = performance.now() + ANSWERS_WITHIN_MS;
  for (let found = findPostmaster(cluster); found; found = findPostmaster(cluster)) {
    // The port is written a moment after the process id.
    if (found.port > 0 && (await answers(urlOf(cluster, found.port)))) return found;
    if (performance.now() > giveUpAt)
      throw new Unprepared(
        `Process ${found.pid} does not answer. Stop it; if it is not PostgreSQL, delete ${stale}.`,
      );
    await sleep(10);
  }
  rmSync(stale, { force: true });
  return undefined;
}

/** Returns the server that postmaster.pid names; undefined if it has ended, or another process has its id. */
export function findPostmaster({ data }: Cluster): Postmaster | undefined {
  const file = unless(['ENOENT'], () => readFileSync(join(data, 'postmaster.pid'), 'utf8')) ?? '';
  const [pid = 0, , , port = 0] = file.split('\n').map(Number);
  return pid > 0 && isRunning(pid) && isServerOf(pid, data) ? { pid, port } : undefined;
}

// On Linux a server's working folder is its data folder; elsewhere the id must do.
function isServerOf(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch (error) {
    return process.platform !== 'linux' || errorCode(error) === 'ENOENT';
  }
}

/** Ends sessions and stops the server cleanly; after 8 s, without cleaning up. Throws if it keeps running. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT'] as const) {
    if (isRunning(pid)) signal(pid, name);
    if (await waitUntilGone(pid, 8_000)) return;
  }
  throw new Unprepared(`The PostgreSQL process ${pid} cannot be stopped.`);
}

/** Returns a port that is free now, on loopback. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
