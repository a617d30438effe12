// Answers errors that occur before GraphQL runs, in GraphQL's response form.
import type { ServerResponse } from 'node:http';
import { Fault, FAULTS } from '../../model/faults';
import type { ErrorOptions } from '../errors';
import type { IncomingRequest, Handler } from './handlers';
import { linkToRequest, noteCode, requestIdIn, setRequestId } from './observe';

/** No cache on the way may keep a response, because it depends on the viewer. */
export const PRIVATE = 'private, no-store';

/** A client's mistake before GraphQL runs, with its HTTP status. The client gets the message. */
export class ClientError extends Error {
  constructor(
    readonly status: 400 | 415,
    message: string,
  ) {
    super(message);
    this.name = 'ClientError';
  }
}

export const answerNotFound: Handler = (_request, response) => {
  answer(response, 404, { message: 'Not found; GraphQL is at /graphql.', code: 'NOT_FOUND' });
};

/** Answers a request that does not come through the gateway. */
export const answerStranger = (response: ServerResponse): void =>
  answerFault(
    response,
    401,
    new Fault('UNAUTHENTICATED', 'This address answers only the gateway; send the request to the gateway.'),
  );

/** Answers a client's mistake with its status; masks and logs all other errors. */
export function answerHttpErrors({ newId, logError }: ErrorOptions) {
  return (error: unknown, response: ServerResponse): void => {
    // The request timed out and has been answered already.
    if (response.writableEnded) return;
    if (response.headersSent) return void response.destroy();
    const status = clientStatusOf(error);
    if (status !== undefined) {
      const message = error instanceof ClientError ? error.message : 'The request could not be read.';
      return answer(response, status, { message, code: 'BAD_REQUEST' });
    }
    const errorId = newId();
    linkToRequest(error, requestIdIn(response.req.headers));
    logError(error, errorId);
    answer(response, 500, { message: FAULTS.INTERNAL_SERVER_ERROR, code: 'INTERNAL_SERVER_ERROR', errorId });
  };
}

/** Includes errors from Express, such as a path that cannot be decoded. */
function clientStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' && error.status < 500 ? error.status : undefined;
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
  const request: IncomingRequest = response.req;
  noteCode(request, extensions.code);
  setRequestId(response, request);
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', PRIVATE);
  response.end(JSON.stringify({ errors: [{ message, extensions }] }));
}
