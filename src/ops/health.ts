// Whether the process lives and may be sent requests, and its metrics, for whoever runs it. On a port of its own.
import { createServer } from 'node:http';
import { once } from 'node:events';

/** What has to hold for the service to take requests. A downstream system that is down does not count. */
export interface Readiness {
  /** Resolves when the database answers. */
  readonly askDatabase: () => Promise<unknown>;
  /** The names of migrations that this code needs and the database has not. */
  readonly pendingMigrations: () => Promise<readonly string[]>;
  readonly isDraining: () => boolean;
  /** Prometheus' text format. */
  readonly metrics: () => Promise<string>;
}

/** How long the database may take to say that it is there. */
const PATIENCE_MS = 1_000;

/** Starts the server. Throws when the port is taken. */
export async function startHealth(
  readiness: Readiness,
  at: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer((request.url ?? '/').split('?')[0] ?? '/', readiness).then(({ status, body }) => {
      const isText = typeof body === 'string';
      const type = isText ? 'text/plain; version=0.0.4; charset=utf-8' : 'application/json';
      response.writeHead(status, { 'content-type': type }).end(isText ? body : JSON.stringify(body));
    });
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : at.port;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://${at.host}:${port}`, stop };
}

const PATHS = ['/livez', '/readyz', '/metrics'];

async function answer(
  path: string,
  readiness: Readiness,
): Promise<{ status: number; body: object | string }> {
  if (path === '/livez') return { status: 200, body: { status: 'ok' } };
  if (path === '/metrics') return { status: 200, body: await readiness.metrics() };
  if (path !== '/readyz') return { status: 404, body: { status: 'unknown', paths: PATHS } };
  const checks = await checksOf(readiness);
  const isReady = Object.values(checks).every((check) => check === 'ok');
  return { status: isReady ? 200 : 503, body: { status: isReady ? 'ok' : 'unavailable', checks } };
}

async function checksOf(readiness: Readiness): Promise<Record<string, string>> {
  const database = await said(readiness.askDatabase());
  const migrations =
    database === 'ok'
      ? await said(readiness.pendingMigrations(), (names) =>
          names.length ? `pending: ${names.join(', ')}` : 'ok',
        )
      : 'unknown';
  return { database, migrations, draining: readiness.isDraining() ? 'draining' : 'ok' };
}

/** `ok`, or what is wrong; never longer than our patience. */
async function said<T>(asked: Promise<T>, read: (answer: T) => string = () => 'ok'): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS} ms`), PATIENCE_MS);
  });
  const answered = asked.then(read, () => 'unavailable');
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
