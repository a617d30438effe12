// What becomes of each request: collected while it is answered, and told once. Does not say who is told, nor how.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { IncomingMessage } from 'node:http';
import type { Handler } from './in-turn';

export interface Answered {
  /** As it was sent, or a new one; answered as X-Request-ID. */
  readonly requestId: string;
  /** As the client named it; null where it did not, and where there was none. */
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

type Known = Pick<Answered, 'requestId' | 'operation' | 'type' | 'actor'>;
interface Noted extends Known {
  readonly codes: Set<string>;
}

const current = new AsyncLocalStorage<Noted>();
/** What stands in a log without harm, and is not so long that it fills it. */
const SANE = /^[\w.:/+=@-]{1,128}$/;
const LONGEST_NAME = 100;
/** The code of a request whose client did not wait for the answer. */
const HUNG_UP = 'CLIENT_CLOSED_REQUEST';

/** Of the request that is being answered. */
export const requestId = (): string | undefined => current.getStore()?.requestId;

/** Adds what is known by now of the request that is being answered. */
export const note = (facts: Partial<Known>): void => void Object.assign(current.getStore() ?? {}, facts);

/** Adds an error that it is answered with. */
export const noteCode = (code: unknown): void => void current.getStore()?.codes.add(String(code));

/** Begins to watch, and goes on. */
export function observe(newId: () => string, observer: RequestObserver | undefined): Handler {
  return (request, response, next) => {
    const start = performance.now();
    const sent = header(request, 'x-request-id');
    const noted: Noted = {
      requestId: sent !== undefined && SANE.test(sent) ? sent : newId(),
      operation: null,
      type: null,
      actor: null,
      codes: new Set(),
    };
    response.setHeader('x-request-id', noted.requestId);
    observer?.started();
    response.once('close', () => {
      const isHungUp = request.errored !== null || !response.writableFinished;
      observer?.answered({
        ...noted,
        client: header(request, 'apollographql-client-name')?.slice(0, LONGEST_NAME),
        clientVersion: header(request, 'apollographql-client-version')?.slice(0, LONGEST_NAME),
        status: response.statusCode,
        codes: isHungUp ? [HUNG_UP] : [...noted.codes],
        seconds: (performance.now() - start) / 1_000,
      });
    });
    current.run(noted, next);
  };
}

/** Notes which operation it is, once it is known to be valid. */
export const noteOperation: ApolloServerPlugin<BaseContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operationName, operation }) =>
      note({ operation: operationName ?? null, type: operation?.operation ?? null }),
  }),
};

function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
