// Settings that cannot be meant together. docs/configuration.md is printed from here.
import { isWellKnown, SECRETS } from './secrets';
import { issuersOf } from './identity';
import { isRest } from './settings';
import type { Config, Settings } from './settings';

export interface Contradiction {
  /** Begins with the setting that it is about. */
  readonly says: string;
  /** `given`: as they are set, without defaults that depend on others. */
  readonly when: (config: Config, given: Settings) => boolean;
}

const isShop = ({ ECOMMERCE_PROTOCOL }: Config): boolean => ECOMMERCE_PROTOCOL === 'woocommerce';
/** Without TLS, and not on this machine. */
const isPlain = (url: string): boolean => /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/.test(url);
const isProduction = ({ NODE_ENV }: Config): boolean => NODE_ENV === 'production';

/** The service does not start with any of them. */
export const CONTRADICTIONS: readonly Contradiction[] = [
  {
    says: 'SANDBOX: is not for production; set ECOMMERCE_URL and LMS_URL.',
    when: (config) => isProduction(config) && config.SANDBOX !== false,
  },
  {
    says: 'AUTH: off lets everybody do everything and is refused in production.',
    when: (config) => isProduction(config) && config.AUTH === 'off',
  },
  {
    says: 'JWT_AUTH: is needed for AUTH=jwt, with the JWT_ISSUERS whose tokens are taken.',
    when: ({ AUTH, JWT_AUTH }) => AUTH === 'jwt' && !(JWT_AUTH && issuersOf(JWT_AUTH).length > 0),
  },
  {
    says: 'JWT_AUTH: has no JWT_PUBLIC_SIGNING_JWK_SET, and there is no JWT_JWKS_URL; or else each issuer needs a SECRET_KEY.',
    when: ({ JWT_AUTH, JWT_JWKS_URL }) =>
      JWT_AUTH !== undefined &&
      !JWT_JWKS_URL &&
      !JWT_AUTH.JWT_PUBLIC_SIGNING_JWK_SET &&
      issuersOf(JWT_AUTH).some(({ secret }) => secret === null),
  },
  {
    says: 'JWT_AUTH: has no AUDIENCE for an issuer, but JWT_VERIFY_AUDIENCE.',
    when: ({ JWT_AUTH }) =>
      JWT_AUTH !== undefined && issuersOf(JWT_AUTH).some(({ audiences }) => audiences?.length === 0),
  },
  {
    says: 'JWT_JWKS_URL: and JWT_PUBLIC_SIGNING_JWK_SET are both set; keep the one that is right.',
    when: ({ JWT_AUTH, JWT_JWKS_URL }) => Boolean(JWT_JWKS_URL && JWT_AUTH?.JWT_PUBLIC_SIGNING_JWK_SET),
  },
  {
    says: 'SANDBOX: its gateway and example courses have neither tokens nor a secret; unset AUTH and ROUTER_SECRETS, or SANDBOX.',
    when: ({ SANDBOX, AUTH, ROUTER_SECRETS }) =>
      SANDBOX !== false && (AUTH !== 'off' || ROUTER_SECRETS !== undefined),
  },
  {
    says: 'ROUTER_SECRETS: is needed in production, or ALLOW_DIRECT=true where nobody but the gateway can reach it.',
    when: (config) => isProduction(config) && !config.ROUTER_SECRETS && !config.ALLOW_DIRECT,
  },
  {
    says: 'ROUTER_SECRETS: has one of less than 16 characters; in production it could be guessed.',
    when: (config) => isProduction(config) && Boolean(config.ROUTER_SECRETS?.some((one) => one.length < 16)),
  },
  {
    says: 'DATABASE_URL: is needed in production; the embedded PostgreSQL is for development.',
    when: (config) => isProduction(config) && !config.DATABASE_URL,
  },
  ...(['DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL', 'DATABASE_READ_URL'] as const).map((name) => ({
    says: `${name}: is another way to the database of DATABASE_URL; set that too.`,
    when: (config: Config) => Boolean(config[name]) && !config.DATABASE_URL,
  })),
  {
    says: 'SANDBOX: has its own E-Commerce and LMS; unset ECOMMERCE_URL and LMS_URL, or SANDBOX.',
    when: ({ SANDBOX, ECOMMERCE_URL, LMS_URL }) => SANDBOX !== false && Boolean(ECOMMERCE_URL || LMS_URL),
  },
  {
    says: 'ECOMMERCE_URL: is needed without the sandbox, or ECOMMERCE_PROTOCOL=none where nothing is sold.',
    when: ({ SANDBOX, ECOMMERCE_URL, ECOMMERCE_PROTOCOL }) =>
      !SANDBOX && !ECOMMERCE_URL && ECOMMERCE_PROTOCOL !== 'none',
  },
  {
    says: 'ECOMMERCE_URL: is of no use with ECOMMERCE_PROTOCOL=none; unset one of them.',
    when: ({ ECOMMERCE_URL, ECOMMERCE_PROTOCOL }) => Boolean(ECOMMERCE_URL) && ECOMMERCE_PROTOCOL === 'none',
  },
  {
    says: 'ECOMMERCE_PROTOCOL: is needed in production: none for an LMS alone, rest for E-Commerce of Open edX.',
    when: (config, { ECOMMERCE_PROTOCOL }) => isProduction(config) && !ECOMMERCE_PROTOCOL,
  },
  {
    says: 'LMS_PROTOCOL: is needed in production: rest for the LMS of Open edX.',
    when: (config, { LMS_PROTOCOL }) => isProduction(config) && !LMS_PROTOCOL,
  },
  {
    says: 'LMS_URL: is needed without the sandbox.',
    when: ({ SANDBOX, LMS_URL }) => !SANDBOX && !LMS_URL,
  },
  {
    says: 'RELAY_ONLY: does nothing with RELAY=false.',
    when: ({ RELAY_ONLY, RELAY }) => RELAY_ONLY && !RELAY,
  },
  {
    says: 'RELAY_ONLY: delivers to running systems; set ECOMMERCE_URL and LMS_URL.',
    when: ({ RELAY_ONLY, SANDBOX }) => RELAY_ONLY && SANDBOX !== false,
  },
  {
    says: 'RELAY_LEASE_SECONDS: must be more than REQUEST_DEADLINE_SECONDS, or two relays could send at once.',
    when: (config) => config.RELAY_LEASE_SECONDS <= config.REQUEST_DEADLINE_SECONDS,
  },
  {
    says: 'SANDBOX: its E-Commerce and LMS speak GraphQL; unset ECOMMERCE_PROTOCOL and LMS_PROTOCOL.',
    when: (config) => isRest(config) && config.SANDBOX !== false,
  },
  {
    says: 'SANDBOX: has an E-Commerce; for an LMS alone set SANDBOX=lms, and unset ECOMMERCE_PROTOCOL.',
    when: ({ SANDBOX }, { ECOMMERCE_PROTOCOL }) =>
      (SANDBOX === true && ECOMMERCE_PROTOCOL === 'none') ||
      (SANDBOX === 'lms' && ECOMMERCE_PROTOCOL === 'graphql'),
  },
  ...(['WOOCOMMERCE_KEY', 'WOOCOMMERCE_SECRET'] as const).map((name) => ({
    says: `${name}: is needed for ECOMMERCE_PROTOCOL=woocommerce.`,
    when: (config: Config) => isShop(config) && !config.SANDBOX && !config[name],
  })),
  {
    says: 'ECOMMERCE_URL: must be https for a shop, which reads no key without TLS.',
    when: (config) => isShop(config) && !config.SANDBOX && isPlain(config.ECOMMERCE_URL ?? ''),
  },
  {
    says: 'DOWNSTREAM_OAUTH_URL: is needed for rest.',
    when: (config) => isRest(config) && !config.DOWNSTREAM_OAUTH_URL,
  },
  {
    says: 'DOWNSTREAM_OAUTH_CLIENT_ID: is needed for rest.',
    when: (config) => isRest(config) && !config.DOWNSTREAM_OAUTH_CLIENT_ID,
  },
  {
    says: 'DOWNSTREAM_OAUTH_CLIENT_SECRET: is needed for rest.',
    when: (config) => isRest(config) && !config.DOWNSTREAM_OAUTH_CLIENT_SECRET,
  },
  {
    says: 'FOLLOW_LMS_EVERY_MINUTES: follows an LMS that speaks rest; set LMS_PROTOCOL=rest.',
    when: ({ FOLLOW_LMS_EVERY_MINUTES, LMS_PROTOCOL }) =>
      FOLLOW_LMS_EVERY_MINUTES > 0 && LMS_PROTOCOL !== 'rest',
  },
  ...SECRETS.map((name) => ({
    says: `${name}: has a secret that everybody knows from an example; in production it needs one of its own.`,
    when: (config: Config) => isProduction(config) && isWellKnown(config[name]),
  })),
  {
    says: 'DISCOVERY_OAUTH_URL: is of no use without DISCOVERY_OAUTH_CLIENT_ID and DISCOVERY_OAUTH_CLIENT_SECRET.',
    when: (config) =>
      Boolean(config.DISCOVERY_OAUTH_URL) &&
      !(config.DISCOVERY_OAUTH_CLIENT_ID && config.DISCOVERY_OAUTH_CLIENT_SECRET),
  },
  {
    says: 'DISCOVERY_TOKEN: logs in by itself; unset DISCOVERY_OAUTH_URL, or the token.',
    when: ({ DISCOVERY_TOKEN, DISCOVERY_OAUTH_URL }) => Boolean(DISCOVERY_TOKEN && DISCOVERY_OAUTH_URL),
  },
];
