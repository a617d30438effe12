// The database that a command works on: DATABASE_URL, else the embedded one, running or started for the command.
import { accessOf } from '../config';
import type { Config } from '../config';
import { connectEmbeddedPostgres } from '../store/embedded/connect-embedded-postgres';
import { ensureMigrated } from '../store/migrate';

type Access = ReturnType<typeof accessOf>;

/**
 * Runs `work` on the database once no migration is missing: past a pooler, whose role has limits that are none for a
 * command. An embedded database that the command started is stopped after it.
 */
export const withDatabase = <T>(config: Config, work: (url: string) => Promise<T>): Promise<T> =>
  withServer(config, async (access) => {
    await ensureMigrated(access);
    return work(access.directUrl);
  });

/** The same for the database as it is. */
export async function withServer<T>(config: Config, work: (access: Access) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR, PG_BIN } = config;
  if (DATABASE_URL) return work(accessOf(config, DATABASE_URL));
  const postgres = await connectEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  try {
    return await work(accessOf(config, postgres.url));
  } finally {
    await postgres.stop();
  }
}
