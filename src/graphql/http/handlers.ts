// Runs the handlers of a request in order. Express does the same, but takes longer than the handlers themselves.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { End } from '../../store/database';
import type { ObservedRequest } from './observe';

/**
 * A request with its body once read, its notes once observed, and its deadline once started. `text`: the JSON body as
 * sent.
 */
export type IncomingRequest = IncomingMessage &
  ObservedRequest & { body?: unknown; text?: string; end?: End };
export type Next = (error?: unknown) => void;
/** Answers, or calls `next`. What it throws is answered as an error. */
export type Handler = (request: IncomingRequest, response: ServerResponse, next: Next) => unknown;

/** Returns a listener that calls the handlers in order until one answers. */
export function chainHandlers(
  handlers: readonly Handler[],
  onError: (error: unknown, response: ServerResponse) => void,
): RequestListener {
  return (request, response) => {
    const fail = (error: unknown): void => onError(error, response);
    const call = (index: number): void => {
      const next: Next = (error) => (error === undefined ? call(index + 1) : fail(error));
      try {
        const work = handlers[index]?.(request, response, next);
        if (work instanceof Promise) work.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
    call(0);
  };
}
