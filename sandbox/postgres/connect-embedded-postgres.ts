// Connects to the embedded database, for a command that runs beside the server or without one. Never stops a server
// that it did not start.
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { Unprepared } from '../../src/store/database';
import { answers, DATABASE, urlOf } from './answers';
import { findCluster } from './cluster';
import { holderOf } from './data-dir-lock';
import { findPostmaster } from './postmaster';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './start-embedded-postgres';

export { startEmbeddedPostgres };

export interface EmbeddedConnection {
  readonly url: string;
  /** Stops the server if this call started it; otherwise leaves it running. */
  readonly stop: () => Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/** Connects to the folder's server, waits while another process starts it, and starts a new one if there is none. */
export async function connectEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedConnection> {
  const dataDir = resolve(options.dataDir);
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  for (let holder = holderOf(dataDir); holder !== undefined; holder = holderOf(dataDir)) {
    const url = await runningUrl(dataDir);
    if (url) return { url, stop: () => Promise.resolve() };
    if (performance.now() > giveUpAt) {
      throw new Unprepared(
        `The process ${holder} has the embedded database in ${dataDir}, but it does not answer.`,
      );
    }
    await sleep(50);
  }
  return startEmbeddedPostgres(options);
}

async function runningUrl(dataDir: string): Promise<string | undefined> {
  const cluster = findCluster(dataDir);
  const postmaster = cluster && findPostmaster(cluster);
  if (!postmaster || !(postmaster.port > 0)) return undefined;
  // Fails until the database exists, which is the starting process's last step.
  const url = urlOf(cluster, postmaster.port, DATABASE);
  return (await answers(url)) ? url : undefined;
}
