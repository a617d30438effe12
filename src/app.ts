// The composition root: every part is made here, by plain calls, and given what it needs.
import type { IncomingHttpHeaders } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { policyOf } from './config';
import type { Config } from './config';
import { packageRoot } from './graphql/package-root';
import { createServer } from './graphql/server';
import { DEVELOPER } from './identity/permissions';
import type { Viewer } from './model/viewer';
import { createLog } from './ops/log';
import { startHealth } from './ops/health';
import { createGraphiqlPage } from './pages/graphiql';
import { createGraphqlDownstream } from './provisioning/downstream';
import { createRelay } from './provisioning/relay';
import { createCatalogueSource } from './store/catalogue';
import { openDatabase } from './store/data-source';
import { startEmbeddedPostgres } from './store/embedded/start-embedded-postgres';
import { migrate, pendingMigrations } from './store/migrate';

export interface AppOptions {
  readonly config: Config;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  /** Who sent a request. Left out: as AUTH says. */
  readonly authenticate?: (headers: IncomingHttpHeaders) => Promise<Viewer>;
}

export interface App {
  /** Where GraphQL is answered; null when this process only delivers. */
  readonly graphqlUrl: string | null;
  readonly urls: Readonly<Record<string, string>>;
  /** Takes no more requests, finishes those under way, and stops all that was started. */
  readonly stop: () => Promise<void>;
}

/** How often a replica looks whether another has changed the catalogue: it must know within a second. */
const CATALOGUE_POLL_MS = 500;
/** A pool of its own, so that deliveries and requests do not keep each other waiting. */
const RELAY_CONNECTIONS = 4;

/** Where its requests go, and the tabs that it opens with. */
const GRAPHIQL = { endpoint: '/graphql', examples: join(packageRoot(__dirname), 'examples') };

/** Starts the service; when it resolves, every URL answers. Leaves nothing running when it throws. */
export async function createApp(options: AppOptions): Promise<App> {
  const running: (() => unknown)[] = [];
  const state = { isDraining: false };
  const stop = async (): Promise<void> => {
    state.isDraining = true;
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    const urls = await start(options, state, (end) => void running.push(end));
    return { graphqlUrl: urls['graphql'] ?? null, urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { config, clock, newId, random, authenticate }: AppOptions,
  state: { readonly isDraining: boolean },
  onStop: (end: () => unknown) => void,
): Promise<Record<string, string>> {
  const log = createLog(config.LOG_LEVEL);
  const url = config.DATABASE_URL ?? (await startDatabase(config, onStop));
  await migrate(url);
  const onPoolError = (error: Error) => log.warn({ error }, 'A database connection broke.');
  const database = await openDatabase({ url, poolSize: config.DATABASE_POOL_SIZE, onPoolError });
  onStop(() => database.destroy());
  const downstream = createGraphqlDownstream({
    ecommerceUrl: config.ECOMMERCE_URL ?? '',
    lmsUrl: config.LMS_URL ?? '',
    deadlineMs: config.REQUEST_DEADLINE_SECONDS * 1_000,
  });
  onStop(downstream.close);
  const relayDatabase = await openDatabase({ url, poolSize: RELAY_CONNECTIONS, onPoolError });
  onStop(() => relayDatabase.destroy());
  const settings = {
    leaseMs: config.RELAY_LEASE_SECONDS * 1_000,
    stopWithinMs: config.REQUEST_DEADLINE_SECONDS * 1_000 + 1_000,
    giveUpAfterMs: config.GIVE_UP_AFTER_HOURS * 3_600_000,
  };
  const replica = `${hostname()}:${process.pid}`;
  const { targets, countLearners } = downstream;
  const relay = createRelay({ database: relayDatabase, targets, settings, random, replica, log });
  onStop(relay.stop);
  if (config.RELAY) relay.start();
  const readiness = {
    askDatabase: () => database.query('SELECT 1'),
    pendingMigrations: () => pendingMigrations(database),
    isDraining: () => state.isDraining,
  };
  const health = await startHealth(readiness, { host: config.HOST, port: config.OPS_PORT });
  onStop(health.stop);
  if (config.RELAY_ONLY) return { ops: health.url };
  const onError = (error: unknown) => log.warn({ error }, 'The catalogue could not be read again.');
  const catalogue = await createCatalogueSource(database, { pollMs: CATALOGUE_POLL_MS, onError });
  onStop(catalogue.stop);
  const policy = policyOf(config);
  const onProvisioningAsked = config.RELAY ? relay.kick : () => undefined;
  const server = createServer({
    deps: { database, catalogue, policy, clock, newId, countLearners, onProvisioningAsked },
    authenticate: authenticate ?? (() => Promise.resolve(DEVELOPER)),
    isIntrospectable: config.INTROSPECTION,
    startPage: config.GRAPHIQL ? createGraphiqlPage(GRAPHIQL) : undefined,
    log,
  });
  const listening = await server.listen({ host: config.HOST, port: config.PORT });
  onStop(listening.stop);
  return { graphql: listening.graphqlUrl, ops: health.url };
}

async function startDatabase(
  { DATA_DIR, PG_BIN }: Config,
  onStop: (end: () => unknown) => void,
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  onStop(postgres.stop);
  return postgres.url;
}
