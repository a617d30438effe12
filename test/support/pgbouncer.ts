// Debian's pgbouncer in transaction mode in front of a database, for tests of what a session cannot rely on. Like
// PostgreSQL it refuses to be root, and is run by the same user.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findRunner } from '../../sandbox/postgres/binaries';
import { ask, freePort } from './embedded';

const PROGRAM = '/usr/sbin/pgbouncer';

/** Whether it can be started here. Debian and Ubuntu have it in the package pgbouncer. */
export const hasPgbouncer = spawnSync(PROGRAM, ['--version']).status === 0;

export interface Pooler {
  /** The same database, as the same role, through the pooler. */
  readonly urlOf: (databaseUrl: string) => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one in front of the server of that URL, for its role. It keeps so few connections to a database that clients
 * share them, and ignores no startup parameter.
 */
export async function startPgbouncer(databaseUrl: string, connections = 3): Promise<Pooler> {
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), `track-types-test-${process.pid}-`));
  const port = await freePort();
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users'),
    pool_mode: 'transaction',
    default_pool_size: connections,
    max_client_conn: 500,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    ['[databases]', `* = host=${hostname} port=${serverPort}`, '[pgbouncer]', ...lines, ''].join('\n'),
  );
  writeFileSync(settings.auth_file, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  const runner = findRunner(folder);
  for (const path of [folder, file, settings.auth_file]) chownSync(path, ...ownerOf(runner));
  const server = spawn(PROGRAM, [file], { ...runner, stdio: 'ignore' });
  const urlOf = (url: string) => Object.assign(new URL(url), { hostname: '127.0.0.1', port }).href;
  while (
    await ask(urlOf(databaseUrl), 'SELECT 1').then(
      () => false,
      () => true,
    )
  ) {
    if (server.exitCode !== null) throw new Error('pgbouncer does not start.');
    await sleep(20);
  }
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { urlOf, stop };
}

const ownerOf = ({ uid, gid }: ReturnType<typeof findRunner>): [uid: number, gid: number] => [
  uid ?? process.getuid?.() ?? 0,
  gid ?? process.getgid?.() ?? 0,
];
