// Before all tests: compiles the sources for child processes, and starts one PostgreSQL with a migrated template. With TEST_DATABASE_URL, a database from which
// others may be created, uses that server; otherwise starts an embedded one in a temporary folder.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findCluster, findPostmaster, stopPostmaster } from '../../sandbox/postgres/cluster';
import { isRunning } from '../../sandbox/postgres/processes';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { migrate } from '../../src/store/migrate';
import { compileSources } from './compiled';
import { announce, asAdmin, urlOf } from './database';

declare global {
  /** Left by the global setup for the global teardown, which run in one process. */
  var stopTestServer: (() => Promise<void>) | undefined;
}

const FOLDER = 'track-types-test-';
const DATABASE = 'track_types_test_';

/** Where databases can be created, and how to clean up afterwards. */
interface Server {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

// jest demands the default export.
export default async function globalSetup(): Promise<void> {
  compileSources();
  const template = `${DATABASE}${randomBytes(4).toString('hex')}`;
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? await givenServer(given, template) : await embeddedServer();
  globalThis.stopTestServer = () => server.stop();
  try {
    await makeTemplate(server.adminUrl, template);
    announce({ adminUrl: server.adminUrl, template });
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function makeTemplate(adminUrl: string, template: string): Promise<void> {
  await asAdmin(adminUrl, (admin) => admin.query(`create database ${template}`));
  await migrate(urlOf(adminUrl, template));
  await asAdmin(adminUrl, (admin) => admin.query(`alter database ${template} with allow_connections false`));
}

async function embeddedServer(): Promise<Server> {
  await removeLeftFolders();
  const dataDir = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    adminUrl: postgres.url,
    stop: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

// A killed run leaves its folder, and in it a running server.
async function removeLeftFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const runner = name.startsWith(FOLDER) ? Number.parseInt(name.slice(FOLDER.length), 10) : process.pid;
    if (!isRunning(runner)) await removeLeftFolder(join(tmpdir(), name));
  }
}

async function removeLeftFolder(dataDir: string): Promise<void> {
  try {
    const cluster = findCluster(dataDir);
    const postmaster = cluster && findPostmaster(cluster);
    if (postmaster) await stopPostmaster(postmaster.pid);
    rmSync(dataDir, { recursive: true, force: true });
  } catch {
    // Another run's: not ours to remove.
  }
}

// The connection is held while the tests run: its name shows other runs that our databases are in use.
async function givenServer(adminUrl: string, template: string): Promise<Server> {
  const holder = new Client({ connectionString: adminUrl, application_name: template });
  holder.on('error', () => undefined);
  await holder.connect();
  await dropLeftDatabases(holder, '');
  return {
    adminUrl,
    stop: async () => {
      await dropLeftDatabases(holder, template);
      await holder.end();
    },
  };
}

/** Drops the databases, copies included, of runs that are over; `ending` is the run that ends now. */
async function dropLeftDatabases(admin: Client, ending: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where starts_with(datname, $1) and not exists (
       select from pg_stat_activity
       where application_name <> $2 and starts_with(application_name, $1) and starts_with(datname, application_name))`,
    [DATABASE, ending],
  );
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`);
}
