// Collects what happens to each request and reports it once. Does not know who gets the report, or how.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Handler } from './handlers';

export interface RequestSummary {
  /** The client's own id, or a new one; sent back as X-Request-ID. */
  readonly requestId: string;
  /** The first 100 characters of the operation's name; null if it has none, or no operation was found. */
  readonly operation: string | null;
  /** Null if no valid operation was found. */
  readonly type: 'query' | 'mutation' | 'subscription' | null;
  readonly client: string | undefined;
  readonly clientVersion: string | undefined;
  /** Null if the caller is unknown. */
  readonly actor: string | null;
  readonly status: number;
  /** The distinct error codes of the response; empty if all went well. */
  readonly codes: readonly string[];
  readonly seconds: number;
}

export interface RequestObserver {
  readonly started: () => void;
  /** Called once for each started request, also when the client disconnects. */
  readonly answered: (answered: RequestSummary) => void;
  /** Called with the name of the exceeded limit for each request that is refused as too large or too many. */
  readonly refused?: (what: string) => void;
}

/** Facts about a request so far, kept on the request: AsyncLocalStorage slows every promise of the process. */
interface RequestNotes {
  readonly requestId: string;
  operation: string | null;
  type: RequestSummary['type'];
  actor: string | null;
  codes: string[];
}

/** A request that carries its notes. */
export interface ObservedRequest {
  notes?: RequestNotes;
}

export const REQUEST_ID = 'x-request-id';
/** Ids that are safe to log, and short enough. */
const SANE = /^[\w.:/+=@-]{1,128}$/;
const MAX_NAME_LENGTH = 100;
/** The code for a request whose client disconnected before the response. */
const CLIENT_CLOSED = 'CLIENT_CLOSED_REQUEST';

/** Returns the request's id: the client's, or the one that `observe` gave it if the client sent no valid id. */
export function requestIdIn(headers: IncomingHttpHeaders): string | undefined {
  const id = textIn(headers, REQUEST_ID);
  return id !== undefined && SANE.test(id) ? id : undefined;
}

/** Sends the request id to the client. */
export function setRequestId(response: ServerResponse, { notes }: ObservedRequest): void {
  if (notes) response.setHeader(REQUEST_ID, notes.requestId);
}

/** Notes the operation. */
export function noteOperation(
  { notes }: ObservedRequest,
  operation: string | null,
  type: RequestSummary['type'],
): void {
  if (!notes) return;
  notes.operation = operation?.slice(0, MAX_NAME_LENGTH) ?? null;
  notes.type = type;
}

/** Notes the caller. */
export function noteActor({ notes }: ObservedRequest, actor: string | null): void {
  if (notes) notes.actor = actor;
}

/** Notes an error code of the response. */
export function noteCode({ notes }: ObservedRequest, code: unknown): void {
  if (notes && !notes.codes.includes(String(code))) notes.codes.push(String(code));
}

/** Starts observing the request. From here on its headers contain a request id. */
export function observe(newId: () => string, observer: RequestObserver | undefined): Handler {
  return (request, response, next) => {
    const start = performance.now();
    const requestId = requestIdIn(request.headers) ?? newId();
    request.headers[REQUEST_ID] = requestId;
    const notes: RequestNotes = { requestId, operation: null, type: null, actor: null, codes: [] };
    request.notes = notes;
    observer?.started();
    response.once('close', () => {
      const { operation, type, actor, codes } = notes;
      const isHungUp = request.errored !== null || !response.writableFinished;
      observer?.answered({
        requestId,
        operation,
        type,
        client: textIn(request.headers, 'apollographql-client-name')?.slice(0, MAX_NAME_LENGTH),
        clientVersion: textIn(request.headers, 'apollographql-client-version')?.slice(0, MAX_NAME_LENGTH),
        actor,
        status: response.statusCode,
        codes: isHungUp ? [CLIENT_CLOSED] : codes,
        seconds: (performance.now() - start) / 1_000,
      });
    });
    next();
  };
}

/** The request id of each error. Apollo Server formats errors without saying which request they belong to. */
const requestIds = new WeakMap<object, string>();

/** Remembers that the error belongs to that request. */
export function linkToRequest(error: unknown, requestId: string | undefined): void {
  if (typeof error === 'object' && error !== null && requestId !== undefined)
    requestIds.set(error, requestId);
}

/** Returns the id of the request that the error, or an error inside it, belongs to; undefined if unknown. */
export function requestIdOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return requestIds.get(error) ?? requestIdOf((error as { readonly originalError?: unknown }).originalError);
}

function textIn(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
