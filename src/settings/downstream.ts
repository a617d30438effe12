// E-Commerce and the LMS, and how they are spoken to; and course-discovery, from which courses are imported.
import { z } from 'zod';
import { count, port, url } from './kinds';

export const DOWNSTREAM = {
  SANDBOX: z
    .enum(['true', 'false', '1', '0', 'on', 'off', 'lms'])
    .transform((text) => (text === 'lms' ? text : ['true', '1', 'on'].includes(text)))
    .optional()
    .describe(
      'Stand-in E-Commerce and LMS, a gateway, and example courses in an empty database; `lms`: an LMS alone. On where neither URL is set, never in production.',
    ),
  SANDBOX_PORT: port(4000).describe(
    'The port of the gateway; E-Commerce is at +2, the LMS at +3; 0 takes free ones.',
  ),
  ECOMMERCE_URL: url('http:', 'https:')
    .optional()
    .describe('The GraphQL URL of E-Commerce; over REST where it is, such as https://ecommerce.example.com.'),
  ECOMMERCE_PROTOCOL: z
    .enum(['graphql', 'rest', 'woocommerce', 'none'])
    .optional()
    .describe(
      "How what sells is spoken to; `rest`: Open edX's own E-Commerce, with the DOWNSTREAM_OAUTH settings; `woocommerce`: a shop with the plugin Open edX Commerce, with the WOOCOMMERCE settings; `none`: nothing sells. To be said in production; else `graphql`.",
    ),
  WOOCOMMERCE_KEY: z
    .string()
    .optional()
    .describe('The consumer key of the shop, `ck_…`: of a user who may manage it, for reading and writing.'),
  WOOCOMMERCE_SECRET: z.string().optional().describe('The consumer secret that belongs to it, `cs_…`.'),
  LMS_URL: url('http:', 'https:')
    .optional()
    .describe('The GraphQL URL of the LMS; over REST where it is, such as https://lms.example.com.'),
  LMS_PROTOCOL: z
    .enum(['graphql', 'rest'])
    .optional()
    .describe(
      "How the LMS is spoken to; `rest`: Open edX's own, with the same settings. To be said in production; else `graphql`.",
    ),
  DOWNSTREAM_OAUTH_URL: url('http:', 'https:')
    .optional()
    .describe('Where tokens for REST come from, such as https://lms.example.com/oauth2/access_token.'),
  DOWNSTREAM_OAUTH_CLIENT_ID: z.string().optional().describe('The client that this service logs in as.'),
  DOWNSTREAM_OAUTH_CLIENT_SECRET: z.string().optional().describe("The client's secret."),
};

export const DISCOVERY = {
  DISCOVERY_TOKEN: z
    .string()
    .optional()
    .describe(
      'A JWT for course-discovery; or `Bearer` and another token. Instead of the three settings below.',
    ),
  DISCOVERY_OAUTH_URL: url('http:', 'https:')
    .optional()
    .describe('Where tokens for it come from, such as https://lms.example.com/oauth2/access_token.'),
  DISCOVERY_OAUTH_CLIENT_ID: z.string().optional().describe('The client that an import logs in as.'),
  DISCOVERY_OAUTH_CLIENT_SECRET: z.string().optional().describe("The client's secret."),
  DISCOVERY_REQUESTS_PER_MINUTE: count(1, 6_000, 40).describe(
    'How many requests an import makes at most; its own loaders make 40.',
  ),
};
