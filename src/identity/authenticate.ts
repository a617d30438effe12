// Who sent a request, by its headers alone.
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../model/faults';
import type { OwnRole, Viewer } from '../model/viewer';
import { credentialsIn } from './credentials';
import type { CookieNames, Credentials } from './credentials';
import { may } from './permissions';
import { viewerOf } from './roles';
import type { Claims, VerifyToken } from './tokens';

export interface Authenticate {
  (headers: IncomingHttpHeaders): Promise<Viewer>;
  /** The name of who sent it, where that is known at once; undefined where it is not. Left out: it never is. */
  readonly recognize?: (headers: IncomingHttpHeaders) => string | undefined;
}

export interface AuthenticationOptions {
  readonly verify: VerifyToken;
  readonly cookies: CookieNames;
  /** The roles that are kept for a user, as they are now. */
  readonly rolesOf: (username: string) => Promise<readonly OwnRole[]>;
}

/** Throws UNAUTHENTICATED for nobody, and DOWNSTREAM_UNAVAILABLE where nobody can be told from somebody now. */
export function createAuthenticate({ verify, cookies, rolesOf }: AuthenticationOptions): Authenticate {
  // A token that was verified before has the same claims, and these make the same viewer.
  const known = new WeakMap<Claims, Viewer>();
  const authenticate = async (headers: IncomingHttpHeaders): Promise<Viewer> => {
    const claims = await claimsOf(verify, credentialsIn(headers, cookies));
    const viewer = known.get(claims) ?? viewerOf(claims, []);
    if (!known.has(claims)) known.set(claims, viewer);
    let looked: Promise<Viewer> | undefined;
    const whole = () => (looked ??= rolesOf(claims.username).then((roles) => viewerOf(claims, roles)));
    // Who may read all needs its roles for changes alone.
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
    // Whoever asks who it is, is told why it is nobody.
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

const anonymous = (): Fault => new Fault('UNAUTHENTICATED', 'This needs a token of the LMS.');
