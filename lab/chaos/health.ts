// Serves the readiness of the writers' database, as the service itself does.
import { startHealth, type Health } from '../../src/ops/health';
import type { Database } from '../../src/store/database';

export async function startHealthOf(database: Database): Promise<Health> {
  const draining = new AbortController().signal;
  const onError = (error: unknown) => console.error(error);
  const health = await startHealth({ host: '127.0.0.1', port: 0, draining, version: {}, onError });
  health.watch({
    askDatabase: () => database.query('SELECT 1'),
    pendingMigrations: () => Promise.resolve([]),
    metrics: () => Promise.resolve(''),
  });
  health.started();
  return health;
}
