// Asks the schema within the process, as a request with those headers would: for pages that show what the API answers.
import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError, graphql } from 'graphql';
import type { ChangeDeps } from '../changes/deps';
import { createContext } from './context';
import { createFormatError } from './errors';
import type { ErrorOptions } from './errors';
import { buildSchema } from './schema';
import type { ServerOptions } from './server';

export interface AskOptions extends ErrorOptions, Pick<ServerOptions, 'authenticate' | 'onDenied'> {
  readonly deps: ChangeDeps;
}

/** What is returned throws as `authenticate` does; errors of the query are in its answer, masked as for clients. */
export function createAsk({ deps, authenticate, onDenied, ...errors }: AskOptions) {
  const schema = buildSchema();
  const format = createFormatError(errors);
  return async (
    headers: IncomingHttpHeaders,
    source: string,
    variableValues: Readonly<Record<string, unknown>> = {},
  ) => {
    const contextValue = createContext(deps, await authenticate(headers), {
      onDenied: onDenied && ((denial) => onDenied(denial, headers)),
    });
    const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
    const told = errors.map((error) => {
      const { message, extensions } = format(new GraphQLError(error.message, error).toJSON(), error);
      return { message, code: String(extensions?.['code']) };
    });
    return { data, errors: told };
  };
}
