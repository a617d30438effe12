// Sends statements straight to pg. TypeORM's query runner makes an object for each and tells its subscribers, of which there
// are none, and takes as long for that as pg does for a small answer. Its logger is still told.
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Database, Row } from '../database';
import { createTogether } from './together';

/** From now on `query` of this connected pool, and of its transactions, throws what pg throws; and it reads rows as well. */
export function sendStraight(dataSource: DataSource): Database {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  const query = async (text: string, values?: unknown[], runner?: QueryRunner): Promise<unknown> => {
    dataSource.logger.logQuery(text, values, runner);
    const sender = runner ? ((await runner.connect()) as PoolClient) : pool;
    return answerOf(await sender.query(text, values));
  };
  const rows = async (text: string, values: unknown[] = [], runner?: QueryRunner): Promise<Row[]> => {
    dataSource.logger.logQuery(text, values, runner);
    const sender = runner ? ((await runner.connect()) as PoolClient) : pool;
    return (await sender.query<unknown[]>({ text, values, rowMode: 'array' })).rows;
  };
  return Object.assign(dataSource, { query, rows, together: createTogether(rows) });
}

/** As TypeORM has it: the rows, and beside them the number of those that were changed. */
const answerOf = ({ command, rows, rowCount }: QueryResult): unknown =>
  command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
