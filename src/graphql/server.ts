// The subgraph over HTTP: Express in front of Apollo Server. Does not know how a viewer is recognized.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { ChangeDeps } from '../changes/deps';
import type { Viewer } from '../model/viewer';
import { createApolloServer } from './apollo';
import { createContext } from './context';
import { requestError } from './errors';
import type { ErrorOptions } from './errors';
import { answerHttpErrors, answerNotFound } from './http-errors';

export interface ServerOptions {
  readonly deps: ChangeDeps;
  /** Who asks. Throws UNAUTHENTICATED for credentials that are none. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Promise<Viewer>;
  /** Whether clients may ask for the schema, and error messages may name parts of it. A gateway may ask in any case. */
  readonly isIntrospectable: boolean;
  /** Answers GET /; left out: there is nothing. */
  readonly startPage?: (request: IncomingMessage, response: ServerResponse) => unknown;
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

const LARGEST_BODY = '1mb';

/** The server, not yet started. Throws for a schema that does not fit its resolvers. */
export function createServer(options: ServerOptions) {
  const { log, deps, isIntrospectable } = options;
  const errors: ErrorOptions = {
    newId: deps.newId,
    logError: (error, errorId) => log.error({ error, errorId }, 'A request broke.'),
  };
  const app = express().disable('x-powered-by').disable('etag');
  const httpServer = createHttpServer((request, response) => void app(request, response));
  const apollo = createApolloServer({ ...errors, isIntrospectable, httpServer });
  return {
    /** Starts it at that address; port 0 is any free one. Throws when the port is taken. */
    listen: async ({ host, port }: Address): Promise<Listening> => {
      await apollo.start();
      if (options.startPage) app.get('/', options.startPage);
      app.use('/graphql', express.json({ limit: LARGEST_BODY }), requireBody);
      app.use('/graphql', expressMiddleware(apollo, { context: contextOf(options) }));
      app.use(answerNotFound);
      app.use(answerHttpErrors(errors));
      httpServer.listen(port, host);
      await once(httpServer, 'listening');
      return { graphqlUrl: urlOf(httpServer.address(), host), stop: () => apollo.stop() };
    },
  };
}

function contextOf({ deps, authenticate }: ServerOptions) {
  return async ({ req }: { readonly req: IncomingMessage }) => {
    try {
      return createContext(deps, await authenticate(req.headers));
    } catch (error) {
      throw requestError(error);
    }
  };
}

/** A request without a JSON body has none for Express 5, which the integration takes for a mistake of ours. */
const requireBody: express.RequestHandler = (request, _response, next) => {
  request.body ??= {};
  next();
};

/** An address that can be asked from this machine, also where every interface is listened on. */
function urlOf(address: ReturnType<ReturnType<typeof createHttpServer>['address']>, host: string): string {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const known = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${known}:${address.port}/graphql`;
}
