// The service as in production, in its own processes, and a balancer in front of them that follows /readyz.
import { once } from 'node:events';
import { createServer, request as send, Agent } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from './app';
import { startServiceProcess } from './service-process';
import type { ServiceProcess } from './service-process';
import { AUDIENCE, aSigner, ISSUER } from './tokens';

const SECRET = 'a-secret-of-the-gateway';

/** Starts processes with these settings on top of production's; kills those that remain at the end. */
export async function createReplicas(settings: Readonly<Record<string, string>>) {
  const signer = await aSigner();
  const jwtAuth = {
    JWT_ISSUERS: [{ ISSUER, AUDIENCE }],
    JWT_PUBLIC_SIGNING_JWK_SET: { keys: [signer.jwk] },
  };
  const env = {
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1' },
    ...{ ECOMMERCE_PROTOCOL: 'graphql', LMS_PROTOCOL: 'graphql' },
    ...{ AUTH: 'jwt', JWT_AUTH: JSON.stringify(jwtAuth), ROUTER_SECRETS: SECRET, LOG_LEVEL: 'warn' },
    ...settings,
  };
  const token = await signer.sign({ superuser: true });
  const all: ServiceProcess[] = [];
  return {
    /** Resolves when it reports that it is ready. */
    start: async (): Promise<ServiceProcess> => {
      const replica = await startServiceProcess(env);
      all.push(replica);
      return replica;
    },
    /** Sends a request as the gateway does for a user who may do everything. Throws if the answer has errors. */
    ask: async (
      url: string,
      query: string,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Json> => {
      const known = { 'router-authorization': SECRET, authorization: `JWT ${token}` };
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...known, ...headers },
        body: JSON.stringify({ query }),
      });
      const text = await response.text();
      const { data, errors } = response.status === 200 ? JSON.parse(text) : { errors: text };
      if (errors) throw new Error(`${response.status} ${JSON.stringify(errors)}`);
      return data;
    },
    kill: () => all.forEach(({ signal }) => signal('SIGKILL')),
  };
}

/** Whether that path of its other port answers 200; false also without an answer. */
export const isWell = ({ opsUrl }: Pick<ServiceProcess, 'opsUrl'>, path: string): Promise<boolean> =>
  fetch(new URL(path, opsUrl)).then(
    async (response) => (await response.text(), response.ok),
    () => false,
  );

/** `ok`, `draining`, or `unavailable`, also without an answer. */
async function readinessOf({ opsUrl }: ServiceProcess): Promise<string> {
  try {
    const { status, checks } = await (await fetch(new URL('/readyz', opsUrl))).json();
    return checks.draining === 'draining' ? 'draining' : status;
  } catch {
    return 'unavailable';
  }
}

/** Whether that port still accepts connections. */
export const isOpen = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => (await response.text(), true),
    () => false,
  );

interface Backend {
  readonly replica: ServiceProcess;
  readonly agent: Agent;
  isReady: boolean;
  underWay: number;
}

const LOOK_MS = 50;

/**
 * A load balancer that sends each request, once, to a replica that last reported ready: the next in turn, or the one
 * whose pid `x-replica` names. Any failure on the way is a 502.
 */
export async function startBalancer() {
  const backends = new Map<number, Backend>();
  const looking = new AbortController();
  let turn = 0;
  const server = createServer((sentRequest, response) => {
    const ready = [...backends.values()].filter(({ isReady }) => isReady);
    const backend =
      backends.get(Number(sentRequest.headers['x-replica'])) ?? ready[(turn += 1) % ready.length];
    if (backend) forward(backend, sentRequest, response);
    else response.writeHead(503).end('No replica is ready.');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  // A draining replica never comes back, and its checks would need its database, which it closes.
  const look = async (backend: Backend): Promise<void> => {
    for (let output = ''; output !== 'draining' && !looking.signal.aborted; await sleep(LOOK_MS)) {
      output = await readinessOf(backend.replica);
      backend.isReady = output === 'ok';
    }
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/graphql`,
    add: (replica: ServiceProcess): void => {
      const backend = { replica, agent: new Agent({ keepAlive: true }), isReady: false, underWay: 0 };
      backends.set(replica.pid, backend);
      void look(backend);
    },
    remove: ({ pid }: ServiceProcess): void => void backends.delete(pid),
    isReady: ({ pid }: ServiceProcess): boolean => backends.get(pid)?.isReady === true,
    /** How many requests it has received and not yet answered. */
    underWay: ({ pid }: ServiceProcess): number => backends.get(pid)?.underWay ?? 0,
    stop: async (): Promise<void> => {
      looking.abort();
      for (const { agent } of backends.values()) agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(backend: Backend, sentRequest: IncomingMessage, response: ServerResponse): void {
  const { url } = backend.replica;
  const { agent } = backend;
  backend.underWay += 1;
  response.on('close', () => (backend.underWay -= 1));
  const onward = send(url, { agent, method: sentRequest.method, headers: sentRequest.headers }, (answer) => {
    const { connection: _ours, ...headers } = answer.headers;
    answer.pipe(response.writeHead(answer.statusCode ?? 502, headers));
  });
  onward.on('error', ({ message }) => response.headersSent || response.writeHead(502).end(message));
  sentRequest.pipe(onward);
}
