// Serves a subgraph over HTTP: admission, Apollo Server, and pages. Knows neither the schema nor how viewers are known.
import { once } from 'node:events';
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from 'node:http';
import type { ApolloServer } from '@apollo/server';
import express from 'express';
import type { End } from '../../store/database';
import { createApolloServer } from '../apollo';
import type { ApolloOptions, SchemaOptions } from '../apollo';
import { requestError } from '../errors';
import type { ErrorOptions } from '../errors';
import { createDocumentCache } from '../documents/document-cache';
import { graphqlHandler } from './graphql-handler';
import { crossOrigin, csrfToken, onlyOwnForms } from './cross-origin';
import type { CrossOrigin } from './cross-origin';
import { deadlineHandler, shedLoad } from './overload';
import { answerHttpErrors, answerNotFound, answerStranger } from './http-errors';
import { chainHandlers } from './handlers';
import type { IncomingRequest, Handler } from './handlers';
import { showPage } from './show-page';
import type { ShowPage } from './show-page';
import { onlyListed } from './listed-documents';
import type { ListedDocuments } from './listed-documents';
import { linkToRequest, noteActor, noteOperation, observe, requestIdIn, requestIdOf } from './observe';
import type { RequestObserver } from './observe';
import { readBody, readText, requireForm } from './read-body';
import { createResponseCache } from './response-cache';
import { boundedBy } from './sockets';
import type { SocketLimits } from './sockets';

export interface HttpServerOptions<C extends object>
  extends SchemaOptions, Pick<ApolloOptions<C>, 'onOperation'> {
  readonly load: Load;
  /** How many times an operation runs before it is compiled. Default: as often as pays off. */
  readonly compiledAfter?: number;
  /** Returns the version of the data that cached responses depend on. Left out: no response is cached. */
  readonly version?: () => number;
  /** Creates a request's context, which starts nothing once `ended`. Throws UNAUTHENTICATED for bad credentials. */
  readonly contextOf: (headers: IncomingHttpHeaders, ended?: End) => Promise<C>;
  /** Returns the sender's username if known without waiting. Left out, or undefined: the context tells. */
  readonly recognize?: (headers: IncomingHttpHeaders) => string | undefined;
  /** Returns the viewer's name, for the observer. */
  readonly actorOf?: (context: C) => string;
  /** Sees every request to GraphQL. */
  readonly observer?: RequestObserver;
  /** Whether a request comes through the gateway; called before its body is read. Left out: all are admitted. */
  readonly admits?: (headers: IncomingHttpHeaders) => boolean;
  /** Origins whose pages may send requests from a browser. Left out: only our own. */
  readonly crossOrigin?: CrossOrigin;
  /** Pages for GET and forms of ours, by path, with all paths below. Admitted, limited and logged like GraphQL. */
  readonly pages?: Readonly<Record<string, ShowPage>>;
  /** Whether a request for a page is admitted. Left out: as for GraphQL requests. */
  readonly admitsPage?: (headers: IncomingHttpHeaders) => boolean;
  /** Other handlers for GET, by path. */
  readonly routes?: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>>;
  /** Once aborted, each response closes its connection, so that the next request goes to another replica. */
  readonly draining?: AbortSignal;
  /** The only documents that run. Left out: all run. */
  readonly documents?: ListedDocuments;
  /** The paths of GraphQL. Left out: only /graphql. */
  readonly paths?: readonly string[];
  /** Returns a new random id. */
  readonly newId: () => string;
  /** Returns the overloaded resource of the process, so that requests are turned away; null: none. */
  readonly pressure?: () => string | null;
  readonly log: { readonly error: (fields: object, message: string) => void };
}

/** How much work the server accepts at once. */
export interface Load extends SocketLimits {
  /** Maximum number of requests in progress. */
  readonly inFlight: number;
  /** Maximum bytes of partly received bodies. */
  readonly arrivingBytes: number;
  /** Maximum memory of the document cache and the response cache together. */
  readonly cacheBytes: number;
}

