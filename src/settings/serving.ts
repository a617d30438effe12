// The settings of the server, and of what it shows of GraphQL.
import { z } from 'zod';
import { between, flag, origins, port } from './kinds';

export const SERVING = {
  TRACK_TYPES_CFG_PATH: z
    .string()
    .optional()
    .describe('A YAML file with any of the settings below; environment variables override it.'),
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe(
      '`production` disables the sandbox, GraphiQL, /explore and introspection by default, and refuses AUTH=off.',
    ),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address the servers listen on.'),
  PORT: port(4001).describe('The port of the subgraph; 0 picks a free one.'),
  OPS_PORT: port(4011).describe(
    'The port of /livez, /readyz, /startupz, /version and /metrics; do not expose it through the gateway.',
  ),
  SHUTDOWN_DELAY_SECONDS: between(0, 300)
    .optional()
    .describe(
      'How long the service still accepts requests after SIGTERM while /readyz already fails. Default: 5 in production, else 0.',
    ),
  GRAPHIQL: flag.optional().describe('Whether / shows GraphiQL. Default: on, except in production.'),
  EXPLORE: flag
    .optional()
    .describe(
      'Whether /explore shows types, courses and provisioning to viewers who may read them. Default: on, except in production.',
    ),
  EXPLORE_DIRECT: flag
    .default(false)
    .describe(
      'Whether /explore works without a secret of ROUTER_SECRETS, which a proxy must add otherwise. Only for networks where nobody else can reach it.',
    ),
  INTROSPECTION: flag
    .optional()
    .describe('Whether introspection queries are answered. Default: on, except in production.'),
  SCHEMA_SCOPES: flag
    .default(false)
    .describe(
      'Whether the schema for gateways has `@authenticated` and `@requiresScopes`. Only for gateways that enforce them; others refuse such a schema.',
    ),
  PERSISTED_DOCUMENTS: z
    .string()
    .optional()
    .describe(
      'A folder of `*.graphql` files: only these documents are executed. Not for use behind a gateway, which generates its own documents; configure the list there.',
    ),
  CORS_ORIGIN_WHITELIST: origins.describe(
    'Origins whose pages may send requests from a browser, with cookies, such as `https://publisher.example.com`; separate several with commas.',
  ),
  CSRF_TRUSTED_ORIGINS: origins.describe(
    'Further origins whose pages may send requests with cookies through a gateway.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .optional()
    .describe(
      'The log level; logs are JSON on stderr. `info` logs each request. Default: `info` in production, else `warn`.',
    ),
  LOG_HASH_KEY: z
    .string()
    .optional()
    .describe(
      'The key that hashes usernames in the log; use the same for all replicas. Default: a random key for each process, so that hashes cannot be compared across processes.',
    ),
};
