// Compiles operations (graphql-jit). What was compiled gives the same data; an answer with an error in it is thrown away,
// and graphql-js works it out again and words it.
import { OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { fragmentsOf, isOfCatalogue } from './kept-answers';
import { createParts } from './parts';

export type Variables = Readonly<Record<string, unknown>>;
export type Data = Readonly<Record<string, unknown>>;

/** An operation that can be answered without graphql-js. */
export interface Compiled {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Whether it asks for nothing but the catalogue. */
  readonly isKept: boolean;
  /** Undefined where there is an error in the answer. */
  readonly execute: (context: object, variables: Variables) => Promise<Data | undefined>;
}

export type Compile = (document: DocumentNode, operation: OperationDefinitionNode) => Compiled | null;

/** What is returned answers null for what must be executed once, asks about the schema itself, or cannot be compiled. */
export function createCompile(schema: GraphQLSchema): Compile {
  let parts: ReturnType<typeof createParts> | undefined;
  return (document, operation) => {
    const asksForSchema = /\b__(?:schema|type)\b/.test(document.loc?.source.body ?? '');
    if (operation.operation !== OperationTypeNode.QUERY || asksForSchema) return null;
    parts ??= createParts(schema);
    const { resolverInfoEnricher, ...asked } = parts(document) ?? { schema, document };
    const options = { disablingCapturingStackErrors: true, resolverInfoEnricher };
    const compiled = compileQuery(asked.schema, asked.document, operation.name?.value, options);
    if (!isCompiledQuery(compiled)) return null;
    return {
      document,
      operation,
      isKept: isOfCatalogue(schema, operation, fragmentsOf(document)),
      execute: async (context, variables) => {
        const { data, errors } = await compiled.query(undefined, context, variables);
        return errors || !data ? undefined : data;
      },
    };
  };
}
