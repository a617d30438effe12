// An export is of one moment while others write: with what the feed has after its cursor it becomes the live state.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeExport } from '../../src/cli/export/write-export';
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { saveTrackType } from '../../src/changes/catalogue/save-definition';
import { CHANGES, keyIn } from '../../src/model/keys';
import type { Change } from '../../src/model/history';
import type { EntityManager } from 'typeorm';
import { createRelay } from '../../src/provisioning/relay';
import type { Database } from '../../src/store/database';
import { appendHistory } from '../../src/store/history/append-history';
import { findChangePage, findHorizon } from '../../src/store/history/changes';
import {
  addCourseRun,
  aVerifiedCourse,
  changeCourse,
  DEVELOPER,
  POLICY,
  review,
  startReplica,
  type Replica,
} from '../support/changes';
import { createTestDatabase, useTestDatabase } from '../support/database';
import { inOrder, readManifest, readRows, withFeed, withLater, type Rows } from '../support/warehouse';

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

const QUIETLY = { format: 'jsonl', policy: POLICY, progressOf: () => ({ step: () => undefined }) } as const;

interface Exported {
  readonly cursor: string | null;
  readonly rows: Rows;
}
async function anExport(since: string | null = null, from = db): Promise<Exported> {
  const out = join(folder, randomUUID());
  mkdirSync(out);
  await writeExport(from, { ...QUIETLY, folder: out, since });
  const { cursor } = readManifest(out);
  return { cursor: cursor === null ? null : keyIn(cursor, CHANGES), rows: inOrder(readRows(out)) };
}

async function feedAfter(cursor: string | null): Promise<Change[]> {
  const changes: Change[] = [];
  for (;;) {
    const request = { first: 1_000, after: changes.at(-1)?.id ?? cursor, horizon: await findHorizon(db) };
    const { rows } = await findChangePage(db, { readable: null }, request);
    if (rows.length === 0) return changes;
    changes.push(...rows);
  }
}

/** A course that is made, sold or not, changed, and sometimes deleted again. */
async function write(random: () => number): Promise<void> {
  const isSold = random() < 0.5;
  const { key, run, second, version } = await aVerifiedCourse(replica, isSold ? 'PUBLISHED' : 'UNPUBLISHED');
  const command = { key, reason: 'A test.' };
  await changeCourse(replica, DEVELOPER, {
    ...{ ...command, expectedVersion: version, title: `Another ${version}` },
    prices: [{ seatType: 'verified', amount: '59.00' }],
    runs: [
      { key: run, end: '2027-12-31T00:00:00Z', creditHours: 3, title: random() < 0.5 ? 'Its own' : null },
    ],
  });
  const added = { key: second, prices: [{ seatType: 'verified', amount: '70.00' }] };
  await addCourseRun(replica, DEVELOPER, {
    courseKey: key,
    expectedVersion: version + 1,
    run: added,
    reason: 'Again.',
  });
  if (random() < 0.5)
    await deleteCourseRun(replica, DEVELOPER, { ...command, key: second, expectedVersion: version + 2 });
  else if (!isSold) await deleteCourse(replica, DEVELOPER, { ...command, expectedVersion: version + 2 });
  else await review(replica, { run: second, version: version + 2, to: 'REVIEWED' });
}

/** E-Commerce and the LMS take everything at once; every seat gets a SKU of its own. */
const takesAll = {
  deliver: async (message: object) => {
    const { seats = [], entitlements = [] } = message as { seats?: Sold[]; entitlements?: Sold[] };
    const skuOf = ({ seatType }: Sold) => [seatType, { sku: randomUUID(), bulkSku: null }] as const;
    const skus = {
      seats: Object.fromEntries(seats.map(skuOf)),
      entitlements: Object.fromEntries(entitlements.map(({ seatType }) => [seatType, randomUUID()])),
    };
    return { kind: 'delivered' as const, skus };
  },
  close: async () => undefined,
};
interface Sold {
  readonly seatType: string;
}

test('exports taken while 8 writers commit become the live state, by the feed and by what is since', async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`export-snapshot: seed ${seed}`);
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const relay = createRelay({
    ...{ database: db, targets: { ECOMMERCE: takesAll, LMS: takesAll }, random, replica: 'test' },
    ...{ settings: { pollMs: 10 }, log: { warn: () => undefined, error: () => undefined } },
  });
  relay.start();
  await write(random);
  let isWriting = true;
  const during = async (work: () => Promise<unknown>) => {
    while (isWriting) await work();
  };
  let count = 0;
  const redefine = async () => {
    const verified = { slug: 'verified', name: 'Verified', mode: 'verified', seatType: 'verified' };
    const paid = { paidToPlatform: true, paidToPartner: (count += 1) % 2 === 0 };
    await saveTrackType(replica, DEVELOPER, { ...verified, ...paid, reason: 'A test.' });
    await sleep(50 * random());
  };
  const dawdle = () =>
    db.transaction(async (tx) => {
      await appendHistory(tx, [anEntryAbout(`SlowX+${(count += 1)}`)]);
      await sleep(50 * random());
    });
  const taken: Exported[] = [];
  let chain = await anExport();
  const goOn = async () => {
    const later = await anExport(chain.cursor);
    chain = { rows: withLater(chain.rows, later.rows), cursor: later.cursor };
  };
  const take = async () => {
    taken.push(await anExport());
    await goOn();
  };

  const others = [redefine, dawdle, dawdle, take].map(during);
  const writeAll = async () => {
    for (let number = 0; number < 4; number += 1) await write(random);
  };
  await Promise.all(Array.from({ length: 8 }, writeAll));
  isWriting = false;
  await Promise.all(others);
  await relay.stop();
  await goOn();

  const { rows: live } = await anExport();
  expect(taken.length).toBeGreaterThan(1);
  expect(live['changes']?.length).toBeGreaterThan(200);
  expect(chain.rows).toEqual(live);
  for (const { rows, cursor } of taken) expect(withFeed(rows, await feedAfter(cursor))).toEqual(live);
}, 120_000);

const anEntryAbout = (course: string) => ({
  ...{ kind: 'COURSE_CHANGED' as const, subject: `course:${course}`, courseKey: course, courseRunKey: null },
  ...{ actor: 'a test', reason: null, overridden: [], before: null, after: { title: 'Another' } },
});

test.each(['after', 'in the middle of'])(
  'a change that is committed %s the export, behind later ones, is in the feed and in no file',
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

    const [first, second, ...others] = (await feedAfter(cursor)).map((change) => change.courseKey);
    expect([first, second, others]).toEqual(['BehindX+1', key, []]);
    expect(rows['courses']?.map((row) => row.key)).toContain(key);
    expect(rows['changes']?.map((row) => row.courseKey)).not.toContain(key);
  },
);

test('a history without a change has no cursor, and its feed begins with the first', async () => {
  const empty = await createTestDatabase();
  const first = await startReplica(empty.url);

  const { cursor } = await anExport(null, first.database);
  await first.stop();
  await empty.drop();

  expect(cursor).toBeNull();
});

test('a cursor that the feed has not come to is refused', async () => {
  await expect(anExport(String(10 ** 9))).rejects.toThrow('has not come to --since');
});
