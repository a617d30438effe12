// Exports taken by tests, also while others write everything that can be written.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeExport } from '../../src/cli/export/write-export';
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { saveTrackType } from '../../src/changes/catalogue/save-definition';
import { CHANGES, keyIn, pointOf } from '../../src/model/keys';
import type { ChangePoint } from '../../src/model/keys';
import type { Change } from '../../src/model/history';
import { createRelay } from '../../src/provisioning/relay';
import type { Database } from '../../src/store/database';
import { appendHistory } from '../../src/store/history/append-history';
import { findChangePage, findHorizon } from '../../src/store/history/changes';
import type { SnapshotRequest } from '../../src/store/history/snapshot';
import {
  addCourseRun,
  aVerifiedCourse,
  changeCourse,
  DEVELOPER,
  POLICY,
  review,
  type Replica,
} from './changes';
import { inOrder, readManifest, readRows, withLater, type Rows } from './warehouse';

const QUIETLY = { format: 'jsonl', policy: POLICY, progressOf: () => ({ step: () => undefined }) } as const;

export interface Exported {
  /** The last change that it includes. */
  readonly cursor: ChangePoint | null;
  readonly rows: Rows;
}

/** An export of that database, written below the folder and read back. */
export async function exportOf(from: Database, below: string, request: SnapshotRequest): Promise<Exported> {
  const folder = join(below, randomUUID());
  mkdirSync(folder);
  await writeExport(from, { ...QUIETLY, ...request, folder });
  const { cursor } = readManifest(folder);
  return { cursor: pointAt(cursor), rows: inOrder(readRows(folder)) };
}

/** The change that the cursor of a manifest points at. */
export function pointAt(cursor: unknown): ChangePoint | null {
  const key = typeof cursor === 'string' ? keyIn(cursor, CHANGES) : null;
  return key === null ? null : pointOf(key);
}

/** Everything in the feed after that change. */
export async function feedAfter(db: Database, cursor: ChangePoint | null): Promise<Change[]> {
  const changes: Change[] = [];
  for (;;) {
    const request = {
      first: 1_000,
      after: changes.at(-1)?.id ?? cursor?.id ?? null,
      horizon: await findHorizon(db),
    };
    const { rows } = await findChangePage(db, { readable: null }, request);
    if (rows.length === 0) return changes;
    changes.push(...rows);
  }
}

/** A course that is created, sold or not, changed, and sometimes deleted again. */
async function write(replica: Replica, random: () => number): Promise<void> {
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

/** E-Commerce and the LMS accept everything at once; every seat gets its own SKU. */
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

/** An entry of history about a course that does not exist. */
export const anEntryAbout = (course: string) => ({
  ...{ kind: 'COURSE_CHANGED' as const, subject: `course:${course}`, courseKey: course, courseRunKey: null },
  ...{ actor: 'a test', reason: null, overridden: [], before: null, after: { title: 'Another' } },
});

/**
 * Takes `anExport` again and again while 8 writers, a relay, slow transactions and a user who defines types commit;
 * also returns one export that was kept up to date by later ones.
 */
export async function exportAmongWriters(
  replica: Replica,
  anExport: (since: ChangePoint | null) => Promise<Exported>,
): Promise<{ readonly taken: readonly Exported[]; readonly chain: Exported }> {
  const seed = Date.now() % 2 ** 31;
  console.log(`exports: seed ${seed}`);
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const relay = createRelay({
    ...{
      database: replica.database,
      targets: { ECOMMERCE: takesAll, LMS: takesAll },
      random,
      replica: 'test',
    },
    ...{ settings: { pollMs: 10 }, log: { warn: () => undefined, error: () => undefined } },
  });
  relay.start();
  await write(replica, random);
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
    replica.database.transaction(async (tx) => {
      await appendHistory(tx, [anEntryAbout(`SlowX+${(count += 1)}`)]);
      await sleep(50 * random());
    });
  const taken: Exported[] = [];
  let chain = await anExport(null);
  const goOn = async () => {
    const later = await anExport(chain.cursor);
    chain = { rows: withLater(chain.rows, later.rows), cursor: later.cursor };
  };
  const take = async () => {
    taken.push(await anExport(null));
    await goOn();
  };

  const others = [redefine, dawdle, dawdle, take].map(during);
  const writeAll = async () => {
    for (let number = 0; number < 4; number += 1) await write(replica, random);
  };
  await Promise.all(Array.from({ length: 8 }, writeAll));
  isWriting = false;
  await Promise.all(others);
  await relay.stop();
  await goOn();
  return { taken, chain };
}
