// course-discovery, from which courses are imported.
import { z } from 'zod';
import { count, url } from './kinds';

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
