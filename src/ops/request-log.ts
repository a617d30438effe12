// Logs one line per request: the operation, the client, and the result. Without values and without people's names.
import { createHmac } from 'node:crypto';
import type { RequestSummary } from '../graphql/http/observe';
import { memoize } from '../model/memoize';
import type { Log } from './log';

/** How many actors' hashes are cached. */
const MAX_CACHED = 1_000;

/** Returns a function that logs a request. The caller appears as a keyed hash, the same for the same person. */
export function createRequestLog(log: Log, key: string): (answered: RequestSummary) => void {
  const hashOf = memoize(
    (actor: string) => createHmac('sha256', key).update(actor).digest('hex').slice(0, 16),
    MAX_CACHED,
  );
  return ({ requestId, operation, type, client, clientVersion, status, codes, actor, seconds }) => {
    const who = actor === null ? null : hashOf(actor);
    const ms = Math.round(seconds * 1_000);
    const fields = { requestId, operation, type, client, clientVersion, status, codes, actor: who, ms };
    log.info(fields, 'Request completed.');
  };
}
