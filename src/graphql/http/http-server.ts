// A subgraph over HTTP: Express in front of Apollo Server. Knows neither which schema it serves, nor who a viewer is.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { createApolloServer } from '../apollo';
import type { ApolloOptions, SchemaOptions } from '../apollo';
import { requestError } from '../errors';
import type { ErrorOptions } from '../errors';
import { answerHttpErrors, answerNotFound, answerStranger } from './http-errors';
import { note, observe, requestId } from './observe';
import type { RequestObserver } from './observe';

export interface HttpServerOptions<C extends object>
  extends SchemaOptions, Pick<ApolloOptions<C>, 'catalogueVersionOf'> {
  /** The context of a request. Throws UNAUTHENTICATED for credentials that are none. */
  readonly contextOf: (headers: IncomingHttpHeaders) => Promise<C>;
  /** Who asks, by the context of their request, for whoever is told of requests. */
  readonly actorOf?: (context: C) => string;
  /** Told of every request to GraphQL. */
  readonly observer?: RequestObserver;
  /** Whether a request comes by the way that it must; left out: any may. Asked before anything of it is read. */
  readonly admits?: (headers: IncomingHttpHeaders) => boolean;
  /** What else is answered to GET, by its path. */
  readonly routes?: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>>;
  /** Once aborted, each answer tells its connection to close: the next request is to go to another replica. */
  readonly draining?: AbortSignal;
  /** Where GraphQL is asked; left out: /graphql alone. */
  readonly paths?: readonly string[];
  /** A new random id. */
  readonly newId: () => string;
  /** Told of each request that is refused for being too large, by what it has too much of. */
  readonly onRefused?: (what: string) => void;
  readonly log: { readonly error: (fields: object, message: string) => void };
}

export interface Listening {
  readonly graphqlUrl: string;
  /** Takes no more requests, and resolves when those under way are answered. */
  readonly stop: () => Promise<void>;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** The server, not yet started. */
export function createHttpServer<C extends object>(options: HttpServerOptions<C>) {
  const { log, newId, limits, onRefused, routes = {}, draining, paths = ['/graphql'] } = options;
  const errors: ErrorOptions = {
    newId,
    onRefused,
    logError: (error, errorId) => log.error({ error, errorId, requestId: requestId() }, 'A request broke.'),
  };
  const app = express().disable('x-powered-by').disable('etag');
  const httpServer = createServer((request, response) => {
    if (draining?.aborted) response.setHeader('connection', 'close');
    app(request, response);
  });
  const apollo = createApolloServer<C>({ ...options, ...errors, httpServer });
  return {
    /** Starts it at that address; port 0 is any free one. Throws when the port is taken. */
    listen: async ({ host, port }: Address): Promise<Listening> => {
      await apollo.start();
      for (const [path, answer] of Object.entries(routes)) app.get(path, answer);
      app.use([...paths], observe(newId, options.observer));
      app.use([...paths], requireAdmission(options));
      app.use([...paths], express.json({ limit: limits.bytes }), requireBody);
      app.use([...paths], expressMiddleware(apollo, { context: contextOf(options) }));
      app.use(answerNotFound);
      app.use(answerHttpErrors(errors));
      httpServer.listen(port, host);
      await once(httpServer, 'listening');
      return { graphqlUrl: urlOf(httpServer.address(), host), stop: () => apollo.stop() };
    },
  };
}

function contextOf<C extends object>(options: HttpServerOptions<C>) {
  return async ({ req }: { readonly req: IncomingMessage }) => {
    try {
      const context = await options.contextOf(req.headers);
      note({ actor: options.actorOf?.(context) ?? null });
      return context;
    } catch (error) {
      throw requestError(error);
    }
  };
}

const requireAdmission =
  <C extends object>({ admits }: HttpServerOptions<C>): express.RequestHandler =>
  (request, response, next) =>
    admits && !admits(request.headers) ? answerStranger(response) : next();

/** A request without a JSON body has none for Express 5, which the integration takes for a mistake of ours. */
const requireBody: express.RequestHandler = (request, _response, next) => {
  request.body ??= {};
  next();
};

/** An address that can be asked from this machine, also where every interface is listened on. */
function urlOf(address: ReturnType<ReturnType<typeof createServer>['address']>, host: string): string {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const known = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${known}:${address.port}/graphql`;
}
