// Every setting with its default and meaning. docs/configuration.md is printed from here. Does not read them.
import { z } from 'zod';

const between = (from: number, to: number) => {
  const error = `a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
const port = (fallback: number) => between(0, 65_535).default(fallback);
const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((text) => ['true', '1', 'on'].includes(text));
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `a URL with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const protocol = z.enum(['graphql', 'rest']).default('graphql');
const count = (from: number, to: number, fallback: number) => between(from, to).default(fallback);

/** Every setting. The description is what docs/configuration.md says. */
export const SETTINGS = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` switches the sandbox, GraphiQL, introspection and AUTH=off off.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the servers listen on.'),
  PORT: port(4001).describe('The port of the subgraph; 0 takes any free one.'),
  OPS_PORT: port(4011).describe(
    'The port of /livez, /readyz and /metrics; not to be reached through the gateway.',
  ),
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
  ECOMMERCE_URL: url('http:', 'https:')
    .optional()
    .describe('The GraphQL URL of E-Commerce; over REST where it is, such as https://ecommerce.example.com.'),
  ECOMMERCE_PROTOCOL: protocol.describe(
    "How E-Commerce is spoken to; `rest`: Open edX's own, with the DOWNSTREAM_OAUTH settings.",
  ),
  LMS_URL: url('http:', 'https:')
    .optional()
    .describe('The GraphQL URL of the LMS; over REST where it is, such as https://lms.example.com.'),
  LMS_PROTOCOL: protocol.describe('How the LMS is spoken to; as ECOMMERCE_PROTOCOL.'),
  DOWNSTREAM_OAUTH_URL: url('http:', 'https:')
    .optional()
    .describe('Where tokens for REST come from, such as https://lms.example.com/oauth2/access_token.'),
  DOWNSTREAM_OAUTH_CLIENT_ID: z.string().optional().describe('The client that this service logs in as.'),
  DOWNSTREAM_OAUTH_CLIENT_SECRET: z.string().optional().describe("The client's secret."),
  DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: z
    .string()
    .optional()
    .describe('A file that holds the secret, instead of DOWNSTREAM_OAUTH_CLIENT_SECRET.'),
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
    'How long one request to a downstream system may take in all; over REST all requests of one delivery, where 20 suits better.',
  ),
  GIVE_UP_AFTER_HOURS: count(1, 8_760, 24).describe('How long a delivery is tried before it is FAILED.'),
  RECONCILE_EVERY_MINUTES: count(0, 10_080, 0).describe(
    'How long after a scan for drift by one of the relays the next one begins; 0: there is none.',
  ),
  RECONCILE_REPAIR: flag.default(false).describe('Whether such a scan asks again for what differs.'),
  EVENTS_URL: url('http:', 'https:')
    .optional()
    .describe(
      'An endpoint that is told of changed tracks and of deliveries, as CloudEvents. Left out: none is.',
    ),
  EVENTS_REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .describe("The Redis of Open edX's event bus, to be told the same. Left out: it is not."),
  EVENTS_REDIS_STREAM: z
    .string()
    .min(1)
    .default('course-run-tracks')
    .describe('The stream there: the topic, after EVENT_BUS_TOPIC_PREFIX and a hyphen where that is set.'),
  AUTH: z
    .enum(['off'])
    .default('off')
    .describe('`off`: every viewer may do everything; refused in production.'),
  GRAPHIQL: flag.optional().describe('Whether / shows GraphiQL. On outside production.'),
  INTROSPECTION: flag.optional().describe('Whether the schema can be asked for. On outside production.'),
  SCHEMA_SCOPES: flag
    .default(false)
    .describe(
      'Whether gateways are given `@authenticated` and `@requiresScopes`: for those that enforce them; others refuse such a schema.',
    ),
  MAX_REPRESENTATIONS: count(1, 100_000, 1_000).describe(
    'How many entities one request may ask for, in all its `_entities` together.',
  ),
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

export type Settings = z.infer<typeof SETTINGS>;
