// A line of the log for each request: what was asked, by which client, and what came of it. No values, no names of people.
import { createHmac } from 'node:crypto';
import type { Answered } from '../graphql/http/observe';
import { memoize } from '../model/memoize';
import type { Log } from './log';

/** How many actors' hashes are not made again. */
const MOST_KNOWN = 1_000;

/** Writes one line per request. Who asked is there as a hash under that key, the same for the same person. */
export function createRequestLog(log: Log, key: string): (answered: Answered) => void {
  const hashOf = memoize(
    (actor: string) => createHmac('sha256', key).update(actor).digest('hex').slice(0, 16),
    MOST_KNOWN,
  );
  return ({ requestId, operation, type, client, clientVersion, status, codes, actor, seconds }) => {
    const who = actor === null ? null : hashOf(actor);
    const ms = Math.round(seconds * 1_000);
    const fields = { requestId, operation, type, client, clientVersion, status, codes, actor: who, ms };
    log.info(fields, 'A request was answered.');
  };
}
