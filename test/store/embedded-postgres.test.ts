// The embedded PostgreSQL in normal use: created, started, used by one process at a time, stopped.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { isRunning } from '../../sandbox/postgres/processes';
import { ask, serverOf, useEmbedded } from '../support/embedded';
import { until } from '../support/until';

const { newFolder, start, startElsewhere } = useEmbedded();
const NOBODY = 65534;
const SLEEPERS = `select count(*)::integer from pg_stat_activity where query like 'select pg_sleep%'`;
// Made by the first test; every test starts its own server there.
const dataDir = newFolder();

describe('a server from nothing', () => {
  test('speaks UTF-8 and knows letters beyond ASCII', async () => {
    const { url } = await start({ dataDir });

    expect(await ask(url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(url, `select 'ÉCOLE' ilike 'école'`)).toBe(true);
    expect(await ask(url, 'select current_database()')).toBe('track_types');
  });

  test('listens on the loopback address and nowhere else', async () => {
    const { url } = await start({ dataDir });

    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, 'show unix_socket_directories')).toBe('');
  });

  test('asks for a password, which only its user can read', async () => {
    const { url } = await start({ dataDir });
    const guessed = new URL(url);
    guessed.password = 'postgres';

    await expect(ask(guessed.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
  });

  test('is run by nobody when we are root, and by ourselves otherwise', async () => {
    await start({ dataDir });

    const us = process.getuid?.();
    expect(statSync(join(dataDir, 'postgres', 'data', 'postmaster.pid')).uid).toBe(us === 0 ? NOBODY : us);
  });

  test('works in a folder whose parents are closed to its user', async () => {
    const closed = newFolder();
    expect(statSync(closed).mode & 0o777).toBe(0o700);

    const { url } = await start({ dataDir: join(closed, 'data') });

    expect(await ask(url, 'select 1')).toBe(1);
  });

  test.each([
    [true, 'on'],
    [false, 'off'],
  ])('with durable %s has fsync and synchronous commit %s', async (durable, setting) => {
    const { url } = await start({ dataDir, durable });

    expect(await ask(url, 'show fsync')).toBe(setting);
    expect(await ask(url, 'show full_page_writes')).toBe(setting);
    expect(await ask(url, 'show synchronous_commit')).toBe(setting);
  });
});

describe('stopping', () => {
  test('leaves no process and no lock, and may be repeated', async () => {
    const server = await start({ dataDir });

    await Promise.all([server.stop(), server.stop()]);

    expect(isRunning(server.pid)).toBe(false);
    await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    expect(readdirSync(dataDir)).toEqual(['postgres']);
    expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  test('does not wait for open connections, and keeps what they committed', async () => {
    const first = await start({ dataDir });
    await ask(first.url, 'create table kept as select 42 as answer');
    const open = ask(first.url, 'select pg_sleep(600)').catch((error: Error) => error.message);
    await until(async () => (await ask(first.url, SLEEPERS)) === 1);

    await first.stop();
    const second = await start({ dataDir });

    expect(await open).toMatch(/terminat|shutting down|ECONNRESET/);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  });
});

describe('a second server on one folder', () => {
  test('is refused with the folder, the process and the way out', async () => {
    await start({ dataDir });

    const second = start({ dataDir });

    await expect(second).rejects.toThrow(
      `The embedded database in ${dataDir} is in use by the process ${process.pid}. Stop that process, ` +
        'or set DATA_DIR to another folder, or DATABASE_URL to a server both can use.',
    );
  });

  test('does not come up when two processes make one at once', async () => {
    const folder = newFolder();
    const children = [startElsewhere(folder), startElsewhere(folder)];

    const told = await Promise.all(children.map(serverOf));

    const [loser, winner] = told[0]?.problem ? [0, 1] : [1, 0];
    expect(told[loser]?.problem).toContain(`is in use by the process ${children[winner]?.pid}.`);
    expect(await ask(told[winner]?.url ?? '', 'select 1')).toBe(1);
  });

  test('does not come up when both start at once', async () => {
    const outcomes = await Promise.allSettled([start({ dataDir }), start({ dataDir })]);

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a command beside the server', () => {
  test('uses the running server, and leaves it running', async () => {
    const server = await start({ dataDir });

    const connection = await connectEmbeddedPostgres({ dataDir });
    await connection.stop();

    expect(connection.url).toBe(server.url);
    expect(await ask(server.url, 'select 1')).toBe(1);
  });

  test('waits for a starting server', async () => {
    const [server, connection] = await Promise.all([
      start({ dataDir }),
      connectEmbeddedPostgres({ dataDir }),
    ]);

    expect(connection.url).toBe(server.url);
  });

  test('starts one if none runs, and stops it', async () => {
    const connection = await connectEmbeddedPostgres({ dataDir, durable: false });
    const answer = await ask(connection.url, 'select 1');
    await connection.stop();

    expect(answer).toBe(1);
    await expect(ask(connection.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('what cannot work is reported', () => {
  test('a folder of another major version is named with both versions and the way out', async () => {
    const old = newFolder();
    mkdirSync(join(old, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(old, 'postgres', 'password'), 'secret');
    writeFileSync(join(old, 'postgres', 'data', 'PG_VERSION'), '12\n');

    await expect(start({ dataDir: old })).rejects.toThrow(
      /made by PostgreSQL 12, and the programs are PostgreSQL \d+\.\d+\. Set PG_BIN .*, or DATA_DIR/,
    );
  });

  test('a folder of programs without programs', async () => {
    await expect(start({ dataDir, binDir: '/nowhere' })).rejects.toThrow(
      /does not run on this machine: .*ENOENT.* Set DATABASE_URL .*, or PG_BIN/,
    );
  });

  test('a refused start releases the folder', async () => {
    await expect(start({ dataDir, binDir: '/nowhere' })).rejects.toThrow();

    const { url } = await start({ dataDir });

    expect(await ask(url, 'select 1')).toBe(1);
  });
});
