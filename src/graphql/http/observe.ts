// What becomes of each request: collected while it is answered, and told once. Does not say who is told, nor how.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Handler } from './in-turn';

export interface Answered {
  /** As it was sent, or a new one; answered as X-Request-ID. */
  readonly requestId: string;
  /** The first 100 characters of its name; null where the client gave none, and where there was none. */
  readonly operation: string | null;
  /** Null where no operation was found to be valid. */
  readonly type: 'query' | 'mutation' | 'subscription' | null;
  readonly client: string | undefined;
  readonly clientVersion: string | undefined;
  /** Null where it is not known who asked. */
  readonly actor: string | null;
  readonly status: number;
  /** Of its errors, each once; empty where all went well. */
  readonly codes: readonly string[];
  readonly seconds: number;
}

export interface RequestObserver {
  readonly started: () => void;
  /** Told once for each that was started, also when the client hung up. */
  readonly answered: (answered: Answered) => void;
  /** Told of each that is refused for being too large, or one of too many, by what there is too much of. */
  readonly refused?: (what: string) => void;
}

/** What is known of a request by now, kept with it: Node's AsyncLocalStorage makes every promise of the process slower. */
interface Noted {
  readonly requestId: string;
  operation: string | null;
  type: Answered['type'];
  actor: string | null;
  codes: string[];
}

/** What is noted of a request can be found there. */
export interface Watched {
  noted?: Noted;
}

export const REQUEST_ID = 'x-request-id';
/** What stands in a log without harm, and is not so long that it fills it. */
const SANE = /^[\w.:/+=@-]{1,128}$/;
const LONGEST_NAME = 100;
/** The code of a request whose client did not wait for the answer. */
const HUNG_UP = 'CLIENT_CLOSED_REQUEST';

/** Of the request with these headers: the client's, or what it was given where that was none. */
export function requestIdIn(headers: IncomingHttpHeaders): string | undefined {
  const id = textIn(headers, REQUEST_ID);
  return id !== undefined && SANE.test(id) ? id : undefined;
}

/** Tells the client which request it is that is answered. */
export function tellId(response: ServerResponse, { noted }: Watched): void {
  if (noted) response.setHeader(REQUEST_ID, noted.requestId);
}

/** Adds which operation it is. */
export function noteOperation({ noted }: Watched, operation: string | null, type: Answered['type']): void {
  if (!noted) return;
  noted.operation = operation?.slice(0, LONGEST_NAME) ?? null;
  noted.type = type;
}

/** Adds who asked. */
export function noteActor({ noted }: Watched, actor: string | null): void {
  if (noted) noted.actor = actor;
}

/** Adds an error that the request is answered with. */
export function noteCode({ noted }: Watched, code: unknown): void {
  if (noted && !noted.codes.includes(String(code))) noted.codes.push(String(code));
}

/** Begins to watch, and goes on. From here on the request has an id among its headers, whoever reads them. */
export function observe(newId: () => string, observer: RequestObserver | undefined): Handler {
  return (request, response, next) => {
    const start = performance.now();
    const requestId = requestIdIn(request.headers) ?? newId();
    request.headers[REQUEST_ID] = requestId;
    const noted: Noted = { requestId, operation: null, type: null, actor: null, codes: [] };
    request.noted = noted;
    observer?.started();
    response.once('close', () => {
      const { operation, type, actor, codes } = noted;
      const isHungUp = request.errored !== null || !response.writableFinished;
      observer?.answered({
        requestId,
        operation,
        type,
        client: textIn(request.headers, 'apollographql-client-name')?.slice(0, LONGEST_NAME),
        clientVersion: textIn(request.headers, 'apollographql-client-version')?.slice(0, LONGEST_NAME),
        actor,
        status: response.statusCode,
        codes: isHungUp ? [HUNG_UP] : codes,
        seconds: (performance.now() - start) / 1_000,
      });
    });
    next();
  };
}

/** Which request an error came of: Apollo Server has it formatted without saying so. */
const requestIds = new WeakMap<object, string>();

/** The error came of that request. */
export function cameOf(error: unknown, requestId: string | undefined): void {
  if (typeof error === 'object' && error !== null && requestId !== undefined)
    requestIds.set(error, requestId);
}

/** Of the request that the error came of, or what it wraps; undefined where that is not known. */
export function requestIdOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return requestIds.get(error) ?? requestIdOf((error as { readonly originalError?: unknown }).originalError);
}

function textIn(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
