// Sends what asks for nothing but lists to a replica of the database, with all that hangs on them. Anything else is read
// where it is written: a mutation and what it answers, entities that a gateway may want after one, a course by its key.
import { Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { Replica } from '../../store/connections/replica';
import type { Operation } from '../compiled/ahead';
import type { Context } from '../context';

const LISTS = new Set(['courses', 'courseRuns', 'provisionings', 'changes', 'members', '__typename']);
/** The types of a past time are worked out from those in memory, which are the primary's. */
const NEEDS_THE_PRIMARY = /\basOf\b/;

/** To be called for each operation, before it is executed. */
export const readFromReplica =
  (replica: Replica) =>
  async ({ operation, document }: Operation, context: Context): Promise<void> => {
    if (!asksForListsAlone(operation, document)) return;
    const database = await replica.readFor(context.viewer.username);
    if (database) context.readFrom(database);
  };

function asksForListsAlone(
  { operation, selectionSet }: OperationDefinitionNode,
  document: DocumentNode,
): boolean {
  if (operation !== OperationTypeNode.QUERY || NEEDS_THE_PRIMARY.test(document.loc?.source.body ?? 'asOf'))
    return false;
  return rootFields(selectionSet, document).every((name) => LISTS.has(name));
}

function rootFields({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, document);
    const named = document.definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
    );
    return named && 'selectionSet' in named ? rootFields(named.selectionSet, document) : [];
  });
}
