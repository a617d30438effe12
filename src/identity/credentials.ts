// Finds a request's token: in a header, or in the two cookies that Open edX's front ends set.
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../model/faults';

export interface CookieNames {
  readonly headerPayload: string;
  readonly signature: string;
}

export interface Credentials {
  readonly token: string;
  /** A browser sends its cookies even when they are no longer valid, so a bad cookie counts as no credentials. */
  readonly isCookie: boolean;
}

/**
 * Returns the token of `Authorization: JWT …` or `Bearer …`, else of the cookies if `USE-JWT-COOKIE` asks for them,
 * else null. Throws UNAUTHENTICATED for a malformed `Authorization` header.
 */
export function credentialsIn(headers: IncomingHttpHeaders, names: CookieNames): Credentials | null {
  const { authorization, cookie = '' } = headers;
  if (authorization !== undefined) {
    const [, token] = /^(?:JWT|Bearer) +([\w.-]+) *$/i.exec(authorization) ?? [];
    if (token === undefined) {
      throw new Fault(
        'UNAUTHENTICATED',
        'Authorization must be "JWT" or "Bearer" followed by a token of the LMS.',
      );
    }
    return { token, isCookie: false };
  }
  // Another site's page can make a browser send cookies, but it cannot set this header.
  const isAsked = !['', 'false', undefined].includes(headers['use-jwt-cookie']?.toString().toLowerCase());
  const [headerPayload, signature] = [
    cookieIn(cookie, names.headerPayload),
    cookieIn(cookie, names.signature),
  ];
  if (!isAsked || !headerPayload || !signature) return null;
  return { token: `${headerPayload}.${signature}`, isCookie: true };
}

const cookieIn = (cookies: string, wanted: string): string | undefined =>
  cookies
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === wanted)?.[1];
