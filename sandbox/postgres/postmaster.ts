// Starts, finds, checks and stops a cluster's server process. Knows nothing of the database's contents, or of locks.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unprepared } from '../../src/store/database';
import { answers, urlOf } from './answers';
import type { Binaries } from './binaries';
import { fromInside, type Cluster } from './cluster';
import { errorCode, isRunning, programOf, signal, waitUntilGone } from './processes';
import { environment, type Runner } from './runner';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The requirements for a start. Without a port it uses a free one. */
export interface Launch {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly runner: Runner;
  readonly isDurable: boolean;
  readonly port?: number;
}

// Crash recovery may take any time; this limit is for a server that will never answer.
const ANSWERS_WITHIN_MS = 60_000;
const STARTS = 20;
const LONGEST_LOG = 10_000_000;
// Both are temporary: a port taken in the meantime, and backends that have not noticed their server's death.
const WORTH_ANOTHER_START = /could not bind|still in use/;

/** Starts a server and waits until it answers. It has its own process group, so that Ctrl-C reaches only us. */
export async function startPostmaster(launch: Launch): Promise<Postmaster> {
  if (statSync(launch.cluster.log).size > LONGEST_LOG) truncateSync(launch.cluster.log);
  for (let start = 1; ; start += 1) {
    const port = launch.port ?? (await freePort());
    const logStart = statSync(launch.cluster.log).size;
    const child = spawnPostgres(launch, port);
    const url = urlOf(launch.cluster, port, 'postgres');
    if (child.pid !== undefined && (await untilAnswers(child, url))) return { pid: child.pid, port };
    const words = readFileSync(launch.cluster.log).subarray(logStart).toString('utf8').trim();
    if (start === STARTS || !WORTH_ANOTHER_START.test(words)) {
      throw new Unprepared(
        `PostgreSQL does not start in ${launch.cluster.data}. It says:\n${words.slice(-2_000)}`,
      );
    }
    await sleep(200);
  }
}

/**
 * Returns the server that an earlier process of ours left running, once it answers; undefined if there is none. Throws
 * if there is one that does not answer.
 */
export async function adoptPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const stale = join(cluster.data, 'postmaster.pid');
  const giveUpAt = performance.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    const found = findPostmaster(cluster);
    if (!found) {
      rmSync(stale, { force: true });
      return undefined;
    }
    // The port is written a moment after the process id.
    if (found.port > 0 && (await answers(urlOf(cluster, found.port, 'postgres')))) return found;
    if (performance.now() > giveUpAt) {
      throw new Unprepared(
        `Process ${found.pid} does not answer. Stop it; if it is not PostgreSQL, delete ${stale}.`,
      );
    }
    await sleep(10);
  }
}

/**
 * Returns the cluster's running server according to postmaster.pid: process id in line 1, port in line 4. Undefined if
 * the file is missing or stale: the process has ended, is a zombie, or is another one that has got the id since.
 */
export function findPostmaster({ data }: Cluster): Postmaster | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && isRunning(pid) && !isForeign(pid, data) ? { pid, port } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Ends sessions and stops the server cleanly; after too long, without cleaning up. Throws if it keeps running. Windows
 * has no signals: the server ends at once and recovers from its log at the next start.
 */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [name, patienceMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 8_000],
  ] as const) {
    if (isRunning(pid)) signal(pid, name);
    if (await waitUntilGone(pid, patienceMs)) return;
  }
  throw new Unprepared(`The PostgreSQL process ${pid} cannot be stopped.`);
}

function spawnPostgres({ cluster, binaries, runner, isDurable }: Launch, port: number): ChildProcess {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  if (!isDurable) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
  const log = openSync(cluster.log, 'a');
  try {
    const child = spawn(
      binaries.postgres,
      ['-D', fromInside(cluster.data, runner), ...settings.flatMap((setting) => ['-c', setting])],
      {
        ...runner,
        cwd: cluster.data,
        env: environment(),
        detached: true,
        windowsHide: true,
        stdio: ['ignore', log, log],
      },
    );
    // A program that cannot run has no process id, which the caller sees; an error without a listener would be fatal.
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Returns false if the process ended instead. */
async function untilAnswers(child: ChildProcess, url: string): Promise<boolean> {
  const giveUpAt = performance.now() + ANSWERS_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers(url)) return true;
    if (performance.now() > giveUpAt)
      throw new Unprepared(`PostgreSQL (process ${child.pid}) runs, but does not answer.`);
    await sleep(10);
  }
  return false;
}

// On Linux a server's working folder is its data folder. If that is unreadable, the program's name must do.
function isForeign(pid: number, data: string): boolean {
  const program = programOf(pid);
  if (program !== undefined && !/postgres/.test(program)) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(data);
  } catch {
    return false;
  }
}

/** Returns a port that is free now, on loopback. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
