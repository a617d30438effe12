// Handlers of a request, one after the other. Express would do the same, and take longer for it than they do.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { End } from '../../store/database';
import type { Watched } from './observe';

/**
 * With its body, once that is read, what is noted of it, once it is watched, and its end, once its time runs. `text`: the body
 * in its usual form, as it was sent.
 */
export type Asked = IncomingMessage & Watched & { body?: unknown; text?: string; end?: End };
export type Next = (error?: unknown) => void;
/** Answers, or calls `next`; what it throws is answered as an error. */
export type Handler = (request: Asked, response: ServerResponse, next: Next) => unknown;

/** A listener that calls them in their order, until one of them answers. */
export function inTurn(
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
