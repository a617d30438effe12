// The connection pool, with its tables and migrations as explicit lists.
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import * as catalogue from './tables/catalogue';
import * as courses from './tables/courses';
import * as events from './tables/events';
import * as provisioning from './tables/provisioning';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** What pg_stat_activity shows. */
  readonly applicationName?: string;
  /** Told of errors on idle connections, which pg otherwise throws at the process. */
  readonly onPoolError?: (error: Error) => void;
}

/** A connected pool. Throws when the database does not answer within 5 s. */
export const openDatabase = (options: DatabaseOptions): Promise<DataSource> =>
  createDataSource(options).initialize();

/** A data source, not yet connected. A statement may take 30 s, a wait for a lock 10 s, a new connection 5 s. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'track-types',
    connectTimeoutMS: 5_000,
    poolErrorHandler: (error: Error) => options.onPoolError?.(error),
    entities: [
      ...Object.values(catalogue),
      ...Object.values(courses),
      ...Object.values(events),
      ...Object.values(provisioning),
    ],
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    logging: false,
  });
}
