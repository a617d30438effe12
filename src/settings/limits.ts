// Limits for one request and for the whole process. How each is counted: docs/limits.md.
import { count } from './kinds';

export const LIMITS = {
  MAX_BODY_BYTES: count(1_024, 100_000_000, 1_048_576).describe('The maximum size of a request body.'),
  MAX_TOKENS: count(100, 100_000, 2_000).describe('The maximum number of tokens in a document.'),
  MAX_DEPTH: count(3, 100, 15).describe('The maximum depth of fields. The usual introspection query has 15.'),
  MAX_ALIASES: count(0, 10_000, 30).describe(
    'The maximum number of aliases, not counting those of `_entities`.',
  ),
  MAX_ROOT_FIELDS: count(1, 1_000, 20).describe(
    'The maximum number of root fields, not counting `_entities`.',
  ),
  MAX_DIRECTIVES: count(1, 100, 5).describe('The maximum number of directives on one field.'),
  MAX_SELECTIONS: count(10, 100_000, 2_000).describe(
    'The maximum number of fields and fragments, counted wherever a fragment is spread.',
  ),
  MAX_COST: count(100, 100_000_000, 400_000).describe(
    'The maximum cost, computed from `@cost` and `@listSize` in the schema.',
  ),
  MAX_NAME_BYTES: count(100, 100_000, 1_024).describe(
    'The maximum length of a name in a document (operation, alias, fragment, variable). Gateways generate long ones.',
  ),
  MAX_ANSWER_BYTES: count(10_000, 1_000_000_000, 16_777_216).describe('The maximum size of a response.'),
  MAX_REPRESENTATIONS: count(1, 100_000, 1_000).describe(
    'The maximum number of entities in one request, over all its `_entities`.',
  ),
  OPERATION_SECONDS: count(1, 600, 30).describe(
    'The time limit of an operation; a database statement gets half of it.',
  ),
};

/** Limits of the caches. */
export const CACHES = {
  CACHE_BYTES: count(1_000_000, 10_000_000_000, 64_000_000).describe(
    'The memory limit of the document cache (three quarters) and the response cache (one quarter).',
  ),
};

/** Beyond these limits the service answers 503, or refuses the connection. */
export const LOAD = {
  MAX_IN_FLIGHT: count(1, 100_000, 200).describe(
    'The maximum number of requests in progress; further ones get 503 with Retry-After.',
  ),
  MAX_ARRIVING_BYTES: count(1_048_576, 10_000_000_000, 33_554_432).describe(
    'The maximum total size of request bodies that are still arriving; beyond it, the oldest of them gets 503.',
  ),
  MAX_EVENT_LOOP_DELAY_MS: count(50, 60_000, 1_000).describe(
    'The event loop delay, averaged over half a second, above which requests get 503.',
  ),
  MAX_POOL_QUEUE: count(1, 100_000, 100).describe(
    'How many statements may wait for a database connection before requests get 503.',
  ),
  MAX_CONNECTIONS: count(10, 100_000, 1_000).describe(
    'The maximum number of client connections; further ones are closed.',
  ),
  RECEIVE_SECONDS: count(2, 600, 20).describe(
    'The time limit for a request to arrive; its headers get half of it.',
  ),
  KEEP_ALIVE_SECONDS: count(1, 3_600, 65).describe(
    "How long an idle connection stays open. Keep it longer than the load balancer's idle timeout, or the balancer may use a connection that is being closed.",
  ),
};
