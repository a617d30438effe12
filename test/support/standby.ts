// A primary and a standby that follows it, made from the embedded binaries, for one test file.
import { join } from 'node:path';
import { startStandby } from '../../lab/chaos/standby';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { migrate } from '../../src/store/migrate';
import { startReplica, type Replica } from './changes';
import { useEmbedded } from './embedded';
import { until } from './until';

export interface Pair {
  /** The service on the primary. */
  readonly service: Replica;
  readonly standby: Database;
  readonly urls: Readonly<Record<'primary' | 'standby', string>>;
  /** Pauses replay on the standby, as if it were slow. */
  readonly lag: () => Promise<unknown>;
  /** Resolves when the standby has caught up with the primary. */
  readonly catchUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function startPair(folder: string): Promise<Pair> {
  const dataDir = join(folder, 'primary');
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  await migrate(postgres.url);
  const second = await startStandby(dataDir, postgres.url, join(folder, 'standby'));
  const service = await startReplica(postgres.url);
  const standby = await openDatabase({ url: second.url, onPoolError: () => undefined });
  return {
    service,
    standby,
    urls: { primary: postgres.url, standby: second.url },
    lag: () => standby.query('SELECT pg_wal_replay_pause()'),
    catchUp: async () => {
      await standby.query('SELECT pg_wal_replay_resume()');
      const [{ lsn }] = await service.database.query('SELECT pg_current_wal_insert_lsn()::text AS lsn');
      await until(async () => {
        const [row] = await standby.query('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS "isThere"', [
          lsn,
        ]);
        return row.isThere;
      });
    },
    stop: async () => {
      await standby.destroy();
      await service.stop();
      await second.stop();
      await postgres.stop();
    },
  };
}

/** Both migrated, created before the tests of a file and removed after them. */
export function usePair(): Pair {
  const pair = {} as Pair;
  afterAll(() => pair.stop());
  // Afterwards: the folders can go only once the servers have stopped.
  const { newFolder } = useEmbedded();
  beforeAll(async () => void Object.assign(pair, await startPair(newFolder())), 60_000);
  return pair;
}
