// Runs transactions. Every change to the database is in one; nothing else is done while one is open.
import type { Pool } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';

/** The columns of a row, in the statement's order. */
export type Row = readonly unknown[];

/** A statement whose only value is the list of keys to look up. */
export interface KeyedStatement<T> {
  readonly text: string;
  /** Turns the rows for these keys into a result to look keys up in. */
  readonly found: (rows: readonly Row[], keys: readonly string[]) => T;
  /** Maximum number of keys per statement, if lower than usual. */
  readonly maxKeys?: number;
}

/** Returns the statement's result for these keys, and maybe for others looked up at the same time. */
export type Coalesced = <T>(statement: KeyedStatement<T>, keys: readonly string[]) => Promise<T>;

/** A connected pool; see connections/request-coalescing.ts. */
export interface Database extends DataSource {
  readonly rows: (text: string, values?: unknown[], runner?: QueryRunner) => Promise<Row[]>;
  readonly coalesced: Coalesced;
}
/** The handle for statements in one transaction. */
export type Transaction = EntityManager;

/** The database is not in the state that the service needs; the message says what to do. */
export class Unprepared extends Error {
  override readonly name = 'Unprepared';
}

/** Errors of the network, of TLS and of the server that mean: cannot connect. */
const NO_CONNECTION = /^(E(CONN|HOST|NET|TIMEDOUT|NOTFOUND|AI_)|.*(CERT|SIGNATURE)|28|3D|08|53300|57P0)/;
const NO_CONNECTION_WORDS = /^connect |^The server does not support SSL|Connection terminated|timeout/;

/** Returns a handler of connection errors. It throws Unprepared, which names the setting, unless the error is a defect. */
export const unreachable =
  (setting: string) =>
  (error: unknown): never => {
    if (!(error instanceof Error) || error instanceof Unprepared) throw error;
    const isDefect = !NO_CONNECTION.test(sqlState(error) ?? '') && !NO_CONNECTION_WORDS.test(error.message);
    if (isDefect) throw error;
    throw new Unprepared(`${setting}: the database cannot be reached: ${sentenceOf(error)}.`);
  };

/** Returns the error's message. An attempt at several addresses has none of its own. */
export const sentenceOf = (error: Error): string =>
  error instanceof AggregateError && error.message === ''
    ? error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join(', ')
    : error.message;

/** Serialization failure or deadlock: the database rolled back, and the transaction can run again. */
const TRY_AGAIN = ['40001', '40P01'];
const TRIES = 3;

/**
 * Runs `work` in a transaction, and again after a serialization failure or deadlock; returns its result. PostgreSQL's
 * default isolation, READ COMMITTED, is enough with the locks that changes take; naming it would cost a round trip.
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

/** Connections in use, idle connections, and callers waiting for one. */
export type Connections = Readonly<Record<'used' | 'idle' | 'waiting', number>>;

/** Returns the pool's current connections. */
export function connectionsOf({ driver }: Database): Connections {
  const { totalCount, idleCount, waitingCount } = (driver as PostgresDriver).master as Pool;
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

type Reads = Pick<Database, 'query' | 'rows' | 'coalesced'>;

/** Returns the same database with different read functions. */
export const withReads = (database: Database, reads: Reads): Database =>
  Object.assign(Object.create(database) as Database, reads);

/** Throws once the request is over; an AbortSignal fits. */
export interface End {
  readonly throwIfAborted: () => void;
}

/** Returns the same database, which reads nothing more after `ended`. Transactions continue to their end. */
export function readUntil(ended: End, database: Database): Database {
  const until = async <T>(read: () => Promise<T>): Promise<T> => {
    ended.throwIfAborted();
    return read();
  };
  return withReads(database, {
    query: (...asked) => until(() => database.query(...asked)),
    rows: (...asked) => until(() => database.rows(...asked)),
    coalesced: (...asked) => until(() => database.coalesced(...asked)),
  });
}

class RolledBack extends Error {}

/** Returns the same database, whose transactions change nothing: each is rolled back in the end, and rejects. */
export function rolledBack(database: Database): Database {
  const transaction = (work: (tx: Transaction) => Promise<unknown>) =>
    database.transaction(async (tx) => {
      await work(tx);
      throw new RolledBack();
    });
  return Object.assign(Object.create(database) as Database, { transaction });
}

/** Returns the statement's rows, inside the transaction if given one. */
export const rowsIn = (db: Database | Transaction, text: string, values: unknown[]): Promise<Row[]> =>
  'rows' in db ? db.rows(text, values) : (db.dataSource as Database).rows(text, values, db.queryRunner);

/** For a lazily committing database: resolves when everything committed before is on disk. */
export async function flush(database: Database): Promise<void> {
  // A transaction without an id writes nothing, so its commit would not wait.
  await database.transaction((tx) =>
    tx.query(`SELECT set_config('synchronous_commit', 'on', true), pg_current_xact_id()`),
  );
}

/** Unavailable, starting, out of resources, or read-only for now. */
const AWAY_STATES = /^(08|53|57P|58|25006)/;
const AWAY_CODES = /^E(CONN|HOST|NET|AI_AGAIN|PIPE|TIMEDOUT|NOTFOUND)/;
/** Messages of pg and TypeORM for broken connections, which have no code. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|The database fell silent|Query runner already released|after calling end on the pool/;

/** Whether the database was unreachable, rather than refusing; then a retry makes sense. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = sqlState(error);
  if (code !== undefined) return AWAY_STATES.test(code) || AWAY_CODES.test(code);
  return AWAY_WORDS.test(error.message);
}

/** Returns the SQLSTATE or system code of an error; undefined if it has none, as for some broken connections. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns the name of the violated constraint. */
export function violatedConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}
