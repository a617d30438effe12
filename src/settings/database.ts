// The settings of the database.
import { z } from 'zod';
import { count, flag, url } from './kinds';

const postgres = () => url('postgres:', 'postgresql:').optional();

export const DATABASE = {
  DATABASE_URL: postgres().describe(
    'PostgreSQL 15 or newer. Required in production. Default: an embedded PostgreSQL in DATA_DIR.',
  ),
  DATABASE_OWNER_URL: postgres().describe(
    'The same database with the role that owns the tables, for migrations. Default: DATABASE_DIRECT_URL.',
  ),
  DATABASE_DIRECT_URL: postgres().describe(
    'The same database without a pooler. Set it if DATABASE_URL goes through pgbouncer in transaction mode. Default: DATABASE_URL.',
  ),
  DATABASE_READ_URL: postgres().describe(
    'A read replica for lists, the feed and exports. Default: DATABASE_URL.',
  ),
  DATABASE_PASSWORD: z
    .string()
    .optional()
    .describe(
      'The password, not percent-encoded. It is used with each of DATABASE_URL, DATABASE_DIRECT_URL and DATABASE_READ_URL that has a user but no password.',
    ),
  MIGRATE: flag
    .default(true)
    .describe(
      'Whether the service runs missing migrations when it starts. With `false` it refuses to start if any is missing.',
    ),
  DATABASE_POOL_SIZE: count(2, 500, 10).describe(
    "The size of the subgraph's connection pool; the relay uses 4 more, health checks and metrics 2.",
  ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Where the embedded PostgreSQL and the stand-ins keep their data.'),
  PG_BIN: z
    .string()
    .optional()
    .describe('A folder with `initdb`, `pg_ctl` and `postgres` to use instead of the embedded ones.'),
};
