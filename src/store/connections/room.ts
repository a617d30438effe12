// Handles a database without room: no connection left, or no disk space to write to.
import type { Pool, PoolClient } from 'pg';
import { sqlState } from '../database';
import type { Database } from '../database';

const TOO_MANY_CONNECTIONS = '53300';
/** Disk full; or read-only, which is what hosting providers make a database whose disk is almost full. */
const CANNOT_WRITE = /^(53100|25006)$/;

/** Time between attempts to connect, their maximum number, and how long to manage without more connections. */
const [AGAIN_MS, MAX_TRIES, CONTENT_MS] = [100, 50, 5_000];

type Connected = (error?: Error, client?: PoolClient, release?: (error?: unknown) => void) => void;

/**
 * Makes the pool manage with its connections when the server's or the role's limit allows no more: callers wait for one
 * of them as if the pool were full. If it has none at all, it tries again for 5 s.
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
      if (sqlState(error) !== TOO_MANY_CONNECTIONS || tries === MAX_TRIES || pool.ending)
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

/** Returns how many connections the server, the database and the role allow in total. */
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

/** Tracks whether the database accepts writes. */
export interface Room {
  /** Call with each statement error. */
  readonly note: (error: unknown) => void;
  /** Whether a write failed for lack of room, and none has been seen to succeed since. */
  readonly isMissing: () => boolean;
  /** Whether it accepts writes; tries one if the last failed. Rejects if the database does not answer. */
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

/** Writes a few new pages and rolls back: a row that fits an existing page would say nothing about the disk. */
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
