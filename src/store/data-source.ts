// Creates the connection pool, with explicit lists of tables and migrations.
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { GuardedClient, settle } from './connections/session';
import { sendByPg } from './connections/request-coalescing';
import { TYPES } from './connections/values';
import type { Database } from './database';
import * as bulkChanges from './tables/bulk-changes';
import * as catalogue from './tables/catalogue';
import { KeyNames } from './tables/columns';
import * as courses from './tables/courses';
import * as history from './tables/history';
import * as memberships from './tables/memberships';
import * as outbox from './tables/outbox';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** The name that pg_stat_activity shows. */
  readonly applicationName?: string;
  /**
   * Whether a pooler lends connections per transaction. Then nothing is set or prepared for a session: it would affect
   * other clients and be missing on our next connection.
   */
  readonly isPooled?: boolean;
  /**
   * How long one statement may take, 0 for no limit; it may wait a third of that for a lock. Client and server each
   * have their own limit: over a half-open connection the server's does not reach us, nor ours the server, which would
   * keep the locks of a dead process. Behind a pooler the role's limits apply. Default: 15 s.
   */
  readonly statementMs?: number;
  /** Whether a commit returns before it is on disk; see `flush` in ./database.ts. */
  readonly isLazy?: boolean;
  /** Called with errors on idle connections, which pg would otherwise throw at the process. */
  readonly onPoolError?: (error: Error) => void;
  /** Called with each statement error. */
  readonly onError?: (error: unknown) => void;
}

const CONNECT_MS = 5_000;
/** For requests, and for anyone else who connects as the service's role. */
export const STATEMENT_MS = 15_000;

/** Returns a connected pool. Throws if the database does not answer within 5 s. */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> =>
  sendByPg(await createDataSource(options).initialize(), options.onError);

/** Creates a data source, not yet connected. */
export function createDataSource(options: DatabaseOptions): DataSource {
  const { statementMs = STATEMENT_MS } = options;
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'track-types',
    connectTimeoutMS: CONNECT_MS,
    extra: {
      types: TYPES,
      Client: GuardedClient,
      onConnect: settle({ ...options, statementMs }),
      ...(statementMs > 0 && { idleTimeoutMillis: Math.min(statementMs, 10_000) }),
    },
    poolErrorHandler: (error: Error) => options.onPoolError?.(error),
    entities: [bulkChanges, catalogue, courses, outbox, memberships, history].flatMap((tables) =>
      Object.values<new () => object>(tables),
    ),
    namingStrategy: new KeyNames(),
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    logging: false,
  });
}
