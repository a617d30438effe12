// Tokens signed like those of Open edX's LMS, with keys created anew in each run.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';

export const ISSUER = 'http://lms.test/oauth2';
export const AUDIENCE = 'lms-key';

export interface Signer {
  /** The public key, as in a key set. */
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
  /** A valid token except for these claims; undefined leaves one out. */
  readonly sign: (claims?: JWTPayload, header?: object) => Promise<string>;
}

/** A key of the LMS. Its tokens are issued now and valid for an hour. */
export async function aSigner(kid: string | null = 'key-1', alg = 'RS512'): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const named = kid === null ? {} : { kid };
  const sign: Signer['sign'] = (claims, header) =>
    new SignJWT(claimsOf(claims))
      .setProtectedHeader({ alg, typ: 'JWT', ...named, ...header })
      .sign(privateKey);
  return { jwk: { ...(await exportJWK(publicKey)), ...named }, privateKey, sign };
}

/** A token signed with a secret. */
export const signedWith = (secret: string, claims?: JWTPayload, alg = 'HS256'): Promise<string> =>
  new SignJWT(claimsOf(claims)).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));

/** The default claims of the LMS for a learner, besides the given ones. */
export function claimsOf(claims: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    iat: now,
    exp: now + 3_600,
    grant_type: 'password',
    preferred_username: 'ann',
    scopes: ['read', 'write', 'profile'],
    version: '1.2.0',
    sub: '5a1b',
    filters: [],
    is_restricted: false,
    email_verified: true,
    administrator: false,
    superuser: false,
    ...claims,
  };
}

/** A server of a key set whose answer the test decides. */
export interface KeyServer {
  readonly url: string;
  /** How many requests it received. */
  requestCount: number;
  answer: { status: number; body: string } | 'hang up';
  readonly stop: () => Promise<void>;
}

export const keySet = (...keys: readonly JWK[]): { status: number; body: string } => ({
  status: 200,
  body: JSON.stringify({ keys }),
});

/** Starts one on a free port. */
export async function startKeyServer(answer: KeyServer['answer']): Promise<KeyServer> {
  const http = createServer((request, response) => {
    keys.requestCount += 1;
    if (keys.answer === 'hang up') request.socket.destroy();
    else response.writeHead(keys.answer.status).end(keys.answer.body);
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const keys: KeyServer = {
    url: `http://127.0.0.1:${port}/jwks`,
    requestCount: 0,
    answer,
    stop: async () => {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
  return keys;
}
