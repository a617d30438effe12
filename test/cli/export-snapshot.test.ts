// An export is of one moment while others write: with the feed after its cursor it becomes the live state.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import type { ChangePoint } from '../../src/model/keys';
import type { Database } from '../../src/store/database';
import { appendHistory } from '../../src/store/history/append-history';
import { aVerifiedCourse, startReplica, type Replica } from '../support/changes';
import { createTestDatabase, useTestDatabase } from '../support/database';
import { anEntryAbout, exportAmongWriters, exportOf, feedAfter } from '../support/exports';
import { withFeed } from '../support/warehouse';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'track-types-export-'));
let replica: Replica;
let db: Database;
beforeAll(async () => {
  replica = await startReplica(database.url);
  db = replica.database;
});
afterAll(async () => {
  await replica.stop();
  rmSync(folder, { recursive: true });
});

const anExport = (since: ChangePoint | null = null, from = db) => exportOf(from, folder, { since });

test('exports taken while 8 writers commit become the live state, by the feed and by --since', async () => {
  const { taken, chain } = await exportAmongWriters(replica, anExport);

  const { rows: live } = await anExport();
  expect(taken.length).toBeGreaterThan(1);
  expect(live['changes']?.length).toBeGreaterThan(200);
  expect(chain.rows).toEqual(live);
  for (const { rows, cursor } of taken) expect(withFeed(rows, await feedAfter(db, cursor))).toEqual(live);
}, 120_000);

test.each(['after', 'in the middle of'])(
  'a change committed %s the export, behind later ones, is in the feed and in no file',
  async (when) => {
    const slow = db.createQueryRunner();
    await slow.startTransaction();
    await appendHistory(slow.manager, [anEntryAbout('BehindX+1')]);
    const { key } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const disturbed = Object.create(db, {
      transaction: {
        value: (level: 'REPEATABLE READ', work: (tx: EntityManager) => Promise<unknown>) =>
          db.transaction(level, async (tx) => {
            await tx.query('SELECT 1');
            await slow.commitTransaction();
            return work(tx);
          }),
      },
    }) as Database;

    const { cursor, rows } = await anExport(null, when === 'after' ? db : disturbed);
    if (when === 'after') await slow.commitTransaction();
    await slow.release();

    const [first, second, ...others] = (await feedAfter(db, cursor)).map((change) => change.courseKey);
    expect([first, second, others]).toEqual(['BehindX+1', key, []]);
    expect(rows['courses']?.map((row) => row.courseKey)).toContain(key);
    expect(rows['changes']?.map((row) => row.courseKey)).not.toContain(key);
  },
);

test('a history without changes has no cursor, and its feed starts with the first change', async () => {
  const empty = await createTestDatabase();
  const first = await startReplica(empty.url);

  const { cursor } = await anExport(null, first.database);
  await first.stop();
  await empty.drop();

  expect(cursor).toBeNull();
});

test('a cursor of a missing change is refused, and so is one whose change is a different one', async () => {
  const [last] = (await feedAfter(db, null)).slice(-1);
  if (!last) throw new Error('There is no change.');
  const stale = { code: 'STALE_CURSOR', message: expect.stringContaining('--since') };

  await expect(anExport({ id: String(10 ** 9), hash: null })).rejects.toMatchObject(stale);
  await expect(anExport({ id: last.id, hash: '0123456789abcdef' })).rejects.toMatchObject(stale);
  expect((await anExport(last)).rows['changes']).toEqual([]);
  expect((await anExport({ id: last.id, hash: null })).rows['changes']).toEqual([]);
});
