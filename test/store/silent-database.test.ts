// A half-dead connection, behind a proxy that swallows data: nothing waits for it for ever.
import { startProxy, type Proxy } from '../../lab/chaos/proxy';
import { openDatabase } from '../../src/store/data-source';
import { inTransaction, sqlState, type Database } from '../../src/store/database';
import { useTestDatabase } from '../support/database';

const testDatabase = useTestDatabase();
let proxy: Proxy;
let database: Database;

beforeEach(async () => {
  const direct = new URL(testDatabase.url);
  proxy = await startProxy(Number(direct.port), 60_000);
  direct.port = String(proxy.port);
  database = await openDatabase({ url: direct.href, poolSize: 1, statementMs: 200 });
});
afterEach(async () => {
  proxy.stop();
  await database.destroy();
});

test('a query that is never answered fails, and the next one uses a new connection', async () => {
  proxy.isBlackhole = true;
  await expect(database.query('SELECT 1')).rejects.toThrow(/silent|terminated/);

  proxy.isBlackhole = false;
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a transaction whose process vanished does not keep its locks', async () => {
  const table = 'CREATE TABLE held (id integer PRIMARY KEY)';
  await database.query(table);
  const vanishing = inTransaction(database, async (tx) => {
    await tx.query('LOCK TABLE held');
    proxy.isBlackhole = true;
    await tx.query('INSERT INTO held VALUES (1)');
  });
  await expect(vanishing).rejects.toThrow(/silent|terminated/);
  proxy.isBlackhole = false;

  const insert = () =>
    database.query('INSERT INTO held VALUES (2)').then(
      () => true,
      () => false,
    );
  while (!(await insert()));
  expect(await database.query('SELECT id FROM held')).toEqual([{ id: 2 }]);
});

test.each([
  ['a statement', 'SELECT pg_sleep(60)', '57014'],
  ['a wait for a lock', `SELECT pg_advisory_lock(7)`, '55P03'],
])('%s that takes too long is ended by the server', async (_, statement, code) => {
  const other = await openDatabase({ url: testDatabase.url, poolSize: 1, statementMs: 0 });
  await other.query('SELECT pg_advisory_lock(7)');

  const error: unknown = await database.query(statement).catch((reason: unknown) => reason);
  await other.destroy();

  expect(sqlState(error)).toBe(code);
});
