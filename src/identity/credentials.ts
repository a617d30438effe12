// Where a request carries its token: a header, or the two cookies that Open edX's front ends have.
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../model/faults';

export interface CookieNames {
  readonly headerPayload: string;
  readonly signature: string;
}

export interface Credentials {
  readonly token: string;
  /** A browser sends its cookies whether they are still good or not: a bad one is as none. */
  readonly isCookie: boolean;
}

/** The token of `Authorization: JWT …` or `Bearer …`, else of the cookies where `USE-JWT-COOKIE` asks for them; null for none. */
export function credentialsIn(headers: IncomingHttpHeaders, names: CookieNames): Credentials | null {
  const { authorization, cookie = '' } = headers;
  if (authorization !== undefined) {
    const [, token] = /^(?:JWT|Bearer) +([\w.-]+) *$/i.exec(authorization) ?? [];
    if (token === undefined) {
      throw new Fault('UNAUTHENTICATED', 'Authorization is to be "JWT" or "Bearer", and a token of the LMS.');
    }
    return { token, isCookie: false };
  }
  // A page of another site cannot set this header, but it can make a browser send cookies.
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
