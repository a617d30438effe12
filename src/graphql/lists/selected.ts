// What is asked for of the entries of a page, so that what nobody asked for need not be read.
import { Kind } from 'graphql';
import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

/** The ways from a page to its entries. */
const TO_ENTRIES = [['nodes'], ['edges', 'node']];

/** Of pages that are asked for again: their field is the same object as long as the document is known. */
const known = new WeakMap<FieldNode, ReadonlySet<string>>();

/** The names of all fields that a page's entries are asked for, on whichever condition. */
export function selectedOfEntries({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): ReadonlySet<string> {
  const [first, ...others] = fieldNodes;
  const only = others.length === 0 ? first : undefined;
  const found = only && known.get(only);
  if (found) return found;
  const entries = TO_ENTRIES.flatMap((way) =>
    way.reduce(
      (nodes, name) => within(nodes, fragments).filter((node) => node.name.value === name),
      fieldNodes,
    ),
  );
  const selected = new Set(within(entries, fragments).map(({ name }) => name.value));
  if (only) known.set(only, selected);
  return selected;
}

/** The fields that are selected of these. Each fragment is gone through once: twice nested twenty times would be a million. */
function within(nodes: readonly FieldNode[], fragments: Fragments): FieldNode[] {
  const seen = new Set<string>();
  const fieldsOf = ({ selections }: SelectionSetNode): FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet);
      const fragment = seen.has(selection.name.value) ? undefined : fragments[selection.name.value];
      seen.add(selection.name.value);
      return fragment ? fieldsOf(fragment.selectionSet) : [];
    });
  return nodes.flatMap(({ selectionSet }) => (selectionSet ? fieldsOf(selectionSet) : []));
}

/** Whether the operation may ask for a field of that name, of whatever: its text and its fragments' have the word. */
export const mayAskFor = (name: string, { operation }: Pick<GraphQLResolveInfo, 'operation'>): boolean =>
  operation.loc?.source.body.includes(name) ?? true;
