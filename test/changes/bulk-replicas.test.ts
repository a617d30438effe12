// Bulk changes by several replicas, by one that is killed, and by one that breaks: every course is changed once.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cancelBulkChange } from '../../src/changes/bulk/start-bulk-change';
import { changeDueCourse } from '../../src/changes/bulk/change-due-course';
import type { BulkChange } from '../../src/model/bulk-change';
import { startTasks } from '../../src/start/tasks';
import { startReplica, type Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { ADMINISTRATOR, done, effectsOf, found, itemsOf, mastersCourses, started } from './bulk-world';
import { until } from '../support/until';

// Processes are started, and a busy machine takes seconds for one.
jest.setTimeout(180_000);

const database = useTestDatabase();
let first: Replica;
let second: Replica;
beforeAll(async () => {
  first = await startReplica(database.url);
  second = await startReplica(database.url);
});
afterAll(() => Promise.all([first.stop(), second.stop()]));

async function expectEachOnce(bulkChange: BulkChange, keys: readonly string[]): Promise<void> {
  expect(
    (await effectsOf(first, bulkChange)).map(({ key, entries, version }) => [key, entries, version]),
  ).toEqual(keys.map((key) => [key, 1, 2]));
  const ended = await found(first, bulkChange);
  const items = await itemsOf(first, bulkChange);
  expect(ended).toMatchObject({
    state: 'DONE',
    tally: { changed: keys.length, unchanged: 0, refused: 0, failed: 0 },
  });
  expect(items.map(({ courseKey, outcome }) => [courseKey, outcome])).toEqual(
    keys.map((key) => [key, 'CHANGED']),
  );
}

/** The tasks of a replica, without the scan. */
function tasksOf(deps: Replica) {
  const errors: { error: unknown }[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (told: object) => void errors.push(told as never),
  };
  return {
    errors,
    ...startTasks({ deps, log, random: Math.random, reconcileEveryMs: 0, isRepairing: false }),
  };
}

test('two replicas change every course once', async () => {
  const keys = await mastersCourses(first, 60);
  const bulkChange = await started(first, { keys });
  const replicas = [tasksOf(first), tasksOf(second)];

  await until(async () => (await found(first, bulkChange)).endedAt !== null);
  await Promise.all(replicas.map((replica) => replica.stop()));

  await expectEachOnce(bulkChange, keys);
  expect(replicas.flatMap(({ errors }) => errors)).toEqual([]);
});

test('twenty turns at once change each course at most once', async () => {
  const keys = await mastersCourses(first, 10);
  const bulkChange = await started(first, { keys });

  const turn = (_: unknown, at: number) => changeDueCourse(at % 2 ? first : second, bulkChange.id);
  await Promise.all(Array.from({ length: 20 }, turn));
  const { changed } = (await found(first, bulkChange)).tally;
  await done(second, bulkChange);

  expect(changed).toBeGreaterThan(0);
  await expectEachOnce(bulkChange, keys);
});

describe('a process that is killed', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));
  const start = () =>
    (child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'bulk-process.ts'), database.url], {
      stdio: 'ignore',
    }));
  async function kill(victim: ChildProcess): Promise<void> {
    victim.kill('SIGKILL');
    const [, signal] = await once(victim, 'exit');
    expect(signal).toBe('SIGKILL');
  }

  test('while changing a course has changed nothing of it, and another replica changes it', async () => {
    const keys = await mastersCourses(first, 3);
    const bulkChange = await started(first, { keys });
    const holder = first.database.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM course WHERE key = $1 FOR UPDATE', [keys[1]]);
    const victim = start();
    // It has claimed the second course, and waits for its lock.
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE '%FOR NO KEY UPDATE OF c%'`;
    await until(async () => (await first.database.query<object[]>(waiting)).length > 0);

    await kill(victim);
    const whenKilled = await found(first, bulkChange);
    await holder.rollbackTransaction();
    await holder.release();
    const ended = await done(second, bulkChange);

    expect(whenKilled).toMatchObject({ state: 'RUNNING', tally: { changed: 1 } });
    expect(ended).toMatchObject({ state: 'DONE' });
    await expectEachOnce(bulkChange, keys);
  });

  test('repeatedly, at any time, has changed no course twice and left none out', async () => {
    const keys = await mastersCourses(first, 120);
    const bulkChange = await started(first, { keys });
    let kills = 0;
    for (let seen = 0; seen < keys.length / 2; kills += 1) {
      const victim = start();
      const target = seen + 5;
      await until(async () => (seen = (await found(first, bulkChange)).tally.changed) >= target);
      await kill(victim);
      expect(await found(first, bulkChange)).toMatchObject({ state: 'RUNNING', endedAt: null });
      if (kills === 3) break;
    }

    await done(second, bulkChange);

    expect(kills).toBeGreaterThanOrEqual(2);
    await expectEachOnce(bulkChange, keys);
  });
});

describe('a cancellation', () => {
  test('keeps what was changed, and stops all further changes, even if it comes in the middle of a course', async () => {
    const keys = await mastersCourses(first, 5);
    const bulkChange = await started(first, { keys });
    await changeDueCourse(first, bulkChange.id);
    const holder = first.database.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM course WHERE key = $1 FOR UPDATE', [keys[1]]);
    // The rate allows the next course, while no replica holds the bulk change.
    const turn = until(async () => (await changeDueCourse(second, bulkChange.id)) === 0);
    const claimed = `SELECT FROM bulk_change WHERE uuid = $1 FOR NO KEY UPDATE SKIP LOCKED`;
    await until(async () => (await first.database.query<object[]>(claimed, [bulkChange.id])).length === 0);

    const cancelling = cancelBulkChange(first, ADMINISTRATOR, bulkChange);
    await holder.rollbackTransaction();
    await holder.release();
    const cancelled = await cancelling;
    await turn;
    await changeDueCourse(second, bulkChange.id);

    expect(cancelled).toMatchObject({
      state: 'CANCELLED',
      cancelledBy: ADMINISTRATOR.username,
      tally: { changed: 2 },
    });
    expect(await found(first, bulkChange)).toEqual(cancelled);
    expect((await effectsOf(first, bulkChange)).map(({ entries }) => entries)).toEqual([1, 1, 0, 0, 0]);
  });

  test('of a finished bulk change changes nothing', async () => {
    const bulkChange = await done(first, await started(first, { keys: await mastersCourses(first, 1) }));

    expect(await cancelBulkChange(first, ADMINISTRATOR, bulkChange)).toEqual(bulkChange);
  });

  test('of an unknown bulk change is a fault', async () => {
    const ids = ['00000000-0000-4000-8000-000000000000', 'nothing'];

    for (const id of ids)
      await expect(cancelBulkChange(first, ADMINISTRATOR, { id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});

describe('what breaks', () => {
  /** Makes it due at once, however long it had to wait. */
  const hurry = ({ id }: BulkChange) =>
    first.database.query('UPDATE bulk_change SET due_at = now() WHERE uuid = $1', [id]);

  test('because the database went away is retried, and is not an outcome of the course', async () => {
    const keys = await mastersCourses(first, 10);
    const bulkChange = await started(first, { keys });
    const { stop, errors } = tasksOf(second);
    await until(async () => (await found(first, bulkChange)).tally.changed > 2);

    await first.database.query('ALTER TABLE course_run RENAME TO elsewhere');
    await until(async () => errors.length > 0);
    await first.database.query('ALTER TABLE elsewhere RENAME TO course_run');
    await first.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await until(async () => (await found(first, bulkChange)).endedAt !== null);
    await stop();

    await expectEachOnce(bulkChange, keys);
  });

  test('every time has FAILED after five attempts, and the others have their turn', async () => {
    const keys = await mastersCourses(first, 2);
    const bulkChange = await started(first, { keys });
    const catalogue = {
      ...first.catalogue,
      current: () => {
        throw new TypeError('a mistake of ours');
      },
    };
    const broken = { ...first, catalogue };

    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await itemsOf(first, bulkChange)).toMatchObject([
        { outcome: 'PENDING' },
        { outcome: 'PENDING' },
      ]);
      await expect(changeDueCourse(broken, bulkChange.id)).rejects.toThrow('a mistake of ours');
      await hurry(bulkChange);
    }
    await done(first, bulkChange);

    const items = await itemsOf(first, bulkChange);
    expect(items).toMatchObject([
      { outcome: 'FAILED', error: { code: 'INTERNAL_SERVER_ERROR' } },
      { outcome: 'CHANGED' },
    ]);
  });

  test('because the LMS is away waits, and is changed once it is back', async () => {
    const keys = await mastersCourses(first, 1);
    const change = { type: 'audit', runTypes: [{ from: 'masters', to: 'audit' }] };
    const bulkChange = await started(first, { keys, change, override: true });

    expect(await changeDueCourse(first, bulkChange.id)).toBe(0);
    expect(await itemsOf(first, bulkChange)).toMatchObject([
      { outcome: 'PENDING', error: { code: 'DOWNSTREAM_UNAVAILABLE' } },
    ]);
    await hurry(bulkChange);
    const back = { ...first, countLearners: () => Promise.resolve(new Map([['masters', 0]])) };
    await done(back, bulkChange);

    expect(await itemsOf(first, bulkChange)).toMatchObject([{ outcome: 'CHANGED', error: null }]);
  });

  test('because learners are enrolled is refused, as in the dry run', async () => {
    const keys = await mastersCourses(first, 1);
    const change = { type: 'audit', runTypes: [{ from: 'masters', to: 'audit' }] };
    const asked = { ...first, countLearners: () => Promise.resolve(new Map([['masters', 7]])) };

    const dry = await done(asked, await started(asked, { keys, change, override: true, dryRun: true }));
    const real = await done(asked, await started(asked, { keys, change, override: true }));

    expect(dry.tally.refusals).toEqual([{ code: 'LEARNERS_ENROLLED', courses: 1 }]);
    expect(real.tally).toEqual(dry.tally);
  });
});
