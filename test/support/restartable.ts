// A PostgreSQL that pg_ctl restarts, as an operator would, for one test file.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { environment, findBinaries, findRunner } from '../../sandbox/postgres/binaries';
import { findCluster, fromInside } from '../../sandbox/postgres/cluster';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';

export interface Restartable {
  readonly url: string;
  /** `pg_ctl restart -m fast`: ends every session; the server is up again when this returns. */
  readonly restart: () => void;
  readonly stop: () => void;
}

export async function startRestartable(
  dataDir: string,
  settings: readonly string[] = [],
): Promise<Restartable> {
  // Created like the embedded one; from then on it has no parent process.
  const { url, stop } = await startEmbeddedPostgres({ dataDir, durable: false });
  await stop();
  const cluster = findCluster(dataDir);
  if (!cluster) throw new Error('The cluster was not made.');
  const runner = findRunner(cluster.data);
  const program = join(findBinaries(runner).bin, 'pg_ctl');
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', ...settings];
  const options = `-p ${new URL(url).port} ${flags.map((flag) => `-c ${flag}`).join(' ')}`;
  const control = (...what: string[]): void =>
    void execFileSync(program, [...what, '-D', fromInside(cluster.data, runner), '-w'], {
      ...runner,
      cwd: cluster.data,
      env: environment(),
      stdio: 'ignore',
    });
  control('start', '-o', options);
  return {
    url,
    restart: () => control('restart', '-m', 'fast'),
    stop: () => control('stop', '-m', 'immediate'),
  };
}
