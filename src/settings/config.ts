// The only reader of the environment: reads every setting, and reports all mistakes at once.
import type { Policy } from '../model/policy';
import type { ProvisioningTarget } from '../model/provisioning';
import { CONTRADICTIONS } from './contradictions';
import { concealing, passwordsOf, SECRETS } from './secrets';
import { issuersOf, JWT_AUTH } from './identity';
import { issueMessage } from './kinds';
import { isSlow, SANDBOXES, SETTINGS } from './settings';
import type { Config, Settings } from './settings';
import { CFG_PATH, gather } from './sources';

export type { Config };

/** Everything that is wrong with the settings. */
export class ConfigError extends Error {
  constructor(
    readonly mistakes: readonly string[],
    readonly isProduction = false,
  ) {
    super(`The configuration has mistakes:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** The settings of commands that need only the database, and may run where the other secrets are missing. */
export const DATABASE_ALONE = /^(DATABASE_|DATA_DIR|PG_BIN|TRACK_TYPES_CFG_PATH)/;

/**
 * Reads the settings. Throws a ConfigError that names every mistake, and what was expected; only mistakes in settings
 * that match `needed` count.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  needed = /^/,
): Config {
  const names = Object.keys(SETTINGS.shape).filter((name) => name !== CFG_PATH);
  const given = gather(env, { names, secrets: SECRETS });
  const parsed = SETTINGS.safeParse(given.values);
  const malformed = new Map(
    parsed.error?.issues.map((issue) => [
      String(issue.path[0]),
      `${issue.path.join('.')}: ${issueMessage(issue)}`,
    ]),
  );
  const allMistakes = new Map([...given.mistakes, ...malformed]);
  // With defaults in place of malformed values, contradictions among the other settings are found in the same run.
  const sound = Object.fromEntries(Object.entries(given.values).filter(([name]) => !malformed.has(name)));
  const settings = parsed.data ?? SETTINGS.parse(sound);
  const config = withDefaults(settings);
  // If the file cannot be read, the settings that it may contain are not reported as missing.
  const contradicting = allMistakes.has(CFG_PATH)
    ? []
    : CONTRADICTIONS.filter(({ when }) => when(config, settings));
  const mistakes = [
    ...allMistakes.values(),
    ...contradicting.map(({ says }) => says).filter((says) => !allMistakes.has(says.split(':')[0] ?? '')),
  ].filter((mistake) => needed.test(mistake));
  if (mistakes.length > 0) throw new ConfigError(mistakes, config.NODE_ENV === 'production');
  return Object.freeze(config);
}

/** Fills in every default that depends on another setting. */
function withDefaults(settings: Settings): Config {
  const isProduction = settings.NODE_ENV === 'production';
  const hasUrls = settings.ECOMMERCE_URL !== undefined || settings.LMS_URL !== undefined;
  const SANDBOX = settings.SANDBOX ?? (!hasUrls && !isProduction);
  const [leaseSeconds, deadlineSeconds] = isSlow(settings) ? [30, 20] : [10, 5];
  return {
    ...settings,
    SANDBOX,
    ...pacedIn({ ...settings, ...protocolsIn(settings, SANDBOX) }),
    ...urlsWithPassword(settings),
    ...(typeof SANDBOX === 'string' && loginTo(settings)),
    GRAPHIQL: settings.GRAPHIQL ?? !isProduction,
    EXPLORE: settings.EXPLORE ?? !isProduction,
    INTROSPECTION: settings.INTROSPECTION ?? !isProduction,
    SHUTDOWN_DELAY_SECONDS: settings.SHUTDOWN_DELAY_SECONDS ?? (isProduction ? 5 : 0),
    LOG_LEVEL: settings.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    RELAY_LEASE_SECONDS: settings.RELAY_LEASE_SECONDS ?? leaseSeconds,
    REQUEST_DEADLINE_SECONDS: settings.REQUEST_DEADLINE_SECONDS ?? deadlineSeconds,
  };
}

/** Percent-encoded, because it may contain any character. */
function urlsWithPassword({ DATABASE_PASSWORD = '', ...settings }: Settings) {
  const withPassword = (url?: string) =>
    url?.replace(/^(\w+:\/\/[^/?#:@]+)@/, `$1:${encodeURIComponent(DATABASE_PASSWORD)}@`);
  if (!DATABASE_PASSWORD) return {};
  return {
    DATABASE_URL: withPassword(settings.DATABASE_URL),
    DATABASE_DIRECT_URL: withPassword(settings.DATABASE_DIRECT_URL),
    DATABASE_READ_URL: withPassword(settings.DATABASE_READ_URL),
  };
}

/** Left out: what the sandbox speaks. In production they are required. */
function protocolsIn(
  given: Settings,
  sandbox: Config['SANDBOX'],
): Pick<Config, 'ECOMMERCE_PROTOCOL' | 'LMS_PROTOCOL'> {
  const usual = SANDBOXES[typeof sandbox === 'string' ? sandbox : 'true'];
  const { ECOMMERCE_PROTOCOL = usual.ECOMMERCE_PROTOCOL, LMS_PROTOCOL = usual.LMS_PROTOCOL } = given;
  return { ECOMMERCE_PROTOCOL, LMS_PROTOCOL };
}

/** How to log in to the stand-ins of a sandbox that this or another process runs. */
const loginTo = ({ HOST, SANDBOX_PORT }: Settings) => ({
  ...{ WOOCOMMERCE_KEY: 'ck_sandbox', WOOCOMMERCE_SECRET: 'cs_sandbox' },
  DOWNSTREAM_OAUTH_URL: `http://${HOST}:${SANDBOX_PORT + 3}/oauth2/access_token`,
  ...{ DOWNSTREAM_OAUTH_CLIENT_ID: 'track-types', DOWNSTREAM_OAUTH_CLIENT_SECRET: 'a secret of the sandbox' },
});

/** A little less than each system allows a user; no limit is known for a shop. */
const REQUESTS_PER_MINUTE = { ECOMMERCE: { rest: 60, woocommerce: 600 }, LMS: { rest: 100 } } as const;

const pacedIn = <S extends Settings & Pick<Config, 'ECOMMERCE_PROTOCOL' | 'LMS_PROTOCOL'>>(settings: S) => {
  const { ECOMMERCE, LMS }: Record<ProvisioningTarget, Partial<Record<string, number>>> = REQUESTS_PER_MINUTE;
  return {
    ...settings,
    ECOMMERCE_REQUESTS_PER_MINUTE:
      settings.ECOMMERCE_REQUESTS_PER_MINUTE ?? ECOMMERCE[settings.ECOMMERCE_PROTOCOL] ?? null,
    LMS_REQUESTS_PER_MINUTE: settings.LMS_REQUESTS_PER_MINUTE ?? LMS[settings.LMS_PROTOCOL] ?? null,
  };
};

/** Returns a function that replaces every secret in a text with `[secret]` before it is printed. */
export const concealSecretsOf = (config: Partial<Config>): ((text: string) => string) =>
  concealing(SECRETS.map((name) => config[name]));

/** Like `concealSecretsOf`, before settings are read: conceals the environment's secrets, and passwords in URLs of the command line. */
export const concealSecretsGiven = (env: Readonly<Record<string, string | undefined>> = process.env) =>
  concealing([
    ...SECRETS.flatMap((name) => [env[name], env[name]?.split(/\s*,\s*/)]),
    process.argv.flatMap(passwordsOf),
  ]);

/** How to reach the database with that URL. */
export const accessOf = (config: Config, url: string) => ({
  url,
  /** Where a session is one connection. */
  directUrl: config.DATABASE_DIRECT_URL ?? url,
  ownerUrl: config.DATABASE_OWNER_URL ?? config.DATABASE_DIRECT_URL ?? url,
  isPooled: config.DATABASE_DIRECT_URL !== undefined,
  mayMigrate: config.MIGRATE,
});

/** The configured limits and figures of the rules. */
export const policyOf = (config: Config): Policy => ({
  currency: config.CURRENCY,
  maximumPrice: config.MAXIMUM_PRICE,
  isPriceWhole: config.WHOLE_PRICES,
  upgradeDeadlineDays: config.UPGRADE_DEADLINE_DAYS,
  isShop: config.ECOMMERCE_PROTOCOL === 'woocommerce',
  isSelling: config.ECOMMERCE_PROTOCOL !== 'none',
  mostRuns: config.MAX_COURSE_RUNS,
});

/** The configured limits and figures of changes. */
export const figuresOf = (config: Config) => ({
  policy: policyOf(config),
  bulkRatePerMinute: config.BULK_CHANGES_PER_MINUTE,
});

/** How to reach each system. Values that its protocol does not need are empty. */
export const systemsOf = (config: Config) => ({
  urls: { ECOMMERCE: config.ECOMMERCE_URL ?? '', LMS: config.LMS_URL ?? '' },
  protocols: { ECOMMERCE: config.ECOMMERCE_PROTOCOL, LMS: config.LMS_PROTOCOL },
  requestsPerMinute: { ECOMMERCE: config.ECOMMERCE_REQUESTS_PER_MINUTE, LMS: config.LMS_REQUESTS_PER_MINUTE },
  deadlineMs: config.REQUEST_DEADLINE_SECONDS * 1_000,
  currency: config.CURRENCY,
  access: { key: config.WOOCOMMERCE_KEY ?? '', secret: config.WOOCOMMERCE_SECRET ?? '' },
  oauth: {
    url: config.DOWNSTREAM_OAUTH_URL ?? '',
    clientId: config.DOWNSTREAM_OAUTH_CLIENT_ID ?? '',
    clientSecret: config.DOWNSTREAM_OAUTH_CLIENT_SECRET ?? '',
    conceal: concealSecretsOf(config),
  },
});

/** Whose tokens are accepted, how they are verified, and which cookies may contain them. Unset: nobody's. */
export function tokensOf({ JWT_AUTH: auth = JWT_AUTH.parse({}), JWT_JWKS_URL }: Config) {
  return {
    issuers: issuersOf(auth),
    jwks: auth.JWT_PUBLIC_SIGNING_JWK_SET ?? null,
    jwksUrl: JWT_JWKS_URL ?? null,
    algorithm: auth.JWT_SIGNING_ALGORITHM,
    leeway: auth.JWT_LEEWAY,
    cookies: {
      headerPayload: auth.JWT_AUTH_COOKIE_HEADER_PAYLOAD,
      signature: auth.JWT_AUTH_COOKIE_SIGNATURE,
    },
  };
}
