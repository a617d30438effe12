// Turns requests away before the process has more of them than it can answer: 503 at once, and when to come again.
import type { ServerResponse } from 'node:http';
import { Fault } from '../../model/faults';
import { answerFault } from './http-errors';
import type { Handler } from './in-turn';

export interface LoadSheddingOptions {
  /** How many requests may be worked on at once. */
  readonly mostInFlight: number;
  /** What else there is too much of; null: nothing. */
  readonly pressure?: () => string | null;
  readonly onRefused?: (what: string) => void;
}

const RETRY_AFTER_SECONDS = 1;

/** `refuse` is for before a body is read, `admit` around what does the work: bodies that come slowly take no place. */
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
        // Until the work is done, also for a client that does not read its answer.
        void Promise.resolve(work(request, response, next))
          .catch(next)
          .finally(() => (inFlight -= 1));
      });
  return { refuse, admit };
}

/** 503, and when to try again. */
export function answerOverloaded(
  response: ServerResponse,
  what: string,
  onRefused?: (what: string) => void,
): void {
  onRefused?.(what);
  const fault = new Fault('OVERLOADED', 'There is too much to do at the moment; try again.', { what });
  response.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
  answerFault(response, 503, fault);
}
