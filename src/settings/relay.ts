// Deliveries, scans for drift, and events.
import { z } from 'zod';
import { between, count, flag, url } from './kinds';

export const RELAY = {
  RELAY: flag.default(true).describe('Whether this process delivers to downstream systems.'),
  RELAY_ONLY: flag.default(false).describe('Whether this process does nothing else: no GraphQL.'),
  RELAY_LEASE_SECONDS: between(6, 600)
    .optional()
    .describe(
      'How long a relay that vanished keeps a lane; at least a second more than a request may take. Left out: 10, or 30 where a system speaks `rest`.',
    ),
  REQUEST_DEADLINE_SECONDS: between(1, 60)
    .optional()
    .describe(
      'How long one request to a downstream system may take in all; over REST all requests of one delivery together. Left out: 5, or 20 where a system speaks `rest`.',
    ),
  GIVE_UP_AFTER_HOURS: count(1, 8_760, 24).describe('How long a delivery is tried before it is FAILED.'),
  RECONCILE_EVERY_MINUTES: count(0, 10_080, 0).describe(
    'How long after a scan for drift by one of the relays the next one begins; 0: there is none.',
  ),
  RECONCILE_REPAIR: flag.default(false).describe('Whether such a scan asks again for what differs.'),
  FOLLOW_LMS_EVERY_MINUTES: count(0, 10_080, 0).describe(
    'How long after titles, dates and new runs were taken from the LMS they are taken again, by one of the relays; 0: they are not.',
  ),
  BULK_CHANGES_PER_MINUTE: count(1, 6_000, 120).describe(
    'How many courses a bulk change may change in a minute, unless it says so itself: E-Commerce and the LMS are told of each.',
  ),
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
};
