// A second PostgreSQL that follows the first one and takes its place, set up with nothing but `postgres`: the base
// backup is a copy of the files.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { findBinaries, findRunner } from '../../sandbox/postgres/binaries';
import { findCluster, startPostmaster, stopPostmaster } from '../../sandbox/postgres/cluster';
import { signal } from '../../sandbox/postgres/processes';
import { startProxy } from './proxy';
import type { World } from './world';

/** How far an asynchronous standby must be behind the primary. */
const GAP_BYTES = 100_000;

export async function asAdmin<T>(url: string, work: (admin: Database) => Promise<T>): Promise<T> {
  const admin = await openDatabase({
    url,
    poolSize: 1,
    applicationName: 'drill',
    onPoolError: () => undefined,
  });
  return work(admin).finally(() => admin.destroy());
}

/** Starts a standby of the embedded PostgreSQL in that folder, with its data in `home`; it follows, and answers. */
export async function startStandby(dataDir: string, url: string, home: string) {
  const primary = findCluster(dataDir);
  if (!primary) throw new Error('There is no database to follow.');
  const runner = findRunner(primary.data);
  mkdirSync(home);
  const standby = { ...primary, data: join(home, 'data'), log: join(home, 'log') };
  const own = (file: string) =>
    chownSync(file, runner.uid ?? process.getuid?.() ?? 0, runner.gid ?? process.getgid?.() ?? 0);
  await asAdmin(url, async (admin) => {
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
  const { hostname, port, username, password } = new URL(url);
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password}`;
  appendFileSync(join(standby.data, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  writeFileSync(standby.log, '');
  const launch = { cluster: standby, binaries: findBinaries(runner), isDurable: true };
  const second = await startPostmaster(launch);
  const standbyUrl = Object.assign(new URL(url), { port: String(second.port) }).href;
  return { port: second.port, url: standbyUrl, stop: () => stopPostmaster(second.pid) };
}

async function untilBehind(url: string): Promise<void> {
  const isBehind = `SELECT FROM pg_stat_replication WHERE pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn) > $1`;
  await asAdmin(url, async (admin) => {
    while ((await admin.query<object[]>(isBehind, [GAP_BYTES])).length === 0) await sleep(20);
  });
}

/**
 * Crashes the primary and promotes its standby. Returns when it crashed. A synchronous standby had confirmed every
 * commit; an asynchronous one was some changes behind.
 */
export async function failOver(
  { folder, postgres, proxies, onStop }: World,
  isSynchronous = true,
): Promise<Date> {
  const way = await startProxy(Number(new URL(postgres.url).port));
  onStop(way.stop);
  const followed = Object.assign(new URL(postgres.url), { port: String(way.port) }).href;
  const second = await startStandby(join(folder, 'database'), followed, join(folder, 'standby'));
  onStop(second.stop);
  await asAdmin(postgres.url, async (admin) => {
    if (isSynchronous) await admin.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    await admin.query(`SELECT pg_reload_conf()`);
    const isFollowing = `SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = $1`;
    const syncState = [isSynchronous ? 'sync' : 'async'];
    while ((await admin.query<object[]>(isFollowing, syncState)).length === 0) await sleep(20);
    // The checkpointer makes commits wait, and may lag behind the view; a checkpoint makes it read the settings.
    await admin.query('CHECKPOINT');
  });
  await sleep(1_000);
  way.isBlackhole = !isSynchronous;
  if (!isSynchronous) await untilBehind(postgres.url);
  const crashedAt = new Date();
  signal(postgres.pid, 'SIGQUIT');
  void postgres.stop();
  proxies.database.target = null;
  proxies.database.reset();
  await asAdmin(second.url, (admin) => admin.query(`SELECT pg_promote()`));
  proxies.database.target = second.port;
  return crashedAt;
}
