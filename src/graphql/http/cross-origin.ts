// Browsers on pages of other origins: which may ask with the viewer's cookies, and the token that Open edX's front ends
// fetch before they post. The token means nothing here: what is held to is the Origin, which no page can choose.
import cors from 'cors';
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { Fault } from '../../model/faults';
import { answerFault } from './http-errors';

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

/** Answers preflights and the token, and refuses cookies from a page that is not trusted. */
export function crossOrigin({ allowed, trusted }: CrossOrigin, newId: () => string): RequestHandler {
  const router = Router();
  if (allowed.length > 0)
    router.use(
      cors({
        origin: [...allowed],
        credentials: true,
        methods: ['GET', 'POST'],
        allowedHeaders: HEADERS,
        exposedHeaders: ['x-request-id'],
        maxAge: PREFLIGHT_SECONDS,
      }),
    );
  router.get(TOKEN, (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.json({ csrfToken: newId().replaceAll('-', '') });
  });
  router.use((request, response, next) => {
    if (isOwn(request) || [...allowed, ...trusted].includes(request.headers.origin ?? '')) return next();
    const words =
      'Cookies are not taken from a page of this origin; CSRF_TRUSTED_ORIGINS names those that are.';
    answerFault(response, 403, new Fault('FORBIDDEN', words));
  });
  return router;
}

/** Whether it names no credentials of the browser's, or comes from a page of our own. */
function isOwn({ headers: { origin, host, 'use-jwt-cookie': byCookie } }: Request): boolean {
  if (origin === undefined || byCookie === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
