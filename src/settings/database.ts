// The database.
import { z } from 'zod';
import { count, url } from './kinds';

export const DATABASE = {
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('PostgreSQL 15 or newer. Left out: an embedded PostgreSQL in DATA_DIR; needed in production.'),
  DATABASE_POOL_SIZE: count(2, 500, 10).describe(
    'How many connections the subgraph keeps; the relay has 4 more.',
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
