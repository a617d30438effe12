// Simultaneous lookups by several requests share one statement; none gets another's error, and each sees what was
// committed before it asked.
import type { KeyedStatement } from '../../src/store/database';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { createTestDatabase, type TestDatabase } from '../support/database';

type Found = ReadonlyMap<string, unknown>;
const statementOf = (sql: string): KeyedStatement<Found> => ({
  text: `SELECT key, ${sql} FROM unnest($1::text[]) AS key`,
  found: (rows) => new Map(rows.map(([key, value]) => [key as string, value])),
});
const UPPER = statementOf('upper(key)');

let server: TestDatabase;
let database: Database;
const statements: string[] = [];
beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({ url: server.url, poolSize: 10 });
  Object.assign(database, { logger: { logQuery: (text: string) => void statements.push(text) } });
});
beforeEach(() => void statements.splice(0));
afterAll(async () => {
  await database.destroy();
  await server.drop();
});

test('twenty requests at once take one statement, and each finds its keys', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => database.coalesced(UPPER, [`k${index}`, 'shared'])),
  );

  expect(answers.map((found, index) => [found.get(`k${index}`), found.get('shared')])).toEqual(
    answers.map((_, index) => [`K${index}`, 'SHARED']),
  );
  expect(statements).toHaveLength(1);
});

test('requests that come while others are answered share one statement', async () => {
  const held = statementOf(`(SELECT 'done' FROM pg_advisory_xact_lock_shared(77))`);
  const asked: Promise<Found>[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(77)');
    statements.splice(0);
    for (let index = 0; index < 12; index += 1) {
      asked.push(database.coalesced(held, [String(index)]));
      await turn();
    }
  });

  const answers = await Promise.all(asked);

  expect(answers.map((found, index) => found.get(String(index)))).toEqual(Array(12).fill('done'));
  // Three are in flight at once; the nine others wait until one of them is answered.
  expect(statements.filter((text) => text.includes('lock_shared'))).toHaveLength(4);
});

test('a request for a hundred keys or more has its own statement', async () => {
  const many = Array.from({ length: 100 }, (_, index) => `m${index}`);

  const [all, one] = await Promise.all([database.coalesced(UPPER, many), database.coalesced(UPPER, ['x'])]);

  expect([all.size, one.get('x')]).toEqual([100, 'X']);
  expect(statements).toHaveLength(2);
});

test('a statement has at most a thousand keys', async () => {
  const keys = (from: number) => Array.from({ length: 90 }, (_, index) => `n${from}-${index}`);

  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, from) => database.coalesced(UPPER, keys(from))),
  );

  expect(answers.map((found, from) => found.get(`n${from}-89`))).toEqual(
    answers.map((_, from) => `N${from}-89`),
  );
  // Eleven requests, eleven, and three.
  expect(statements).toHaveLength(3);
});

test('a statement has no more keys than allowed, unless one request has more', async () => {
  const few = { ...UPPER, maxKeys: 2 };

  const answers = await Promise.all(
    [['a', 'b', 'c'], ['d'], ['e'], ['f']].map((keys) => database.coalesced(few, keys)),
  );

  expect(answers.map((found) => [...found.keys()])).toEqual([['a', 'b', 'c'], ['d', 'e'], ['d', 'e'], ['f']]);
  expect(statements).toHaveLength(3);
});

test('a key that breaks the statement breaks it only for its own request', async () => {
  const inverse = statementOf('(10 / key::integer)::text');

  const [good, bad, other] = await Promise.allSettled([
    database.coalesced(inverse, ['5']),
    database.coalesced(inverse, ['0']),
    database.coalesced(inverse, ['2']),
  ]);

  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'division by zero' } });
  expect([good, other].map((one) => one.status === 'fulfilled' && [...one.value.values()])).toEqual([
    ['2'],
    ['5'],
  ]);
});

test('a single request gets its error at once', async () => {
  const broken = statementOf('nothing.at_all');

  await expect(database.coalesced(broken, ['x'])).rejects.toMatchObject({ code: '42P01' });
  expect(statements).toHaveLength(1);
});

test('earlier commits are seen', async () => {
  const counted = statementOf('(SELECT count(*)::text FROM told)');
  await database.query('CREATE TABLE told (id integer)');
  for (let count = 1; count <= 20; count += 1) {
    const others = Array.from({ length: 5 }, () => database.coalesced(counted, ['other']));
    await database.query('INSERT INTO told VALUES (1)');

    expect(Number((await database.coalesced(counted, ['own'])).get('own'))).toBe(count);
    await Promise.all(others);
  }
});
