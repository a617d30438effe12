// How long a request is worked on. graphql-js cannot stop what it executes, so the answer is given without it, and what
// would be begun for a request that is over, or whose client has gone, is not.
import { Fault } from '../../model/faults';
import type { End } from '../../store/database';
import { limitExceeded } from '../limits/limits';
import { answerFault } from './http-errors';
import type { Handler } from './in-turn';

const GONE = new Fault('LIMIT_EXCEEDED', 'The client did not wait for the answer.');

/** An AbortSignal would do; to make one takes some hundredths of the time of a small request. */
class Ending implements End {
  #reason: Fault | null = null;

  come(reason: Fault): void {
    this.#reason ??= reason;
  }

  throwIfAborted(): void {
    if (this.#reason) throw this.#reason;
  }
}

/** Answers LIMIT_EXCEEDED after that time, from when on `end` says that no more work is to be begun. What a mutation had begun by then may be saved: the message says so. */
export const within =
  (seconds: number, onRefused?: (what: string) => void): Handler =>
  (request, response, next) => {
    const ending = new Ending();
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
