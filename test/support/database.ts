// Databases for tests: copies of one migrated template, on the server that the global setup chose. Each test file has
// its own, so files run side by side and in any order.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** What the global setup passes to the workers, through their environment. */
export interface TestServer {
  /** A database from which others can be created. */
  readonly adminUrl: string;
  /** Migrated; accepts no connections, since a database in use cannot be copied. */
  readonly template: string;
}

const OBJECT_IN_USE = '55006';

/**
 * Settings of a database or a role that differ from PostgreSQL's defaults: every test reads and writes with them, so
 * that nothing depends on how a server happens to be set up.
 */
export const CONTRARY = {
  DateStyle: 'SQL, DMY',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Asia/Kolkata',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  client_encoding: 'LATIN1',
  standard_conforming_strings: 'off',
  escape_string_warning: 'off',
  array_nulls: 'off',
  default_transaction_isolation: 'serializable',
} as const;

/** A new database with all tables and the first catalogue, with unusual settings unless others are given. */
export async function createTestDatabase(
  settings: Readonly<Record<string, string>> = CONTRARY,
): Promise<TestDatabase> {
  return makeDatabase(async (admin, template, name) => {
    await copyDatabase(admin, template, name);
    const set = Object.entries(settings).map(([setting, value]) => `SET ${setting} = '${value}'`);
    await admin.query(set.map((each) => `alter database ${name} ${each}`).join(';'));
  });
}

/** A new database without tables, owned by that role. */
export async function createEmptyDatabase(owner: string): Promise<TestDatabase> {
  return makeDatabase((admin, _template, name) => admin.query(`create database ${name} owner ${owner}`));
}

async function makeDatabase(
  make: (admin: Client, template: string, name: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const { adminUrl, template } = testServer();
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (admin) => make(admin, template, name));
  return {
    url: urlOf(adminUrl, name),
    drop: () => asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`)),
  };
}

/** One database for all tests of a file: created before the first, dropped after the last. */
export function useTestDatabase(settings?: Readonly<Record<string, string>>): { readonly url: string } {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createTestDatabase(settings);
  });
  afterAll(() => database?.drop());
  return {
    get url() {
      if (!database) throw new Error('The database is there in hooks and tests only.');
      return database.url;
    },
  };
}

/** The address of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Connects for the duration of `work`. */
export async function asAdmin(adminUrl: string, work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** Tells the workers, which start later, where to create their databases. */
export function announce({ adminUrl, template }: TestServer): void {
  process.env.TRACK_TYPES_TEST_ADMIN_URL = adminUrl;
  process.env.TRACK_TYPES_TEST_TEMPLATE = template;
}

/** Where databases for tests are created. */
export function testServer(): TestServer {
  const { TRACK_TYPES_TEST_ADMIN_URL: adminUrl, TRACK_TYPES_TEST_TEMPLATE: template } = process.env;
  if (!adminUrl || !template)
    throw new Error('There is no server for tests: test/support/global-setup.ts did not run.');
  return { adminUrl, template };
}

// Autovacuum may look into the template at any time.
async function copyDatabase(admin: Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`create database ${name} template ${template} strategy file_copy`);
      return;
    } catch (error) {
      const isInUse = error instanceof DatabaseError && error.code === OBJECT_IN_USE;
      if (!isInUse || attempt === 20) throw error;
      await sleep(100);
    }
  }
}
