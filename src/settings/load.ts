// How much it takes on at once. With more it answers 503, or does not take the connection.
import { count } from './kinds';

export const LOAD = {
  MAX_IN_FLIGHT: count(1, 100_000, 200).describe(
    'How many requests are worked on at once; more are answered with 503 and when to try again.',
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