export interface Listening {
  readonly graphqlUrl: string;
  /** Accepts no more requests, and resolves when those in progress are answered. */
  readonly stop: () => Promise<void>;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Creates the server, not yet started. */
export function createHttpServer<C extends object>(options: HttpServerOptions<C>) {
  const { log, newId, limits, load, observer, draining } = options;
  const onRefused = (what: string) => observer?.refused?.(what);
  const errors: ErrorOptions = {
    newId,
    onRefused,
    logError: (error, errorId) =>
      log.error({ error, errorId, requestId: requestIdOf(error) }, 'A request failed unexpectedly.'),
  };
  let answer: RequestListener = (_request, response) => response.destroy();
  const httpServer = boundedBy({ ...load, workSeconds: limits.seconds }, (request, response) => {
    if (draining?.aborted) response.setHeader('connection', 'close');
    answer(request, response);
  });
  const caches = createCaches(options);
  const apollo = createApolloServer<C>({ ...options, ...errors, ...caches, httpServer });
  return {
    /** Starts listening at that address; port 0 means any free port. Throws if the port is taken. */
    listen: async ({ host, port }: Address): Promise<Listening> => {
      await apollo.start();
      answer = listenerOf(options, { apollo, caches, errors });
      httpServer.listen(port, host);
      await once(httpServer, 'listening');
      return { graphqlUrl: `${originOf(httpServer, host)}/graphql`, stop: () => apollo.stop() };
    },
  };
}

interface Serving<C extends object> {
  readonly apollo: ApolloServer<C>;
  readonly caches: ReturnType<typeof createCaches>;
  readonly errors: ErrorOptions;
}

/** Returns the listener for GraphQL, the pages and everything else. */
function listenerOf<C extends object>(
  options: HttpServerOptions<C>,
  { apollo, caches, errors }: Serving<C>,
): RequestListener {
  const { newId, limits, load, documents, observer, routes = {}, paths = ['/graphql'] } = options;
  const { onRefused } = errors;
  const { refuse, admit } = shedLoad({ mostInFlight: load.inFlight, pressure: options.pressure, onRefused });
  const onError = answerHttpErrors(errors);
  const readTextOf = readText({ bytes: limits.bytes, arrivingBytes: load.arrivingBytes, onRefused });
  const guards = crossOrigin(options.crossOrigin ?? { allowed: [], trusted: [] });
  const graphql = chainHandlers(
    [
      ...guards,
      observe(newId, observer),
      requireAdmission(options),
      refuse,
      readTextOf('application/json'),
      readBody,
      ...(documents ? [onlyListed(documents, onRefused)] : []),
      deadlineHandler(limits.seconds, onRefused),
      admit(graphqlHandler({ ...options, ...caches, apollo, contextOf: contextOf(options), onRefused })),
    ],
    onError,
  );
  const shown = Object.entries(options.pages ?? {}).map(([path, show]) => {
    const handlers = [
      ...guards,
      observe(newId, observer),
      nameAs(path),
      requireAdmission({ admits: options.admitsPage ?? options.admits }),
      onlyOwnForms,
      refuse,
      readTextOf('application/x-www-form-urlencoded'),
      requireForm,
      deadlineHandler(limits.seconds, onRefused),
      admit(showPage(show, { apollo, contextOf: contextOf(options) })),
    ];
    return { path, handle: chainHandlers(handlers, onError) };
  });
  const others = othersOf({ ...csrfToken(newId), ...routes }, guards, onError);
  return (request, response) => {
    const page = shown.find(({ path }) => isPage(path, request));
    (isAt(paths, request) ? graphql : (page?.handle ?? others))(request, response);
  };
}

/** Whether the request is for one of these paths, with or without a trailing slash. */
function isAt(paths: readonly string[], { url = '' }: IncomingMessage): boolean {
  if (paths.includes(url)) return true;
  const [path = ''] = url.split('?', 1);
  return paths.includes(path) || (path.endsWith('/') && paths.includes(path.slice(0, -1)));
}

/** Creates both caches, and the version that responses depend on. */
function createCaches<C extends object>(options: HttpServerOptions<C>) {
  const { schema, load, compiledAfter, version = () => NaN } = options;
  const documents = createDocumentCache({ schema, cacheBytes: load.cacheBytes, compiledAfter });
  return { version, documents, responses: createResponseCache(version, load.cacheBytes) };
}

function contextOf<C extends object>(options: HttpServerOptions<C>) {
  return async (request: IncomingRequest): Promise<C> => {
    try {
      const context = await options.contextOf(request.headers, request.end);
      noteActor(request, options.actorOf?.(context) ?? null);
      return context;
    } catch (error) {
      linkToRequest(error, requestIdIn(request.headers));
      throw requestError(error);
    }
  };
}

const requireAdmission =
  ({ admits }: Pick<HttpServerOptions<object>, 'admits'>): Handler =>
  (request, response, next) =>
    admits && !admits(request.headers) ? answerStranger(response) : next();

/** Whether the request is for that page or a path below it. */
function isPage(path: string, { method = '', url = '' }: IncomingMessage): boolean {
  const [requested = ''] = url.split('?', 1);
  return ['GET', 'HEAD', 'POST'].includes(method) && (requested === path || requested.startsWith(`${path}/`));
}

/** Names a page in the log and the metrics. */
const nameAs =
  (path: string): Handler =>
  (request, _response, next) => {
    noteOperation(request, path.slice(1), request.method === 'POST' ? 'mutation' : 'query');
    next();
  };

function othersOf(
  routes: NonNullable<HttpServerOptions<object>['routes']>,
  guards: readonly Handler[],
  onError: ReturnType<typeof answerHttpErrors>,
): RequestListener {
  const others = express().disable('x-powered-by').disable('etag');
  others.use(...(guards as unknown as express.RequestHandler[]));
  for (const [path, show] of Object.entries(routes)) others.get(path, show);
  others.use(answerNotFound as express.RequestHandler);
  // Express recognizes an error handler by its four parameters.
  // eslint-disable-next-line max-params
  others.use(((error, _request, response, _next) => onError(error, response)) as express.ErrorRequestHandler);
  return others;
}

/** Returns the server's URL without a path. It works on this machine, even when listening on every interface. */
export function originOf(server: Pick<Server, 'address'>, host: string): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const known = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${known}:${address.port}`;
}
