// Fails if the tables in src/store/tables and the migrations disagree: run on a freshly migrated database of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '../../src/store/data-source';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { migrate } from '../../src/store/migrate';

/** Statements that would make a migrated database match the tables; none if they agree. */
async function differences(url: string): Promise<string[]> {
  await migrate(url);
  const dataSource = await createDataSource({ url }).initialize();
  try {
    const log = await dataSource.driver.createSchemaBuilder().log();
    return log.upQueries.map(({ query }) => query);
  } finally {
    await dataSource.destroy();
  }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'track-types-check-'));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    const found = await differences(postgres.url);
    for (const statement of found) console.error(statement);
    if (found.length > 0)
      console.error('Tables and migrations disagree: mend src/store/tables or add a migration.');
    process.exitCode = found.length > 0 ? 1 : 0;
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

void main();
