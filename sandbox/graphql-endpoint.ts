// An Apollo Server on a real socket: /graphql and /healthz, without telemetry, signal handlers or console output.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ApolloServer, HeaderMap, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { originOf } from '../src/graphql/http/http-server';
import type { Answer } from './faults';

export const silentLogger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Starts a server that logs nothing and handles no signals: the process that starts it stops it. */
export async function startQuietServer<C extends BaseContext>(options: ApolloServerOptions<C>) {
  const server = new ApolloServer<C>({
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    logger: silentLogger,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    ...options,
  });
  await server.start();
  return server;
}

export async function execute<C extends BaseContext>(
  server: ApolloServer<C>,
  { request, body, context }: { request: IncomingMessage; body: unknown; context: C },
): Promise<Answer> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, [value].flat().join(', '));
  const { search } = new URL(request.url ?? '/', 'http://localhost');
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method ?? 'GET', headers, search, body },
    context: () => Promise.resolve(context),
  });
  const chunks: string[] = [];
  if (answer.body.kind === 'complete') chunks.push(answer.body.string);
  else for await (const chunk of answer.body.asyncIterator) chunks.push(chunk);
  return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), body: chunks.join('') };
}

/** The request's body as JSON; undefined without a body or if it is not JSON, which Apollo answers with 400. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await text(request);
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export type Socket = { port: number; url: string; open: () => Promise<void>; close: () => Promise<void> };

/** Listens; port 0 picks a free one. Reopening keeps the port; while closed, connections are refused. */
export async function openSocket(
  answer: RequestListener,
  wanted: { port: number; host?: string; serves?: RegExp },
): Promise<Socket> {
  const { host = '127.0.0.1', serves = /^\/graphql$/ } = wanted;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (serves.test(pathname)) return answer(request, response);
    const isHealth = pathname === '/healthz';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isHealth ? '{"status":"ok"}' : '{"error":"Only /graphql and /healthz are here."}');
  });
  // Longer than a slow machine lets its callers rest: they would use a connection that is being closed.
  server.keepAliveTimeout = 60_000;
  await listen(server, host, wanted.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${originOf(server, host)}/graphql`,
    open: () => listen(server, host, port),
    close: () => close(server),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
