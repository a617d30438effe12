// A subgraph over HTTP: Express in front of Apollo Server. Knows neither which schema it serves, nor who a viewer is.
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { createApolloServer } from '../apollo';
import type { ApolloOptions, SchemaOptions } from '../apollo';
import { requestError } from '../errors';
import type { ErrorOptions } from '../errors';
import { signalOf, within } from './deadline';
import { crossOrigin } from './cross-origin';
import type { CrossOrigin } from './cross-origin';
import { answerHttpErrors, answerNotFound, answerStranger } from './http-errors';
import { onlyListed } from './listed-documents';
import type { ListedDocuments } from './listed-documents';
import { note, observe, requestId } from './observe';
import type { RequestObserver } from './observe';
import { shedLoad } from './overload';
import { boundedBy } from './sockets';
import type { SocketLimits } from './sockets';

export interface HttpServerOptions<C extends object>
  extends SchemaOptions, Pick<ApolloOptions<C>, 'catalogueVersionOf'> {
  readonly load: Load;
  /** The context of a request, for which nothing is begun once `ended`. Throws UNAUTHENTICATED for credentials that are none. */
  readonly contextOf: (headers: IncomingHttpHeaders, ended?: AbortSignal) => Promise<C>;
  /** Who asks, by the context of their request, for whoever is told of requests. */
  readonly actorOf?: (context: C) => string;
  /** Told of every request to GraphQL. */
  readonly observer?: RequestObserver;
  /** Whether a request comes by the way that it must; left out: any may. Asked before anything of it is read. */
  readonly admits?: (headers: IncomingHttpHeaders) => boolean;
  /** Whose pages may ask, from a browser; left out: our own. */
  readonly crossOrigin?: CrossOrigin;
  /** What else is answered to GET, by its path. */
  readonly routes?: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>>;
  /** Once aborted, each answer tells its connection to close: the next request is to go to another replica. */
  readonly draining?: AbortSignal;
  /** What alone is run; left out: anything. */
  readonly documents?: ListedDocuments;
  /** Where GraphQL is asked; left out: /graphql alone. */
  readonly paths?: readonly string[];
  /** A new random id. */
  readonly newId: () => string;
  /** What there is too much of in the process, so that requests are turned away; null: nothing. */
  readonly pressure?: () => string | null;
  readonly log: { readonly error: (fields: object, message: string) => void };
}

/** How much is taken on at once. */
export interface Load extends SocketLimits {
  /** How many requests are worked on. */
  readonly inFlight: number;
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
  const { log, newId, limits, load, documents, observer, routes = {}, draining } = options;
  const paths = [...(options.paths ?? ['/graphql'])];
  const onRefused = (what: string) => observer?.refused?.(what);
  const errors: ErrorOptions = {
    newId,
    onRefused,
    logError: (error, errorId) => log.error({ error, errorId, requestId: requestId() }, 'A request broke.'),
  };
  const app = express().disable('x-powered-by').disable('etag');
  const httpServer = boundedBy({ ...load, workSeconds: limits.seconds }, (request, response) => {
    if (draining?.aborted) response.setHeader('connection', 'close');
    app(request, response);
  });
  const { refuse, admit } = shedLoad({ mostInFlight: load.inFlight, pressure: options.pressure, onRefused });
  const apollo = createApolloServer<C>({ ...options, ...errors, httpServer });
  return {
    /** Starts it at that address; port 0 is any free one. Throws when the port is taken. */
    listen: async ({ host, port }: Address): Promise<Listening> => {
      await apollo.start();
      app.use(crossOrigin(options.crossOrigin ?? { allowed: [], trusted: [] }, newId));
      for (const [path, answer] of Object.entries(routes)) app.get(path, answer);
      app.use(paths, observe(newId, observer));
      app.use(paths, requireAdmission(options), refuse);
      app.use(paths, express.json({ limit: limits.bytes }), requireBody);
      if (documents) app.use(paths, onlyListed(documents, onRefused));
      const answer = expressMiddleware(apollo, { context: contextOf(options) });
      app.use(paths, within(limits.seconds, onRefused), admit(answer));
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
      const context = await options.contextOf(req.headers, signalOf(req));
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
function urlOf(address: ReturnType<Server['address']>, host: string): string {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const known = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${known}:${address.port}/graphql`;
}
