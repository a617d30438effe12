// Protects forms against other sites: a form carries a token that belongs to a cookie of the browser and to the viewer.
// Needs no memory, so that any replica can check what another has issued.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const COOKIE = 'track-types-form';
const HOURS = 12;

/** A key of this browser, and the Set-Cookie header that gives it to a browser without one. */
export interface FormKey {
  readonly key: string;
  readonly setCookie: string | null;
}

/** Returns the browser's key, else a new one from `newId`. */
export function formKeyOf(headers: IncomingHttpHeaders, newId: () => string): FormKey {
  const known = formKeyIn(headers);
  if (known !== null) return { key: known, setCookie: null };
  const key = newId();
  const attributes = `Path=/; Max-Age=${HOURS * 3_600}; HttpOnly; SameSite=Lax`;
  const setCookie = `${nameOf(headers)}=${key}; ${attributes}${isEncrypted(headers) ? '; Secure' : ''}`;
  return { key, setCookie };
}

/** The token for this viewer's forms: only who knows the browser's key can make it. */
export const formToken = (key: string, username: string): string =>
  createHmac('sha256', key).update(username).digest('base64url');

/** Whether the token was issued to this browser for this viewer. */
export function isGenuine(token: string | null, headers: IncomingHttpHeaders, username: string): boolean {
  const key = formKeyIn(headers);
  if (key === null || token === null) return false;
  const [given, expected] = [Buffer.from(token), Buffer.from(formToken(key, username))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function formKeyIn(headers: IncomingHttpHeaders): string | null {
  const start = `${nameOf(headers)}=`;
  const pair = (headers.cookie ?? '').split(/; */).find((one) => one.startsWith(start));
  const key = pair?.slice(start.length) ?? '';
  return /^[\w-]{36}$/.test(key) ? key : null;
}

const isEncrypted = (headers: IncomingHttpHeaders): boolean =>
  /^https\b/.test(String(headers['x-forwarded-proto']));

/** With the prefix a browser accepts the cookie from this host alone, so that no neighbouring host can plant one. */
const nameOf = (headers: IncomingHttpHeaders): string => `${isEncrypted(headers) ? '__Host-' : ''}${COOKIE}`;
