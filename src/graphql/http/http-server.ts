// A subgraph over HTTP: Apollo Server behind what lets requests in, and pages beside it. Knows neither which schema it serves, nor who a viewer is.
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
import { answerGraphql } from './answer';
import { crossOrigin, csrfToken } from './cross-origin';
import type { CrossOrigin } from './cross-origin';
import { within } from './deadline';
import { answerHttpErrors, answerNotFound, answerStranger } from './http-errors';
import { inTurn } from './in-turn';
import { showPage } from './show-page';
import type { ShowPage } from './show-page';
import type { Asked, Handler } from './in-turn';
import { onlyListed } from './listed-documents';
import type { ListedDocuments } from './listed-documents';
import { cameOf, noteActor, noteOperation, observe, requestIdIn, requestIdOf } from './observe';
import type { RequestObserver } from './observe';
import { shedLoad } from './overload';
import { readBody, readText } from './read-body';
import { createResponseCache } from './response-cache';
import { boundedBy } from './sockets';
import type { SocketLimits } from './sockets';

export interface HttpServerOptions<C extends object>
  extends SchemaOptions, Pick<ApolloOptions<C>, 'onOperation'> {
  readonly load: Load;
  /** How many times an operation is executed before it is compiled; left out: as it is worth it. */
  readonly compiledAfter?: number;
  /** The version of what answers are kept of; left out: none is kept. */
  readonly version?: () => number;
  /** The context of a request, for which nothing is begun once `ended`. Throws UNAUTHENTICATED for credentials that are none. */
  readonly contextOf: (headers: IncomingHttpHeaders, ended?: End) => Promise<C>;
  /** Who sent a request with these headers, where that is known at once; left out, or undefined: the context tells. */
  readonly recognize?: (headers: IncomingHttpHeaders) => string | undefined;
  /** Who asks, by the context of their request, for whoever is told of requests. */
  readonly actorOf?: (context: C) => string;
  /** Told of every request to GraphQL. */
  readonly observer?: RequestObserver;
  /** Whether a request comes by the way that it must; left out: any may. Asked before anything of it is read. */
  readonly admits?: (headers: IncomingHttpHeaders) => boolean;
  /** Whose pages may ask, from a browser; left out: our own. */
  readonly crossOrigin?: CrossOrigin;
  /** Pages that are shown to GET, by the path that they are at and below: admitted, limited, logged and counted as requests to GraphQL are. */
  readonly pages?: Readonly<Record<string, ShowPage>>;
  /** Whether a request for a page comes by the way that it must; left out: as those to GraphQL. */
  readonly admitsPage?: (headers: IncomingHttpHeaders) => boolean;
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
  /** How many bytes are held of bodies that have not arrived whole. */
  readonly arrivingBytes: number;
  /** How much memory the document cache and the response cache may have. */
  readonly cacheBytes: number;
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
  const { log, newId, limits, load, observer, draining } = options;
  const onRefused = (what: string) => observer?.refused?.(what);
  const errors: ErrorOptions = {
    newId,
    onRefused,
    logError: (error, errorId) =>
      log.error({ error, errorId, requestId: requestIdOf(error) }, 'A request broke.'),
  };
  let answer: RequestListener = (_request, response) => response.destroy();
  const httpServer = boundedBy({ ...load, workSeconds: limits.seconds }, (request, response) => {
    if (draining?.aborted) response.setHeader('connection', 'close');
    answer(request, response);
  });
  const caches = createCaches(options);
  const apollo = createApolloServer<C>({ ...options, ...errors, ...caches, httpServer });
  return {
    /** Starts it at that address; port 0 is any free one. Throws when the port is taken. */
    listen: async ({ host, port }: Address): Promise<Listening> => {
      await apollo.start();
      answer = listenerOf(options, { apollo, caches, errors });
      httpServer.listen(port, host);
      await once(httpServer, 'listening');
      return { graphqlUrl: urlOf(httpServer.address(), host), stop: () => apollo.stop() };
    },
  };
}

