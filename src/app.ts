// The composition root: every part is made here, by plain calls, and given what it needs.
import type { IncomingHttpHeaders } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ChangeDeps } from './changes/deps';
import { downstreamOf, policyOf } from './config';
import type { Config } from './config';
import { packageRoot } from './graphql/package-root';
import { createServer } from './graphql/server';
import { DEVELOPER } from './identity/permissions';
import type { Viewer } from './model/viewer';
import { createLog } from './ops/log';
import type { Log } from './ops/log';
import { startHealth } from './ops/health';
import { createMetrics } from './ops/metrics';
import { createGraphiqlPage } from './pages/graphiql';
import { createDownstream } from './provisioning/downstream';
import { createHttpSink, createRedisSink } from './provisioning/events/sinks';
import { startEvents } from './provisioning/events/start-events';
import { createRelay } from './provisioning/relay';
import type { Relay, RelayOptions } from './provisioning/relay';
import { createCatalogueSource } from './store/catalogue';
import type { Database } from './store/database';
import { findSkus } from './store/courses/find-skus';
import { openDatabase } from './store/data-source';
import { startEmbeddedPostgres } from './store/embedded/start-embedded-postgres';
import { migrate, pendingMigrations } from './store/migrate';
import { readBacklog } from './store/outbox/backlog';
import { startTasks } from './tasks';
import type { TaskOptions } from './tasks';

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
/** Its statements are short, and a lease must not wait for a connection that is only half there. */
const RELAY_STATEMENT_MS = 5_000;

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

/** What was said to be stopped with the rest, the last first. */
type OnStop = (end: () => unknown) => void;

async function start(
  options: AppOptions,
  state: { readonly isDraining: boolean },
  onStop: OnStop,
): Promise<Record<string, string>> {
  const { config } = options;
  const log = createLog(config.LOG_LEVEL);
  const url = config.DATABASE_URL ?? (await startDatabase(config, onStop));
  await migrate(url);
  const connect = async (poolSize: number, statementMs?: number): Promise<Database> => {
    const onPoolError = ({ message }: Error) => log.warn({ reason: message }, 'A database connection broke.');
    const opened = await openDatabase({ url, poolSize, statementMs, onPoolError });
    onStop(() => opened.destroy());
    return opened;
  };
  const database = await connect(config.DATABASE_POOL_SIZE);
  const skusOf = (courseRunKey: string) => findSkus(database, courseRunKey);
  const downstream = createDownstream({ ...downstreamOf(config), skusOf, clock: options.clock });
  onStop(downstream.close);
  const { targets, countLearners, readers } = downstream;
  const { text: metrics, ...observer } = createMetrics(() => readBacklog(database), options.clock);
  const relay = config.RELAY
    ? await relayOf(
        options,
        { database: await connect(RELAY_CONNECTIONS, RELAY_STATEMENT_MS), targets, log, observer },
        onStop,
      )
    : null;
  const readiness = {
    askDatabase: () => database.query('SELECT 1'),
    pendingMigrations: () => pendingMigrations(database),
    isDraining: () => state.isDraining,
    metrics,
  };
  const health = await startHealth(readiness, { host: config.HOST, port: config.OPS_PORT });
  onStop(health.stop);
  const onError = (error: unknown) => log.warn({ error }, 'The catalogue could not be read again.');
  const catalogue = await createCatalogueSource(database, { pollMs: CATALOGUE_POLL_MS, onError });
  onStop(catalogue.stop);
  const onProvisioningAsked = () => relay?.kick();
  const parts = { database, catalogue, countLearners, readers, onProvisioningAsked };
  const deps = { ...parts, policy: policyOf(config), clock: options.clock, newId: options.newId };
  if (config.RELAY) onStop(tasksOf(options, deps, { log, onDrift: observer.driftFound }).stop);
  if (config.RELAY_ONLY) return { ops: health.url };
  const graphqlUrl = await serve(options, { deps, log, onStop });
  const page: Record<string, string> = config.GRAPHIQL ? { graphiql: new URL('/', graphqlUrl).href } : {};
  return { graphql: graphqlUrl, ...page, ops: health.url };
}

type RelayParts = Pick<RelayOptions, 'database' | 'targets' | 'log' | 'observer'>;

/** A relay that delivers, and tells others of events where that is set. */
async function relayOf({ config, random }: AppOptions, parts: RelayParts, onStop: OnStop): Promise<Relay> {
  const deadlineMs = config.REQUEST_DEADLINE_SECONDS * 1_000;
  const settings = {
    leaseMs: config.RELAY_LEASE_SECONDS * 1_000,
    stopWithinMs: deadlineMs + 1_000,
    giveUpAfterMs: config.GIVE_UP_AFTER_HOURS * 3_600_000,
  };
  const relay = createRelay({ ...parts, settings, random, replica: `${hostname()}:${process.pid}` });
  onStop(relay.stop);
  relay.start();
  const { EVENTS_URL: url, EVENTS_REDIS_URL: redisUrl, EVENTS_REDIS_STREAM: stream } = config;
  const sinks = [
    ...(url ? [createHttpSink({ url, deadlineMs })] : []),
    ...(redisUrl ? [createRedisSink(redisUrl, stream, deadlineMs)] : []),
  ];
  const { leaseMs } = settings;
  onStop(await startEvents({ ...parts, sinks, leaseMs, random, sourcehost: hostname() }));
  return relay;
}

/** What the process does by itself, on timers. */
function tasksOf(
  { config, random }: AppOptions,
  deps: ChangeDeps,
  tell: Pick<TaskOptions, 'log' | 'onDrift'>,
) {
  const { RECONCILE_EVERY_MINUTES, RECONCILE_REPAIR: isRepairing } = config;
  return startTasks({
    ...tell,
    deps,
    random,
    reconcileEveryMs: RECONCILE_EVERY_MINUTES * 60_000,
    isRepairing,
  });
}

interface ServerParts {
  readonly deps: ChangeDeps;
  readonly log: Log;
  readonly onStop: OnStop;
}

/** Answers GraphQL; the URL where it does. */
async function serve(
  { config, authenticate }: AppOptions,
  { deps, log, onStop }: ServerParts,
): Promise<string> {
  const server = createServer({
    deps,
    authenticate: authenticate ?? (() => Promise.resolve(DEVELOPER)),
    isIntrospectable: config.INTROSPECTION,
    isScoped: config.SCHEMA_SCOPES,
    maxRepresentations: config.MAX_REPRESENTATIONS,
    startPage: config.GRAPHIQL ? createGraphiqlPage(GRAPHIQL) : undefined,
    log,
  });
  const listening = await server.listen({ host: config.HOST, port: config.PORT });
  onStop(listening.stop);
  return listening.graphqlUrl;
}

async function startDatabase({ DATA_DIR, PG_BIN }: Config, onStop: OnStop): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: DATA_DIR, binDir: PG_BIN });
  onStop(() => postgres.stop());
  return postgres.url;
}
