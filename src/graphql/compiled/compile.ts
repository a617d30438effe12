// Compiles queries with graphql-jit, which is given only what it surely answers as graphql-js does. It writes conditions
// onto nodes that several places of a document share (its issue 111), reads variables in a way of its own, and leaves out
// what is called __proto__. So its documents have no conditions, its variables were read by graphql-js, and such names,
// variables within lists and objects, and questions about the schema are left to graphql-js; so is any answer with an
// error in it. test/graphql/differential compares.
import {
  getDirectiveValues,
  getVariableValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  visit,
} from 'graphql';
import type {
  ASTNode,
  DocumentNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { fragmentsOf, isOfCatalogue } from './kept-answers';

export type Variables = Readonly<Record<string, unknown>>;
export type Data = Readonly<Record<string, unknown>>;

/** An operation that can be answered without graphql-js. */
export interface Compiled {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Whether it asks for nothing but the catalogue. */
  readonly isKept: boolean;
  /** Undefined where graphql-js has to answer: there is an error in the answer, or it cannot be compiled. */
  readonly execute: (context: object, variables: Variables) => Promise<Data | undefined>;
}

export type Compile = (document: DocumentNode, operation: OperationDefinitionNode) => Compiled | null;
type Run = ReturnType<typeof runOf>;

/** Of conditions that a document is compiled for, each on its own: clients have few, and use fewer. */
const MOST_VARIANTS = 8;
/** Takes any value as it is; every subgraph has it. */
const ANY = '_Any';

/** What is returned answers null for what is not compiled at all. */
export function createCompile(schema: GraphQLSchema): Compile {
  return (document, operation) => {
    const isQuery = operation.operation === OperationTypeNode.QUERY;
    if (!isQuery || !schema.getType(ANY) || !isSafe(document)) return null;
    const definitions = operation.variableDefinitions ?? [];
    const conditions = conditionsIn(document);
    const variants = new Map<string, Run>();
    const variantFor = (variables: Variables): Run => {
      const key = conditions.map((name) => String(variables[name])).join();
      const known = variants.get(key);
      if (known !== undefined || variants.size >= MOST_VARIANTS) return known ?? null;
      const plain = withoutConditions(document, variables);
      const run = plain && runOf(schema, plain, operation.name?.value);
      variants.set(key, run);
      return run;
    };
    return {
      document,
      operation,
      isKept: isOfCatalogue(schema, operation, fragmentsOf(document)),
      execute: async (context, given) => {
        const { coerced } = getVariableValues(schema, definitions, given);
        const run = coerced && variantFor(coerced);
        if (!run) return undefined;
        const { data, errors } = await run(undefined, context, coerced);
        return errors || !data ? undefined : data;
      },
    };
  };
}

/** Null for what cannot be compiled. */
function runOf(schema: GraphQLSchema, document: DocumentNode, name: string | undefined) {
  const compiled = compileQuery(schema, document, name, { disablingCapturingStackErrors: true });
  return isCompiledQuery(compiled) ? compiled.query : null;
}

/** Whether graphql-jit reads every name and argument of the document as graphql-js does. */
function isSafe(document: DocumentNode): boolean {
  let isSafe = true;
  const refuse = (): void => void (isSafe = false);
  visit(document, {
    Name: ({ value }) => (['__proto__', '__schema', '__type'].includes(value) ? refuse() : undefined),
    ListValue: (node) => (hasVariable(node) ? refuse() : undefined),
    ObjectValue: (node) => (hasVariable(node) ? refuse() : undefined),
  });
  return isSafe;
}

function hasVariable(node: ASTNode): boolean {
  let has = false;
  visit(node, { Variable: () => void (has = true) });
  return has;
}

/** The variables that conditions depend on, in order of their names. */
function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Directive: (node) => visit(node, { Variable: ({ name }) => void names.add(name.value) }) && undefined,
  });
  return [...names].sort();
}

/**
 * The document as it is with these variables: what they skip is gone, and no condition is left. Its variables may be anything,
 * since they are given as graphql-js has read them. Null where a condition is null.
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