interface Serving<C extends object> {
  readonly apollo: ApolloServer<C>;
  readonly caches: ReturnType<typeof createCaches>;
  readonly errors: ErrorOptions;
}

/** What answers requests: GraphQL, the pages, and all else. */
function listenerOf<C extends object>(
  options: HttpServerOptions<C>,
  { apollo, caches, errors }: Serving<C>,
): RequestListener {
  const { newId, limits, load, documents, observer, routes = {}, paths = ['/graphql'] } = options;
  const { onRefused } = errors;
  const { refuse, admit } = shedLoad({ mostInFlight: load.inFlight, pressure: options.pressure, onRefused });
  const onError = answerHttpErrors(errors);
  const guards = crossOrigin(options.crossOrigin ?? { allowed: [], trusted: [] });
  const asked = inTurn(
    [
      ...guards,
      observe(newId, observer),
      requireAdmission(options),
      refuse,
      readText({ bytes: limits.bytes, arrivingBytes: load.arrivingBytes, onRefused }),
      readBody,
      ...(documents ? [onlyListed(documents, onRefused)] : []),
      within(limits.seconds, onRefused),
      admit(answerGraphql({ ...options, ...caches, apollo, contextOf: contextOf(options), onRefused })),
    ],
    onError,
  );
  const shown = Object.entries(options.pages ?? {}).map(([path, show]) => {
    const handlers = [
      ...guards,
      observe(newId, observer),
      nameAs(path),
      requireAdmission({ admits: options.admitsPage ?? options.admits }),
      refuse,
      within(limits.seconds, onRefused),
      admit(showPage(show, { apollo, contextOf: contextOf(options) })),
    ];
    return { path, handle: inTurn(handlers, onError) };
  });
  const others = othersOf({ ...csrfToken(newId), ...routes }, guards, onError);
  return (request, response) => {
    const page = shown.find(({ path }) => isPage(path, request));
    (isAt(paths, request) ? asked : (page?.handle ?? others))(request, response);
  };
}

/** Whether the request is for one of these paths, with or without a slash at its end. */
function isAt(paths: readonly string[], { url = '' }: IncomingMessage): boolean {
  if (paths.includes(url)) return true;
  const [path = ''] = url.split('?', 1);
  return paths.includes(path) || (path.endsWith('/') && paths.includes(path.slice(0, -1)));
}

/** The caches, and the version that responses are of. */
function createCaches<C extends object>(options: HttpServerOptions<C>) {
  const { schema, load, compiledAfter, version = () => NaN } = options;
  const documents = createDocumentCache({ schema, cacheBytes: load.cacheBytes, compiledAfter });
  return { version, documents, responses: createResponseCache(version, load.cacheBytes) };
}

function contextOf<C extends object>(options: HttpServerOptions<C>) {
  return async (request: Asked): Promise<C> => {
    try {
      const context = await options.contextOf(request.headers, request.end);
      noteActor(request, options.actorOf?.(context) ?? null);
      return context;
    } catch (error) {
      cameOf(error, requestIdIn(request.headers));
      throw requestError(error);
    }
  };
}

const requireAdmission =
  ({ admits }: Pick<HttpServerOptions<object>, 'admits'>): Handler =>
  (request, response, next) =>
    admits && !admits(request.headers) ? answerStranger(response) : next();

/** Whether the page of that path is asked for, or one below it. */
function isPage(path: string, { method = '', url = '' }: IncomingMessage): boolean {
  const [asked = ''] = url.split('?', 1);
  return ['GET', 'HEAD'].includes(method) && (asked === path || asked.startsWith(`${path}/`));
}

/** The name of a page in the log and the metrics. */
const nameAs =
  (path: string): Handler =>
  (request, _response, next) => {
    noteOperation(request, path.slice(1), 'query');
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
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line max-params
  others.use(((error, _request, response, _next) => onError(error, response)) as express.ErrorRequestHandler);
  return others;
}

/** An address that can be asked from this machine, also where every interface is listened on. */
function urlOf(address: ReturnType<Server['address']>, host: string): string {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const known = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${known}:${address.port}/graphql`;
}
