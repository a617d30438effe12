// Starts the embedded PostgreSQL, to run without a database server: programs from npm, data in our own folder. For
// development, tests and small installations, on loopback only. Tested on Linux; also written for macOS and Windows.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { DATABASE, ensureDatabase, urlOf } from './answers';
import { findBinaries } from './binaries';
import { dataFolderOf, ensureCluster, findCluster } from './cluster';
import { lockDataDir } from './data-dir-lock';
import { adoptPostmaster, startPostmaster, stopPostmaster, type Launch, type Postmaster } from './postmaster';
import { errorCode } from './processes';
import { findRunner } from './runner';
import { supervise, type EmbeddedPostgres } from './supervise';

export interface EmbeddedPostgresOptions {
  /** The folder that holds everything; created if missing. */
  readonly dataDir: string;
  /** False risks the last writes in a power failure, for speed. */
  readonly durable?: boolean;
  /** A folder with initdb and postgres, 15 or newer, to use instead of those from npm. */
  readonly binDir?: string;
  readonly log?: (message: string) => void;
}

/**
 * Returns a running server with the database `track_types`, empty or filled earlier. Starts it, or adopts one that a
 * killed process of ours left running. Throws an error with the way out if the folder is in use by another process,
 * belongs to another user or another major version, and if there are no programs for this platform.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  makeFolder(dataDir);
  const release = lockDataDir(dataDir);
  try {
    return await startLocked({ ...options, dataDir }, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startLocked(options: EmbeddedPostgresOptions, release: () => void): Promise<EmbeddedPostgres> {
  const { dataDir, durable: isDurable = true, binDir, log = () => undefined } = options;
  const runner = findRunner(dataFolderOf(dataDir));
  const binaries = findBinaries(runner, binDir);
  if (!findCluster(dataDir)) log(`making a database of PostgreSQL ${binaries.version} in ${dataDir}`);
  const cluster = await ensureCluster(dataDir, binaries, { runner, isDurable });

  const launch: Launch = { cluster, binaries, runner, isDurable };
  const adopted = await adoptPostmaster(cluster);
  const postmaster = adopted ?? (await startPostmaster(launch));
  const { pid, port } = postmaster;
  log(`PostgreSQL ${adopted ? 'was left running' : 'runs'} on port ${port}, process ${pid}`);
  await stopOnFailure(postmaster, () => ensureDatabase(cluster, port));

  const restart = async () =>
    (await adoptPostmaster(cluster)) ?? (await startPostmaster({ ...launch, port }));
  return supervise({ url: urlOf(cluster, port, DATABASE), postmaster, restart, release, log });
}

async function stopOnFailure(postmaster: Postmaster, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    await stopPostmaster(postmaster.pid);
    throw error;
  }
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const wayOut = 'Set DATA_DIR to a folder that we can write to, or DATABASE_URL to a server.';
    throw new Unprepared(`The folder ${dataDir} cannot be used (${errorCode(error)}). ${wayOut}`, {
      cause: error,
    });
  }
}
