// Starts the server that answers requests, with the configured limits, and the one for operators.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeDeps } from '../changes/deps';
import type { RequestObserver } from '../graphql/http/observe';
import { createServer } from '../graphql/server';
import type { OnDenied } from '../identity/permissions';
import { BALANCER_PATHS, startHealth } from '../ops/health';
import type { Health } from '../ops/health';
import type { Log } from '../ops/log';
import { createRequestLog } from '../ops/log';
import { watchPressure } from '../ops/pressure';
import { connectionsOf } from '../store/database';
import { replicaOf } from './databases';
import { admissionOf } from './identity';
import type { AppOptions, OnStop } from './options';
import { join } from 'node:path';
import type { Config } from '../settings/config';
import { ConfigError } from '../settings/config';
import { packageRoot, buildSchema } from '../graphql/schema';
import { createExplorePages } from '../pages/explore/explore';
import { createGraphiqlPage } from '../pages/graphiql';
import { readFileSync } from 'node:fs';
import type { Load } from '../graphql/http/http-server';
import { readDocuments } from '../graphql/http/listed-documents';
import type { ListedDocuments } from '../graphql/http/listed-documents';
import { COUNTED } from '../graphql/limits/limits';
import type { Limits } from '../graphql/limits/limits';

interface ServerParts {
  readonly deps: ChangeDeps;
  readonly log: Log;
  readonly health: Pick<Health, 'answer'>;
  /** Observes requests, besides the log. */
  readonly requests: RequestObserver;
  /** Called with refusals for lack of permission, besides the log. */
  readonly denied: OnDenied;
  /** Aborted when the process receives a signal to stop. */
  readonly draining: AbortSignal;
  readonly onStop: OnStop;
}

/** Serves GraphQL; returns its URL. */
export async function serve(
  options: AppOptions,
  { deps, log, health, requests, denied, draining, onStop }: ServerParts,
): Promise<string> {
  const { config, newId } = options;
  const probes = Object.fromEntries(BALANCER_PATHS.map((path) => [path, health.answer]));
  const logAnswered = createRequestLog(log, config.LOG_HASH_KEY ?? newId());
  const observer: RequestObserver = {
    ...requests,
    answered: (answered) => {
      requests.answered(answered);
      logAnswered(answered);
    },
  };
  const admission = admissionOf(options, { database: deps.database, log, denied });
  const pressure = watchPressure({
    mostDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
    mostWaiting: config.MAX_POOL_QUEUE,
    waiting: () => connectionsOf(deps.database).waiting,
  });
  onStop(pressure.stop);
  const server = createServer({
    deps,
    replica: replicaOf(config, deps.database, { log, onStop }),
    ...admission,
    isIntrospectable: config.INTROSPECTION,
    isScoped: config.SCHEMA_SCOPES,
    limits: limitsOf(config),
    load: loadOf(config),
    documents: documentsOf(config),
    pressure: pressure.of,
    routes: { ...probes, ...editorOf(config) },
    ...pagesOf(config, { deps, log }),
    crossOrigin: { allowed: config.CORS_ORIGIN_WHITELIST, trusted: config.CSRF_TRUSTED_ORIGINS },
    draining,
    observer,
    log,
  });
  const listening = await server.listen({ host: config.HOST, port: config.PORT });
  onStop(async () => {
    // Requests still arrive until every balancer has noticed that the service is not ready.
    await sleep(config.SHUTDOWN_DELAY_SECONDS * 1_000);
    await listening.stop();
  });
  return listening.graphqlUrl;
}

/** Where its requests go, and the tabs that it opens with. */
const GRAPHIQL = { endpoint: '/graphql', examples: join(packageRoot(__dirname), 'examples') };

/** The GraphiQL page by its path, if enabled: it contains no data. */
const editorOf = ({ GRAPHIQL: isOn, EXPLORE }: Config) =>
  isOn && { '/': createGraphiqlPage({ ...GRAPHIQL, ...(EXPLORE && { explore: '/explore' }) }) };

/** The pages that show data, by path, if enabled; and who may open them. */
function pagesOf(config: Config, { deps, log }: { readonly deps: ChangeDeps; readonly log: Log }) {
  const onError = (error: unknown) =>
    log.error({ error, errorId: deps.newId() }, 'A page failed unexpectedly.');
  const types = () => ({ catalogue: deps.catalogue.current(), policy: deps.policy });
  return {
    ...(config.EXPLORE && {
      pages: { '/explore': createExplorePages({ types, onError, newId: deps.newId }) },
    }),
    ...(config.EXPLORE_DIRECT && { admitsPage: () => true }),
  };
}

/** The server of OPS_PORT: the first to start and the last to stop. */
export async function startOps(
  { HOST, OPS_PORT }: Config,
  { draining, onStop, log }: Pick<ServerParts, 'draining' | 'onStop' | 'log'>,
): Promise<Health> {
  const description = readFileSync(join(packageRoot(__dirname), 'package.json'), 'utf8');
  const { name, version } = JSON.parse(description) as { name: string; version: string };
  const about = { name, version, node: process.version };
  const onError = (error: unknown) => log.error({ error }, 'A probe failed unexpectedly.');
  const health = await startHealth({ host: HOST, port: OPS_PORT, draining, version: about, onError });
  onStop(health.stop);
  return health;
}

/** The limits of one request. */
export const limitsOf = (config: Config): Limits =>
  Object.fromEntries(
    Object.entries(COUNTED).map(([what, { setting }]): [string, number] => [what, config[setting]]),
  ) as Limits;

/** The limits of the whole process. */
export const loadOf = (config: Config): Load => ({
  inFlight: config.MAX_IN_FLIGHT,
  arrivingBytes: config.MAX_ARRIVING_BYTES,
  cacheBytes: config.CACHE_BYTES,
  connections: config.MAX_CONNECTIONS,
  receiveSeconds: config.RECEIVE_SECONDS,
  keepAliveSeconds: config.KEEP_ALIVE_SECONDS,
});

/** The only documents that may run; undefined: any. Throws a ConfigError for documents that could not run. */
function documentsOf(config: Config): ListedDocuments | undefined {
  const folder = config.PERSISTED_DOCUMENTS;
  if (folder === undefined) return undefined;
  const { documents, mistakes } = readDocuments(folder, { schema: buildSchema(), limits: limitsOf(config) });
  if (mistakes.length > 0)
    throw new ConfigError(mistakes.map((mistake) => `PERSISTED_DOCUMENTS: ${mistake}`));
  return documents;
}
