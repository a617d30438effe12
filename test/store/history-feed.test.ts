// The feed with concurrent writers: what a reader sees that continues from its cursor, with the horizon and without.
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { openDatabase } from '../../src/store/data-source';
import { inTransaction, type Database } from '../../src/store/database';
import { appendHistory } from '../../src/store/history/append-history';
import { findChangePage, findHorizon } from '../../src/store/history/changes';
import { useTestDatabase } from '../support/database';

const server = useTestDatabase();
let db: Database;
beforeAll(async () => {
  db = await openDatabase({ url: server.url, poolSize: 30 });
});
afterAll(() => db.destroy());

const EVERYTHING = String(2n ** 62n);
const aRandom = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};

const entryAbout = (course: string) => ({
  ...{ kind: 'COURSE_CHANGED' as const, subject: `course:${course}`, courseKey: course, courseRunKey: null },
  ...{ actor: 'a test', reason: null, overridden: [], before: null, after: { title: 'Another' } },
});

/** A reader that remembers its last cursor; `guarded` heeds the horizon. */
function aReader(isGuarded: boolean) {
  let after: string | null = null;
  const seen: string[] = [];
  return {
    seen,
    startAt: (id: string) => void (after = id),
    read: async (first = 1_000): Promise<number> => {
      const horizon = isGuarded ? await findHorizon(db) : EVERYTHING;
      const { rows } = await findChangePage(db, { readable: null }, { first, after, horizon });
      seen.push(...rows.map((row) => row.id));
      after = rows.at(-1)?.id ?? after;
      return rows.length;
    },
  };
}

async function begin(course: string): Promise<QueryRunner> {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  await appendHistory(runner.manager, [entryAbout(course)]);
  return runner;
}
async function end(runner: QueryRunner, how: 'commit' | 'rollback'): Promise<void> {
  await (how === 'commit' ? runner.commitTransaction() : runner.rollbackTransaction());
  await runner.release();
}

const lastId = async (): Promise<string> =>
  (await db.query('SELECT max(id) AS id FROM history'))[0].id ?? '0';

test('20 writers, some slow and some rolled back: a reader sees all once; without the horizon it does not', async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`history-feed: seed ${seed}`);
  const random = aRandom(seed);
  const [guarded, unguarded] = [aReader(true), aReader(false)];
  const committed: string[] = [];
  let isWriting = true;
  const write = async (writer: number) => {
    for (let number = 0; number < 15; number += 1) {
      const [own, slow] = [`FeedX+${writer}`, random() < 0.3 ? 40 * random() : 2 * random()];
      const runner = await begin(random() < 0.2 ? 'FeedX+shared' : own);
      if (random() < 0.3) await appendHistory(runner.manager, [entryAbout(own)]);
      await sleep(slow);
      const isKept = random() < 0.8;
      const rows = await runner.query(
        'SELECT id FROM history WHERE transaction_id = pg_current_xact_id()::text::bigint',
      );
      if (isKept) committed.push(...rows.map((row: { id: string }) => row.id));
      await end(runner, isKept ? 'commit' : 'rollback');
    }
  };
  const readOn = async ({ read }: ReturnType<typeof aReader>) => {
    while (isWriting) await read(1 + Math.floor(7 * random()));
    while ((await read()) > 0);
  };

  const readers = [readOn(guarded), readOn(unguarded)];
  await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)));
  isWriting = false;
  await Promise.all(readers);

  const inOrder = committed.sort((left, right) => Number(left) - Number(right));
  expect(guarded.seen).toEqual(inOrder);
  expect(unguarded.seen.length).toBeLessThan(inOrder.length);
}, 60_000);

test('what was committed behind an open transaction is shown when that one ends, in any way', async () => {
  const [guarded, unguarded] = [aReader(true), aReader(false)];
  const start = await lastId();
  for (const reader of [guarded, unguarded]) reader.startAt(start);

  for (const how of ['commit', 'rollback'] as const) {
    const slow = await begin('SlowX+1');
    await end(await begin('QuickX+1'), 'commit');
    expect(await guarded.read()).toBe(0);
    expect(await unguarded.read()).toBe(1);
    await end(slow, how);
    expect(await guarded.read()).toBe(how === 'commit' ? 2 : 1);
    expect(await unguarded.read()).toBe(0);
  }
});

test('a transaction that adds nothing to history delays nobody, however old', async () => {
  const reader = aReader(true);
  reader.startAt(await lastId());
  const old = db.createQueryRunner();
  await old.startTransaction();
  await old.query('SELECT pg_current_xact_id()');

  await end(await begin('PromptX+1'), 'commit');

  expect(await reader.read()).toBe(1);
  await end(old, 'rollback');
});

test('the entries of one course are in the order of their commits, whichever began first', async () => {
  const early = db.createQueryRunner();
  await early.startTransaction();
  await early.query('SELECT pg_current_xact_id()');
  await end(await begin('OrderX+1'), 'commit');
  await appendHistory(early.manager, [{ ...entryAbout('OrderX+1'), actor: 'last' }]);
  await end(early, 'commit');

  const page = { first: 10, after: null, horizon: await findHorizon(db) };
  const { rows } = await findChangePage(db, { readable: null, subject: 'course:OrderX+1' }, page);

  expect(rows.map((row) => row.actor)).toEqual(['a test', 'last']);
});

test('writers of different courses do not wait for each other, and those of one course do', async () => {
  const open = await begin('WaitX+1');

  await end(await begin('WaitX+2'), 'commit');
  let isThrough = false;
  const same = begin('WaitX+1').then((runner) => {
    isThrough = true;
    return end(runner, 'commit');
  });
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`;
  while ((await db.query<object[]>(waiting)).length === 0);

  expect(isThrough).toBe(false);
  await end(open, 'commit');
  await same;
});

test('history is not written at an isolation level that would miss the last entry', async () => {
  const writing = db.transaction('REPEATABLE READ', (tx) => appendHistory(tx, [entryAbout('LevelX+1')]));

  await expect(writing).rejects.toThrow('READ COMMITTED');
});

test('entries of one statement follow each other, and nothing follows what was rolled back', async () => {
  await inTransaction(db, (tx) => appendHistory(tx, [entryAbout('ChainX+1'), entryAbout('ChainX+1')]));
  await end(await begin('ChainX+1'), 'rollback');
  await end(await begin('ChainX+1'), 'commit');

  const rows: { hash: string; previous: string | null }[] = await db.query(
    `SELECT encode(hash, 'hex') AS hash, encode(previous_hash, 'hex') AS previous FROM history
     WHERE subject = 'course:ChainX+1' ORDER BY id`,
  );

  expect(rows.map((row) => row.previous)).toEqual([null, rows[0]?.hash, rows[1]?.hash]);
});
