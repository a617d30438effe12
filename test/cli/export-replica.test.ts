// An export from a standby, which lags and has no locks: its cursor is as correct as one from the primary.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangePoint } from '../../src/model/keys';
import { waitForReplica } from '../../src/store/connections/replica';
import { appendHistory } from '../../src/store/history/append-history';
import { aVerifiedCourse } from '../support/changes';
import { runCli } from '../support/cli';
import { until } from '../support/until';
import { anEntryAbout, exportAmongWriters, exportOf, feedAfter } from '../support/exports';
import { usePair } from '../support/standby';
import { readManifest, readRows, withFeed } from '../support/warehouse';

const folder = mkdtempSync(join(tmpdir(), 'track-types-export-'));
const pair = usePair();
afterEach(() => pair.catchUp());
afterAll(() => rmSync(folder, { recursive: true }));

async function fromStandby(since: ChangePoint | null = null) {
  const horizon = await waitForReplica(pair.standby, pair.service.database, 60_000);
  return exportOf(pair.standby, folder, { since, horizon });
}

test('exports from a standby taken while 8 writers commit become the live state of the primary', async () => {
  const db = pair.service.database;

  const { taken, chain } = await exportAmongWriters(pair.service, fromStandby);

  const { rows: live } = await exportOf(db, folder, { since: null });
  expect(taken.length).toBeGreaterThan(1);
  expect(live['changes']?.length).toBeGreaterThan(200);
  expect(chain.rows).toEqual(live);
  for (const { rows, cursor } of taken) expect(withFeed(rows, await feedAfter(db, cursor))).toEqual(live);
}, 120_000);

test('a change that is open on the primary holds back the cursor of the standby', async () => {
  const db = pair.service.database;
  const slow = db.createQueryRunner();
  await slow.startTransaction();
  await appendHistory(slow.manager, [anEntryAbout('BehindX+1')]);
  const { key } = await aVerifiedCourse(pair.service, 'UNPUBLISHED');
  await pair.catchUp();

  const { cursor, rows } = await fromStandby();
  await slow.commitTransaction();
  await slow.release();

  const [first, second, ...others] = (await feedAfter(db, cursor)).map((change) => change.courseKey);
  expect([first, second, others]).toEqual(['BehindX+1', key, []]);
  expect(rows['courses']?.map((row) => row.courseKey)).toContain(key);
});

test('waits for what was committed before the export', async () => {
  await pair.lag();
  const { key } = await aVerifiedCourse(pair.service, 'UNPUBLISHED');

  const exported = fromStandby();
  const [{ has }] = await pair.standby.query('SELECT count(*)::integer AS has FROM course WHERE key = $1', [
    key,
  ]);
  await pair.catchUp();

  expect(has).toBe(0);
  expect((await exported).rows['courses']?.map((row) => row.courseKey)).toContain(key);
});

test('a standby that does not catch up is reported as late, with the way out', async () => {
  await pair.lag();
  await aVerifiedCourse(pair.service, 'UNPUBLISHED');

  await expect(waitForReplica(pair.standby, pair.service.database, 100)).rejects.toThrow(
    'The replica has not caught up within 0.1 s. Ask again later, or without DATABASE_READ_URL.',
  );
});

test('the command reads from DATABASE_READ_URL', async () => {
  const { key } = await aVerifiedCourse(pair.service, 'UNPUBLISHED');
  const { primary, standby } = pair.urls;
  const env = { DATABASE_URL: primary, DATABASE_READ_URL: standby };
  await pair.lag();
  await aVerifiedCourse(pair.service, 'UNPUBLISHED');
  const waiting = `SELECT FROM pg_stat_activity WHERE query LIKE '%FROM settled_history%' AND pid <> pg_backend_pid()`;

  const exporting = runCli(['export', '--out', join(folder, 'whole')], env);
  await until(async () => (await pair.standby.query(waiting)).length > 0);
  await pair.catchUp();

  expect(await exporting).toMatchObject({ code: 0 });
  expect(readRows(join(folder, 'whole'))['courses']?.map((row) => row.courseKey)).toContain(key);
  expect(readManifest(join(folder, 'whole')).cursor).not.toBeNull();
});
