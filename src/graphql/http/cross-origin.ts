// Browsers on pages of other origins: which may ask with the viewer's cookies, and the token that Open edX's front ends
// fetch before they post. The token means nothing here: what is held to is the Origin, which no page can choose.
import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import { Fault } from '../../model/faults';
import { answerFault } from './http-errors';
import type { Handler } from './in-turn';

export interface CrossOrigin {
  /** May ask, and read the answers. */
  readonly allowed: readonly string[];
  /** May ask with cookies as well: those behind a gateway that forwards them. */
  readonly trusted: readonly string[];
}

const TOKEN = '/csrf/api/v1/token';
/** What frontend-platform and GraphQL clients send. */
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

/** Answers preflights, says who may read answers, and refuses cookies from a page that is not trusted. */
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
      'Cookies are not taken from a page of this origin; CSRF_TRUSTED_ORIGINS names those that are.';
    answerFault(response, 403, new Fault('FORBIDDEN', words));
  };
  return [...(allowed.length > 0 ? [headers as Handler] : []), refuseCookies];
}

/** Answers the token, by its path. */
export const csrfToken = (newId: () => string) => ({
  [TOKEN]: (_request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ csrfToken: newId().replaceAll('-', '') }));
  },
});

/**
 * Whether it names no credentials of the browser's, or comes from a page of our own: of the same scheme, too, since anybody
 * on the way can put a page at http:// before one at https://. No page can send X-Forwarded-Proto without a preflight.
 */
function isOwn({ headers }: IncomingMessage): boolean {
  const { origin, host = '', 'use-jwt-cookie': byCookie, 'x-forwarded-proto': forwarded } = headers;
  if (origin === undefined || byCookie === undefined) return true;
  const [scheme = ''] = String(forwarded ?? 'http').split(',');
  const own = `${scheme.trim()}://${host}`;
  return URL.canParse(own) && new URL(own).origin === origin;
}
