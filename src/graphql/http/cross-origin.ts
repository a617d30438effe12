// Handles browsers on pages of other origins: decides which may use the viewer's cookies, and serves the CSRF token
// that Open edX's front ends fetch before they post. Only headers that no page can choose are checked.
import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import { Fault } from '../../model/faults';
import { answerFault } from './http-errors';
import type { Handler } from './handlers';

export interface CrossOrigin {
  /** Origins that may send requests and read the responses. */
  readonly allowed: readonly string[];
  /** Origins that may also send requests with cookies: those behind a gateway that forwards them. */
  readonly trusted: readonly string[];
}

const TOKEN = '/csrf/api/v1/token';
/** The headers that frontend-platform and GraphQL clients send. */
const HEADERS = [
  'content-type',
  'authorization',
  'use-jwt-cookie',
  'x-csrftoken',
  'x-request-id',
  'apollographql-client-name',
  'apollographql-client-version',
  'apollo-require-preflight',
];
const PREFLIGHT_SECONDS = 600;

/** Answers preflights, sets who may read responses, and refuses cookies from untrusted pages. */
export function crossOrigin({ allowed, trusted }: CrossOrigin): Handler[] {
  const headers = cors({
    origin: [...allowed],
    credentials: true,
    methods: ['GET', 'POST'],
    allowedHeaders: HEADERS,
    exposedHeaders: ['x-request-id'],
    maxAge: PREFLIGHT_SECONDS,
  });
  const refuseCookies: Handler = (request, response, next) => {
    if (isOwn(request) || [...allowed, ...trusted].includes(request.headers.origin ?? '')) return next();
    const words =
      'Cookies are not accepted from pages of this origin; add it to CSRF_TRUSTED_ORIGINS to accept them.';
    answerFault(response, 403, new Fault('FORBIDDEN', words));
  };
  return [...(allowed.length > 0 ? [headers as Handler] : []), refuseCookies];
}

/**
 * Refuses a form unless the browser says that a page of ours sent it. Another site's page can send a form without a
 * preflight; clients other than browsers use the API.
 */
export const onlyOwnForms: Handler = (request, response, next) => {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isBrowser = origin !== undefined || site !== undefined;
  const isSame =
    (site ?? 'same-origin') === 'same-origin' && (origin ?? ownOrigin(request)) === ownOrigin(request);
  if (request.method !== 'POST' || (isBrowser && isSame)) return next();
  const words =
    'Forms are accepted only from pages of this service. A proxy in front of it must pass on Host and set X-Forwarded-Proto.';
  answerFault(response, 403, new Fault('FORBIDDEN', words));
};

/** Returns the route that serves a token. */
export const csrfToken = (newId: () => string) => ({
  [TOKEN]: (_request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ csrfToken: newId().replaceAll('-', '') }));
  },
});

/** Whether the request does not ask for the browser's cookies, or comes from our own origin. */
function isOwn(request: IncomingMessage): boolean {
  const { origin, 'use-jwt-cookie': byCookie } = request.headers;
  return origin === undefined || byCookie === undefined || origin === ownOrigin(request);
}

/**
 * Our origin as the browser sees it; null for a malformed host. It has the scheme, as anyone on the network can fake a
 * page at http://. No page can send X-Forwarded-Proto without a preflight.
 */
function ownOrigin({ headers }: IncomingMessage): string | null {
  const [scheme = ''] = String(headers['x-forwarded-proto'] ?? 'http').split(',');
  const own = `${scheme.trim()}://${headers.host ?? ''}`;
  return URL.canParse(own) ? new URL(own).origin : null;
}
