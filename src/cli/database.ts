// The database that a command works on: DATABASE_URL, else the embedded one, running or started for the command.
import type { Config } from '../config';
import { connectEmbeddedPostgres } from '../store/embedded/connect-embedded-postgres';
import { migrate } from '../store/migrate';

/** Runs `work` on the migrated database. An embedded one that the command started is stopped after it. */
export async function withDatabase<T>(
  { DATABASE_URL, DATA_DIR, PG_BIN }: Config,
  work: (url: string, migrated: readonly string[]) => Promise<T>,
): Promise<T> {
  if (DATABASE_URL) return work(DATABASE_URL, await migrate(DATABASE_URL));
  const postgres = await connectEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  try {
    return await work(postgres.url, await migrate(postgres.url));
  } finally {
    await postgres.stop();
  }
}
