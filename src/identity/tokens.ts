// Verifies the JWTs of Open edX's LMS and reads their claims. It does not know what they permit. Caches verified tokens: a
// client sends the same token repeatedly, and its signature stays valid as long as the keys are the same. The token's times
// are checked against the clock on each use.
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { Fault } from '../model/faults';
import { SERVICE_ACTOR } from '../model/history';
import { remoteKeys } from './keys';

/** The verified claims of a token. */
export interface Claims {
  readonly username: string;
  readonly isSuperuser: boolean;
  /** Whether the user is Open edX staff. */
  readonly isAdministrator: boolean;
  /** Whether a program got the token for itself, with its own credentials. */
  readonly isService: boolean;
  /** Whether the program that acts for the user is limited to its scopes. */
  readonly isRestricted: boolean;
  readonly scopes: readonly string[];
  /** The only organizations in which the token permits anything; null: all. */
  readonly organizations: readonly string[] | null;
}

/** An issuer whose tokens are accepted. */
interface Issuer {
  readonly name: string;
  /** A token must be for one of these; null: for anyone. */
  readonly audiences: readonly string[] | null;
  readonly secret: string | null;
}

export interface TokenOptions {
  readonly issuers: readonly Issuer[];
  /** The public keys of all issuers, or the URL to fetch them from. With neither, each issuer's secret is its key. */
  readonly jwks: JSONWebKeySet | null;
  readonly jwksUrl: string | null;
  /** The algorithm for public keys; a secret always uses HS256. The token's own `alg` never chooses. */
  readonly algorithm: 'RS512' | 'RS256';
  /** Allowed clock difference, in seconds. */
  readonly leeway: number;
  readonly clock: () => Date;
  /** Called with the reason when keys cannot be fetched. */
  readonly onError: (error: unknown) => void;
}

export interface VerifyToken {
  (token: string): Promise<Claims>;
  /** The claims of a token that was verified before and is still valid, else undefined. */
  readonly known: (token: string) => Claims | undefined;
}

/** The highest supported major version of the claims. */
const VERSION = 1;
const ORGANIZATION = 'content_org:';

/**
 * Returns a function that verifies a token and returns its claims. It throws UNAUTHENTICATED for a token that no issuer
 * signed or that is no longer valid.
 */
export function createVerifyToken(options: TokenOptions): VerifyToken {
  const { issuers, leeway, clock } = options;
  const publicKeys = publicKeysOf(options);
  const payloadOf = async (token: string): Promise<JWTPayload> => {
    // Not verified yet: the issuer only chooses the key.
    const { iss } = decodeJwt(token);
    const issuer = issuers.find(({ name }) => name === iss);
    if (!issuer) throw unauthenticated('its issuer is not known');
    return verified(token, publicKeys ?? secretOf(issuer), {
      algorithms: [publicKeys ? options.algorithm : 'HS256'],
      issuer: issuer.name,
      requiredClaims: ['exp', 'iat'],
      clockTolerance: leeway,
      currentDate: clock(),
      ...(issuer.audiences && { audience: [...issuer.audiences] }),
    });
  };
  const verifiedBefore = verifiedTokens(options);
  const read = new WeakMap<JWTPayload, Claims>();
  const currentKeys = () => (publicKeys?.current ? publicKeys.current() : options);
  const isOfTheFuture = ({ iat = 0 }: JWTPayload): boolean => iat > clock().getTime() / 1_000 + leeway;
  const verify = async (token: string): Promise<Claims> => {
    try {
      const keys = currentKeys();
      const payload =
        verifiedBefore.find(token, keys) ?? verifiedBefore.keep(token, keys, await payloadOf(token));
      if (isOfTheFuture(payload)) throw unauthenticated('it is issued in the future');
      const claims = read.get(payload) ?? claimsOf(payload);
      read.set(payload, claims);
      return claims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw unauthenticated('it has expired');
      if (error instanceof errors.JOSEError) throw unauthenticated(error.message);
      throw error;
    }
  };
  const known: VerifyToken['known'] = (token) => {
    const payload = verifiedBefore.find(token, currentKeys());
    return payload && !isOfTheFuture(payload) ? read.get(payload) : undefined;
  };
  return Object.assign(verify, { known });
}

