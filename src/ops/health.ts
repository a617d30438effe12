// Serves liveness, startup and readiness probes and metrics for operators, on a separate port. Also answers in Open
// edX's formats on the request port, because that is the port that load balancers check.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { originOf } from '../graphql/http/http-server';
import { boundedBy } from '../graphql/http/sockets';

/** What can be checked once the database is open. An unavailable downstream system does not count. */
export interface Readiness {
  /** Resolves when the database answers. */
  readonly askDatabase: () => Promise<unknown>;
  /** Whether the database accepts writes. Left out: it does. */
  readonly hasRoom?: () => Promise<boolean>;
  /** Returns the names of migrations that this code needs and the database lacks. */
  readonly pendingMigrations: () => Promise<readonly string[]>;
  /** Returns the metrics in Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  /** What a person must put right in other systems, by system; the process is ready all the same. */
  readonly problems?: () => Promise<Readonly<Record<string, string>>>;
}

export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  /** Aborted when the process receives a signal to stop. */
  readonly draining: AbortSignal;
  /** The response of /version. */
  readonly version: object;
  /** Called with errors that occur while answering a probe. */
  readonly onError: (error: unknown) => void;
}

export interface Health {
  readonly url: string;
  /** Sets what to check from now on; before this, nothing is ready. */
  readonly watch: (readiness: Readiness) => void;
  /** Call when everything has started. */
  readonly started: () => void;
  /** Answers one of BALANCER_PATHS on another server. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly stop: () => Promise<void>;
}

/** The result of each check: `ok`, or what is wrong. */
type Checks = Readonly<Record<'database' | 'migrations' | 'start' | 'draining', string>>;
type Answer = { readonly status: number; readonly body: object | string };
const BROKEN: Answer = { status: 500, body: { status: 'broken' } };

/** How long the database may take to answer. */
const PATIENCE_MS = 1_000;

/** More than probes and scrapers need. A connection that sends nothing is closed after 5 s. */
const SOCKETS = { connections: 200, receiveSeconds: 10, keepAliveSeconds: 15, workSeconds: 10 };

/** The response's form at each path; the checks are the same. */
const SHAPES: Readonly<Record<string, (checks: Checks, isReady: boolean) => object>> = {
  '/readyz': (checks, isReady) => ({ status: isReady ? 'ok' : 'unavailable', checks }),
  // The LMS's form.
  '/heartbeat': ({ database, ...checks }) =>
    each({ sql: database, ...checks }, (name, outcome) => [
      name,
      { status: outcome === 'ok', message: outcome === 'ok' ? 'OK' : outcome },
    ]),
  // The form of course-discovery and the other services.
  '/health': (checks, isReady) => ({
    overall_status: isReady ? 'OK' : 'UNAVAILABLE',
    detailed_status: each(checks, (name, outcome) => [
      `${name}_status`,
      outcome === 'ok' ? 'OK' : 'UNAVAILABLE',
    ]),
  }),
};

/** The paths that Open edX's load balancers check: they send requests to the port that answers these. */
export const BALANCER_PATHS = ['/heartbeat', '/health'];
const PATHS = ['/livez', '/startupz', '/metrics', '/version', ...Object.keys(SHAPES)];

/** Starts the server. Throws if the port is taken. */
export async function startHealth(options: HealthOptions): Promise<Health> {
  const { host, port, draining, version, onError } = options;
  let readiness: Readiness | null = null;
  let isStarted = false;
  let asking: Promise<Checks> | undefined;

  async function check(): Promise<Checks> {
    const database = readiness ? await checkDatabase(readiness) : 'unknown';
    const migrations =
      readiness && database === 'ok'
        ? await checkWithin(readiness.pendingMigrations(), pendingIn)
        : 'unknown';
    const start = isStarted ? 'ok' : 'starting';
    return { database, migrations, start, draining: draining.aborted ? 'draining' : 'ok' };
  }
  async function answerTo(path: string): Promise<Answer> {
    if (path === '/livez') return { status: 200, body: { status: 'ok' } };
    if (path === '/startupz')
      return { status: isStarted ? 200 : 503, body: { status: isStarted ? 'ok' : 'starting' } };
    if (path === '/version') return { status: 200, body: version };
    if (path === '/metrics' && readiness) return { status: 200, body: await readiness.metrics() };
    const shape = SHAPES[path];
    if (!shape)
      return { status: PATHS.includes(path) ? 503 : 404, body: { status: 'unknown', paths: PATHS } };
    // Concurrent probes share one query of the database.
    asking ??= check().finally(() => (asking = undefined));
    const checks = await asking;
    const isReady = Object.values(checks).every((one) => one === 'ok');
    const problems = path === '/readyz' && (await problemsIn(readiness));
    return { status: isReady ? 200 : 503, body: { ...shape(checks, isReady), ...problems } };
  }
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void answerTo(pathOf(request))
      .catch((error: unknown) => (onError(error), BROKEN))
      .then((reply) => write(response, reply))
      // An unanswerable probe is no reason to end the process.
      .catch(() => response.destroy());
  const server = boundedBy(SOCKETS, answer);
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: originOf(server, host),
    watch: (given) => void (readiness = given),
    started: () => void (isStarted = true),
    answer,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Without the query, and without a trailing slash, as in Django. */
const pathOf = ({ url = '/' }: IncomingMessage): string => (url.split('?')[0] ?? '').replace(/\/$/, '');

function write(response: ServerResponse, { status, body }: Answer): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; version=0.0.4; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(isText ? body : JSON.stringify(body));
}

async function problemsIn(readiness: Readiness | null) {
  let systems: Readonly<Record<string, string>> = {};
  await checkWithin(readiness?.problems?.() ?? Promise.resolve({}), (found) => ((systems = found), 'ok'));
  return Object.keys(systems).length > 0 ? { systems } : {};
}

const pendingIn = (names: readonly string[]): string =>
  names.length > 0 ? `pending: ${names.join(', ')}` : 'ok';

const each = (
  checks: Readonly<Record<string, string>>,
  as: (name: string, outcome: string) => [string, unknown],
) => Object.fromEntries(Object.entries(checks).map(([name, outcome]) => as(name, outcome)));

async function checkDatabase({ askDatabase, hasRoom }: Readiness): Promise<string> {
  const answers = await checkWithin(askDatabase());
  return answers === 'ok' && hasRoom ? checkWithin(hasRoom(), (isSo) => (isSo ? 'ok' : FULL)) : answers;
}
const FULL = 'accepts no writes: its disk is full, or it is read-only';

/** Returns `ok` or what is wrong, within PATIENCE_MS. */
async function checkWithin<T>(
  pendingReply: Promise<T>,
  read: (answer: T) => string = () => 'ok',
): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS} ms`), PATIENCE_MS);
  });
  const answered = pendingReply.then(read, () => 'unavailable');
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
