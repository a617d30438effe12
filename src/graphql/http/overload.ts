// Turns requests away with 503 and Retry-After before the process has more than it can answer.
import type { ServerResponse } from 'node:http';
import { Fault } from '../../model/faults';
import { answerFault } from './http-errors';
import type { Handler } from './handlers';

export interface LoadSheddingOptions {
  /** Maximum number of requests in progress. */
  readonly mostInFlight: number;
  /** Returns another overloaded resource; null: none. */
  readonly pressure?: () => string | null;
  readonly onRefused?: (what: string) => void;
}

const RETRY_AFTER_SECONDS = 1;

/** `refuse` runs before a body is read, `admit` around the work, so that slow bodies take no place. */
export function shedLoad({ mostInFlight, pressure, onRefused }: LoadSheddingOptions) {
  let inFlight = 0;
  const refuse: Handler = (_request, response, next) => {
    const what = inFlight >= mostInFlight ? 'in-flight' : pressure?.();
    if (!what) return next();
    answerOverloaded(response, what, onRefused);
  };
  const admit =
    (work: Handler): Handler =>
    (request, response, next) =>
      refuse(request, response, () => {
        inFlight += 1;
        // Counts until the work is done, even if the client does not read the response.
        void Promise.resolve(work(request, response, next))
          .catch(next)
          .finally(() => (inFlight -= 1));
      });
  return { refuse, admit };
}

/** Answers 503 with Retry-After. */
export function answerOverloaded(
  response: ServerResponse,
  what: string,
  onRefused?: (what: string) => void,
): void {
  onRefused?.(what);
  const fault = new Fault('OVERLOADED', 'The service is overloaded; try again.', { what });
  response.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
  answerFault(response, 503, fault);
}
