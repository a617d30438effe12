// Starts ours as in production: a token is verified for each request, and the gateway's secret is required.
import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface Production {
  readonly env: Readonly<Record<string, string>>;
  /** The headers of each request. */
  readonly headers: Readonly<Record<string, string>>;
}

const ISSUER = 'https://lms.example.org/oauth2';
const ALGORITHM = 'RS512';
/** Longer than any run. */
const TOKEN_LIFE = '4h';

/**
 * The settings of a production system, and its clients' headers: the token of an Open edX staff member. Everything has
 * its default, except that the addresses of systems lead nowhere, and that no relay runs.
 */
export async function production(): Promise<Production> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const token = await new SignJWT({ version: '1.2.0', preferred_username: 'editor', administrator: true })
    .setProtectedHeader({ alg: ALGORITHM, kid: 'bench' })
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(TOKEN_LIFE)
    .sign(privateKey);
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: ALGORITHM, use: 'sig' }];
  const gateway = randomBytes(24).toString('hex');
  return {
    env: {
      NODE_ENV: 'production',
      AUTH: 'jwt',
      JWT_AUTH: JSON.stringify({
        JWT_ISSUERS: [{ ISSUER }],
        JWT_PUBLIC_SIGNING_JWK_SET: JSON.stringify({ keys }),
      }),
      ROUTER_SECRETS: gateway,
      RELAY: 'false',
      ECOMMERCE_PROTOCOL: 'graphql',
      LMS_PROTOCOL: 'graphql',
      ECOMMERCE_URL: 'http://127.0.0.1:9/',
      LMS_URL: 'http://127.0.0.1:9/',
    },
    headers: { authorization: `JWT ${token}`, 'router-authorization': gateway },
  };
}
