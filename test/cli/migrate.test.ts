// migrate as run on the command line, by an owner of the tables who is not a superuser; and who may then start the
// service.
import { MIGRATIONS } from '../../migrations';
import { runCli, type Env } from '../support/cli';
import { createEmptyDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { useRoles } from '../support/roles';
import type { TestRole } from '../support/roles';
import { startService, tellStory } from '../support/story';

const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const { drop } of databases) await drop();
});
const newRole = useRoles();

/** A database without tables, with its own owner; and a role for the service. */
async function aNewInstallation(): Promise<{ ownerUrl: string; url: string; role: TestRole }> {
  const [owner, role] = [await newRole(), await newRole()];
  const database = await createEmptyDatabase(owner.name);
  databases.push(database);
  return { ownerUrl: owner.urlAt(database.url), url: role.urlAt(database.url), role };
}

const migrate = (env: Env, ...flags: string[]) => runCli(['migrate', ...flags], env);

/** Starts the service and stops it again; returns why it refused to start. */
async function refusal(settings: Record<string, string>): Promise<string> {
  try {
    const service = await startService(settings);
    await service.stop();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('the owner creates the tables, and the service runs as a role that may not', async () => {
  const { ownerUrl, url, role } = await aNewInstallation();
  const tooEarly = await refusal({ DATABASE_URL: url });

  // In production, too, it gets only the database.
  const env = { NODE_ENV: 'production', DATABASE_URL: ownerUrl };
  const { code, out } = await migrate(env, '--application-role', role.name);

  expect(tooEarly).toMatch(/Run "npm run cli -- migrate" with DATABASE_OWNER_URL .* permission denied/);
  expect(code).toBe(0);
  expect(out).toContain(`The schema is up to date: ${MIGRATIONS.length} migrations run.`);
  expect(out).toContain(`${role.name} may use the tables and nothing more.`);
  // Setting the limits of a role requires more than owning the tables.
  const left = out.split('must run these:\n')[1]?.trim().split('\n');
  expect(left?.map((line) => /ALTER ROLE \w+ IN DATABASE \w+ SET (\w+) = '\d+ms';$/.exec(line)?.[1])).toEqual(
    ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'],
  );

  const service = await startService({ DATABASE_URL: url });
  const failed = await tellStory(service.urls['gateway'] ?? '');
  await service.stop();

  expect(failed).toEqual([]);
}, 120_000);

test('a start creates them as the owner if configured, and grants them to its own role', async () => {
  const { ownerUrl, url } = await aNewInstallation();

  expect(await refusal({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })).toBe('');
  expect(await refusal({ DATABASE_URL: url, MIGRATE: 'false' })).toBe('');
}, 120_000);

test('a start that may not migrate fails if a migration is missing, and names it', async () => {
  const { ownerUrl } = await aNewInstallation();

  expect(await refusal({ DATABASE_URL: ownerUrl, MIGRATE: 'false' })).toMatch(
    /Missing: CreateCatalogue\d+, /,
  );
}, 120_000);

test('a role without grants is told so', async () => {
  const { ownerUrl, url } = await aNewInstallation();
  await migrate({ DATABASE_URL: ownerUrl });

  expect(await refusal({ DATABASE_URL: url, MIGRATE: 'false' })).toContain(
    'permission denied for table migration',
  );
}, 120_000);

test('a missing role is the user’s mistake, reported in a sentence', async () => {
  const { ownerUrl } = await aNewInstallation();

  const { code, err } = await migrate({ DATABASE_URL: ownerUrl }, '--application-role', 'nobody-of-ours');

  expect(code).toBe(2);
  expect(err.trim()).toBe(
    `There is no role nobody-of-ours. Make it: CREATE ROLE "nobody-of-ours" LOGIN PASSWORD '…'`,
  );
}, 120_000);

test('in production it needs only the settings of the database', async () => {
  const { ownerUrl } = await aNewInstallation();

  const without = await migrate({ NODE_ENV: 'production' });
  const { code, out } = await migrate({ NODE_ENV: 'production', DATABASE_URL: ownerUrl });

  expect([without.code, without.err.match(/^ {2}- .*/gm)]).toEqual([
    2,
    ['  - DATABASE_URL: is required in production; the embedded PostgreSQL is for development only.'],
  ]);
  expect([code, out]).toEqual([0, expect.stringContaining('The schema is up to date')]);
}, 120_000);
