// Brings the database's schema up to date. TypeORM takes no lock, so replicas that start together would collide: we take one.
import { MigrationExecutor } from 'typeorm';
import { createDataSource } from './data-source';
import type { Database } from './database';

/** Any number, as long as nothing else on the same database uses it for an advisory lock. */
const MIGRATION_LOCK = 7_261_543;

/** Runs the migrations that are missing and returns their names. Waits while another process migrates. */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = createDataSource({
    url,
    poolSize: 2,
    applicationName: 'track-types-migrate',
    statementMs: 0,
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

/** The names of migrations that this code needs and the database has not. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const pending = await new MigrationExecutor(database).getPendingMigrations();
  return pending.map((migration) => migration.name);
}
