// The only reader of the environment: every setting as it is set, all mistakes at once.
import { readFileSync } from 'node:fs';
import type { Policy } from './model/policy';
import { SETTINGS } from './settings';
import type { Settings } from './settings';

/** The settings with every default that depends on another filled in. */
export interface Config extends Settings {
  readonly SANDBOX: boolean;
  readonly GRAPHIQL: boolean;
  readonly INTROSPECTION: boolean;
}

/** Everything that is wrong with the settings. */
export class ConfigError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(`The configuration is wrong:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads the settings. Throws a ConfigError that names every mistake, and what was expected. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = SETTINGS.safeParse(given);
  const malformed = new Map(
    parsed.error?.issues.map((issue) => [String(issue.path[0]), `${issue.path.join('.')}: ${issue.message}`]),
  );
  // With defaults in the place of what is malformed, contradictions among the rest are found in the same go.
  const sound = Object.fromEntries(Object.entries(given).filter(([name]) => !malformed.has(name)));
  const settings = parsed.data ?? SETTINGS.parse(sound);
  const isProduction = settings.NODE_ENV === 'production';
  const hasUrls = settings.ECOMMERCE_URL !== undefined || settings.LMS_URL !== undefined;
  const config: Config = {
    ...settings,
    SANDBOX: settings.SANDBOX ?? (!hasUrls && !isProduction),
    GRAPHIQL: settings.GRAPHIQL ?? !isProduction,
    INTROSPECTION: settings.INTROSPECTION ?? !isProduction,
    DOWNSTREAM_OAUTH_CLIENT_SECRET:
      settings.DOWNSTREAM_OAUTH_CLIENT_SECRET ?? secretIn(settings.DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE),
  };
  const contradicting = contradictions(config, isProduction).filter(
    (mistake) => !malformed.has(mistake.split(':')[0] ?? ''),
  );
  const mistakes = [...malformed.values(), ...contradicting];
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.freeze(config);
}

/** Without the end of its line; undefined for a file that cannot be read. */
function secretIn(file: string | undefined): string | undefined {
  try {
    return file && readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function contradictions(config: Config, isProduction: boolean): string[] {
  const { ECOMMERCE_URL, LMS_URL, SANDBOX } = config;
  const checks: [boolean, string][] = [
    [isProduction && SANDBOX, 'SANDBOX: is not for production; set ECOMMERCE_URL and LMS_URL.'],
    [
      isProduction && config.AUTH === 'off',
      'AUTH: off lets everybody do everything and is refused in production.',
    ],
    [
      isProduction && !config.DATABASE_URL,
      'DATABASE_URL: is needed in production; the embedded PostgreSQL is for development.',
    ],
    [
      SANDBOX && Boolean(ECOMMERCE_URL || LMS_URL),
      'SANDBOX: has its own E-Commerce and LMS; unset ECOMMERCE_URL and LMS_URL, or SANDBOX.',
    ],
    [!SANDBOX && !ECOMMERCE_URL, 'ECOMMERCE_URL: is needed without the sandbox.'],
    [!SANDBOX && !LMS_URL, 'LMS_URL: is needed without the sandbox.'],
    [config.RELAY_ONLY && !config.RELAY, 'RELAY_ONLY: does nothing with RELAY=false.'],
    [config.RELAY_ONLY && SANDBOX, 'RELAY_ONLY: delivers to running systems; set ECOMMERCE_URL and LMS_URL.'],
    [
      config.RELAY_LEASE_SECONDS <= config.REQUEST_DEADLINE_SECONDS,
      'RELAY_LEASE_SECONDS: must be more than REQUEST_DEADLINE_SECONDS, or two relays could send at once.',
    ],
  ];
  return [...checks, ...contradictionsOfRest(config)]
    .filter(([isWrong]) => isWrong)
    .map(([, mistake]) => mistake);
}

function contradictionsOfRest(config: Config): [boolean, string][] {
  const { ECOMMERCE_PROTOCOL, LMS_PROTOCOL, SANDBOX } = config;
  const isRest = [ECOMMERCE_PROTOCOL, LMS_PROTOCOL].includes('rest');
  const { DOWNSTREAM_OAUTH_CLIENT_SECRET: secret, DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: file } = config;
  return [
    [
      isRest && SANDBOX,
      'SANDBOX: its E-Commerce and LMS speak GraphQL; unset ECOMMERCE_PROTOCOL and LMS_PROTOCOL.',
    ],
    [isRest && !config.DOWNSTREAM_OAUTH_URL, 'DOWNSTREAM_OAUTH_URL: is needed for rest.'],
    [isRest && !config.DOWNSTREAM_OAUTH_CLIENT_ID, 'DOWNSTREAM_OAUTH_CLIENT_ID: is needed for rest.'],
    [isRest && !secret && !file, 'DOWNSTREAM_OAUTH_CLIENT_SECRET: is needed for rest.'],
    [!secret && Boolean(file), 'DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: has no secret that can be read.'],
  ];
}

/** The figures of the rules, as they are set. */
export const policyOf = (config: Config): Policy => ({
  currency: config.CURRENCY,
  maximumPrice: config.MAXIMUM_PRICE,
  isPriceWhole: config.WHOLE_PRICES,
  upgradeDeadlineDays: config.UPGRADE_DEADLINE_DAYS,
});

/** How E-Commerce and the LMS are spoken to. Empty is what is not needed for that. */
export const downstreamOf = (config: Config) => ({
  ecommerceUrl: config.ECOMMERCE_URL ?? '',
  lmsUrl: config.LMS_URL ?? '',
  protocols: { ECOMMERCE: config.ECOMMERCE_PROTOCOL, LMS: config.LMS_PROTOCOL },
  deadlineMs: config.REQUEST_DEADLINE_SECONDS * 1_000,
  oauth: {
    url: config.DOWNSTREAM_OAUTH_URL ?? '',
    clientId: config.DOWNSTREAM_OAUTH_CLIENT_ID ?? '',
    clientSecret: config.DOWNSTREAM_OAUTH_CLIENT_SECRET ?? '',
  },
});
