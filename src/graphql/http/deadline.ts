// Limits how long a request is worked on. graphql-js cannot stop an execution, so the response is sent without it, and
// no new work starts for a request that is over or whose client has gone.
import { Fault } from '../../model/faults';
import type { End } from '../../store/database';
import { limitExceeded } from '../limits/limits';
import { answerFault } from './http-errors';
import type { Handler } from './handlers';

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
