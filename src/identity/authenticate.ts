// Authenticates a request from its headers alone, and checks that it comes through the gateway.
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../model/faults';
import type { OwnRole, Viewer } from '../model/viewer';
import { may } from './permissions';
import { viewerOf } from './roles';
import type { Claims, VerifyToken } from './tokens';
import { timingSafeEqual } from 'node:crypto';

export interface Authenticate {
  (headers: IncomingHttpHeaders): Promise<Viewer>;
  /** The sender's username if known without waiting, else undefined. Without this function it never is. */
  readonly recognize?: (headers: IncomingHttpHeaders) => string | undefined;
}

interface AuthenticationOptions {
  readonly verify: VerifyToken;
  readonly cookies: CookieNames;
  /** Reads a user's current roles. */
  readonly rolesOf: (username: string) => Promise<readonly OwnRole[]>;
}

/** The result throws UNAUTHENTICATED if anonymous, DOWNSTREAM_UNAVAILABLE if a token cannot be verified now. */
export function createAuthenticate({ verify, cookies, rolesOf }: AuthenticationOptions): Authenticate {
  // A token verified before has the same claims object, and the same claims make the same viewer.
  const known = new WeakMap<Claims, Viewer>();
  const authenticate = async (headers: IncomingHttpHeaders): Promise<Viewer> => {
    const claims = await claimsOf(verify, credentialsIn(headers, cookies));
    const viewer = known.get(claims) ?? viewerOf(claims, []);
    if (!known.has(claims)) known.set(claims, viewer);
    let looked: Promise<Viewer> | undefined;
    const whole = () => (looked ??= rolesOf(claims.username).then((roles) => viewerOf(claims, roles)));
    // A viewer who may read everything needs roles only for changes.
    if (!may(viewer, 'readCourse', null)) return whole();
    const { username, isStaff, permissions, memberships } = viewer;
    return { username, isStaff, permissions, memberships, whole };
  };
  const recognize = (headers: IncomingHttpHeaders): string | undefined => {
    const credentials = credentialsOrNone(headers, cookies);
    const claims = credentials && verify.known(credentials.token);
    return claims ? known.get(claims)?.username : undefined;
  };
  return Object.assign(authenticate, { recognize });
}

function credentialsOrNone(headers: IncomingHttpHeaders, cookies: CookieNames): Credentials | null {
  try {
    return credentialsIn(headers, cookies);
  } catch {
    // `recognize` reports nothing; `authenticate` says why the credentials are bad.
    return null;
  }
}

async function claimsOf(verify: VerifyToken, credentials: Credentials | null): Promise<Claims> {
  if (!credentials) throw anonymous();
  try {
    return await verify(credentials.token);
  } catch (error) {
    const isBadCookie = credentials.isCookie && error instanceof Fault && error.code === 'UNAUTHENTICATED';
    throw isBadCookie ? anonymous() : error;
  }
}

const anonymous = (): Fault => new Fault('UNAUTHENTICATED', 'Send a token of the LMS.');

interface CookieNames {
  readonly headerPayload: string;
  readonly signature: string;
}

interface Credentials {
  readonly token: string;
  /** A browser sends its cookies even when they are no longer valid, so a bad cookie counts as no credentials. */
  readonly isCookie: boolean;
}

/**
 * Returns the token of `Authorization: JWT …` or `Bearer …`, else of the cookies if `USE-JWT-COOKIE` asks for them,
 * else null. Throws UNAUTHENTICATED for a malformed `Authorization` header.
 */
function credentialsIn(headers: IncomingHttpHeaders, names: CookieNames): Credentials | null {
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

/** Returns a check that `Router-Authorization` is one of these secrets. During a rotation there are two. */
export function createGatewayCheck(secrets: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const known = secrets.map((secret) => Buffer.from(secret));
  return (headers) => {
    const given = Buffer.from(headers['router-authorization']?.toString() ?? '');
    // Compares with every secret, so that timing reveals only their lengths.
    const isOne = (secret: Buffer): boolean =>
      secret.length === given.length && timingSafeEqual(secret, given);
    return known.map(isOne).includes(true);
  };
}
