// The service's role if another role owns the tables: what it may do, and what not.
import { grantApplication } from '../../src/store/connections/application-role';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { aVerifiedCourse, startReplica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { useRoles } from '../support/roles';
import type { TestRole } from '../support/roles';

const database = useTestDatabase();
const newRole = useRoles();
let role: TestRole;
let owner: Database;
let service: Database;
beforeAll(async () => {
  role = await newRole();
  owner = await openDatabase({ url: database.url, poolSize: 1 });
  expect(await grantApplication(database.url, role.name)).toEqual([]);
  // Sets no limits itself, so that those of the role show.
  service = await openDatabase({ url: role.urlAt(database.url), poolSize: 1, statementMs: 0 });
});
afterAll(async () => {
  await service.destroy();
  await owner.destroy();
});

const FORBIDDEN = { code: '42501' };

test.each([
  'CREATE TABLE mine (id integer)',
  'CREATE TEMPORARY TABLE mine (id integer)',
  'CREATE SCHEMA mine',
  'CREATE INDEX ON course (title)',
  'CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
  'ALTER TABLE course ADD COLUMN mine integer',
  'ALTER TABLE history DISABLE TRIGGER history_is_append_only',
  'ALTER TABLE history OWNER TO CURRENT_USER',
  'DROP TABLE course',
  'DROP FUNCTION history_horizon',
  'DROP TRIGGER history_is_chained ON history',
  `SET session_replication_role = 'replica'`,
])('it cannot change the schema: %s', async (sql) => {
  await expect(service.query(sql)).rejects.toMatchObject(FORBIDDEN);
});

test.each([
  `UPDATE history SET actor = 'nobody'`,
  'DELETE FROM history',
  'TRUNCATE history',
  `SELECT setval('history_id_seq', 1)`,
  `MERGE INTO history USING course ON false WHEN MATCHED THEN DELETE`,
  `INSERT INTO migration (timestamp, name) VALUES (1, 'mine')`,
  'DELETE FROM migration',
  'TRUNCATE course CASCADE',
])('it can only add to history, and cannot write the list of migrations: %s', async (sql) => {
  await expect(service.query(sql)).rejects.toMatchObject(FORBIDDEN);
});

test('it reads and writes the rows of every other table', async () => {
  const rows = await service.query<{ name: string; may: string[] }[]>(
    `SELECT relname AS name, ARRAY(SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',
       'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege WHERE has_table_privilege(c.oid, privilege)) AS may
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
  );
  const named = (name: string) => rows.filter((row) => row.name === name).map(({ may }) => may.join());
  const others = rows.filter(({ name }) => !['history', 'migration'].includes(name));

  expect(named('history')).toEqual(['SELECT,INSERT']);
  expect(named('migration')).toEqual(['SELECT']);
  expect(others.length).toBeGreaterThan(15);
  expect(new Set(others.map(({ may }) => may.join()))).toEqual(new Set(['SELECT,INSERT,UPDATE,DELETE']));
});

test('changes are made as it, with their history', async () => {
  const replica = await startReplica(role.urlAt(database.url));
  const { key } = await aVerifiedCourse(replica, 'REVIEWED');
  await replica.stop();

  const [entries] = await owner.query('SELECT count(*)::integer FROM history WHERE course_key = $1', [key]);
  expect(entries.count).toBeGreaterThan(3);
});

test('its statements, lock waits and idle transactions are ended, whatever the connection says', async () => {
  const [limits] = await service.query(
    `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
       current_setting('idle_in_transaction_session_timeout') AS idle`,
  );

  expect(limits).toEqual({ statement: '15s', lock: '5s', idle: '15s' });
});

test('further grants are revoked when it is granted again', async () => {
  await owner.query(
    `GRANT ALL ON history, migration TO ${role.name}; GRANT CREATE ON SCHEMA public TO ${role.name}`,
  );
  await owner.query(`CREATE TABLE made_later (id integer)`);

  await grantApplication(database.url, role.name);

  await expect(service.query('DELETE FROM history')).rejects.toMatchObject(FORBIDDEN);
  await expect(service.query('CREATE TABLE mine (id integer)')).rejects.toMatchObject(FORBIDDEN);
  expect(await service.query('SELECT * FROM made_later')).toEqual([]);
  await owner.query('DROP TABLE made_later');
});

test("a role that is missing, is a superuser or is in the owner's role is refused", async () => {
  const superuser = await newRole('SUPERUSER');
  const member = await newRole();
  await owner.query(`DO $$ BEGIN EXECUTE format('GRANT %I TO ${member.name}', current_user); END $$`);

  await expect(grantApplication(database.url, `o'"x`)).rejects.toThrow(
    `There is no role o'"x. Make it: CREATE`,
  );
  for (const { name } of [superuser, member]) {
    await expect(grantApplication(database.url, name)).rejects.toThrow(`${name} may do all that the owner`);
  }
});
