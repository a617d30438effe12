// The SQL of the data dictionary, run as it stands on an export that was loaded into PostgreSQL.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { deleteCourse } from '../../src/changes/delete-course';
import type { ColumnType } from '../../src/cli/export/columns';
import { FILES } from '../../src/cli/export/files';
import { writeExport } from '../../src/cli/export/write-export';
import type { ChangePoint } from '../../src/model/keys';
import {
  addCourseRun,
  aPublishedMastersCourse,
  aVerifiedCourse,
  DEVELOPER,
  POLICY,
  startReplica,
  type Replica,
} from '../support/changes';
import { useTestDatabase } from '../support/database';
import { pointAt } from '../support/exports';
import { readManifest, readRows } from '../support/warehouse';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'track-types-export-'));
const SQL = readFileSync(join(__dirname, '../../examples/data-engineering/warehouse.sql'), 'utf8');
/** From comment to comment: questions, and the last of them what brings the tables up to date. */
const BLOCKS = SQL.split('\n\n').filter((block) => /^[A-Z]/m.test(block.replaceAll(/^--.*$/gm, '')));
const TYPES: Record<ColumnType, string> = {
  text: 'text',
  integer: 'integer',
  id: 'bigint',
  boolean: 'boolean',
  amount: 'numeric',
  time: 'timestamptz',
  texts: 'text[]',
  json: 'jsonb',
};
let replica: Replica;
let warehouse: Client;
beforeAll(async () => {
  replica = await startReplica(database.url);
  warehouse = new Client({ connectionString: database.url });
  // The database is dropped under it.
  warehouse.on('error', () => undefined);
  await warehouse.connect();
});
afterAll(async () => {
  await replica.stop();
  rmSync(folder, { recursive: true });
});

/** Exports, and loads the files into a schema of that name; answers the cursor. */
async function load(schema: string, since: ChangePoint | null = null): Promise<ChangePoint | null> {
  const out = join(folder, schema);
  mkdirSync(out);
  const progressOf = () => ({ step: () => undefined });
  await writeExport(replica.database, { folder: out, format: 'jsonl', since, policy: POLICY, progressOf });
  const rows = readRows(out);
  await warehouse.query(`CREATE SCHEMA ${schema}`);
  for (const { name, columns } of Object.values(FILES).flat()) {
    const table = `${schema}.${name.replaceAll('-', '_')}`;
    const types = Object.entries(columns).map(([column, { type }]) => [column.toLowerCase(), TYPES[type]]);
    await warehouse.query(
      `CREATE TABLE ${table} (${types.map(([column, type]) => `"${column}" ${type}`).join(', ')})`,
    );
    const lowered = rows[name]?.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value])),
    );
    const insert = `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`;
    await warehouse.query(insert, [JSON.stringify(lowered)]);
  }
  return pointAt(readManifest(out).cursor);
}

async function contents(schema: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const { name } of Object.values(FILES).flat()) {
    const table = `${schema}.${name.replaceAll('-', '_')}`;
    all.push((await warehouse.query(`SELECT * FROM ${table} AS row ORDER BY row::text`)).rows);
  }
  return all;
}

test('answers the questions, and brings the tables up to date with a later export', async () => {
  const masters = await aPublishedMastersCourse(replica);
  const verified = await aVerifiedCourse(replica);
  const gone = await aVerifiedCourse(replica, 'UNPUBLISHED');
  const cursor = await load('early');
  await warehouse.query('SET search_path = early');
  await addCourseRun(replica, DEVELOPER, {
    ...{ courseKey: masters.key, expectedVersion: masters.version, courseType: 'masters-verified-audit' },
    ...{
      run: { key: masters.second },
      prices: [{ seatType: 'verified', amount: '100' }],
      reason: 'Open to all.',
    },
  });
  await deleteCourse(replica, DEVELOPER, {
    key: gone.key,
    expectedVersion: gone.version,
    reason: 'Mistyped.',
  });
  await load('later', cursor);
  await load('live');

  const [paid, perTrack, sold, mismatched, types, upToDate] = BLOCKS;
  const ask = async (sql = '') => (await warehouse.query(sql)).rows;
  expect(await ask(paid)).toEqual([
    { key: masters.run, paidtoplatform: false, paidtopartner: true },
    { key: verified.run, paidtoplatform: true, paidtopartner: false },
    { key: gone.run, paidtoplatform: true, paidtopartner: false },
  ]);
  expect(await ask(perTrack)).toEqual([
    { tracktype: 'audit', runs: '2' },
    { tracktype: 'masters', runs: '1' },
    { tracktype: 'verified', runs: '2' },
  ]);
  expect(await ask(sold)).toContainEqual(
    expect.objectContaining({
      courserunkey: verified.run,
      tracktype: 'verified',
      price: '49.00',
      paidtoplatform: true,
    }),
  );
  expect(await ask(mismatched)).toEqual([]);
  expect(await ask(types)).toContainEqual(expect.objectContaining({ key: masters.run, type: 'masters' }));

  await warehouse.query(upToDate ?? '');
  expect(await contents('early')).toEqual(await contents('live'));
  expect(await ask(paid)).toContainEqual({ key: masters.second, paidtoplatform: true, paidtopartner: true });
}, 60_000);
