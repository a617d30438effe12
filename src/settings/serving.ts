// Where it listens, and what of GraphQL it shows.
import { z } from 'zod';
import { between, flag, origins, port } from './kinds';

export const SERVING = {
  TRACK_TYPES_CFG_PATH: z
    .string()
    .optional()
    .describe('A YAML file with any of the settings below; the environment goes before it.'),
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` switches the sandbox, GraphiQL, introspection and AUTH=off off.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the servers listen on.'),
  PORT: port(4001).describe('The port of the subgraph; 0 takes any free one.'),
  OPS_PORT: port(4011).describe(
    'The port of /livez, /readyz, /startupz, /version and /metrics; not to be reached through the gateway.',
  ),
  SHUTDOWN_DELAY_SECONDS: between(0, 300)
    .optional()
    .describe(
      'How long it still takes requests after SIGTERM, while /readyz says that it should get none. 5 in production, else 0.',
    ),
  GRAPHIQL: flag.optional().describe('Whether / shows GraphiQL. On outside production.'),
  EXPLORE: flag
    .optional()
    .describe(
      'Whether /explore shows types, courses and provisioning to who may read them. On outside production.',
    ),
  EXPLORE_DIRECT: flag
    .default(false)
    .describe(
      'Whether /explore is shown without a secret of ROUTER_SECRETS, which else a proxy must add: for where nobody else can reach it.',
    ),
  INTROSPECTION: flag.optional().describe('Whether the schema can be asked for. On outside production.'),
  SCHEMA_SCOPES: flag
    .default(false)
    .describe(
      'Whether gateways are given `@authenticated` and `@requiresScopes`: for those that enforce them; others refuse such a schema.',
    ),
  PERSISTED_DOCUMENTS: z
    .string()
    .optional()
    .describe(
      'A folder of `*.graphql`: only these documents are run. Not behind a gateway, which makes up its own; give them to it.',
    ),
  CORS_ORIGIN_WHITELIST: origins.describe(
    'Whose pages may ask from a browser, with cookies, such as `https://publisher.example.com`; several by commas.',
  ),
  CSRF_TRUSTED_ORIGINS: origins.describe(
    'Whose pages may ask with cookies through a gateway, beside those of CORS_ORIGIN_WHITELIST.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .optional()
    .describe(
      'What is logged, as JSON on stderr. `info` has a line for each request, and is what production begins with; else `warn`.',
    ),
  LOG_HASH_KEY: z
    .string()
    .optional()
    .describe(
      'What users are hashed with in the log, the same for all replicas. Left out: a random one, so that a process tells its users apart, and nobody else does.',
    ),
};
