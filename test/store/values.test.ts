// Values as PostgreSQL writes them: times are parsed like pg does, for any zone, era and digits, and what cannot be
// parsed throws.
import { types } from 'pg';
import { isoOf, readTime, TYPES, Unreadable } from '../../src/store/connections/values';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { useTestDatabase } from '../support/database';

const { TIMESTAMPTZ, BOOL, INT4, INT8, FLOAT8, NUMERIC, DATE, TIMESTAMP, INTERVAL, TEXT } = types.builtins;
const asPgDoes = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;
const read = (oid: number, text: string): unknown =>
  (TYPES.getTypeParser(oid, 'text') as (text: string) => unknown)(text);

test.each([
  '2026-11-26 12:34:56+00',
  '2026-11-26 12:34:56.1+00',
  '2026-11-26 12:34:56.123+00',
  '2026-11-26 12:34:56.999999+00',
  '2026-02-28 23:59:59.9999+00',
  '1969-12-31 23:59:59.5+00',
  '0099-01-01 00:00:00+00',
  '2026-11-26 12:34:56.123+05:30',
  '2026-11-26 12:34:56-08',
  '12026-11-26 12:34:56+00',
  '0044-03-15 12:00:00+00 BC',
])('%s is the same time', (text) => {
  expect(readTime(text)).toEqual(asPgDoes(text));
  expect(readTime(text).getTime()).not.toBeNaN();
  expect(isoOf(text)).toBe(asPgDoes(text).toISOString());
});

test.each([
  '26/11/2026 12:34:56 UTC',
  '26.11.2026 12:34:56 UTC',
  'Thu 26 Nov 12:34:56 2026 UTC',
  'infinity',
  '-infinity',
  '2026-11-26',
  '',
])('"%s" is not a readable time: it throws, and is never null', (text) => {
  expect(() => readTime(text)).toThrow(Unreadable);
  expect(() => isoOf(text)).toThrow(Unreadable);
  expect(() => read(1185, `{NULL,"${text}"}`)).toThrow(Unreadable);
});

test.each([
  ['a boolean', BOOL, 'yes'],
  ['an integer', INT4, '12abc'],
  ['a float', FLOAT8, '1,5'],
  ['a date, which has no zone', DATE, '2026-11-26'],
  ['a timestamp, which has no zone', TIMESTAMP, '2026-11-26 12:00:00'],
  ['an interval', INTERVAL, '@ 1 day'],
  ['a point', 600, 'nowhere'],
  ['JSON', types.builtins.JSON, '{'],
  ['a list of integers', 1007, '{1,x}'],
  ['a list of dates', 1182, '{2026-11-26}'],
])('%s that cannot be read throws', (_, oid, text) => {
  expect(() => read(oid, text)).toThrow();
});

test('readable values keep their meaning; numbers too large for JavaScript stay text', () => {
  expect([read(BOOL, 't'), read(BOOL, 'f'), read(INT4, '-7'), read(FLOAT8, '0.1')]).toEqual([
    true,
    false,
    -7,
    0.1,
  ]);
  expect([read(INT8, '9007199254740993'), read(NUMERIC, '49.00'), read(TEXT, 'null')]).toEqual([
    '9007199254740993',
    '49.00',
    'null',
  ]);
  expect(read(1007, '{1,NULL,3}')).toEqual([1, null, 3]);
});

test('chosen values are parsed once; clock times are not cached', () => {
  expect(readTime('2026-11-26 12:00:00+00')).toBe(readTime('2026-11-26 12:00:00+00'));
  expect(readTime('2026-11-26 12:00:00.5+00')).not.toBe(readTime('2026-11-26 12:00:00.5+00'));
});

describe('over a connection', () => {
  const server = useTestDatabase();
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ url: server.url, poolSize: 1 });
  });
  afterAll(() => database.destroy());

  test('a time comes back as it was sent, in the zone of any session', async () => {
    const at = new Date('2026-07-01T10:11:12.345Z');
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/New_York']) {
      await database.query(`SET TIME ZONE '${zone}'`);

      expect(await database.query('SELECT $1::timestamptz AS at', [at])).toEqual([{ at }]);
    }
  });

  test('a time in another session format fails the statement', async () => {
    await database.query(`SET DateStyle = 'SQL, DMY'`);

    await expect(database.query('SELECT now() AS at')).rejects.toThrow(Unreadable);
    await database.query('RESET DateStyle');
  });
});
