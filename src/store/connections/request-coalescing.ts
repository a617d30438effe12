// Sends statements: coalesces lookups that several requests make at the same time into one. Under load a statement costs the
// process and the database more than the few rows that it finds.
import type { KeyedStatement, Row, Coalesced, Database } from '../database';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { waitForConnections } from './room';

/** A lookup with this many keys gains nothing from coalescing, and would delay others. */
const MANY = 100;
/** Maximum number of keys in one statement: several connections find more than that sooner. */
const MAX_KEYS = 1_000;
/** How many statements of a kind run at the same time before further ones wait. */
const MAX_STATEMENTS = 3;

interface PendingRead {
  readonly keys: readonly string[];
  readonly resolve: (found: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  readonly waiting: PendingRead[];
  underWay: number;
  isDue: boolean;
}

type Send = (text: string, values: unknown[]) => Promise<readonly Row[]>;

/** Creates a coalescing reader. Each caller gets the whole result of its statement, for its own keys and others'. */
export function coalesceReads(send: Send): Coalesced {
  const lanes = new Map<KeyedStatement<unknown>, Lane>();

  const find = async <T>({ text, found }: KeyedStatement<T>, keys: readonly string[]): Promise<T> =>
    found(await send(text, [keys]), keys);

  async function sendSome(statement: KeyedStatement<unknown>, lane: Lane): Promise<void> {
    const pending = takeWaiting(lane, statement);
    lane.underWay += 1;
    try {
      const found = await find(statement, [...new Set(pending.flatMap(({ keys }) => keys))]);
      for (const { resolve } of pending) resolve(found);
    } catch (error) {
      // Perhaps only one caller's keys are to blame.
      if (pending.length === 1) pending[0]?.reject(error);
      else for (const { keys, resolve, reject } of pending) find(statement, keys).then(resolve, reject);
    } finally {
      lane.underWay -= 1;
      if (!lane.isDue) sendAll(statement, lane);
    }
  }

  function sendAll(statement: KeyedStatement<unknown>, lane: Lane): void {
    lane.isDue = false;
    while (lane.waiting.length > 0 && lane.underWay < MAX_STATEMENTS) void sendSome(statement, lane);
  }

  return (statement, keys) => {
    if (keys.length >= MANY) return find(statement, keys);
    const lane = lanes.get(statement) ?? { waiting: [], underWay: 0, isDue: false };
    lanes.set(statement, lane);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ keys, resolve: resolve as PendingRead['resolve'], reject });
      if (lane.isDue || lane.underWay >= MAX_STATEMENTS) return;
      lane.isDue = true;
      // Waits one turn, to coalesce requests that were received together.
      setImmediate(() => sendAll(statement, lane));
    });
  };
}

/** Removes the longest-waiting requests, up to one statement's worth of keys. */
function takeWaiting(lane: Lane, { maxKeys = MAX_KEYS }: KeyedStatement<unknown>): PendingRead[] {
  let [callers, keys] = [0, 0];
  for (const pending of lane.waiting) {
    keys += pending.keys.length;
    if (keys > maxKeys && callers > 0) break;
    callers += 1;
  }
  return lane.waiting.splice(0, callers);
}

/**
 * Makes this pool and its transactions send through pg directly: `query` throws what pg throws. Adds `rows` and `coalesced`. TypeORM's
 * query runner creates an object for each statement and notifies subscribers, of which there are none; that takes as long
 * as pg itself needs for a small result. TypeORM's logger is still called.
 */
export function sendByPg(dataSource: DataSource, onError?: (error: unknown) => void): Database {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  waitForConnections(pool);
  const report = (error: unknown): never => {
    onError?.(error);
    throw error;
  };
  const query = async (text: string, values?: unknown[], runner?: QueryRunner): Promise<unknown> => {
    dataSource.logger.logQuery(text, values, runner);
    const sender = runner ? ((await runner.connect()) as PoolClient) : pool;
    return answerOf(await sender.query(text, values).catch(report));
  };
  const rows = async (text: string, values: unknown[] = [], runner?: QueryRunner): Promise<Row[]> => {
    dataSource.logger.logQuery(text, values, runner);
    const sender = runner ? ((await runner.connect()) as PoolClient) : pool;
    return (await sender.query<unknown[]>({ text, values, rowMode: 'array' }).catch(report)).rows;
  };
  return Object.assign(dataSource, { query, rows, coalesced: coalesceReads(rows) });
}

/** Returns the result as TypeORM does: the rows, with the number of changed rows for UPDATE and DELETE. */
const answerOf = ({ command, rows, rowCount }: QueryResult): unknown =>
  command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
