// The database.
import { z } from 'zod';
import { count, flag, url } from './kinds';

const postgres = () => url('postgres:', 'postgresql:').optional();

export const DATABASE = {
  DATABASE_URL: postgres().describe(
    'PostgreSQL 15 or newer, as the service reads and writes it. Left out: an embedded PostgreSQL in DATA_DIR; needed in production.',
  ),
  DATABASE_OWNER_URL: postgres().describe(
    'The same database as the role that owns the tables, for migrations. Left out: as DATABASE_DIRECT_URL.',
  ),
  DATABASE_DIRECT_URL: postgres().describe(
    'The same database past a pooler. Set it where DATABASE_URL leads through pgbouncer in transaction mode. Left out: as DATABASE_URL.',
  ),
  DATABASE_READ_URL: postgres().describe(
    'A replica of the database, for lists, the feed and exports. Left out: they are read from DATABASE_URL too.',
  ),
  MIGRATE: flag
    .default(true)
    .describe('Whether a start runs migrations that are missing; without, it ends where any is.'),
  DATABASE_POOL_SIZE: count(2, 500, 10).describe(
    'How many connections the subgraph keeps; the relay has 4 more, and health and metrics 2.',
  ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Where the embedded PostgreSQL and the stand-ins keep their data.'),
  PG_BIN: z
    .string()
    .optional()
    .describe("A folder with PostgreSQL's own initdb and postgres, instead of the embedded ones."),
};
