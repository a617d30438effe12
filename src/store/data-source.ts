// The connection pool, with its tables and migrations as explicit lists.
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { HeardClient, settle } from './connections/session';
import { sendByPg } from './connections/pg-statements';
import { TYPES } from './connections/values';
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
  /**
   * How long one statement may take, 0 for as long as it wants; a third of it to wait for a lock. The server's own limits do
   * not reach us over a connection that is only half there, nor ours the server, which would hold the locks of a vanished
   * process: so each has its own. Behind a pooler they are the role's. Left out: 15 s.
   */
  readonly statementMs?: number;
  /** Whether a commit is answered before it is on disk; see `flush` in ./database.ts. */
  readonly isLazy?: boolean;
  /** Told of errors on idle connections, which pg otherwise throws at the process. */
  readonly onPoolError?: (error: Error) => void;
  /** Told of errors of statements. */
  readonly onError?: (error: unknown) => void;
}

const CONNECT_MS = 5_000;
/** Of requests, and of whoever else connects as the service's role. */
export const STATEMENT_MS = 15_000;

/** A connected pool. Throws when the database does not answer within 5 s. */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> =>
  sendByPg(await createDataSource(options).initialize(), options.onError);

/** A data source, not yet connected. */
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
      Client: HeardClient,
      onConnect: settle({ ...options, statementMs }),
      ...(statementMs > 0 && { idleTimeoutMillis: Math.min(statementMs, 10_000) }),
    },
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
