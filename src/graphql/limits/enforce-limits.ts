// Enforces the limits on documents in validation, and on operations with their variables before they run.
import { GraphQLError } from 'graphql';
import type { ASTVisitor, GraphQLSchema, ValidationContext, ValidationRule } from 'graphql';
import { badInput } from '../../model/faults';
import type { Fault } from '../../model/faults';
import { MEASURES, operationsOf } from '../documents/operation';
import type { Operation } from '../documents/operation';
import { countRepresentations } from './cost';
import type { Variables } from './cost';
import { limitExceeded } from './limits';
import type { Limits } from './limits';

/** A validation rule for exceeded limits, names that are too long, and operation types that the schema lacks. */
export const limitsRule =
  (schema: GraphQLSchema, limits: Limits): ValidationRule =>
  (context): ASTVisitor => {
    const report = (fault: Fault): void =>
      context.reportError(new GraphQLError(fault.message, { originalError: fault }));
    reportMeasures(context, { schema, limits, report });
    return {
      Name: ({ value }) => {
        const { nameBytes } = limits;
        // GraphQL names are ASCII: one byte per character.
        if (value.length > nameBytes) report(limitExceeded('nameBytes', nameBytes, value.length));
      },
      OperationDefinition: (node) => {
        if (schema.getRootType(node.operation)) return;
        const message = `The schema has no ${node.operation} type.`;
        context.reportError(new GraphQLError(message, { nodes: node }));
      },
    };
  };

function reportMeasures(
  context: ValidationContext,
  { schema, limits, report }: { schema: GraphQLSchema; limits: Limits; report: (fault: Fault) => void },
): void {
  const operations = operationsOf(schema, context.getDocument());
  for (const what of MEASURES) {
    const count = Math.max(0, ...operations.map((operation) => operation[what]));
    if (count > limits[what]) report(limitExceeded(what, limits[what], count));
  }
}

/** Returns why the operation must not run with these coerced variables; undefined if it may. */
export function refusalOf(operation: Operation, variables: Variables, limits: Limits): Fault | undefined {
  for (const name of operation.neverNull) {
    if (variables[name] === null) {
      return badInput(
        name,
        `Variable "$${name}" is null, but its argument must not be null. Omit the variable.`,
      );
    }
  }
  let count = 0;
  for (const node of operation.entities.values()) count += countRepresentations(node, variables);
  if (count > limits.representations) {
    return limitExceeded('representations', limits.representations, count);
  }
  const points = operation.cost(variables);
  return points > limits.cost ? limitExceeded('cost', limits.cost, points) : undefined;
}
