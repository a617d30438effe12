// What one request may ask for, and how much is taken on at once. How each is counted: docs/limits.md.
import { count } from './kinds';

export const LIMITS = {
  MAX_BODY_BYTES: count(1_024, 100_000_000, 1_048_576).describe('The largest body of a request.'),
  MAX_TOKENS: count(100, 100_000, 2_000).describe('The most tokens that a document may have.'),
  MAX_DEPTH: count(3, 100, 15).describe('The most levels of fields. The usual introspection query has 15.'),
  MAX_ALIASES: count(0, 10_000, 30).describe('The most aliases, those of `_entities` apart.'),
  MAX_ROOT_FIELDS: count(1, 1_000, 20).describe('The most fields at the root, `_entities` apart.'),
  MAX_DIRECTIVES: count(1, 100, 5).describe('The most directives on one field.'),
  MAX_SELECTIONS: count(10, 100_000, 2_000).describe(
    'The most fields and fragments, each at all of its places.',
  ),
  MAX_COST: count(100, 100_000_000, 400_000).describe(
    'The highest cost, as `@cost` and `@listSize` in the schema say it.',
  ),
  MAX_NAME_BYTES: count(100, 100_000, 1_024).describe(
    'The longest name in a document: of an operation, an alias, a fragment or a variable. Gateways make long ones.',
  ),
  MAX_ANSWER_BYTES: count(10_000, 1_000_000_000, 16_777_216).describe('The largest answer.'),
  MAX_REPRESENTATIONS: count(1, 100_000, 1_000).describe(
    'How many entities one request may ask for, in all its `_entities` together.',
  ),
  OPERATION_SECONDS: count(1, 600, 30).describe(
    'How long an operation may take; a statement in the database half of it.',
  ),
};

/** What is kept so that it need not be made again. */
export const CACHES = {
  CACHE_BYTES: count(1_000_000, 10_000_000_000, 64_000_000).describe(
    'How much memory the document cache and the response cache may have, three quarters and one.',
  ),
};

/** With more it answers 503, or does not take the connection. */
export const LOAD = {
  MAX_IN_FLIGHT: count(1, 100_000, 200).describe(
    'How many requests are worked on at once; more are answered with 503 and when to try again.',
  ),
  MAX_ARRIVING_BYTES: count(1_048_576, 10_000_000_000, 33_554_432).describe(
    'The most bytes that are held of bodies which have not arrived whole; with more, the one that has been arriving for longest is answered 503.',
  ),
  MAX_EVENT_LOOP_DELAY_MS: count(50, 60_000, 1_000).describe(
    'How late the process may be, on average over half a second, before it answers 503.',
  ),
  MAX_POOL_QUEUE: count(1, 100_000, 100).describe(
    'How many statements may wait for a connection to the database before it answers 503.',
  ),
  MAX_CONNECTIONS: count(10, 100_000, 1_000).describe(
    'How many connections clients may have; more are closed.',
  ),
  RECEIVE_SECONDS: count(2, 600, 20).describe(
    'How long a request may take to arrive; its headers half of that.',
  ),
  KEEP_ALIVE_SECONDS: count(1, 3_600, 65).describe(
    'How long a connection may idle: longer than a balancer lets it, which would else use it as it is closed.',
  ),
};
