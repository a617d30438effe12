// Lets pages query the API inside the process, as the viewer who requests the page, with the same limits and deadline.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Asked, Handler } from './in-turn';
import { noteCode } from './observe';

export interface PageAnswer {
  readonly data: unknown;
  /** In the form that clients get. */
  readonly errors: readonly { readonly message: string; readonly code: string }[];
}

/** Runs a query for the page. A refused viewer is an error in the result. */
export type AskForPage = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<PageAnswer>;

export type ShowPage = (request: IncomingMessage, response: ServerResponse, ask: AskForPage) => Promise<void>;

interface Parts<C extends object> {
  readonly apollo: ApolloServer<C>;
  /** Creates the context of a request. Throws a GraphQLError that becomes the response. */
  readonly contextOf: (request: Asked) => Promise<C>;
}

/** Returns a handler for the page. It authenticates once, from the headers that the page leaves in place. */
export const showPage =
  <C extends object>(show: ShowPage, { apollo, contextOf }: Parts<C>): Handler =>
  (request, response) => {
    let made: Promise<C> | undefined;
    return show(request, response, async (query, variables = {}) => {
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
  };

function answerOf(
  request: Asked,
  data: unknown,
  errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[],
): PageAnswer {
  const told = errors.map(({ message, extensions }) => ({ message, code: String(extensions?.['code']) }));
  for (const { code } of told) noteCode(request, code);
  return { data, errors: told };
}
