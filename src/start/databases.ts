// The databases, and the pools of connections to them.
import type { Config } from '../config';
import type { Log } from '../ops/log';
import { openDatabase } from '../store/data-source';
import type { Database } from '../store/database';
import { startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres';
import type { OnStop } from './options';

export type Connect = (poolSize: number, statementMs?: number) => Promise<Database>;

/** Opens pools on that database, which are closed with the rest. */
export const connectTo =
  (url: string, log: Log, onStop: OnStop): Connect =>
  async (poolSize, statementMs) => {
    const onPoolError = ({ message }: Error) => log.warn({ reason: message }, 'A database connection broke.');
    const opened = await openDatabase({ url, poolSize, statementMs, onPoolError });
    onStop(() => opened.destroy());
    return opened;
  };

/** The embedded PostgreSQL, started; its URL. */
export async function startDatabase({ DATA_DIR, PG_BIN }: Config, onStop: OnStop): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  onStop(() => postgres.stop());
  return postgres.url;
}