function publicKeysOf({
  jwks,
  jwksUrl,
  onError,
}: TokenOptions): (JWTVerifyGetKey & { readonly current?: () => object | undefined }) | null {
  if (jwksUrl !== null) return remoteKeys(new URL(jwksUrl), { onError });
  return jwks && createLocalJWKSet(jwks);
}

const secretOf =
  ({ secret }: Issuer): JWTVerifyGetKey =>
  async () =>
    new TextEncoder().encode(secret ?? '');

async function verified(
  token: string,
  keyOf: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keyOf, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // The LMS may leave out the key id, and has two keys while one replaces the other.
    let why: unknown = new errors.JWSSignatureVerificationFailed();
    for await (const key of error) {
      const tried = await jwtVerify(token, key, options).catch((reason: unknown) => {
        if (!(reason instanceof errors.JWSSignatureVerificationFailed)) why = reason;
        return null;
      });
      if (tried) return tried.payload;
    }
    throw why;
  }
}

function claimsOf(payload: JWTPayload): Claims {
  const { version = '1.0.0', preferred_username: preferred, username: plain, grant_type: grant } = payload;
  const [, major] = /^(\d+)\.\d+\.\d+/.exec(String(version)) ?? [];
  if (major === undefined || Number(major) > VERSION)
    throw unauthenticated('the version of its claims is unknown');
  const username = preferred || plain;
  if (typeof username !== 'string' || !username) {
    throw unauthenticated('it has neither a preferred_username nor a username');
  }
  // PostgreSQL cannot store a null character, and no account name contains one.
  if (username.includes('\0')) throw unauthenticated('its username has a null character');
  // History would attribute this account's changes to the service itself.
  if (username === SERVICE_ACTOR) throw unauthenticated('its username is reserved');
  const organizations = listIn(payload, 'filters').filter((filter) => filter.startsWith(ORGANIZATION));
  return {
    username,
    isSuperuser: payload['superuser'] === true,
    isAdministrator: payload['administrator'] === true,
    isService: grant === 'client-credentials' || grant === 'client_credentials',
    // An unreadable value restricts.
    isRestricted: ![false, undefined, null].includes(payload['is_restricted'] as null),
    scopes: listIn(payload, 'scopes'),
    organizations:
      organizations.length > 0 ? organizations.map((one) => one.slice(ORGANIZATION.length)) : null,
  };
}

function listIn(payload: JWTPayload, claim: string): string[] {
  const list = payload[claim] ?? [];
  const isList =
    Array.isArray(list) &&
    list.every((entry): entry is string => typeof entry === 'string' && !entry.includes('\0'));
  if (!isList) throw unauthenticated(`its ${claim} are not a list of strings`);
  return list;
}

const unauthenticated = (why: string): Fault =>
  new Fault('UNAUTHENTICATED', `The token is not accepted: ${why}.`);

interface Verified {
  /** The keys that verified it. */
  readonly keys: object;
  readonly payload: JWTPayload;
}

/** The cache's size limit. Only tokens that the LMS issued get in, so nobody else can fill it. */
const MAX_TOKENS = 1_000;

/** Creates a cache of verified tokens. `leeway`: allowed clock difference, in seconds. */
export function verifiedTokens({ leeway, clock }: { readonly leeway: number; readonly clock: () => Date }) {
  const known = new Map<string, Verified>();
  return {
    /** Returns the payload if the token was verified with these keys and is still valid, else undefined. */
    find: (token: string, keys: object | undefined): JWTPayload | undefined => {
      const found = known.get(token);
      if (!found || found.keys !== keys) return undefined;
      const now = Math.floor(clock().getTime() / 1_000);
      const { exp = 0, nbf = now } = found.payload;
      return exp > now - leeway && nbf <= now + leeway ? found.payload : undefined;
    },
    /** Adds a token that was verified with these keys; returns its payload. */
    keep: (token: string, keys: object | undefined, payload: JWTPayload): JWTPayload => {
      if (known.size >= MAX_TOKENS) known.clear();
      if (keys) known.set(token, { keys, payload });
      return payload;
    },
  };
}
