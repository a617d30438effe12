// The embedded PostgreSQL, for development and tests: programs from npm, data in our own folder, on loopback only.
// Tested on Linux; also written for macOS and Windows.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { findBinaries, findRunner } from './binaries';
import { ensureCluster, findCluster, startPostmaster, stopPostmaster, urlOf } from './cluster';
import { askHolder, errorCode, isRunning, lockDataDir, signal } from './processes';

const LOOK_EVERY_MS = 250;
type Lock = Awaited<ReturnType<typeof lockDataDir>>;

export interface EmbeddedPostgresOptions {
  /** The folder that holds everything; created if missing. */
  readonly dataDir: string;
  /** False risks the last writes in a power failure, for speed. */
  readonly durable?: boolean;
  /** A folder with initdb, pg_ctl and postgres, 15 or newer, to use instead of those from npm. */
  readonly binDir?: string;
}

/** A running server. `pid` changes when the server is restarted; the address does not. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** Stops the server once, however often it is called; resolves when the process has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Returns a running server with the database `track_types`, empty or filled earlier. Starts it again if it dies, and
 * stops it with us. Throws an error with the way out if the folder is in use, cannot be used, or belongs to another
 * major version, or if there are no programs for this platform.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    findCluster(dataDir);
  } catch (cause) {
    const problem = `The folder ${dataDir} cannot be used (${String(errorCode(cause))}).`;
    const wayOut = 'Set DATA_DIR to a folder that we can write to, or DATABASE_URL to a server.';
    throw new Unprepared(`${problem} ${wayOut}`, { cause });
  }
  const lock = await lockDataDir(dataDir);
  try {
    return await startLocked({ ...options, dataDir }, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startLocked(options: EmbeddedPostgresOptions, lock: Lock): Promise<EmbeddedPostgres> {
  const { dataDir, durable: isDurable = true, binDir } = options;
  const binaries = findBinaries(findRunner(join(dataDir, 'postgres', 'data')), binDir);
  const cluster = await ensureCluster(dataDir, binaries, isDurable);
  const launch = { cluster, binaries, isDurable };
  const { pid, port } = await startPostmaster(launch);
  lock.tell(port);

  let stopping: Promise<void> | undefined;
  let restarting: Promise<void> | undefined;
  const running = { url: urlOf(cluster, port), pid, stop: () => (stopping ??= stop()) };
  const revive = async (): Promise<void> => {
    // If it fails, the next look tries again.
    const again = await startPostmaster(launch, port).catch(() => running);
    running.pid = again.pid;
    restarting = undefined;
  };
  const timer = setInterval(() => {
    if (!isRunning(running.pid)) restarting ??= revive();
  }, LOOK_EVERY_MS).unref();
  const onExit = (): void => signal(running.pid, 'SIGINT');
  process.once('exit', onExit);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await restarting;
    await stopPostmaster(running.pid);
    process.off('exit', onExit);
    lock.release();
  };
  return running;
}

/**
 * Connects a command to the folder's server: waits while another process starts it, and starts a new one if there is
 * none. `stop` stops the server only if this call started it.
 */
export async function connectEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> {
  const dataDir = resolve(options.dataDir);
  const { port } = (await askHolder(dataDir)) ?? { port: 0 };
  const cluster = findCluster(dataDir);
  if (port === 0 || !cluster) return startEmbeddedPostgres(options);
  return { url: urlOf(cluster, port), stop: () => Promise.resolve() };
}
