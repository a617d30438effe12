// The settings of deliveries, scans for drift, and events.
import { z } from 'zod';
import { MAX_BULK_RATE } from '../model/bulk-change';
import { between, count, flag, url } from './kinds';

export const RELAY = {
  RELAY: flag.default(true).describe('Whether this process delivers to downstream systems.'),
  RELAY_ONLY: flag.default(false).describe('Whether this process only delivers and serves no GraphQL.'),
  RELAY_LEASE_SECONDS: between(6, 600)
    .optional()
    .describe(
      'How long a lane stays leased to a relay that vanished; more than REQUEST_DEADLINE_SECONDS. Default: 10, or 30 if a system uses `rest` or `woocommerce`.',
    ),
  REQUEST_DEADLINE_SECONDS: between(1, 60)
    .optional()
    .describe(
      'The time limit of a delivery to another system, over REST for all its requests together. Default: 5, or 20 if a system uses `rest` or `woocommerce`.',
    ),
  GIVE_UP_AFTER_HOURS: count(1, 8_760, 24).describe('How long a delivery is retried before it is FAILED.'),
  RECONCILE_EVERY_MINUTES: count(0, 10_080, 0).describe(
    'The pause between two scans for drift, by one of the relays; 0 turns them off.',
  ),
  RECONCILE_REPAIR: flag.default(false).describe('Whether such a scan repairs what differs.'),
  FOLLOW_LMS_EVERY_MINUTES: count(0, 10_080, 0).describe(
    'The pause between two imports of titles, dates and new runs from the LMS, by one of the relays; 0 turns them off.',
  ),
  FOLLOW_EVENTS_REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .describe(
      "The Redis of Open edX's event bus: changes in Studio are followed at once, beside the imports every FOLLOW_LMS_EVERY_MINUTES. Default: none.",
    ),
  FOLLOW_EVENTS_REDIS_STREAM: z
    .string()
    .min(1)
    .default('course-catalog-info-changed')
    .describe('The stream: the topic, preceded by EVENT_BUS_TOPIC_PREFIX and a hyphen if that is set.'),
  BULK_CHANGES_PER_MINUTE: count(1, MAX_BULK_RATE, 120).describe(
    'The default rate of bulk changes, in courses per minute: each change is delivered to E-Commerce and the LMS.',
  ),
  EVENTS_URL: url('http:', 'https:')
    .optional()
    .describe('An endpoint that receives changed tracks and deliveries as CloudEvents. Default: none.'),
  EVENTS_REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .describe("The Redis of Open edX's event bus, which receives the same events. Default: none."),
  EVENTS_REDIS_STREAM: z
    .string()
    .min(1)
    .default('course-run-tracks')
    .describe('The stream: the topic, preceded by EVENT_BUS_TOPIC_PREFIX and a hyphen if that is set.'),
};
