// A second PostgreSQL that follows the first one synchronously and takes its place, made with nothing but `postgres`:
// the base backup is a copy of the files.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../src/store/data-source';
import type { Database } from '../src/store/database';
import { findBinaries } from '../src/store/embedded/binaries';
import { findCluster } from '../src/store/embedded/cluster';
import { startPostmaster, stopPostmaster } from '../src/store/embedded/postmaster';
import { signal } from '../src/store/embedded/processes';
import { findRunner } from '../src/store/embedded/runner';
import type { World } from './world';

export async function asAdmin<T>(url: string, work: (admin: Database) => Promise<T>): Promise<T> {
  const admin = await openDatabase({
    url,
    poolSize: 1,
    applicationName: 'drill',
    onPoolError: () => undefined,
  });
  return work(admin).finally(() => admin.destroy());
}

/** Crashes the primary while its standby confirms every commit, and promotes the standby. Answers when it crashed. */
export async function failOver({ folder, postgres, proxies, onStop }: World): Promise<Date> {
  const primary = findCluster(join(folder, 'database'));
  if (!primary) throw new Error('There is no database to fail over from.');
  const runner = findRunner(primary.data);
  const home = join(folder, 'standby');
  mkdirSync(home);
  const standby = { ...primary, data: join(home, 'data'), log: join(home, 'log') };
  const own = (file: string) =>
    chownSync(file, runner.uid ?? process.getuid?.() ?? 0, runner.gid ?? process.getgid?.() ?? 0);
  await asAdmin(postgres.url, async (admin) => {
    await admin.query(`SELECT pg_backup_start('drill', true)`);
    execFileSync('cp', ['-a', primary.data, standby.data]);
    const [label] = await admin.query<{ labelfile: string }[]>(`SELECT labelfile FROM pg_backup_stop()`);
    rmSync(join(standby.data, 'postmaster.pid'));
    for (const [name, text] of [
      ['backup_label', label?.labelfile ?? ''],
      ['standby.signal', ''],
    ] as const) {
      writeFileSync(join(standby.data, name), text);
      own(join(standby.data, name));
    }
  });
  const { hostname, port, username, password } = new URL(postgres.url);
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password}`;
  appendFileSync(join(standby.data, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  writeFileSync(standby.log, '');
  const launch = { cluster: standby, binaries: findBinaries(runner), runner, isDurable: true };
  const second = await startPostmaster(launch);
  onStop(() => stopPostmaster(second.pid));
  await asAdmin(postgres.url, async (admin) => {
    await admin.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    await admin.query(`SELECT pg_reload_conf()`);
    const isSynchronous = `SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`;
    while ((await admin.query<object[]>(isSynchronous)).length === 0) await sleep(20);
    // It is the checkpointer that makes commits wait, and the view may be ahead of it: it reads settings, then does this.
    await admin.query('CHECKPOINT');
  });
  await sleep(1_000);
  const crashedAt = new Date();
  signal(postgres.pid, 'SIGQUIT');
  void postgres.stop();
  proxies.database.target = null;
  proxies.database.reset();
  const url = new URL(postgres.url);
  url.port = String(second.port);
  await asAdmin(url.href, (admin) => admin.query(`SELECT pg_promote()`));
  proxies.database.target = second.port;
  return crashedAt;
}
