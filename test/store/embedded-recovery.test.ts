// The embedded PostgreSQL after violence: whatever was killed, the next start comes up with its data.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isRunning } from '../../sandbox/postgres/processes';
import { ask, killHard, serverOf, unfinishedIn, useEmbedded } from '../support/embedded';
import { until } from '../support/until';

const { newFolder, start, startElsewhere } = useEmbedded();
const dataDir = newFolder();
const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');

beforeAll(async () => {
  const { url, stop } = await start({ dataDir });
  await ask(url, 'create table kept as select 42 as answer');
  await stop();
});

describe('our process is gone, the server is not', () => {
  test('after kill -9 the next start stops the server that was left, and has its data', async () => {
    const child = startElsewhere(dataDir);
    const left = await serverOf(child);
    await killHard(child);
    expect(isRunning(left.pid)).toBe(true);

    const server = await start({ dataDir });

    expect(isRunning(left.pid)).toBe(false);
    expect(await ask(server.url, 'select answer from kept')).toBe(42);
  });

  test('a process that ends without stopping takes its server along', async () => {
    const child = startElsewhere(dataDir, 'process.exit(3)');
    const ended = once(child, 'exit');
    const { pid } = await serverOf(child);

    await ended;
    await until(() => !isRunning(pid));

    expect(child.exitCode).toBe(3);
  });

  test('waits for a server that is shutting down', async () => {
    const child = startElsewhere(dataDir);
    const left = await serverOf(child);
    const open = ask(left.url, 'select pg_sleep(600)').catch(() => 'cut off');
    await killHard(child);
    process.kill(left.pid, 'SIGINT');

    const server = await start({ dataDir });

    expect(await ask(server.url, 'select answer from kept')).toBe(42);
    expect(server.pid).not.toBe(left.pid);
    expect(await open).toBe('cut off');
  });
});

describe('the server is gone, our process is not', () => {
  test('a killed server comes back at the same address with its data', async () => {
    const server = await start({ dataDir });
    const before = server.pid;

    process.kill(before, 'SIGKILL');
    await until(() => server.pid !== before);

    expect(await ask(server.url, 'select answer from kept')).toBe(42);
  });

  test('stop right after the kill leaves no server behind', async () => {
    const server = await start({ dataDir });

    process.kill(server.pid, 'SIGKILL');
    await server.stop();

    expect(isRunning(server.pid)).toBe(false);
    await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('what the dead left behind', () => {
  const idOfTheDead = async (): Promise<number> => {
    const child = spawn('true');
    await once(child, 'exit');
    return child.pid ?? 0;
  };
  // The sleeping program has a child that it does not know, and so never reaps.
  const idOfAZombie = async (): Promise<number> => {
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 30']);
    after.push(() => parent.kill('SIGKILL'));
    for await (const line of createInterface(parent.stdout)) return Number(line);
    return 0;
  };
  const after: (() => unknown)[] = [];
  afterEach(() => after.splice(0).forEach((step) => step()));

  test.each([
    ['of a process that is gone', idOfTheDead],
    ['of another program, which got the same id', () => process.pid],
    ['of a zombie', idOfAZombie],
  ])('postmaster.pid %s does not stop a start', async (_, idOf) => {
    const pid = await idOf();
    writeFileSync(pidFile, `${pid}\n/somewhere\n1\n5432\n\n127.0.0.1\n`);

    const server = await start({ dataDir });

    expect(await ask(server.url, 'select answer from kept')).toBe(42);
    expect(isRunning(process.pid)).toBe(true);
  });

  test('a cluster whose creation was killed is created anew', async () => {
    const halfMade = newFolder();
    const child = startElsewhere(halfMade);
    await until(() =>
      unfinishedIn(halfMade).some((name) => existsSync(join(halfMade, name, 'data', 'PG_VERSION'))),
    );
    await killHard(child);
    expect(unfinishedIn(halfMade)).toHaveLength(1);

    const server = await start({ dataDir: halfMade });

    expect(await ask(server.url, 'select 1')).toBe(1);
    expect(unfinishedIn(halfMade)).toEqual([]);
  });

  test('a complete cluster stays although an unfinished one lies beside it', async () => {
    const beside = join(dataDir, 'postgres.unfinished-x');
    mkdirSync(beside);
    after.push(() => rmSync(beside, { recursive: true, force: true }));

    const server = await start({ dataDir });

    expect(await ask(server.url, 'select answer from kept')).toBe(42);
    expect(unfinishedIn(dataDir)).toEqual([]);
  });
});
