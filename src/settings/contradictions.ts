// Settings that contradict each other. docs/configuration.md is generated from here.
import { isWellKnown, SECRETS } from './secrets';
import { issuersOf } from './identity';
import { isRest, SANDBOXES } from './settings';
import type { Config, Settings } from './settings';

export interface Contradiction {
  /** Starts with the setting that it is about. */
  readonly says: string;
  /** `given`: the settings as given, without defaults that depend on others. */
  readonly when: (config: Config, given: Settings) => boolean;
}

const isShop = ({ ECOMMERCE_PROTOCOL }: Config): boolean => ECOMMERCE_PROTOCOL === 'woocommerce';
/** Without TLS, and not on this machine. */
const isPlain = (url: string): boolean => /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/.test(url);
const isProduction = ({ NODE_ENV }: Config): boolean => NODE_ENV === 'production';

/** The service does not start if one of them holds. */
export const CONTRADICTIONS: readonly Contradiction[] = [
  {
    says: 'SANDBOX: is not allowed in production; set ECOMMERCE_URL and LMS_URL.',
    when: (config) => isProduction(config) && config.SANDBOX !== false,
  },
  {
    says: 'AUTH: off lets everybody do everything and is not allowed in production; set AUTH=jwt.',
    when: (config) => isProduction(config) && config.AUTH === 'off',
  },
  {
    says: 'JWT_AUTH: is required with AUTH=jwt; list the trusted issuers in JWT_ISSUERS.',
    when: ({ AUTH, JWT_AUTH }) => AUTH === 'jwt' && !(JWT_AUTH && issuersOf(JWT_AUTH).length > 0),
  },
  {
    says: 'JWT_AUTH: needs JWT_PUBLIC_SIGNING_JWK_SET or a SECRET_KEY for each issuer; or set JWT_JWKS_URL.',
    when: ({ JWT_AUTH, JWT_JWKS_URL }) =>
      JWT_AUTH !== undefined &&
      !JWT_JWKS_URL &&
      !JWT_AUTH.JWT_PUBLIC_SIGNING_JWK_SET &&
      issuersOf(JWT_AUTH).some(({ secret }) => secret === null),
  },
  {
    says: 'JWT_AUTH: JWT_VERIFY_AUDIENCE is on, but an issuer has no AUDIENCE.',
    when: ({ JWT_AUTH }) =>
      JWT_AUTH !== undefined && issuersOf(JWT_AUTH).some(({ audiences }) => audiences?.length === 0),
  },
  {
    says: 'JWT_JWKS_URL: is set together with JWT_PUBLIC_SIGNING_JWK_SET; unset one of them.',
    when: ({ JWT_AUTH, JWT_JWKS_URL }) => Boolean(JWT_JWKS_URL && JWT_AUTH?.JWT_PUBLIC_SIGNING_JWK_SET),
  },
  {
    says: 'SANDBOX: its gateway sends neither tokens nor a secret; unset AUTH and ROUTER_SECRETS, or SANDBOX.',
    when: ({ SANDBOX, AUTH, ROUTER_SECRETS }) =>
      SANDBOX !== false && (AUTH !== 'off' || ROUTER_SECRETS !== undefined),
  },
  {
    says: 'ROUTER_SECRETS: is required in production; or set ALLOW_DIRECT=true if nobody but the gateway can reach the service.',
    when: (config) => isProduction(config) && !config.ROUTER_SECRETS && !config.ALLOW_DIRECT,
  },
  {
    says: 'ROUTER_SECRETS: a secret has fewer than 16 characters and could be guessed; use a longer one in production.',
    when: (config) => isProduction(config) && Boolean(config.ROUTER_SECRETS?.some((one) => one.length < 16)),
  },
  {
    says: 'DATABASE_URL: is required in production; the embedded PostgreSQL is for development only.',
    when: (config) => isProduction(config) && !config.DATABASE_URL,
  },
  ...(['DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL', 'DATABASE_READ_URL'] as const).map((name) => ({
    says: `${name}: is a second URL of the database in DATABASE_URL; set DATABASE_URL too.`,
    when: (config: Config) => Boolean(config[name]) && !config.DATABASE_URL,
  })),
  {
    says: 'SANDBOX: brings its own E-Commerce and LMS; unset ECOMMERCE_URL and LMS_URL, or SANDBOX.',
    when: ({ SANDBOX, ECOMMERCE_URL, LMS_URL }) => SANDBOX !== false && Boolean(ECOMMERCE_URL || LMS_URL),
  },
  {
    says: 'ECOMMERCE_URL: is required without the sandbox; or set ECOMMERCE_PROTOCOL=none if nothing is sold.',
    when: ({ SANDBOX, ECOMMERCE_URL, ECOMMERCE_PROTOCOL }) =>
      !SANDBOX && !ECOMMERCE_URL && ECOMMERCE_PROTOCOL !== 'none',
  },
  {
    says: 'ECOMMERCE_URL: is unused with ECOMMERCE_PROTOCOL=none; unset one of them.',
    when: ({ ECOMMERCE_URL, ECOMMERCE_PROTOCOL }) => Boolean(ECOMMERCE_URL) && ECOMMERCE_PROTOCOL === 'none',
  },
  {
    says: 'ECOMMERCE_PROTOCOL: is required in production: none for an LMS alone, rest for Open edX E-Commerce, woocommerce for a shop.',
    when: (config, { ECOMMERCE_PROTOCOL }) => isProduction(config) && !ECOMMERCE_PROTOCOL,
  },
  {
    says: 'LMS_PROTOCOL: is required in production: rest for the LMS of Open edX.',
    when: (config, { LMS_PROTOCOL }) => isProduction(config) && !LMS_PROTOCOL,
  },
  {
    says: 'LMS_URL: is required without the sandbox.',
    when: ({ SANDBOX, LMS_URL }) => !SANDBOX && !LMS_URL,
  },
  {
    says: 'RELAY_ONLY: with RELAY=false the process would have nothing to do; unset one of them.',
    when: ({ RELAY_ONLY, RELAY }) => RELAY_ONLY && !RELAY,
  },
  {
    says: 'RELAY_ONLY: does not start a sandbox; set ECOMMERCE_URL and LMS_URL.',
    when: ({ RELAY_ONLY, SANDBOX }) => RELAY_ONLY && SANDBOX !== false,
  },
  {
    says: 'RELAY_LEASE_SECONDS: must be greater than REQUEST_DEADLINE_SECONDS, or two relays could send at once.',
    when: (config) => config.RELAY_LEASE_SECONDS <= config.REQUEST_DEADLINE_SECONDS,
  },
  {
    says: 'SANDBOX: sets the protocols; for an LMS alone set SANDBOX=lms, for a shop SANDBOX=shop, and unset ECOMMERCE_PROTOCOL and LMS_PROTOCOL.',
    when: ({ SANDBOX, ECOMMERCE_PROTOCOL, LMS_PROTOCOL }) => {
      if (SANDBOX === false) return false;
      const its = SANDBOXES[SANDBOX === true ? 'true' : SANDBOX];
      return its.ECOMMERCE_PROTOCOL !== ECOMMERCE_PROTOCOL || its.LMS_PROTOCOL !== LMS_PROTOCOL;
    },
  },
  ...(['WOOCOMMERCE_KEY', 'WOOCOMMERCE_SECRET'] as const).map((name) => ({
    says: `${name}: is required with ECOMMERCE_PROTOCOL=woocommerce.`,
    when: (config: Config) => isShop(config) && !config.SANDBOX && !config[name],
  })),
  {
    says: 'ECOMMERCE_URL: must use https for a shop; WooCommerce accepts keys only over TLS.',
    when: (config) => isShop(config) && !config.SANDBOX && isPlain(config.ECOMMERCE_URL ?? ''),
  },
  {
    says: 'DOWNSTREAM_OAUTH_URL: is required with ECOMMERCE_PROTOCOL=rest or LMS_PROTOCOL=rest.',
    when: (config) => isRest(config) && !config.DOWNSTREAM_OAUTH_URL,
  },
  {
    says: 'DOWNSTREAM_OAUTH_CLIENT_ID: is required with ECOMMERCE_PROTOCOL=rest or LMS_PROTOCOL=rest.',
    when: (config) => isRest(config) && !config.DOWNSTREAM_OAUTH_CLIENT_ID,
  },
  {
    says: 'DOWNSTREAM_OAUTH_CLIENT_SECRET: is required with ECOMMERCE_PROTOCOL=rest or LMS_PROTOCOL=rest.',
    when: (config) => isRest(config) && !config.DOWNSTREAM_OAUTH_CLIENT_SECRET,
  },
  {
    says: 'FOLLOW_LMS_EVERY_MINUTES: works only with LMS_PROTOCOL=rest.',
    when: ({ FOLLOW_LMS_EVERY_MINUTES, LMS_PROTOCOL }) =>
      FOLLOW_LMS_EVERY_MINUTES > 0 && LMS_PROTOCOL !== 'rest',
  },
  {
    says: 'FOLLOW_EVENTS_REDIS_URL: needs FOLLOW_LMS_EVERY_MINUTES too, because events may be lost.',
    when: ({ FOLLOW_EVENTS_REDIS_URL, FOLLOW_LMS_EVERY_MINUTES }) =>
      FOLLOW_EVENTS_REDIS_URL !== undefined && FOLLOW_LMS_EVERY_MINUTES === 0,
  },
  ...SECRETS.map((name) => ({
    says: `${name}: has a well-known secret from an example; use your own in production.`,
    when: (config: Config) => isProduction(config) && isWellKnown(config[name]),
  })),
  {
    says: 'DISCOVERY_OAUTH_URL: needs DISCOVERY_OAUTH_CLIENT_ID and DISCOVERY_OAUTH_CLIENT_SECRET too.',
    when: (config) =>
      Boolean(config.DISCOVERY_OAUTH_URL) &&
      !(config.DISCOVERY_OAUTH_CLIENT_ID && config.DISCOVERY_OAUTH_CLIENT_SECRET),
  },
  {
    says: 'DISCOVERY_TOKEN: replaces DISCOVERY_OAUTH_URL; unset one of them.',
    when: ({ DISCOVERY_TOKEN, DISCOVERY_OAUTH_URL }) => Boolean(DISCOVERY_TOKEN && DISCOVERY_OAUTH_URL),
  },
];
