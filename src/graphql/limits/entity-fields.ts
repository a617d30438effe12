// The `_entities` of an operation. Some gateways put several into one request, and a representation is work wherever it stands.
import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** Those at the root, one per name in the answer: what has the same name is executed once. */
export function entityFields(root: SelectionSetNode, { definitions }: DocumentNode): FieldNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const found = new Map<string, FieldNode>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (node.name.value === '_entities') found.set((node.alias ?? node.name).value, node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        collect(node.selectionSet);
      } else {
        const fragment = fragments.get(node.name.value);
        // Each is gone through once, as in the execution: twice nested twenty times would be a million.
        fragments.delete(node.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(root);
  return [...found.values()];
}
