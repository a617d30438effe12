// Brings the database's schema up to date, under a lock of ours: TypeORM takes none, and replicas may start together.
import { Client } from 'pg';
import { grantApplication } from './connections/application-role';
import { openDatabase } from './data-source';
import { sqlState, unreachable, Unprepared } from './database';
import type { Database } from './database';

/** How the service connects to one database. */
export interface DatabaseAccess {
  /** The URL for the service. */
  readonly url: string;
  /** The URL for the owner of the tables, bypassing any pooler: a migration needs its own session. */
  readonly ownerUrl: string;
  /** Whether missing migrations may be run. */
  readonly mayMigrate: boolean;
}

/** Any number that nothing else on this database uses for an advisory lock. */
const MIGRATION_LOCK = 7_261_543;
const [NO_SUCH_TABLE, FORBIDDEN] = ['42P01', '42501'];

/**
 * Runs the missing migrations and returns their names. Waits while another process migrates. Throws Unprepared if the
 * database is newer than this code.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const options = { url: ownerUrl, poolSize: 2, applicationName: 'track-types-migrate', statementMs: 0 };
  const dataSource = await openDatabase(options);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await pendingMigrations(dataSource, refuseNewer);
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

/** Returns the names of migrations that this code needs and the database lacks; calls `onNewer` with those it does not know. */
export async function pendingMigrations(
  database: Database,
  onNewer = (_names: string[]) => {},
): Promise<string[]> {
  const statement = database.query<{ name: string }[]>('SELECT name FROM migration');
  const rows = await statement.catch((error: unknown) => {
    if (sqlState(error) === NO_SUCH_TABLE) return [];
    throw error;
  });
  const done = new Set(rows.map(({ name }) => name));
  const known = database.migrations.map(({ name = '' }) => name);
  const newer = [...done].filter((name) => !known.includes(name));
  if (newer.length > 0) onNewer(newer);
  return known.filter((name) => !done.has(name));
}

function refuseNewer(names: readonly string[]): void {
  throw new Unprepared(
    `The database is newer than this version: a later one ran ${names.join(', ')}. Run that one, or restore a backup from before it (docs/database.md).`,
  );
}

/**
 * Makes sure that the service finds its tables and may use them: runs missing migrations, then grants the service's
 * role what it needs if another role owns the tables. Returns the statements left to an administrator. Throws
 * Unprepared, which says what to do, if it may not or cannot.
 */
export async function ensureMigrated({ url, ownerUrl, mayMigrate }: DatabaseAccess): Promise<string[]> {
  const database = await openDatabase({ url, poolSize: 1 }).catch(unreachable('DATABASE_URL'));
  const missing = await pendingMigrations(database, refuseNewer)
    .catch((error: unknown) => [`the right to read them (${forbidden(error)})`])
    .finally(() => database.destroy());
  if (missing.length === 0) return [];
  if (!mayMigrate) throw new Unprepared(`${NOT_READY} Missing: ${missing.join(', ')}.`);
  const setting = ownerUrl === url ? 'DATABASE_URL' : 'DATABASE_OWNER_URL or DATABASE_DIRECT_URL';
  await migrate(ownerUrl)
    .catch(unreachable(setting))
    .catch((error: unknown) => {
      throw new Unprepared(
        `${NOT_READY} The role that the service starts with cannot change them: ${forbidden(error)}.`,
      );
    });
  const role = roleApart({ url, ownerUrl });
  return role === null ? [] : grantApplication(ownerUrl, role);
}

/** Returns the role that the service connects as; null if it owns the tables. */
export function roleApart({ url, ownerUrl }: Pick<DatabaseAccess, 'url' | 'ownerUrl'>): string | null {
  const [role, owner] = [url, ownerUrl].map((each) => new Client({ connectionString: each }).user);
  return role && role !== owner ? role : null;
}

const NOT_READY =
  'The tables are not as this version needs them. Run "npm run cli -- migrate" with DATABASE_OWNER_URL set to their owner.';

/** Returns why the database refused; rethrows errors that are not about permissions. */
function forbidden(error: unknown): string {
  if (sqlState(error) !== FORBIDDEN || !(error instanceof Error)) throw error;
  return error.message;
}
