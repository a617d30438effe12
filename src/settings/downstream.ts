// The settings of E-Commerce and the LMS, their protocols, and course-discovery, from which courses are imported.
import { z } from 'zod';
import { between, count, port, url } from './kinds';

export const DOWNSTREAM = {
  SANDBOX: z
    .enum(['true', 'false', '1', '0', 'on', 'off', 'lms', 'shop'])
    .transform((text) => (text === 'lms' || text === 'shop' ? text : ['true', '1', 'on'].includes(text)))
    .optional()
    .describe(
      'Stand-in E-Commerce and LMS, a gateway, and example courses in an empty database; `lms`: an LMS with ten runs to import, as Open edX serves it; `shop`: that and a WooCommerce shop. On by default if neither URL is set, except in production, where it is not allowed.',
    ),
  SANDBOX_PORT: port(4000).describe(
    'The port of the gateway; E-Commerce gets +2, the LMS +3; 0 picks free ones.',
  ),
  ECOMMERCE_URL: url('http:', 'https:')
    .optional()
    .describe(
      'The GraphQL endpoint of E-Commerce; for REST its base URL, such as https://ecommerce.example.com; for WooCommerce that of the shop.',
    ),
  ECOMMERCE_PROTOCOL: z
    .enum(['graphql', 'rest', 'woocommerce', 'none'])
    .optional()
    .describe(
      'What sells, and how to talk to it. `rest`: Open edX E-Commerce, with the DOWNSTREAM_OAUTH settings; `woocommerce`: a shop with the plugin Open edX Commerce, with the WOOCOMMERCE settings; `none`: nothing is sold. Required in production; default `graphql`.',
    ),
  WOOCOMMERCE_KEY: z
    .string()
    .optional()
    .describe(
      'The consumer key of the shop, `ck_…`, with read and write access, of a user who may manage the shop.',
    ),
  WOOCOMMERCE_SECRET: z.string().optional().describe('The consumer secret that belongs to the key, `cs_…`.'),
  LMS_URL: url('http:', 'https:')
    .optional()
    .describe('The GraphQL endpoint of the LMS; for REST its base URL, such as https://lms.example.com.'),
  LMS_PROTOCOL: z
    .enum(['graphql', 'rest'])
    .optional()
    .describe(
      'How to talk to the LMS. `rest`: the LMS of Open edX, with the DOWNSTREAM_OAUTH settings. Required in production; default `graphql`.',
    ),
  ECOMMERCE_REQUESTS_PER_MINUTE: between(1, 60_000)
    .optional()
    .describe(
      'The maximum number of requests per minute to E-Commerce or the shop, over all replicas and commands; deliveries have priority. Default: 60 for `rest` (Open edX allows 75), 600 for `woocommerce`, no limit for `graphql`.',
    ),
  LMS_REQUESTS_PER_MINUTE: between(1, 60_000)
    .optional()
    .describe('The same for the LMS. Default: 100 for `rest` (Open edX allows 120), no limit for `graphql`.'),
  DOWNSTREAM_OAUTH_URL: url('http:', 'https:')
    .optional()
    .describe('The token endpoint for REST, such as https://lms.example.com/oauth2/access_token.'),
  DOWNSTREAM_OAUTH_CLIENT_ID: z.string().optional().describe('The OAuth client ID of this service.'),
  DOWNSTREAM_OAUTH_CLIENT_SECRET: z.string().optional().describe("The client's secret."),
};

export const DISCOVERY = {
  DISCOVERY_TOKEN: z
    .string()
    .optional()
    .describe(
      'A JWT for course-discovery, or `Bearer` and another token; replaces the three settings below.',
    ),
  DISCOVERY_OAUTH_URL: url('http:', 'https:')
    .optional()
    .describe(
      'The token endpoint for course-discovery, such as https://lms.example.com/oauth2/access_token.',
    ),
  DISCOVERY_OAUTH_CLIENT_ID: z.string().optional().describe('The OAuth client ID for imports.'),
  DISCOVERY_OAUTH_CLIENT_SECRET: z.string().optional().describe("The client's secret."),
  DISCOVERY_REQUESTS_PER_MINUTE: count(1, 6_000, 40).describe(
    "The maximum request rate of an import; course-discovery's own loaders use 40.",
  ),
};
