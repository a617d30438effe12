// The embedded PostgreSQL, for development and tests: programs from npm, data in our own folder, on loopback only.
// Tested on Linux; also written for macOS and Windows.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unprepared } from '../../src/store/database';
import { findBinaries, findRunner } from './binaries';
import { ensureCluster, findCluster } from './cluster';
import {
  adoptPostmaster,
  answers,
  ask,
  findPostmaster,
  startPostmaster,
  stopPostmaster,
  urlOf,
} from './postmaster';
import { errorCode, holderOf, isRunning, lockDataDir, signal } from './processes';

const DATABASE = 'track_types';
const LOOK_EVERY_MS = 250;
const READY_WITHIN_MS = 30_000;

export interface EmbeddedPostgresOptions {
  /** The folder that holds everything; created if missing. */
  readonly dataDir: string;
  /** False risks the last writes in a power failure, for speed. */
  readonly durable?: boolean;
  /** A folder with initdb and postgres, 15 or newer, to use instead of those from npm. */
  readonly binDir?: string;
  readonly log?: (message: string) => void;
}

/** A running server. `pid` changes when the server is restarted; the address does not. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** Stops the server once, however often it is called; resolves when the process has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Returns a running server with the database `track_types`, empty or filled earlier. Starts it, or adopts one that a
 * killed process of ours left running; starts it again if it dies, and stops it with us. Throws an error with the way
 * out if the folder is in use, belongs to another user or major version, or there are no programs for this platform.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const wayOut = 'Set DATA_DIR to a folder that we can write to, or DATABASE_URL to a server.';
    throw new Unprepared(`The folder ${dataDir} cannot be used (${errorCode(cause)}). ${wayOut}`, { cause });
  }
  const release = lockDataDir(dataDir);
  return startLocked({ ...options, dataDir }, release).catch((error: unknown) => {
    release();
    throw error;
  });
}

async function startLocked(options: EmbeddedPostgresOptions, release: () => void): Promise<EmbeddedPostgres> {
  const { dataDir, durable: isDurable = true, binDir, log = () => undefined } = options;
  const runner = findRunner(join(dataDir, 'postgres', 'data'));
  const binaries = findBinaries(runner, binDir);
  if (!findCluster(dataDir)) log(`making a database of PostgreSQL ${binaries.version} in ${dataDir}`);
  const cluster = await ensureCluster(dataDir, binaries, { runner, isDurable });
  const start = async (at?: number) =>
    (await adoptPostmaster(cluster)) ?? startPostmaster({ cluster, binaries, runner, isDurable, port: at });
  const first = await start();
  const { port } = first;
  let { pid } = first;
  log(`PostgreSQL runs on port ${port}, process ${pid}`);
  await ask(urlOf(cluster, port), `create database ${DATABASE}`).catch(async (error: unknown) => {
    if (errorCode(error) === '42P04') return;
    await stopPostmaster(pid);
    throw error;
  });

  let [restarting, stopping]: (Promise<void> | undefined)[] = [];
  const revive = async (): Promise<void> => {
    log(`PostgreSQL (process ${pid}) is gone: starting it again`);
    await start(port).then(
      (again) => ({ pid } = again),
      (error: unknown) => log(error instanceof Error ? error.message : String(error)),
    );
  };
  const timer = setInterval(() => {
    if (!restarting && !isRunning(pid)) restarting = revive().finally(() => (restarting = undefined));
  }, LOOK_EVERY_MS).unref();
  const onExit = (): void => {
    if (isRunning(pid)) signal(pid, 'SIGINT');
    release();
  };
  process.once('exit', onExit);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await restarting;
    await stopPostmaster(pid);
    process.off('exit', onExit);
    release();
  };
  return {
    url: urlOf(cluster, port, DATABASE),
    get pid() {
      return pid;
    },
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Connects a command to the folder's server: waits while another process starts it, and starts a new one if there is
 * none. `stop` stops the server only if this call started it.
 */
export async function connectEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> {
  const dataDir = resolve(options.dataDir);
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  for (let holder = holderOf(dataDir); holder !== undefined; holder = holderOf(dataDir)) {
    const cluster = findCluster(dataDir);
    const { port = 0 } = (cluster && findPostmaster(cluster)) ?? {};
    // Fails until the database exists, which is the starting process's last step.
    const url = cluster && port > 0 ? urlOf(cluster, port, DATABASE) : undefined;
    if (url !== undefined && (await answers(url))) return { url, stop: () => Promise.resolve() };
    if (performance.now() > giveUpAt)
      throw new Unprepared(
        `The process ${holder} has the embedded database in ${dataDir}, but it does not answer.`,
      );
    await sleep(50);
  }
  return startEmbeddedPostgres(options);
}
