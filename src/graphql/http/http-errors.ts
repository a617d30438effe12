// What goes wrong before GraphQL is asked, answered in GraphQL's form all the same.
import type { ServerResponse } from 'node:http';
import { Fault, FAULTS } from '../../model/faults';
import type { ErrorOptions } from '../errors';
import { limitExceeded } from '../limits/limits';
import type { Asked, Handler } from './in-turn';
import { cameOf, noteCode, requestIdIn, tellId } from './observe';

/** What the body parser refuses, by its HTTP status. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: 'The body is no JSON.',
  415: 'The charset or encoding of the body is not supported.',
};

export const answerNotFound: Handler = (_request, response) => {
  answer(response, 404, { message: 'There is nothing here; GraphQL is at /graphql.', code: 'NOT_FOUND' });
};

/** Answers who does not come by the way that they must. */
export const answerStranger = (response: ServerResponse): void =>
  answerFault(response, 401, new Fault('UNAUTHENTICATED', 'Only the gateway is answered here; ask there.'));

/** Answers with the parser's own status for a client's mistake; all else is masked and logged. */
export function answerHttpErrors({ newId, logError, onRefused }: ErrorOptions) {
  return (error: unknown, response: ServerResponse): void => {
    // What was answered when its time was over, and would be answered once more.
    if (response.writableEnded) return;
    if (response.headersSent) return void response.destroy();
    const status = clientStatusOf(error);
    if (status !== undefined) {
      const largest = largestBodyOf(error);
      if (largest !== undefined) {
        onRefused?.('bytes');
        return answerFault(response, status, limitExceeded('bytes', largest));
      }
      const message = MESSAGES[status] ?? 'The request could not be read.';
      return answer(response, status, { message, code: 'BAD_REQUEST' });
    }
    const errorId = newId();
    cameOf(error, requestIdIn(response.req.headers));
    logError(error, errorId);
    answer(response, 500, { message: FAULTS.INTERNAL_SERVER_ERROR, code: 'INTERNAL_SERVER_ERROR', errorId });
  };
}

function clientStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' && error.status < 500 ? error.status : undefined;
}

/** How large the body might have been that was too large. */
function largestBodyOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('limit' in error)) return undefined;
  return typeof error.limit === 'number' ? error.limit : undefined;
}

/** Answers with the fault instead of data. */
export function answerFault(
  response: ServerResponse,
  status: number,
  { message, code, details }: Fault,
): void {
  answer(response, status, { message, code, ...details });
}

function answer(
  response: ServerResponse,
  status: number,
  { message, ...extensions }: { message: string; code: string; errorId?: string },
): void {
  const request: Asked = response.req;
  noteCode(request, extensions.code);
  tellId(response, request);
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ errors: [{ message, extensions }] }));
}
