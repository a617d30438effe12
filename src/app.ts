// The composition root: creates every part with plain calls, and gives each what it needs.
import { sellsEntitlements } from './model/policy';
import { accessOf, concealSecretsOf, figuresOf, policyOf, systemsOf } from './settings/config';
import type { Config } from './settings/config';
import { createLog } from './ops/log';
import type { Log } from './ops/log';
import { createMetrics } from './ops/metrics';
import { createSystems } from './provisioning/systems';
import { connectTo, prepare, readinessOf, startDatabase, warnOfConnections } from './start/databases';
import { startOps, serve } from './start/serving';
import type { AppOptions, OnStop } from './start/options';
import { startRelay, startTasksOf } from './start/relaying';
import { createRoom } from './store/connections/room';
import { createCatalogueSource } from './store/catalogue';
import { isConfirmed, accountIn, declareSystems } from './store/systems';
import { findSkus } from './store/courses/products';
import { connectionsOf } from './store/database';
import type { Database } from './store/database';
import { countUnpriced } from './store/courses/course-pages';
import { readBacklog } from './store/outbox/backlog';

export interface App {
  /** The URL of GraphQL; null if this process only delivers. */
  readonly graphqlUrl: string | null;
  readonly urls: Readonly<Record<string, string>>;
  /** Accepts no more requests, finishes those under way, and stops everything that was started. */
  readonly stop: () => Promise<void>;
}

/** How often a replica checks whether another has changed the catalogue: it must know within a second. */
const CATALOGUE_POLL_MS = 500;
/** Its own pool, so that deliveries and requests do not wait for each other. */
const RELAY_CONNECTIONS = 4;
/** Its own pool too: an overloaded process must stay ready, or the others would get its load and drown. */
const WATCHING_CONNECTIONS = 2;
const OTHERS = RELAY_CONNECTIONS + WATCHING_CONNECTIONS;
/** The relay's statements are short, and a lease must not wait for a half-dead connection. */
const RELAY_STATEMENT_MS = 5_000;

/** Starts the service; once it resolves, every URL answers. Leaves nothing running if it throws. */
export async function createApp(options: AppOptions): Promise<App> {
  const running: (() => unknown)[] = [];
  const draining = new AbortController();
  const stop = async (): Promise<void> => {
    draining.abort();
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    const urls = await start(options, draining.signal, (end) => void running.push(end));
    return { graphqlUrl: urls['graphql'] ?? null, urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: AppOptions,
  draining: AbortSignal,
  onStop: OnStop,
): Promise<Record<string, string>> {
  const { config, clock } = options;
  const log = createLog(config.LOG_LEVEL, concealSecretsOf(config));
  const health = await startOps(config, { draining, onStop, log });
  const access = accessOf(config, config.DATABASE_URL ?? (await startDatabase(config, onStop)));
  await prepare(access, log);
  const room = createRoom();
  const connect = connectTo({ ...access, onError: room.note }, log, onStop);
  const database = await connect(config.DATABASE_POOL_SIZE, config.OPERATION_SECONDS * 500);
  const watching = await connect(WATCHING_CONNECTIONS);
  const relayDatabase = config.RELAY ? await connect(RELAY_CONNECTIONS, RELAY_STATEMENT_MS) : null;
  const systems = await startSystems(options, { database, counting: relayDatabase ?? database, log }, onStop);
  const metrics = createMetrics(() => readBacklog(watching), clock, {
    pools: {
      requests: () => connectionsOf(database),
      ...(relayDatabase && { relay: () => connectionsOf(relayDatabase) }),
    },
    countUnpriced: () => countUnpriced(watching, sellsEntitlements(policyOf(config))),
    isFull: room.isMissing,
  });
  const relaying = { targets: systems, log, observer: metrics };
  const relay =
    relayDatabase && (await startRelay(options, { database: relayDatabase, ...relaying }, onStop));
  health.watch({ ...readinessOf(watching, room), metrics: metrics.text });
  if (!access.isPooled) await warnOfConnections(watching, config.DATABASE_POOL_SIZE + OTHERS, log);
  const onError = (error: unknown) => log.warn({ error }, 'The catalogue could not be read again.');
  const catalogue = await createCatalogueSource(database, { pollMs: CATALOGUE_POLL_MS, onError });
  onStop(catalogue.stop);
  const onProvisioningQueued = () => relay?.kick();
  const { countLearners } = systems.LMS;
  const parts = { database, catalogue, countLearners, readers: systems, onProvisioningQueued };
  const deps = { ...parts, ...figuresOf(config), clock, newId: options.newId };
  const sessions = access.isPooled ? await connectTo({ url: access.directUrl }, log, onStop)(2) : database;
  const tasks = { deps, sessions, log, onDrift: metrics.driftFound, budget: systems.LMS.budget };
  if (config.RELAY) onStop((await startTasksOf(options, tasks)).stop);
  const graphqlUrl = config.RELAY_ONLY
    ? null
    : await serve(options, { ...metrics, deps, log, health, draining, onStop });
  health.started();
  return { ...(graphqlUrl && servedAt(graphqlUrl, config)), ops: health.url };
}

/** Creates the other systems, and declares them in the database. */
async function startSystems(
  { config, clock }: AppOptions,
  {
    database,
    counting,
    log,
  }: { readonly database: Database; readonly counting: Database; readonly log: Log },
  onStop: OnStop,
) {
  const systems = createSystems({
    ...{ ...systemsOf(config), clock, log },
    skusOf: (courseRunKey) => findSkus(database, courseRunKey),
    isConfirmed: () => isConfirmed(database, config.ECOMMERCE_URL ?? ''),
    accountOf: accountIn(counting),
  });
  onStop(systems.close);
  await declareSystems(database, systems.protocols);
  return systems;
}

function servedAt(graphqlUrl: string, { GRAPHIQL, EXPLORE }: Config): Record<string, string> {
  const at = (path: string) => new URL(path, graphqlUrl).href;
  return {
    graphql: graphqlUrl,
    ...(GRAPHIQL && { graphiql: at('/') }),
    ...(EXPLORE && { explore: at('/explore') }),
  };
}
