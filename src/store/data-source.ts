// The connection pool, with its tables and migrations as explicit lists.
import { Socket } from 'node:net';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { prepareStatements } from './connections/prepared';
import { sendStraight } from './connections/straight';
import { TYPES } from './connections/times';
import type { Database } from './database';
import * as bulkChanges from './tables/bulk-changes';
import * as catalogue from './tables/catalogue';
import { KeyNames } from './tables/columns';
import * as courses from './tables/courses';
import * as events from './tables/events';
import * as memberships from './tables/memberships';
import * as provisioning from './tables/provisioning';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** What pg_stat_activity shows. */
  readonly applicationName?: string;
  /**
   * Whether a pooler lends its connections for a transaction at a time. Then nothing is set or prepared for a session: it
   * would meet others, and be missed by us.
   */
  readonly isPooled?: boolean;
  /** How long one statement may take, 0 for as long as it wants; a third of it to wait for a lock. Left out: 15 s. */
  readonly statementMs?: number;
  /** Whether a commit is answered before it is on disk; see `flush` in ./database.ts. */
  readonly isLazy?: boolean;
  /** Told of errors on idle connections, which pg otherwise throws at the process. */
  readonly onPoolError?: (error: Error) => void;
}

const CONNECT_MS = 5_000;
/** Of requests, and of whoever else connects as the service's role. */
export const STATEMENT_MS = 15_000;

/** A connected pool. Throws when the database does not answer within 5 s. */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> =>
  sendStraight(await createDataSource(options).initialize());

/** A data source, not yet connected. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'track-types',
    connectTimeoutMS: CONNECT_MS,
    extra: { types: TYPES, ...limits(options) },
    poolErrorHandler: (error: Error) => options.onPoolError?.(error),
    entities: [
      ...Object.values(bulkChanges),
      ...Object.values(catalogue),
      ...Object.values(courses),
      ...Object.values(events),
      ...Object.values(memberships),
      ...Object.values(provisioning),
    ],
    namingStrategy: new KeyNames(),
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    logging: false,
  });
}

/**
 * What ends a statement or a transaction that goes nowhere. The server's own limits do not reach us over a connection
 * that is only half there, nor ours the server, which would hold the locks of a vanished process: so each has its own.
 * Said after connecting, because a pooler such as pgbouncer refuses them as parameters of the connection. Behind one they
 * are the role's: see connections/application-role.ts.
 */
function limits({ statementMs = STATEMENT_MS, isPooled = false, isLazy = false }: DatabaseOptions): object {
  if (statementMs === 0) return {};
  const settings = { ...serverLimits(statementMs), ...(isLazy && { synchronous_commit: 'off' }) };
  const said = Object.entries(settings)
    .map(([name, value]) => `set_config('${name}', '${value}', false)`)
    .join(', ');
  async function onConnect(client: Client & { processID?: number }): Promise<void> {
    const { stream } = client.connection;
    if (stream instanceof Socket)
      stream.setTimeout(statementMs * 1.5, () => stream.destroy(new Error('The database fell silent.')));
    if (isPooled) return;
    // A pooler that nobody told us of gives itself away: it answers for a process that is not the one it leads to.
    const isOurs = `pg_backend_pid() = ${client.processID ?? 0}`;
    const { rows } = await client.query<{ isOurs: boolean }>(
      `SELECT ${isOurs} AS "isOurs", CASE WHEN ${isOurs} THEN ROW(${said}) END`,
    );
    if (rows[0]?.isOurs) prepareStatements(client);
  }
  return { onConnect, idleTimeoutMillis: Math.min(statementMs, 10_000) };
}

/** PostgreSQL's settings, in milliseconds. */
export const serverLimits = (statementMs: number): Readonly<Record<string, number>> => ({
  statement_timeout: statementMs,
  lock_timeout: Math.round(statementMs / 3),
  idle_in_transaction_session_timeout: statementMs,
});
