// Holds requests to the limits: to those of the document when it is validated, once for all requests that send it, and
// to those that depend on variables before it is run.
import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, GraphQLError, valueFromASTUntyped } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLSchema,
  OperationDefinitionNode,
  ValidationRule,
} from 'graphql';
import type { Fault } from '../../model/faults';
import { requestError } from '../errors';
import { countRepresentations } from './cost';
import type { Variables } from './cost';
import { entityFields } from './entity-fields';
import { limitExceeded } from './limits';
import type { Limits } from './limits';
import { measure, MEASURES } from './measure';
import type { Measured } from './measure';

/** What is known of an operation before it is sent. */
interface Known extends Measured {
  readonly entities: readonly FieldNode[];
  /** Null: none has one. */
  readonly defaults: Variables | null;
}
type KnownOperations = ReadonlyMap<OperationDefinitionNode, Known>;

/** What holds documents, and operations with their variables, to the limits. */
export interface LimitsEnforced {
  readonly rule: ValidationRule;
  /** What these variables make too much; undefined for those that are wrong: the execution says how. */
  readonly faultOf: (
    asked: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
    variables: Variables,
  ) => Fault | undefined;
  readonly plugin: ApolloServerPlugin;
}

/** For Apollo Server: it keeps the documents that it has validated, and what was measured is kept with them. */
export function enforceLimits(schema: GraphQLSchema, limits: Limits): LimitsEnforced {
  const documents = new WeakMap<DocumentNode, KnownOperations>();
  const known = (document: DocumentNode): KnownOperations => {
    const operations = documents.get(document) ?? operationsOf(schema, document);
    documents.set(document, operations);
    return operations;
  };
  const rule: ValidationRule = (context) => {
    const operations = [...known(context.getDocument()).values()];
    for (const what of MEASURES) {
      const count = Math.max(0, ...operations.map((operation) => operation[what]));
      const fault = limitExceeded(what, limits[what], count);
      if (count > limits[what])
        context.reportError(new GraphQLError(fault.message, { originalError: fault }));
    }
    return {};
  };
  const faultOf: LimitsEnforced['faultOf'] = ({ document, operation }, variables) => {
    const one = known(document).get(operation);
    const fault = one && faultIn(one, one.defaults ? { ...one.defaults, ...variables } : variables, limits);
    if (!fault) return undefined;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    return coerced && fault;
  };
  const plugin: ApolloServerPlugin = {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request: { variables = {} } }) => {
        const fault = operation && faultOf({ document, operation }, variables);
        if (fault) throw requestError(fault);
      },
    }),
  };
  return { rule, faultOf, plugin };
}

function operationsOf(schema: GraphQLSchema, document: DocumentNode): KnownOperations {
  const operations = [...measure(schema, document)];
  return new Map(
    operations.map(([node, measured]) => [
      node,
      { ...measured, entities: entityFields(node.selectionSet, document), defaults: defaultsOf(node) },
    ]),
  );
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables | null {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return defaults.length === 0 ? null : Object.fromEntries(defaults);
}

function faultIn({ cost, entities }: Known, variables: Variables, limits: Limits) {
  const representations = entities.reduce((sum, node) => sum + countRepresentations(node, variables), 0);
  if (representations > limits.representations) {
    return limitExceeded('representations', limits.representations, representations);
  }
  const points = cost(variables);
  return points > limits.cost ? limitExceeded('cost', limits.cost, points) : undefined;
}
