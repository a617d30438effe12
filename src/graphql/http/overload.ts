// Turns requests away with 503 and Retry-After before the process has more than it can answer, and limits how long a request
// is worked on. graphql-js cannot stop an execution, so the response is sent without it, and no new work starts for a request
// that is over or whose client has gone.
import type { ServerResponse } from 'node:http';
import { Fault } from '../../model/faults';
import { answerFault } from './http-errors';
import type { Handler } from './handlers';
import type { End } from '../../store/database';
import { limitExceeded } from '../limits/limits';

interface LoadSheddingOptions {
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

const GONE = new Fault('LIMIT_EXCEEDED', 'The client did not wait for the response.');

/** Replaces AbortSignal, whose creation takes some hundredths of the time of a small request. */
class Deadline implements End {
  #reason: Fault | null = null;

  come(reason: Fault): void {
    this.#reason ??= reason;
  }

  throwIfAborted(): void {
    if (this.#reason) throw this.#reason;
  }
}

/** Answers LIMIT_EXCEEDED after that time; `end` then refuses new work. The message says that changes may be saved. */
export const deadlineHandler =
  (seconds: number, onRefused?: (what: string) => void): Handler =>
  (request, response, next) => {
    const ending = new Deadline();
    request.end = ending;
    const timer = setTimeout(() => {
      const { code, details, message } = limitExceeded('seconds', seconds);
      const fault = new Fault(
        code,
        `${message} What it had begun to change may be saved: look, or repeat it with its idempotencyKey.`,
        details,
      );
      ending.come(fault);
      onRefused?.('seconds');
      if (!response.headersSent) answerFault(response, 400, fault);
    }, seconds * 1_000);
    response.once('close', () => {
      clearTimeout(timer);
      if (!response.writableFinished) ending.come(GONE);
    });
    next();
  };
