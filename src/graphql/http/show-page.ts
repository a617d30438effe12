// Lets pages use the API inside the process, as the viewer who requests the page, with the same limits and deadline.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { IncomingRequest, Handler } from './handlers';
import { noteCode } from './observe';

export interface PageResult {
  readonly data: unknown;
  /** In the form that clients get. */
  readonly errors: readonly { readonly message: string; readonly code: string }[];
}

/** Runs a query or mutation for the page. A refused viewer is an error in the result. */
export type QueryForPage = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<PageResult>;

/** Answers a request for a page. `text`: the form of a POST. */
export type ShowPage = (
  request: IncomingMessage & { readonly text?: string },
  response: ServerResponse,
  ask: QueryForPage,
) => Promise<void>;

/** The codes of refusals that come from a page and not from the API, by status. */
const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_USER_INPUT',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  500: 'INTERNAL_SERVER_ERROR',
};

interface Parts<C extends object> {
  readonly apollo: ApolloServer<C>;
  /** Creates the context of a request. Throws a GraphQLError that becomes the response. */
  readonly contextOf: (request: IncomingRequest) => Promise<C>;
}

/** Returns a handler for the page. It authenticates once, from the headers that the page leaves in place. */
export const showPage =
  <C extends object>(show: ShowPage, { apollo, contextOf }: Parts<C>): Handler =>
  async (request, response) => {
    let made: Promise<C> | undefined;
    await show(request, response, async (query, variables = {}) => {
      try {
        const contextValue = await (made ??= contextOf(request));
        const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
        if (body.kind !== 'single') throw new Error('Pages have no incremental responses.');
        const { data, errors = [] } = body.singleResult;
        return answerOf(request, data, errors);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        return answerOf(request, null, [error]);
      }
    });
    const code = CODES[response.statusCode];
    if (code !== undefined && request.notes?.codes.length === 0) noteCode(request, code);
  };

function answerOf(
  request: IncomingRequest,
  data: unknown,
  errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[],
): PageResult {
  const shown = errors.map(({ message, extensions }) => ({ message, code: String(extensions?.['code']) }));
  for (const { code } of shown) noteCode(request, code);
  return { data, errors: shown };
}
