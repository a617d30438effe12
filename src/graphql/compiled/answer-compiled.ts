// Answers queries from compiled ones (graphql-jit), through the hook that Apollo Server has for it. What was compiled
// gives the same data; an answer with an error in it is thrown away, and graphql-js works it out again and words it.
import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { isOfCatalogue } from './kept-answers';
import type { KeptAnswers } from './kept-answers';

/** Compiling costs as much as several executions: a document that nobody asks for again is not worth it. */
export const COMPILED_AFTER = 3;

interface Known {
  executions: number;
  /** Null: cannot be compiled. */
  compiled?: CompiledQuery | null;
  /** Whether it asks for nothing but the catalogue. */
  isKept?: boolean;
}

export interface CompiledOptions<C> {
  /** How many times an operation is executed before it is compiled; left out: COMPILED_AFTER. */
  readonly after?: number;
  /** The version of the catalogue that a request is answered from; left out: nothing is kept. */
  readonly versionOf?: (context: C) => number;
  readonly kept: KeptAnswers;
}

/** The plugin. */
export function answerCompiled<C extends object>(options: CompiledOptions<C>): ApolloServerPlugin<C> {
  const { after = COMPILED_AFTER, versionOf, kept } = options;
  // Apollo Server keeps parsed documents, so an operation that is asked for again is the same object.
  const known = new WeakMap<OperationDefinitionNode, Known>();
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, operation, request, contextValue }) => {
        const entry = known.get(operation) ?? { executions: 0 };
        known.set(operation, entry);
        entry.executions += 1;
        if (entry.executions <= after) return null;
        if (entry.compiled === undefined) {
          entry.compiled = compile(schema, document, operation);
          entry.isKept = versionOf !== undefined && isOfCatalogue(schema, operation, fragmentsOf(document));
        }
        if (!entry.compiled) return null;
        const version = versionOf?.(contextValue) ?? 0;
        const question = { operation, variables: request.variables, version };
        const found = entry.isKept && kept.find(question);
        if (found) return responseOf(found);
        const { data, errors } = await entry.compiled.query(undefined, contextValue, request.variables);
        if (errors) return null;
        if (data && entry.isKept && versionOf?.(contextValue) === version) kept.keep(question, data);
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

/** Null for what must be executed once, and for what asks about the schema itself. */
function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, name }: OperationDefinitionNode,
): CompiledQuery | null {
  if (operation !== OperationTypeNode.QUERY || /\b__(?:schema|type)\b/.test(document.loc?.source.body ?? ''))
    return null;
  const compiled = compileQuery(schema, document, name?.value, { disablingCapturingStackErrors: true });
  return isCompiledQuery(compiled) ? compiled : null;
}

const responseOf = (data: unknown): GraphQLResponse => ({
  http: { status: undefined, headers: new HeaderMap() },
  body: { kind: 'single', singleResult: { data: data as Record<string, unknown> } },
});
