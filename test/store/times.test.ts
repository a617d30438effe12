// Times as PostgreSQL writes them are read as pg reads them, whatever the zone, the era and the digits.
import { types } from 'pg';
import { isoOf, readTime } from '../../src/store/connections/times';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { createTestDatabase, type TestDatabase } from '../support/database';

const TIMESTAMPTZ: number = types.builtins.TIMESTAMPTZ;
const asPgDoes = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;

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

test('what somebody has chosen is read once; what a clock has told is not kept', () => {
  expect(readTime('2026-11-26 12:00:00+00')).toBe(readTime('2026-11-26 12:00:00+00'));
  expect(readTime('2026-11-26 12:00:00.5+00')).not.toBe(readTime('2026-11-26 12:00:00.5+00'));
});

test('infinity is read as pg reads it', () => {
  expect(readTime('infinity')).toEqual(asPgDoes('infinity'));
});

describe('over a connection', () => {
  let [server, database]: [TestDatabase?, Database?] = [];
  beforeAll(async () => {
    server = await createTestDatabase();
    database = await openDatabase({ url: server.url, poolSize: 1 });
  });
  afterAll(async () => {
    await database?.destroy();
    await server?.drop();
  });

  test('a time comes back as it went in, in the zone of any session', async () => {
    const at = new Date('2026-07-01T10:11:12.345Z');
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/New_York']) {
      await database?.query(`SET TIME ZONE '${zone}'`);

      expect(await database?.query('SELECT $1::timestamptz AS at', [at])).toEqual([{ at }]);
    }
  });
});
