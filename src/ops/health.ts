// Whether the process lives, has started, and may be sent requests, and its metrics, for whoever runs it: on a port of
// its own, and in Open edX's shapes also where requests are answered, since that is the port that balancers look at.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can be asked once the database is open. A downstream system that is down does not count. */
export interface Readiness {
  /** Resolves when the database answers. */
  readonly askDatabase: () => Promise<unknown>;
  /** Whether it takes what is written; left out: it does. */
  readonly hasRoom?: () => Promise<boolean>;
  /** The names of migrations that this code needs and the database has not. */
  readonly pendingMigrations: () => Promise<readonly string[]>;
  /** Prometheus' text format. */
  readonly metrics: () => Promise<string>;
}

export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  /** Aborted when the process was told to stop. */
  readonly draining: AbortSignal;
  /** What /version says. */
  readonly version: object;
  /** Told of what broke while a probe was answered. */
  readonly onError: (error: unknown) => void;
}

export interface Health {
  readonly url: string;
  /** What it asks from now on; before, nothing is ready. */
  readonly watch: (readiness: Readiness) => void;
  /** All that was to be started is. */
  readonly started: () => void;
  /** Answers one of BALANCER_PATHS elsewhere. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly stop: () => Promise<void>;
}

/** What each check says: `ok`, or what is wrong. */
type Checks = Readonly<Record<'database' | 'migrations' | 'start' | 'draining', string>>;
type Answer = { readonly status: number; readonly body: object | string };

/** How long the database may take to say that it is there. */
const PATIENCE_MS = 1_000;

/** The same checks as they are answered at each path. */
const SHAPES: Readonly<Record<string, (checks: Checks, isReady: boolean) => object>> = {
  '/readyz': (checks, isReady) => ({ status: isReady ? 'ok' : 'unavailable', checks }),
  // As the LMS.
  '/heartbeat': ({ database, ...checks }) =>
    each({ sql: database, ...checks }, (name, said) => [
      name,
      { status: said === 'ok', message: said === 'ok' ? 'OK' : said },
    ]),
  // As course-discovery and the other services.
  '/health': (checks, isReady) => ({
    overall_status: isReady ? 'OK' : 'UNAVAILABLE',
    detailed_status: each(checks, (name, said) => [`${name}_status`, said === 'ok' ? 'OK' : 'UNAVAILABLE']),
  }),
};

/** Where the balancers of Open edX look: they send requests to the port that answers these. */
export const BALANCER_PATHS = ['/heartbeat', '/health'];
const PATHS = ['/livez', '/startupz', '/metrics', '/version', ...Object.keys(SHAPES)];

/** Starts the server. Throws when the port is taken. */
export async function startHealth(options: HealthOptions): Promise<Health> {
  const { host, port, draining, version, onError } = options;
  let readiness: Readiness | null = null;
  let isStarted = false;
  let asking: Promise<Checks> | undefined;

  async function check(): Promise<Checks> {
    const database = readiness ? await saidOfDatabase(readiness) : 'unknown';
    const migrations =
      readiness && database === 'ok' ? await said(readiness.pendingMigrations(), pendingIn) : 'unknown';
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
    // However many ask at once, the database is asked once.
    asking ??= check().finally(() => (asking = undefined));
    const checks = await asking;
    const isReady = Object.values(checks).every((one) => one === 'ok');
    return { status: isReady ? 200 : 503, body: shape(checks, isReady) };
  }
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void answerTo(pathOf(request))
      .catch((error: unknown): Answer => {
        onError(error);
        return { status: 500, body: { status: 'broken' } };
      })
      .then((told) => write(response, told))
      // A probe that cannot be answered is no reason to end the process.
      .catch(() => response.destroy());
  const server = createServer(answer);
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
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

/** Without the query, and with or without a slash at its end, as Django has it. */
const pathOf = ({ url = '/' }: IncomingMessage): string => (url.split('?')[0] ?? '').replace(/\/$/, '');

function write(response: ServerResponse, { status, body }: Answer): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; version=0.0.4; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(isText ? body : JSON.stringify(body));
}

const pendingIn = (names: readonly string[]): string =>
  names.length > 0 ? `pending: ${names.join(', ')}` : 'ok';

const each = (
  checks: Readonly<Record<string, string>>,
  as: (name: string, said: string) => [string, unknown],
) => Object.fromEntries(Object.entries(checks).map(([name, said]) => as(name, said)));

async function saidOfDatabase({ askDatabase, hasRoom }: Readiness): Promise<string> {
  const answers = await said(askDatabase());
  return answers === 'ok' && hasRoom ? said(hasRoom(), (isSo) => (isSo ? 'ok' : FULL)) : answers;
}
const FULL = 'takes nothing that is written: its disk is full, or it is read only';

/** `ok`, or what is wrong; never longer than our patience. */
async function said<T>(asked: Promise<T>, read: (answer: T) => string = () => 'ok'): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS} ms`), PATIENCE_MS);
  });
  const answered = asked.then(read, () => 'unavailable');
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
