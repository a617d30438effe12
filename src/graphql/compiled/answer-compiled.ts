// Answers queries from compiled ones, through the hook that Apollo Server has for it: what comes first, and what comes
// in no usual form. What is asked again is answered ahead of Apollo Server: see ahead.ts.
import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Ahead } from './ahead';
import type { Compile, Compiled } from './compile';

/** Compiling costs as much as several executions: a document that nobody asks for again is not worth it. */
export const COMPILED_AFTER = 3;

interface Known {
  executions: number;
  /** Null: it cannot be. Undefined: it was not yet. */
  compiled?: Compiled | null;
}

export interface CompiledOptions {
  /** How many times an operation is executed before it is compiled; left out: COMPILED_AFTER. */
  readonly after?: number;
  readonly compile: Compile;
  /** To be told of what may be answered ahead. */
  readonly ahead: Pick<Ahead<never>, 'mark' | 'hasFailed'>;
}

/** The plugin. */
export function answerCompiled<C extends object>({
  after = COMPILED_AFTER,
  compile,
  ahead,
}: CompiledOptions): ApolloServerPlugin<C> {
  // Apollo Server keeps parsed documents, so an operation that is asked for again is the same object.
  const known = new WeakMap<OperationDefinitionNode, Known>();
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ document, operation, request, contextValue }) => {
        // Not by its type: a name that the document does not have names no operation.
        if (!(operation as OperationDefinitionNode | undefined)) return null;
        const entry = known.get(operation) ?? { executions: 0 };
        known.set(operation, entry);
        entry.executions += 1;
        if (entry.executions <= after || ahead.hasFailed(request.http)) return null;
        if (entry.compiled === undefined) entry.compiled = compile(document, operation);
        const data = await entry.compiled?.execute(contextValue, request.variables ?? {});
        if (!entry.compiled || !data) return null;
        ahead.mark(request.http, entry.compiled);
        return {
          http: { status: undefined, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { data } },
        };
      },
    }),
  };
}
