// The same rows in every format, read back by other libraries than those that wrote them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { CATALOGUE_FILES } from '../../src/cli/export/catalogue-files';
import type { Column } from '../../src/cli/export/columns';
import { FILES } from '../../src/cli/export/files';
import { writeExport } from '../../src/cli/export/write-export';
import { FORMATS, type Format } from '../../src/cli/flags';
import {
  accepted,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  DEVELOPER,
  POLICY,
  startReplica,
} from '../support/changes';
import { useTestDatabase } from '../support/database';
import { readRows, type Rows } from '../support/warehouse';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'track-types-export-'));
const ALL = [...CATALOGUE_FILES, ...FILES.courses, ...FILES.runs, ...FILES.changes];
const FORMULA = '=HYPERLINK("http://example.org","x")';
const ODD = [
  '"quoted", and\nbroken; "',
  'κόσμος 🎓',
  ' blanks ',
  "'apostrophe",
  FORMULA,
  '-1+2',
  '@x',
  '\\N',
  ',',
];
let rows: Rows;

beforeAll(async () => {
  const replica = await startReplica(database.url);
  const { key, run, version } = await aVerifiedCourse(replica);
  await changeCourse(replica, DEVELOPER, {
    ...{ key, expectedVersion: version, reason: 'Cents.' },
    prices: [{ seatType: 'verified', amount: '1234.00' }],
    runs: [
      {
        key: run,
        creditProvider: 'TestX',
        creditHours: 3,
        upgradeDeadlineOverride: '2027-06-01T10:00:00.123Z',
      },
    ],
  });
  for (const [index, title] of ODD.entries())
    accepted(
      await createCourse(replica, DEVELOPER, {
        key: `OddX+${index}`,
        title,
        type: 'audit',
        prices: [],
        runs: [],
      }),
    );
  await replica.database.query(
    `INSERT INTO history (kind, subject, actor, after)
     SELECT 'CATALOGUE_CHANGED', 'mode:many', 'a test', jsonb_build_object('number', n) FROM generate_series(1, 11000) n`,
  );
  for (const format of FORMATS) {
    mkdirSync(join(folder, format));
    const progressOf = () => ({ step: () => undefined });
    await writeExport(replica.database, {
      folder: join(folder, format),
      format,
      since: null,
      policy: POLICY,
      progressOf,
    });
  }
  await replica.stop();
  rows = readRows(join(folder, 'jsonl'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, format: Format) => join(folder, format, `${name}.${format}`);

test('every file has rows to compare, every kind of value and null', () => {
  const seen = ALL.flatMap(({ name, columns }) =>
    Object.entries(columns).flatMap(([column, { type, isNullable }]) =>
      (rows[name] ?? []).map(
        (row) => `${type}${row[column] === null ? (isNullable ? '?' : ' BUT NULL') : ''}`,
      ),
    ),
  );

  expect(ALL.filter(({ name }) => !rows[name]?.length)).toEqual([]);
  expect([...new Set(seen)].sort()).toEqual(
    [
      'amount',
      'boolean',
      'id',
      'integer',
      'integer?',
      'json',
      'json?',
      'text',
      'text?',
      'texts',
      'time',
      'time?',
    ].sort(),
  );
});

test.each(ALL.map((file) => [file.name, file] as const))(
  'Parquet has the same %s',
  async (name, { columns }) => {
    const file = await asyncBufferFromFile(fileOf(name, 'parquet'));

    const read = await parquetReadObjects({ file });

    const typed = (value: unknown, { type }: Column) => {
      if (value === null) return null;
      if (type === 'id') return BigInt(value as number);
      if (type === 'amount') return Number(value);
      return type === 'time' ? new Date(value as string) : value;
    };
    const expected = rows[name]?.map((row) =>
      Object.fromEntries(Object.entries(columns).map(([column, as]) => [column, typed(row[column], as)])),
    );
    expect(read).toEqual(expected);
  },
);

test('Parquet is written in row groups, which a reader can read one by one', async () => {
  const { row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(fileOf('changes', 'parquet')));

  expect(row_groups.length).toBe(3);
});

test.each(ALL.map(({ name }) => name))('CSV has the same %s', (name) => {
  const read = parse(readFileSync(fileOf(name, 'csv')), {
    columns: true,
    cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
  });

  const written = (value: unknown) =>
    value === null || typeof value === 'string' ? value : JSON.stringify(value);
  const expected = rows[name]?.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, written(value)])),
  );
  expect(read.map(unescaped)).toEqual(expected);
});

/** Those texts of ODD that a spreadsheet would execute start with an apostrophe. */
const unescaped = (row: unknown) =>
  Object.fromEntries(
    Object.entries(row as Record<string, string>).map(([name, value]) => [
      name,
      ODD.includes(String(value).slice(1)) ? value.slice(1) : value,
    ]),
  );

test('no cell of a CSV starts like a formula', () => {
  const cells = parse(readFileSync(fileOf('courses', 'csv'))).flat();

  expect(cells).toEqual(expect.arrayContaining([`'${FORMULA}`, "'-1+2", "'@x", "'apostrophe"]));
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});
