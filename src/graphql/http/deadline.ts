// How long a request is worked on. graphql-js cannot stop what it executes, so the answer is given without it, and what
// would be begun for a request that is over, or whose client has gone, is not.
import type { IncomingMessage } from 'node:http';
import { Fault } from '../../model/faults';
import { limitExceeded } from '../limits/limits';
import { answerFault } from './http-errors';
import type { Handler } from './in-turn';

const signals = new WeakMap<IncomingMessage, AbortSignal>();
const GONE = new Fault('LIMIT_EXCEEDED', 'The client did not wait for the answer.');

/** Aborted once no more work is to be begun for that request; the reason is a fault. */
export const signalOf = (request: IncomingMessage): AbortSignal | undefined => signals.get(request);

/** Answers LIMIT_EXCEEDED after that time. What a mutation had begun by then may be saved: the message says so. */
export const within =
  (seconds: number, onRefused?: (what: string) => void): Handler =>
  (request, response, next) => {
    const ending = new AbortController();
    signals.set(request, ending.signal);
    const timer = setTimeout(() => {
      const { code, details, message } = limitExceeded('seconds', seconds);
      const fault = new Fault(
        code,
        `${message} What it had begun to change may be saved: look, or repeat it with its idempotencyKey.`,
        details,
      );
      ending.abort(fault);
      onRefused?.('seconds');
      if (!response.headersSent) answerFault(response, 400, fault);
    }, seconds * 1_000);
    response.once('close', () => {
      clearTimeout(timer);
      if (!response.writableFinished) ending.abort(GONE);
    });
    next();
  };
