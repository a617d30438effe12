// Opens the database that a command works on: DATABASE_URL, or else the embedded one, which is started if necessary.
// Also provides the dependencies of changes, as in the service, except that another process delivers.
import { randomUUID } from 'node:crypto';
import type { ChangeDeps } from '../changes/deps';
import { accessOf, figuresOf, systemsOf } from '../settings/config';
import type { Config } from '../settings/config';
import { loadPostgres } from '../development';
import type { ProvisioningTarget } from '../model/provisioning';
import { createSystems } from '../provisioning/systems';
import { createCatalogueSource } from '../store/catalogue';
import type { CatalogueSource } from '../store/catalogue';
import { findSkus } from '../store/courses/products';
import { openDatabase } from '../store/data-source';
import type { DatabaseOptions } from '../store/data-source';
import { unreachable } from '../store/database';
import type { Database } from '../store/database';
import { accountIn } from '../store/systems';
import { ensureMigrated } from '../store/migrate';

type Access = ReturnType<typeof accessOf>;

/**
 * Runs `work` on the database after the migrations. Bypasses a pooler, because its role has limits that a command must
 * not have. Stops an embedded database that the command started.
 */
export const withDatabase = <T>(config: Config, work: (url: string) => Promise<T>): Promise<T> =>
  withServer(config, async (access) => {
    await ensureMigrated(access);
    return work(access.directUrl);
  });

/** The names of the URL settings that are set, for a message. */
const urlsIn = (config: Config): string =>
  (['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_OWNER_URL'] as const)
    .filter((name) => config[name])
    .join(' or ');

/** The same without migrating. Throws Unprepared if the database cannot be reached. */
export async function withServer<T>(config: Config, work: (access: Access) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR, PG_BIN } = config;
  if (DATABASE_URL) return work(accessOf(config, DATABASE_URL)).catch(unreachable(urlsIn(config)));
  const { connectEmbeddedPostgres } = await loadPostgres();
  const postgres = await connectEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  try {
    return await work(accessOf(config, postgres.url));
  } finally {
    await postgres.stop();
  }
}

/** Does the work with a pool of connections, and closes it. */
export async function withPool<T>(
  options: DatabaseOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(options);
  return work(database).finally(() => database.destroy());
}

/** Does the work with a pool of connections and that database's catalogue. */
export const withCatalogue = <T>(
  options: DatabaseOptions,
  work: (database: Database, catalogue: CatalogueSource) => Promise<T>,
): Promise<T> =>
  withPool(options, async (database) => {
    const catalogue = await createCatalogueSource(database, { pollMs: 1_000, onError: () => undefined });
    return work(database, catalogue).finally(() => catalogue.stop());
  });

/** Where the other systems are, also those of a sandbox that another process runs. */
export function urlsOf(config: Config): Readonly<Record<ProvisioningTarget, string>> {
  const { HOST, SANDBOX, SANDBOX_PORT } = config;
  if (!SANDBOX) return systemsOf(config).urls;
  const at = (offset: number) => `http://${HOST}:${SANDBOX_PORT + offset}`;
  const path = SANDBOX === true ? '/graphql' : '';
  return { ECOMMERCE: `${at(2)}${path}`, LMS: `${at(3)}${path}` };
}

/** Does the work with everything that changes of courses need. */
export function withDeps<T>(config: Config, work: (deps: ChangeDeps) => Promise<T>): Promise<T> {
  const clock = () => new Date();
  // The relay that delivers is another process; it polls.
  const onProvisioningQueued = () => undefined;
  const made = { ...figuresOf(config), clock, newId: randomUUID, onProvisioningQueued };
  return withDatabase(config, (url) =>
    withCatalogue({ url }, (database, catalogue) => {
      const skusOf = (courseRunKey: string) => findSkus(database, courseRunKey);
      const systems = createSystems({
        ...{ ...systemsOf(config), urls: urlsOf(config), skusOf, clock },
        accountOf: accountIn(database),
      });
      const { countLearners } = systems.LMS;
      const deps = { ...made, database, catalogue, countLearners, readers: systems };
      return work(deps).finally(() => systems.close());
    }),
  );
}
