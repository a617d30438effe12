// Turns errors into what clients may see: faults with their codes, GraphQL's own errors unchanged, all others masked.
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { at, Fault, FAULTS } from '../model/faults';
import { isAway } from '../store/database';
import { limitExceeded } from './limits/limits';

export interface ErrorOptions {
  /** Returns a new random id, for the response and the log. */
  readonly newId: () => string;
  /** Called with each masked error. */
  readonly logError: (error: unknown, errorId: string) => void;
  /** Called with the name of the exceeded limit for each refused request. */
  readonly onRefused?: (what: string) => void;
}

const MASKED = 'INTERNAL_SERVER_ERROR';
const UNAVAILABLE = 'SERVICE_UNAVAILABLE';
/** Faults are normal responses, so HTTP says 200. These codes mean that the request itself failed. */
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

/** The graphql-js parser stops there, and sets no code. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens\./;

type Format = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** How much of a long message to keep, in characters: its beginning, and its end, which says what was expected. */
const [BEGINNING, END] = [700, 250];
const SUGGESTION = / Did you mean [^?]*\?/g;

/** Apollo's formatError. `isIntrospectable: false` makes no suggestions: they would reveal schema names to guessers. */
export function createFormatError(options: ErrorOptions & { readonly isIntrospectable?: boolean }): Format {
  const { isIntrospectable = true } = options;
  const format = createFormat(options);
  return (formatted, error) => {
    const { message, ...rest } = format(formatted, error);
    const shortened =
      message.length > BEGINNING + END ? `${message.slice(0, BEGINNING)} … ${message.slice(-END)}` : message;
    return { message: isIntrospectable ? shortened : shortened.replaceAll(SUGGESTION, ''), ...rest };
  };
}

function createFormat({ newId, logError, onRefused }: ErrorOptions): Format {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const fault = faultIn(cause);
    if (fault) {
      const others = fault.others.map(({ message, code, details }) => ({
        ...formatted,
        message,
        extensions: { code, ...details },
      }));
      const extensions = { code: fault.code, ...fault.details, ...(others.length > 0 && { others }) };
      // With a path, the error concerns a field and not the request.
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

/** Returns the fault behind an error: itself, of a validation error, or read from the parser's message. */
function faultIn(cause: unknown): Fault | undefined {
  if (cause instanceof Fault) return cause;
  if (!(cause instanceof GraphQLError)) return undefined;
  if (cause.originalError instanceof Fault) return cause.originalError;
  const tokens = TOO_MANY_TOKENS.exec(cause.message)?.[1];
  return tokens === undefined ? undefined : limitExceeded('tokens', Number(tokens));
}

/** Codes a value of the wrong type as BAD_USER_INPUT, also in the document, and names the field if it is known. */
function named(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const own = error instanceof GraphQLError ? error.originalError : undefined;
  const isInput = own instanceof GraphQLError && own.extensions['code'] === 'BAD_USER_INPUT';
  const code = isInput ? 'BAD_USER_INPUT' : formatted.extensions?.['code'];
  const field = code === 'BAD_USER_INPUT' ? fieldIn(formatted.message) : undefined;
  return { ...formatted, extensions: { ...formatted.extensions, code, ...(field && at(field)) } };
}

/** Reads the path of a wrong value from graphql-js's message, relative to `input` as all others. */
function fieldIn(message: string): string | undefined {
  const variable = /^Variable "\$(\w+)"/.exec(message)?.[1];
  const path = / at "([^"]+)"/.exec(message)?.[1] ?? variable;
  return path?.replace(/^input\./, '').replaceAll(/\[(\d+)\]/g, '.$1');
}

/** Returns one error for each fault of an input: a field can throw only one, so the others came in its extensions. */
export const splitFaults = (errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] =>
  errors.flatMap(({ extensions: { others = [], ...extensions } = {}, ...error }) => [
    { ...error, extensions },
    ...(others as GraphQLFormattedError[]),
  ]);

/** Answers every fault of an input as an error of its own. */
export const splitFaultsPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body } }) => {
      if (body.kind === 'single' && body.singleResult.errors)
        body.singleResult.errors = splitFaults(body.singleResult.errors);
    },
  }),
};

/** Makes the whole response HTTP 503 if some of it could not be read or saved because the database is away. */
export const unavailablePlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { http, body } }) => {
      if (body.kind !== 'single') return;
      if (!body.singleResult.errors?.some(({ extensions }) => extensions?.['code'] === UNAVAILABLE)) return;
      http.status = STATUS[UNAVAILABLE];
      http.headers.set(...RETRY_AFTER);
    },
  }),
};

/** Turns a fault into an error without a path, with the given or its own HTTP status; returns all else unchanged. */
export function requestError(error: unknown, given?: number): unknown {
  if (!(error instanceof Fault)) return error;
  const { [error.code]: header } = HEADERS;
  const http = { status: given ?? STATUS[error.code] ?? 200, headers: new HeaderMap(header ? [header] : []) };
  const extensions: Record<string, unknown> = { code: error.code, ...error.details, http };
  return new GraphQLError(error.message, { extensions, originalError: error });
}
