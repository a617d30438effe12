// Refuses a request that asks for too many entities, before anything is loaded. Library and guard have no limit of
// their own, and some gateways put several `_entities` into one request.
import type { ApolloServerPlugin } from '@apollo/server';
import { getArgumentValues, getVariableValues, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  SelectionSetNode,
} from 'graphql';
import { Fault } from '../../model/faults';
import { requestError } from '../errors';

/** Answers LIMIT_EXCEEDED with HTTP 400 when all `_entities` of the operation have more representations than `most`. */
export const capRepresentations = (most: number): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request }) => {
      const definition = schema.getQueryType()?.getFields()._entities;
      const fields = operation ? entityFields(operation.selectionSet, fragmentsOf(document)) : [];
      if (!definition || fields.length === 0) return;
      const variableDefinitions = operation?.variableDefinitions ?? [];
      const { coerced } = getVariableValues(schema, variableDefinitions, request.variables ?? {});
      // Variables that are wrong are refused by the execution, which answers nothing then.
      if (!coerced) return;
      const count = fields.reduce((sum, field) => sum + countIn(definition, field, coerced), 0);
      if (count <= most) return;
      const message = `The request has ${count} representations; ${most} are allowed.`;
      throw requestError(
        new Fault('LIMIT_EXCEEDED', message, { what: 'representations', count, limit: most }),
      );
    },
  }),
});

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );

/** The `_entities` of the root, one per name in the answer: what has the same name is executed once. */
function entityFields(root: SelectionSetNode, fragments: Fragments): FieldNode[] {
  const found = new Map<string, FieldNode>();
  // Each fragment is gone through once, as in the execution: twice nested twenty times would be a million.
  const seen = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (node.name.value === '_entities') found.set((node.alias ?? node.name).value, node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        collect(node.selectionSet);
      } else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(root);
  return [...found.values()];
}

type Variables = Readonly<Record<string, unknown>>;

function countIn(definition: GraphQLField<unknown, unknown>, field: FieldNode, variables: Variables): number {
  try {
    const { representations } = getArgumentValues(definition, field, variables);
    return Array.isArray(representations) ? representations.length : 0;
  } catch {
    // The field is an error of its own when it is executed.
    return 0;
  }
}
