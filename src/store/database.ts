// Transactions. Everything that changes the database runs in one; nothing else is done while one is open.
import type { Pool } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';

/** The columns of a row, in the order of the statement. */
export type Row = readonly unknown[];

/** A statement whose only value are the keys that it looks for. */
export interface KeyedStatement<T> {
  readonly text: string;
  /** What can be looked up in what it answers for these keys. */
  readonly found: (rows: readonly Row[], keys: readonly string[]) => T;
  /** How many keys are looked up with one statement, where that is fewer than usual. */
  readonly most?: number;
}

/** What the statement finds for these keys, and maybe for others that were looked up at the same time. */
export type Coalesced = <T>(statement: KeyedStatement<T>, keys: readonly string[]) => Promise<T>;

/** A connected pool: see connections/pg-statements.ts. */
export interface Database extends DataSource {
  readonly rows: (text: string, values?: unknown[], runner?: QueryRunner) => Promise<Row[]>;
  readonly coalesced: Coalesced;
}
/** The handle that statements of one transaction go through. */
export type Transaction = EntityManager;

/** The database is not as the service needs it; the message says the way out. */
export class Unprepared extends Error {
  override readonly name = 'Unprepared';
}

/** Serialization failure, deadlock: the database undid the transaction, and it can be run again. */
const TRY_AGAIN = ['40001', '40P01'];
const TRIES = 3;

/**
 * Runs `work` in a transaction, again if the database asks for it; answers what `work` does. PostgreSQL's own isolation
 * level, READ COMMITTED, is enough under the locks that changes take, and naming it would cost a round trip.
 */
export async function inTransaction<T>(
  database: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (attempt === TRIES || !TRY_AGAIN.includes(sqlState(error) ?? '')) throw error;
    }
  }
}

/** Those in use, those that are free, and who waits for one. */
export type Connections = Readonly<Record<'used' | 'idle' | 'waiting', number>>;

/** The connections of the pool as they are now. */
export function connectionsOf({ driver }: Database): Connections {
  const { totalCount, idleCount, waitingCount } = (driver as PostgresDriver).master as Pool;
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

type Reads = Pick<Database, 'query' | 'rows' | 'coalesced'>;

/** The same database, which is read so. */
export const readingSo = (database: Database, reads: Reads): Database =>
  Object.assign(Object.create(database) as Database, reads);

/** Throws once it has come; an AbortSignal is one. */
export interface End {
  readonly throwIfAborted: () => void;
}

/** The same database, in which nothing is looked up any more once it has `ended`. Transactions go on to their end. */
export function readUntil(ended: End, database: Database): Database {
  const until = async <T>(read: () => Promise<T>): Promise<T> => {
    ended.throwIfAborted();
    return read();
  };
  return readingSo(database, {
    query: (...asked) => until(() => database.query(...asked)),
    rows: (...asked) => until(() => database.rows(...asked)),
    coalesced: (...asked) => until(() => database.coalesced(...asked)),
  });
}

/** The rows that the statement finds, within the transaction if it is one. */
export const rowsIn = (db: Database | Transaction, text: string, values: unknown[]): Promise<Row[]> =>
  'rows' in db ? db.rows(text, values) : (db.dataSource as Database).rows(text, values, db.queryRunner);

/** Resolves when everything that was committed before is on disk, for a database that was opened as lazy. */
export async function flush(database: Database): Promise<void> {
  // A transaction without an id has nothing to write, and its commit would wait for nothing.
  await database.transaction((tx) =>
    tx.query(`SELECT set_config('synchronous_commit', 'on', true), pg_current_xact_id()`),
  );
}

/** Away, on its way to be, out of room, or for reading only for now. */
const AWAY_STATES = /^(08|53|57P|58|25006)/;
const AWAY_CODES = /^E(CONN|HOST|NET|AI_AGAIN|PIPE|TIMEDOUT|NOTFOUND)/;
/** What pg and TypeORM say of a connection that broke; they have no code for it. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|The database fell silent|Query runner already released|after calling end on the pool/;

/** Whether the database could not be asked, rather than that it refused: the same may be asked again. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = sqlState(error);
  if (code !== undefined) return AWAY_STATES.test(code) || AWAY_CODES.test(code);
  return AWAY_WORDS.test(error.message);
}

/** The SQLSTATE of a database error; undefined for anything else, also for a connection that broke. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The name of the constraint that a database error is about. */
export function violatedConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}
