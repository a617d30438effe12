// Turns errors into what a client may see: faults with their codes, GraphQL's own as they are, everything else masked.
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { Fault, FAULTS } from '../model/faults';
import { isAway } from '../store/database';
import { limitExceeded } from './limits/limits';

export interface ErrorOptions {
  /** A new random id, for the answer and the log. */
  readonly newId: () => string;
  /** Told of what is masked. */
  readonly logError: (error: unknown, errorId: string) => void;
  /** Told of each request that is refused for being too large, by what it has too much of. */
  readonly onRefused?: (what: string) => void;
}

const MASKED = 'INTERNAL_SERVER_ERROR';
const UNAVAILABLE = 'SERVICE_UNAVAILABLE';
/** Faults are answers, so HTTP says 200; but who is not known, or asks for too much, gets no answer at all. */
const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  LIMIT_EXCEEDED: 400,
  DOWNSTREAM_UNAVAILABLE: 503,
  [UNAVAILABLE]: 503,
};
const RETRY_AFTER = ['retry-after', '1'] as const;
const HEADERS: Readonly<Record<string, readonly [string, string]>> = {
  UNAUTHENTICATED: ['www-authenticate', 'JWT realm="api"'],
  DOWNSTREAM_UNAVAILABLE: ['retry-after', '5'],
  [UNAVAILABLE]: RETRY_AFTER,
};

/** The parser of graphql-js stops there, and has no code for it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens\./;

type Format = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** What a message may have of what was sent: its beginning, and its end, which says what was expected. */
const [BEGINNING, END] = [700, 250];
const SUGGESTION = / Did you mean [^?]*\?/g;

/** Apollo's formatError. With `isIntrospectable: false` nothing is suggested: who guesses would be told names of the schema. */
export function createFormatError(options: ErrorOptions & { readonly isIntrospectable?: boolean }): Format {
  const { isIntrospectable = true } = options;
  const format = createFormat(options);
  return (formatted, error) => {
    const { message, ...rest } = format(formatted, error);
    const told =
      message.length > BEGINNING + END ? `${message.slice(0, BEGINNING)} … ${message.slice(-END)}` : message;
    return { message: isIntrospectable ? told : told.replaceAll(SUGGESTION, ''), ...rest };
  };
}

function createFormat({ newId, logError, onRefused }: ErrorOptions): Format {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const fault = faultIn(cause);
    if (fault) {
      const extensions = { code: fault.code, ...fault.details };
      // With a path it is what became of a field, not of the request.
      if (fault.code === 'LIMIT_EXCEEDED' && !formatted.path) onRefused?.(String(fault.details['what']));
      return { ...formatted, message: fault.message, extensions };
    }
    if (formatted.extensions && formatted.extensions.code !== MASKED) return named(formatted, error);
    const errorId = newId();
    logError(cause, errorId);
    const code = isAway(cause) ? UNAVAILABLE : MASKED;
    return { ...formatted, message: FAULTS[code], extensions: { code, errorId } };
  };
}

/** The fault that an error is about: as it is, of a validation, or told by the parser in words alone. */
function faultIn(cause: unknown): Fault | undefined {
  if (cause instanceof Fault) return cause;
  if (!(cause instanceof GraphQLError)) return undefined;
  if (cause.originalError instanceof Fault) return cause.originalError;
  const tokens = TOO_MANY_TOKENS.exec(cause.message)?.[1];
  return tokens === undefined ? undefined : limitExceeded('tokens', Number(tokens));
}

/** A value of a wrong type is bad input too, also where it stands in the document: the field is named if it is known. */
function named(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const own = error instanceof GraphQLError ? error.originalError : undefined;
  const isInput = own instanceof GraphQLError && own.extensions['code'] === 'BAD_USER_INPUT';
  const code = isInput ? 'BAD_USER_INPUT' : formatted.extensions?.['code'];
  const field = code === 'BAD_USER_INPUT' ? fieldIn(formatted.message) : undefined;
  return { ...formatted, extensions: { ...formatted.extensions, code, ...(field && { field }) } };
}

/** As graphql-js tells where in a variable a value is wrong: the path relative to `input`, as all others. */
function fieldIn(message: string): string | undefined {
  const variable = /^Variable "\$(\w+)"/.exec(message)?.[1];
  const path = / at "([^"]+)"/.exec(message)?.[1] ?? variable;
  return path?.replace(/^input\./, '').replaceAll(/\[(\d+)\]/g, '.$1');
}

/** An answer in which something could not be read or saved, because the database is away, is one of HTTP 503 as a whole. */
export const tellUnavailable: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { http, body } }) => {
      if (body.kind !== 'single') return;
      if (!body.singleResult.errors?.some(({ extensions }) => extensions?.['code'] === UNAVAILABLE)) return;
      http.status = STATUS[UNAVAILABLE];
      http.headers.set(...RETRY_AFTER);
    },
  }),
};

/** The fault as an error outside any field, with that HTTP status, or its own; anything else as it is. */
export function requestError(error: unknown, given?: number): unknown {
  if (!(error instanceof Fault)) return error;
  const { [error.code]: header } = HEADERS;
  const http = { status: given ?? STATUS[error.code] ?? 200, headers: new HeaderMap(header ? [header] : []) };
  const extensions: Record<string, unknown> = { code: error.code, ...error.details, http };
  return new GraphQLError(error.message, { extensions, originalError: error });
}
