// Sends statements with pg directly. TypeORM's query runner creates an object for each and notifies subscribers, of
// which there are none; this takes as long as pg needs for a small result. TypeORM's logger is still called.
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Database, Row } from '../database';
import { waitForConnections } from './room';
import { coalesceReads } from './request-coalescing';

/** Called with each statement error. */
export type OnError = (error: unknown) => void;

/** Makes this pool and its transactions send by pg: `query` throws what pg throws. Adds `rows` and `coalesced`. */
export function sendByPg(dataSource: DataSource, onError?: OnError): Database {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  waitForConnections(pool);
  const told = (error: unknown): never => {
    onError?.(error);
    throw error;
  };
  const query = async (text: string, values?: unknown[], runner?: QueryRunner): Promise<unknown> => {
    dataSource.logger.logQuery(text, values, runner);
    const sender = runner ? ((await runner.connect()) as PoolClient) : pool;
    return answerOf(await sender.query(text, values).catch(told));
  };
  const rows = async (text: string, values: unknown[] = [], runner?: QueryRunner): Promise<Row[]> => {
    dataSource.logger.logQuery(text, values, runner);
    const sender = runner ? ((await runner.connect()) as PoolClient) : pool;
    return (await sender.query<unknown[]>({ text, values, rowMode: 'array' }).catch(told)).rows;
  };
  return Object.assign(dataSource, { query, rows, coalesced: coalesceReads(rows) });
}

/** Returns the result as TypeORM does: the rows, with the number of changed rows for UPDATE and DELETE. */
const answerOf = ({ command, rows, rowCount }: QueryResult): unknown =>
  command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
