// Sends statements by pg itself. TypeORM's query runner makes an object for each and tells its subscribers, of which there
// are none, and takes as long for that as pg does for a small answer. Its logger is still told.
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Database, Row } from '../database';
import { waitForConnections } from './room';
import { coalesceReads } from './request-coalescing';

/** What is told of errors of statements. */
export type OnError = (error: unknown) => void;

/** From now on `query` of this connected pool, and of its transactions, throws what pg throws; and it reads rows as well. */
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

/** As TypeORM has it: the rows, and beside them the number of those that were changed. */
const answerOf = ({ command, rows, rowCount }: QueryResult): unknown =>
  command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
