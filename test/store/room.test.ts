// At the limit of connections: requests wait for those that the pool has.
import { connectionsAllowed } from '../../src/store/connections/room';
import { warnOfConnections } from '../../src/start/databases';
import { openDatabase } from '../../src/store/data-source';
import { connectionsOf, isAway } from '../../src/store/database';
import type { Database } from '../../src/store/database';
import { asAdmin, useTestDatabase } from '../support/database';
import { useRoles } from '../support/roles';

const server = useTestDatabase();
const newRole = useRoles();
const pools: Database[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.destroy();
});

async function aPoolOf(role: Awaited<ReturnType<typeof newRole>>): Promise<Database> {
  const pool = await openDatabase({ url: role.urlAt(server.url), poolSize: 10 });
  pools.push(pool);
  return pool;
}

test('forty statements at once finish with the three connections that the role may have', async () => {
  const pool = await aPoolOf(await newRole('CONNECTION LIMIT 3'));
  const asked = Array.from({ length: 40 }, (_, number) =>
    pool.query<{ number: number }[]>('SELECT $1::integer AS number, pg_sleep(0.01)', [number]),
  );
  const transactions = Array.from({ length: 10 }, () =>
    pool.transaction((tx) => tx.query('SELECT pg_sleep(0.01)')),
  );

  expect((await Promise.all(asked)).map(([row]) => row?.number)).toEqual(asked.map((_, number) => number));
  await Promise.all(transactions);
  expect(connectionsOf(pool).used + connectionsOf(pool).idle).toBeLessThanOrEqual(3);
});

test('a pool that has none gets one as soon as another releases it', async () => {
  const role = await newRole('CONNECTION LIMIT 1');
  const first = await aPoolOf(role);
  const runner = first.createQueryRunner();
  await runner.connect();
  const second = aPoolOf(role).catch((error: unknown) => error);
  // Opening another pool fails; a later query of an open pool waits.
  expect(isAway(await second)).toBe(true);
  await runner.release();
  expect(await first.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the lowest limit of server, database and role applies', async () => {
  const role = await newRole('CONNECTION LIMIT 7');
  const database = new URL(server.url).pathname.slice(1);

  expect(await connectionsAllowed(await aPoolOf(role))).toBe(7);
  await asAdmin(server.url, (admin) => admin.query(`ALTER DATABASE ${database} CONNECTION LIMIT 6`));
  expect(await connectionsAllowed(await aPoolOf(role))).toBe(6);
  await asAdmin(server.url, (admin) => admin.query(`ALTER DATABASE ${database} CONNECTION LIMIT -1`));
  expect(await connectionsAllowed(await openedAsAdmin())).toBeGreaterThan(50);
});

test.each([
  ['twice what a replica needs', 'CONNECTION LIMIT 20', []],
  ['one less', 'CONNECTION LIMIT 19', [{ needed: 10, allowed: 19 }]],
])('the start warns if a rolling deploy has no room: with %s', async (_, limit, expected) => {
  const warned: object[] = [];
  const warn = (fields: object) => void warned.push(fields);
  await warnOfConnections(await aPoolOf(await newRole(limit)), 10, { info: warn, warn, error: warn });

  expect(warned).toEqual(expected);
});

async function openedAsAdmin(): Promise<Database> {
  const pool = await openDatabase({ url: server.url, poolSize: 1 });
  pools.push(pool);
  return pool;
}

const coded = (code: string) => Object.assign(new Error('…'), { code });
test.each([
  ['too many connections', coded('53300'), true],
  ['a full disk', coded('53100'), true],
  ['a session that was ended', coded('57P01'), true],
  ['a server that starts', coded('57P03'), true],
  ['a database that is read only', coded('25006'), true],
  ['nobody there', coded('ECONNREFUSED'), true],
  ['a name that is not found', coded('ENOTFOUND'), true],
  ['a connection that broke', new Error('Connection terminated unexpectedly'), true],
  ['a constraint', coded('23505'), false],
  ['a statement that took too long', coded('57014'), false],
  ['a mistake of ours', new TypeError('x is not a function'), false],
  ['what is no error', 'ECONNREFUSED', false],
])('%s: whether the database is away', (_, error, expected) => {
  expect(isAway(error)).toBe(expected);
});
