// The only reader of the environment: every setting with its default and meaning, all mistakes at once.
// docs/configuration.md is printed from here.
import { z } from 'zod';
import type { Policy } from './model/policy';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((text) => ['true', '1', 'on'].includes(text));
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `a URL with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const protocol = z.enum(['graphql']).default('graphql');
const count = (from: number, to: number, fallback: number) =>
  z.coerce.number().int().min(from).max(to).default(fallback);

/** Every setting. The description is what docs/configuration.md says. */
export const SETTINGS = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` switches the sandbox, GraphiQL, introspection and AUTH=off off.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the servers listen on.'),
  PORT: port(4001).describe('The port of the subgraph; 0 takes any free one.'),
  OPS_PORT: port(4011).describe('The port of /livez, /readyz and /metrics; not to be reached through the gateway.'),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('PostgreSQL 15 or newer. Left out: an embedded PostgreSQL in DATA_DIR; needed in production.'),
  DATABASE_POOL_SIZE: count(2, 500, 10).describe(
    'How many connections the subgraph keeps; the relay has 4 more.',
  ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Where the embedded PostgreSQL and the stand-ins keep their data.'),
  PG_BIN: z
    .string()
    .optional()
    .describe("A folder with PostgreSQL's own initdb and postgres, instead of the embedded ones."),
  ECOMMERCE_URL: url('http:', 'https:').optional().describe('The GraphQL URL of E-Commerce.'),
  ECOMMERCE_PROTOCOL: protocol.describe('How E-Commerce is spoken to.'),
  LMS_URL: url('http:', 'https:').optional().describe('The GraphQL URL of the LMS.'),
  LMS_PROTOCOL: protocol.describe('How the LMS is spoken to.'),
  SANDBOX: flag
    .optional()
    .describe(
      'Stand-in E-Commerce and LMS, a gateway, and example courses in an empty database. On where neither URL is set, never in production.',
    ),
  SANDBOX_PORT: port(4000).describe(
    'The port of the gateway; E-Commerce is at +2, the LMS at +3; 0 takes free ones.',
  ),
  RELAY: flag.default(true).describe('Whether this process delivers to downstream systems.'),
  RELAY_ONLY: flag.default(false).describe('Whether this process does nothing else: no GraphQL.'),
  RELAY_LEASE_SECONDS: count(6, 600, 10).describe(
    'How long a relay that vanished keeps a lane; at least a second more than a request may take.',
  ),
  REQUEST_DEADLINE_SECONDS: count(1, 60, 5).describe(
    'How long one request to a downstream system may take in all.',
  ),
  GIVE_UP_AFTER_HOURS: count(1, 8_760, 24).describe('How long a delivery is tried before it is FAILED.'),
  EVENTS_URL: url('http:', 'https:')
    .optional()
    .describe('An endpoint that is told of changed tracks and of deliveries, as CloudEvents. Left out: none is.'),
  EVENTS_REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .describe("The Redis of Open edX's event bus, to be told the same. Left out: it is not."),
  EVENTS_REDIS_STREAM: z
    .string()
    .min(1)
    .default('course-run-tracks')
    .describe('The stream there: the topic, after EVENT_BUS_TOPIC_PREFIX and a hyphen where that is set.'),
  RECONCILE_EVERY_MINUTES: count(0, 10_080, 0).describe(
    'How long after a scan for drift by one of the relays the next one begins; 0: there is none.',
  ),
  RECONCILE_REPAIR: flag.default(false).describe('Whether such a scan asks again for what differs.'),
  AUTH: z
    .enum(['off'])
    .default('off')
    .describe('`off`: every viewer may do everything; refused in production.'),
  GRAPHIQL: flag.optional().describe('Whether / shows GraphiQL. On outside production.'),
  INTROSPECTION: flag.optional().describe('Whether the schema can be asked for. On outside production.'),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'an ISO 4217 code' })
    .default('USD')
    .describe('The currency of every price.'),
  MAXIMUM_PRICE: z
    .string()
    .regex(/^\d{1,8}(\.\d{1,2})?$/, { error: 'an amount such as 10000.00' })
    .default('10000.00')
    .describe('The highest price (rule PRICE_ABOVE_MAXIMUM).'),
  WHOLE_PRICES: flag.default(true).describe('Whether a price with cents is refused (rule PRICE_NOT_WHOLE).'),
  UPGRADE_DEADLINE_DAYS: count(0, 365, 10).describe(
    'How many days before the end of a run a verified seat can last be bought.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('What is logged, as JSON on stderr.'),
});

type Settings = z.infer<typeof SETTINGS>;
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
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const settings = parsed.data;
  const isProduction = settings.NODE_ENV === 'production';
  const hasUrls = settings.ECOMMERCE_URL !== undefined || settings.LMS_URL !== undefined;
  const config: Config = {
    ...settings,
    SANDBOX: settings.SANDBOX ?? (!hasUrls && !isProduction),
    GRAPHIQL: settings.GRAPHIQL ?? !isProduction,
    INTROSPECTION: settings.INTROSPECTION ?? !isProduction,
  };
  const mistakes = contradictions(config, isProduction);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.freeze(config);
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
  return checks.filter(([isWrong]) => isWrong).map(([, mistake]) => mistake);
}

/** The figures of the rules, as they are set. */
export const policyOf = (config: Config): Policy => ({
  currency: config.CURRENCY,
  maximumPrice: config.MAXIMUM_PRICE,
  isPriceWhole: config.WHOLE_PRICES,
  upgradeDeadlineDays: config.UPGRADE_DEADLINE_DAYS,
});
