// The settings of authentication. JWT_AUTH has Open edX's own format, so that an installation's value can be copied.
import { z } from 'zod';
import { flag, url } from './kinds';

const text = z.string().min(1);
const audience = z.union([text, z.array(text)], { error: 'a text or a list of texts' });

/** Parses the JSON text by which a mapping or list is given in the environment. */
function jsonIn(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'JSON, or a mapping in YAML' });
    return z.NEVER;
  }
}

const ONE_OR_TWO = { error: 'one secret, or two' };
const SECRETS = z.preprocess(
  (value, context) =>
    typeof value === 'string' && !value.startsWith('[') ? value.split(',') : jsonIn(value, context),
  z.array(z.string().trim().min(1, ONE_OR_TWO)).max(2, ONE_OR_TWO),
);

/** 2048 bits, in base64url characters. */
const MIN_MODULUS_LENGTH = 342;
const PUBLIC_KEY = z
  .looseObject({ kty: text, n: text.optional() })
  .refine((key) => !('d' in key || 'k' in key), { error: 'a public key, and not the private or secret one' })
  .refine(({ kty, n = '' }) => kty !== 'RSA' || n.length >= MIN_MODULUS_LENGTH, {
    error: 'an RSA key of 2048 bits or more',
  });

const ISSUER = z.object({ ISSUER: text, AUDIENCE: audience.nullish(), SECRET_KEY: text.nullish() });

/** Each with its description in docs/configuration.md. */
export const JWT_AUTH_KEYS = {
  JWT_ISSUERS: z
    .array(ISSUER)
    .default([])
    .describe(
      'The trusted issuers: a list of mappings with `ISSUER`, and `AUDIENCE` or `SECRET_KEY` if needed.',
    ),
  JWT_ISSUER: text.nullish().describe('One more trusted issuer.'),
  JWT_AUDIENCE: audience.nullish().describe('The audience of JWT_ISSUER.'),
  JWT_SECRET_KEY: text.nullish().describe('The secret of JWT_ISSUER.'),
  JWT_PUBLIC_SIGNING_JWK_SET: z
    .preprocess(jsonIn, z.object({ keys: z.array(PUBLIC_KEY).min(1) }))
    .nullish()
    .describe(
      'The public keys of the LMS; during a rotation the old and the new one. If set, no secret is used.',
    ),
  JWT_SIGNING_ALGORITHM: z
    .enum(['RS512', 'RS256'])
    .default('RS512')
    .describe('The only accepted algorithm; HS256 if only secrets are given.'),
  JWT_VERIFY_AUDIENCE: z
    .boolean()
    .optional()
    .describe("Whether `aud` must match the issuer's audience. Default: only if the issuer has one."),
  JWT_LEEWAY: z.number().min(0).max(30).default(5).describe('Allowed clock difference in seconds, up to 30.'),
  JWT_AUTH_COOKIE_HEADER_PAYLOAD: text
    .default('edx-jwt-cookie-header-payload')
    .describe('The cookie with the first two parts of the token.'),
  JWT_AUTH_COOKIE_SIGNATURE: text
    .default('edx-jwt-cookie-signature')
    .describe('The cookie with the third part of the token.'),
};

export const JWT_AUTH = z.preprocess(
  jsonIn,
  z.object(JWT_AUTH_KEYS, { error: 'a mapping in the format of Open edX' }),
);
export type JwtAuth = z.infer<typeof JWT_AUTH>;

export const IDENTITY = {
  AUTH: z
    .enum(['off', 'jwt'])
    .default('off')
    .describe('`off`: every viewer may do everything; refused in production. `jwt`: tokens of the LMS.'),
  JWT_AUTH: JWT_AUTH.optional().describe(
    "The trusted issuers and keys, in the format of Open edX's JWT_AUTH, as JSON or YAML. The supported keys are listed below.",
  ),
  JWT_JWKS_URL: url('http:', 'https:')
    .optional()
    .describe('The URL of the public keys; replaces JWT_PUBLIC_SIGNING_JWK_SET.'),
  ROUTER_SECRETS: SECRETS.optional().describe(
    'The secret that the gateway sends as `Router-Authorization`; if set, all other requests are refused. During a rotation two, separated by a comma.',
  ),
  ALLOW_DIRECT: flag
    .default(false)
    .describe(
      'Whether production may start without ROUTER_SECRETS. Only for networks where nobody but the gateway can reach the service.',
    ),
};

export interface Issuer {
  readonly name: string;
  /** A token must be for one of them; null: any audience. */
  readonly audiences: readonly string[] | null;
  readonly secret: string | null;
}

/** Each issuer once, with all its audiences. */
export function issuersOf(auth: JwtAuth): Issuer[] {
  const { JWT_ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_SECRET_KEY: SECRET_KEY, JWT_VERIFY_AUDIENCE } = auth;
  const listed = [...auth.JWT_ISSUERS, ...(JWT_ISSUER ? [{ ISSUER: JWT_ISSUER, AUDIENCE, SECRET_KEY }] : [])];
  return [...new Set(listed.map(({ ISSUER: name }) => name))].map((name) => {
    const own = listed.filter((one) => one.ISSUER === name);
    const audiences = own.flatMap((one) => one.AUDIENCE ?? []);
    const isVerified = JWT_VERIFY_AUDIENCE ?? audiences.length > 0;
    const secret = own.find((one) => one.SECRET_KEY)?.SECRET_KEY ?? null;
    return { name, audiences: isVerified ? audiences : null, secret };
  });
}
