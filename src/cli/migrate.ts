// migrate: brings the schema of the database up to date. Safe to run beside running servers and twice.
import type { Config } from '../config';
import { withDatabase } from './database';

/** Says which migrations were run. */
export async function migrateCommand(config: Config, say: (line: string) => void): Promise<void> {
  await withDatabase(config, async (_url, migrated) => {
    for (const name of migrated) say(`ran ${name}`);
    say(
      migrated.length > 0
        ? `The schema is up to date: ${migrated.length} migrations run.`
        : 'The schema is up to date.',
    );
    return Promise.resolve();
  });
}
