// Compiles queries with graphql-jit, but only those that it answers exactly as graphql-js does. graphql-jit writes
// conditions onto nodes that several parts of a document share (its issue 111), reads variables in its own way, and
// omits fields named __proto__. So its documents contain no conditions, and graphql-js reads its variables. Documents
// with such names, with variables inside lists and objects, or with introspection go to graphql-js, and so does any
// response with an error. test/graphql/differential compares the two.
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  visit,
} from 'graphql';
import type { ASTNode, DocumentNode, GraphQLSchema, SelectionNode, VariableDefinitionNode } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Variables } from '../limits/cost';
import type { Operation } from './operation';

export type Data = Readonly<Record<string, unknown>>;

/** A query that can be answered without graphql-js. */
export interface Compiled {
  /** How many functions it has been compiled to. */
  readonly size: () => number;
  /** Undefined if graphql-js must answer: an error, or it cannot be compiled. `variables`: coerced by graphql-js. */
  readonly execute: (context: object, variables: Variables) => Promise<Data | undefined>;
}

type Run = ReturnType<typeof runOf>;

/** At most this many combinations of conditions are compiled per query: clients have few, and use fewer. */
const MAX_VARIANTS = 8;
/** A scalar that accepts any value; every subgraph has it. */
const ANY = '_Any';
const LEFT_OUT = ['__proto__', '__schema', '__type'];

/** Returns null for an operation that is not compiled. */
export function compile(schema: GraphQLSchema, { node, document }: Operation): Compiled | null {
  if (node.operation !== OperationTypeNode.QUERY || !schema.getType(ANY) || !isSafe(document)) return null;
  const conditions = conditionsIn(document);
  const variants = new Map<string, Run>();
  const variantFor = (variables: Variables): Run => {
    const key = conditions.map((name) => String(variables[name])).join();
    const known = variants.get(key);
    if (known !== undefined || variants.size >= MAX_VARIANTS) return known ?? null;
    const plain = withoutConditions(document, variables);
    const run = plain && runOf(schema, plain, node.name?.value);
    variants.set(key, run);
    return run;
  };
  return {
    size: () => variants.size,
    execute: async (context, variables) => {
      const { data, errors } = (await variantFor(variables)?.(undefined, context, variables)) ?? {};
      return errors || !data ? undefined : data;
    },
  };
}

/** Returns null if it cannot be compiled. */
function runOf(schema: GraphQLSchema, document: DocumentNode, name: string | undefined) {
  const compiled = compileQuery(schema, document, name, { disablingCapturingStackErrors: true });
  return isCompiledQuery(compiled) ? compiled.query : null;
}

/** Whether graphql-jit reads every name and argument of the document as graphql-js does. */
function isSafe(document: DocumentNode): boolean {
  let isSafe = true;
  const refuse = (): void => void (isSafe = false);
  visit(document, {
    Name: ({ value }) => (LEFT_OUT.includes(value) ? refuse() : undefined),
    ListValue: (node) => (variablesIn(node).length > 0 ? refuse() : undefined),
    ObjectValue: (node) => (variablesIn(node).length > 0 ? refuse() : undefined),
  });
  return isSafe;
}

function variablesIn(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}

/** Returns the variables that conditions depend on, sorted by name. */
function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (node) => variablesIn(node).forEach((name) => names.add(name)),
  });
  return [...names].sort();
}

/**
 * Returns the document for these variables: skipped parts are gone, and no condition is left. Variables get the type
 * _Any, because graphql-js has already coerced them. Returns null if a condition is null.
 */
function withoutConditions(document: DocumentNode, variables: Variables): DocumentNode | null {
  const enter = (node: SelectionNode): SelectionNode | null | undefined => {
    if (!node.directives?.length) return undefined;
    const isSkipped = getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true;
    const isLeftOut = getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false;
    return isSkipped || isLeftOut ? null : { ...node, directives: [] };
  };
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: ANY } } as const;
  const VariableDefinition = ({ kind, variable }: VariableDefinitionNode) => ({ kind, variable, type });
  try {
    return visit(document, {
      Field: enter,
      InlineFragment: enter,
      FragmentSpread: enter,
      VariableDefinition,
    });
  } catch {
    return null;
  }
}
