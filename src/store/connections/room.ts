// When the database has no room: no connection for one more, or no disk for what is to be written.
import type { Pool, PoolClient } from 'pg';
import { sqlState } from '../database';
import type { Database } from '../database';

const TOO_MANY_CONNECTIONS = '53300';
/** The disk is full; or it is read only, which is what hosts make of a database whose disk is nearly full. */
const CANNOT_WRITE = /^(53100|25006)$/;

/** How often a connection is asked for again where the pool has none, and how long it does without more. */
const [AGAIN_MS, MOST_TRIES, CONTENT_MS] = [100, 50, 5_000];

type Connected = (error?: Error, client?: PoolClient, release?: (error?: unknown) => void) => void;

/**
 * Has the pool do with the connections that it has when the server, or the role's limit, allows no more: whoever asks waits for
 * one of them as if they were all that it may have. Where it has none it asks again, for 5 s.
 */
export function waitForConnections(pool: Pool): void {
  const { options } = pool;
  const most = options.max;
  const connect = pool.connect.bind(pool) as unknown as (connected: Connected) => void;
  let timer: NodeJS.Timeout | undefined;
  const doWith = (connections: number): void => {
    options.max = connections;
    clearTimeout(timer);
    timer = setTimeout(() => (options.max = most), CONTENT_MS).unref();
  };
  const attempt = (connected: Connected, tries: number): void =>
    connect((error, ...lent) => {
      if (sqlState(error) !== TOO_MANY_CONNECTIONS || tries === MOST_TRIES || pool.ending)
        return connected(error, ...lent);
      if (pool.totalCount === 0) return void setTimeout(attempt, AGAIN_MS, connected, tries + 1);
      doWith(pool.totalCount);
      attempt(connected, tries + 1);
    });
  const patient = (connected?: Connected): unknown =>
    connected
      ? attempt(connected, 0)
      : new Promise((resolve, reject) => {
          attempt((error, client) => (error ? reject(error) : resolve(client)), 0);
        });
  Object.assign(pool, { connect: patient });
}

/** How many connections the server, the database and the role allow at once, in all. */
export async function connectionsAllowed(database: Database): Promise<number> {
  const [row] = await database.query<{ allowed: number }[]>(
    `SELECT least(
         current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
           - coalesce(current_setting('reserved_connections', true)::integer, 0),
         (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database()),
         (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user)) AS allowed`,
  );
  return row?.allowed ?? 0;
}

/** Whether the database takes what is written. */
export interface Room {
  /** To be told of each error of a statement. */
  readonly note: (error: unknown) => void;
  /** Whether it said that it takes nothing, and has not been seen to since. */
  readonly isMissing: () => boolean;
  /** Whether it takes something: where it said that it does not, it is tried. Rejects when the database does not answer. */
  readonly look: (database: Database) => Promise<boolean>;
}

export function createRoom(): Room {
  let isMissing = false;
  const note = (error: unknown): void => {
    if (CANNOT_WRITE.test(sqlState(error) ?? '')) isMissing = true;
  };
  return {
    note,
    isMissing: () => isMissing,
    look: async (database) => {
      if (isMissing) isMissing = !(await takes(database));
      return !isMissing;
    },
  };
}

/** Writes some new pages, and takes them back: what fits into a page that is there says nothing about the disk. */
async function takes(database: Database): Promise<boolean> {
  const runner = database.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(
      `INSERT INTO command (actor, mutation, key, input_hash)
       SELECT '', '', number, repeat(md5(number::text), 30) FROM generate_series(1, 100) AS given (number)`,
    );
    return true;
  } catch (error) {
    if (CANNOT_WRITE.test(sqlState(error) ?? '')) return false;
    throw error;
  } finally {
    await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}
