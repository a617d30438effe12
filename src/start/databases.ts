// Opens the databases and their connection pools.
import type { Config } from '../settings/config';
import { loadPostgres } from '../development';
import type { Readiness } from '../ops/health';
import type { Log } from '../ops/log';
import { createReplica } from '../store/connections/replica';
import type { Replica } from '../store/connections/replica';
import { connectionsAllowed } from '../store/connections/room';
import type { Room } from '../store/connections/room';
import { openDatabase } from '../store/data-source';
import type { DatabaseOptions } from '../store/data-source';
import type { Database } from '../store/database';
import { ensureMigrated, pendingMigrations } from '../store/migrate';
import type { DatabaseAccess } from '../store/migrate';
import { readSystems } from '../store/systems';
import type { OnStop } from './options';

export type Connect = (poolSize: number, statementMs?: number) => Promise<Database>;

/** Migrates the tables if necessary, and logs what is left to an administrator. */
export async function prepare(access: DatabaseAccess, log: Log): Promise<void> {
  const left = await ensureMigrated(access);
  if (left.length > 0)
    log.warn({ statements: left }, "An administrator must run these for the service's role.");
}

/** Opens pools on that database; they are closed on stop. */
export const connectTo =
  (at: Pick<DatabaseOptions, 'url' | 'isPooled' | 'onError'>, log: Log, onStop: OnStop): Connect =>
  async (poolSize, statementMs) => {
    const onPoolError = ({ message }: Error) => log.warn({ reason: message }, 'A database connection broke.');
    const opened = await openDatabase({ ...at, poolSize, statementMs, onPoolError });
    onStop(() => opened.destroy());
    return opened;
  };

/** What readiness depends on. */
export const readinessOf = (database: Database, room: Room): Omit<Readiness, 'metrics'> => ({
  askDatabase: () => database.query('SELECT 1'),
  hasRoom: () => room.look(database),
  pendingMigrations: () => pendingMigrations(database),
  problems: async () =>
    Object.fromEntries(
      (await readSystems(database)).flatMap(({ target, problem }) => (problem ? [[target, problem]] : [])),
    ),
});

/** Warns if the server, database or role allows fewer connections than a rolling deploy needs. */
export async function warnOfConnections(database: Database, needed: number, log: Log): Promise<void> {
  const allowed = await connectionsAllowed(database);
  if (allowed >= 2 * needed) return;
  const message =
    'The database allows too few connections. This replica may open the number needed, and the replica that takes its place as many again.';
  log.warn({ needed, allowed }, message);
}

/** The configured replica, if any. */
export function replicaOf(
  config: Config,
  primary: Database,
  { log, onStop }: { log: Log; onStop: OnStop },
): Replica | undefined {
  const { DATABASE_READ_URL: url, DATABASE_POOL_SIZE: poolSize } = config;
  const onProblem = (reason: string) => log.warn({ reason }, 'The replica is not used for the next 10 s.');
  const replica = url ? createReplica({ at: { url, poolSize }, primary, onProblem }) : undefined;
  onStop(() => replica?.stop());
  return replica;
}

/** Starts the embedded PostgreSQL, and returns its URL. */
export async function startDatabase({ DATA_DIR, PG_BIN }: Config, onStop: OnStop): Promise<string> {
  const { startEmbeddedPostgres } = await loadPostgres();
  const postgres = await startEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  onStop(() => postgres.stop());
  return postgres.url;
}
