// Answers queries from compiled ones (graphql-jit), through the hook that Apollo Server has for it. What was compiled
// gives the same data; an answer with an error in it is thrown away, and graphql-js works it out again and words it.
import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import type { AnswersAhead } from './answers-ahead';
import { isOfCatalogue } from './kept-answers';
import type { KeptAnswers } from './kept-answers';

/** Compiling costs as much as several executions: a document that nobody asks for again is not worth it. */
export const COMPILED_AFTER = 3;

interface Compiled {
  /** Null for what must be executed once, and for what asks about the schema itself. */
  readonly query: CompiledQuery['query'] | null;
  /** Whether it asks for nothing but the catalogue. */
  readonly isKept: boolean;
}
interface Known {
  executions: number;
  compiled?: Compiled;
}

export interface CompiledOptions<C> {
  /** How many times an operation is executed before it is compiled; left out: COMPILED_AFTER. */
  readonly after?: number;
  /** The version of the catalogue that a request is answered from; left out: nothing is kept. */
  readonly versionOf?: (context: C) => number;
  readonly kept: KeptAnswers;
  /** To be told of what may be answered ahead. */
  readonly ahead?: Pick<AnswersAhead<C>, 'mark'>;
}

/** The plugin. */
export function answerCompiled<C extends object>(options: CompiledOptions<C>): ApolloServerPlugin<C> {
  const { after = COMPILED_AFTER, versionOf = () => NaN, kept, ahead } = options;
  // Apollo Server keeps parsed documents, so an operation that is asked for again is the same object.
  const known = new WeakMap<OperationDefinitionNode, Known>();
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, operation, request, contextValue }) => {
        // Not by its type: a name that the document does not have names no operation.
        if (!(operation as OperationDefinitionNode | undefined)) return null;
        const entry = known.get(operation) ?? { executions: 0 };
        known.set(operation, entry);
        entry.executions += 1;
        if (entry.executions <= after) return null;
        const { query, isKept } = (entry.compiled ??= compile(schema, document, operation));
        if (!query) return null;
        const version = versionOf(contextValue);
        const question = { operation, variables: request.variables, version };
        const found = isKept && kept.find(question);
        if (found) {
          ahead?.mark(request.http, { version, operation: operation.name?.value ?? null });
          return responseOf(found);
        }
        const { data, errors } = await query(undefined, contextValue, request.variables);
        if (errors) return null;
        if (data && isKept && versionOf(contextValue) === version) kept.keep(question, data);
        return responseOf(data);
      },
    }),
  };
}

const fragmentsOf = ({ definitions }: DocumentNode) =>
  Object.fromEntries(
    definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Compiled {
  const asksForSchema = /\b__(?:schema|type)\b/.test(document.loc?.source.body ?? '');
  if (operation.operation !== OperationTypeNode.QUERY || asksForSchema) return { query: null, isKept: false };
  const options = { disablingCapturingStackErrors: true };
  const compiled = compileQuery(schema, document, operation.name?.value, options);
  return {
    query: isCompiledQuery(compiled) ? compiled.query : null,
    isKept: isOfCatalogue(schema, operation, fragmentsOf(document)),
  };
}

const responseOf = (data: unknown): GraphQLResponse => ({
  http: { status: undefined, headers: new HeaderMap() },
  body: { kind: 'single', singleResult: { data: data as Record<string, unknown> } },
});
