// The SQL of the data dictionary, run unchanged on an export of CSV files: on PostgreSQL, and on DuckDB.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Client } from 'pg';
import { deleteCourse } from '../../src/changes/delete-course';
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
import { readManifest } from '../support/warehouse';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'track-types-export-'));
const read = (name: string) => readFileSync(join(__dirname, '../../examples/data-engineering', name), 'utf8');
const SQL = read('warehouse.sql');
/** Split at the comments: tables, how to load them, and queries. */
const BLOCKS = SQL.split('\n\n').filter((block) => /^[A-Z]/m.test(block.replaceAll(/^--.*$/gm, '')));
const [TABLES = '', COPY = '', ...QUESTIONS] = BLOCKS;
/** Words of SQL that no known warehouse reserves. */
const HARMLESS = ['name', 'mode'];

let replica: Replica;
let warehouse: Client;
let masters: Awaited<ReturnType<typeof aPublishedMastersCourse>>;
let verified: Awaited<ReturnType<typeof aVerifiedCourse>>;
let gone: Awaited<ReturnType<typeof aVerifiedCourse>>;
let cursor: ChangePoint | null;
beforeAll(async () => {
  // The server reads the files as its own role.
  chmodSync(folder, 0o755);
  replica = await startReplica(database.url);
  warehouse = new Client({ connectionString: database.url });
  // The database is dropped while it is connected.
  warehouse.on('error', () => undefined);
  await warehouse.connect();
  masters = await aPublishedMastersCourse(replica);
  verified = await aVerifiedCourse(replica);
  gone = await aVerifiedCourse(replica, 'UNPUBLISHED');
  cursor = await exported('early');
}, 60_000);
afterAll(async () => {
  await replica.stop();
  rmSync(folder, { recursive: true });
});

/** Writes an export of that name; returns its cursor. */
async function exported(name: string, since: ChangePoint | null = null): Promise<ChangePoint | null> {
  const out = join(folder, name);
  mkdirSync(out);
  const progressOf = () => ({ step: () => undefined });
  await writeExport(replica.database, { folder: out, format: 'csv', since, policy: POLICY, progressOf });
  return pointAt(readManifest(out).cursor);
}

const copyOf = (name: string): string => COPY.replaceAll("'/export/", `'${join(folder, name)}/`);

/** Loads an export into a schema of its name. */
async function load(name: string): Promise<void> {
  await warehouse.query(`CREATE SCHEMA ${name}; SET search_path = ${name}; ${TABLES} ${copyOf(name)}`);
}

async function contents(schema: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const { name } of Object.values(FILES).flat()) {
    const table = `${schema}.${name.replaceAll('-', '_')}`;
    all.push((await warehouse.query(`SELECT * FROM ${table} AS row ORDER BY row::text`)).rows);
  }
  return all;
}

const ANSWERS = () => [
  [
    { courserunkey: masters.run, paidtoplatform: false, paidtopartner: true },
    { courserunkey: verified.run, paidtoplatform: true, paidtopartner: false },
    { courserunkey: gone.run, paidtoplatform: true, paidtopartner: false },
  ],
  [
    { tracktype: 'audit', runs: '2' },
    { tracktype: 'masters', runs: '1' },
    { tracktype: 'verified', runs: '2' },
  ],
  ['audit', 'verified'].map((tracktype) =>
    expect.objectContaining({
      ...{ courserunkey: verified.run, tracktype, currency: 'USD' },
      price: tracktype === 'verified' ? '49.00' : '0.00',
    }),
  ),
  [],
];

test('PostgreSQL creates the tables, loads the files and answers the questions', async () => {
  await load('early');

  const answers = [];
  for (const question of QUESTIONS) answers.push((await warehouse.query(question)).rows);
  expect(answers).toEqual(ANSWERS());
  const types = await warehouse.query(read('types-over-time.sql'));
  expect(types.rows).toContainEqual(expect.objectContaining({ key: masters.run, courseruntype: 'masters' }));
});

test('DuckDB creates the tables, loads the files and answers the questions', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const duck = await instance.connect();
  await duck.run(TABLES);
  await duck.run(copyOf('early'));

  const answers = [];
  for (const question of QUESTIONS) {
    const rows = (await duck.runAndReadAll(question)).getRowObjects();
    answers.push(
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name.toLowerCase(),
            typeof value === 'boolean' || value === null ? value : String(value),
          ]),
        ),
      ),
    );
  }
  expect(answers).toEqual(ANSWERS());
  duck.closeSync();
});

test('a later export updates the tables', async () => {
  await addCourseRun(replica, DEVELOPER, {
    ...{ courseKey: masters.key, expectedVersion: masters.version, courseType: 'masters-verified-audit' },
    ...{
      run: { key: masters.second },
      prices: [{ seatType: 'verified', amount: '100' }],
      reason: 'Open to all.',
    },
  });
  await deleteCourse(replica, DEVELOPER, {
    ...{ key: gone.key, expectedVersion: gone.version, reason: 'Mistyped.' },
  });
  await exported('later', cursor);
  await exported('live');
  await load('later');
  await load('live');

  await warehouse.query(`SET search_path = early; ${read('warehouse-update.sql')}`);

  expect(await contents('early')).toEqual(await contents('live'));
  expect((await warehouse.query(QUESTIONS[0] ?? '')).rows).toContainEqual({
    ...{ courserunkey: masters.second, paidtoplatform: true, paidtopartner: true },
  });
});

test('the tables have the columns of the files, and no column is an SQL keyword', async () => {
  const { rows } = await warehouse.query<{ word: string }>('SELECT word FROM pg_get_keywords()');
  const words = new Set(rows.map(({ word }) => word).filter((word) => !HARMLESS.includes(word)));
  const declared = [...TABLES.matchAll(/CREATE TABLE (\w+) \(\n([\s\S]*?)\n\);/g)].map(
    ([, table, body = '']) => [table, body.split('\n').map((line) => line.trim().split(' ')[0])],
  );

  expect(declared).toEqual(
    Object.values(FILES)
      .flat()
      .map(({ name, columns }) => [name.replaceAll('-', '_'), Object.keys(columns)]),
  );
  const names = declared.flatMap(([, columns]) => columns as string[]);
  expect(names.filter((name) => words.has(name.toLowerCase()))).toEqual([]);
});
