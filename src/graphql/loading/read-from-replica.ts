// Sends what asks for nothing but lists to a replica of the database, with all that hangs on them. Anything else is read
// where it is written: a mutation and what it answers, entities that a gateway may want after one, a course by its key.
import { OperationTypeNode } from 'graphql';
import type { Replica } from '../../store/connections/replica';
import type { Context } from '../context';
import type { Operation } from '../documents/operation';

const LISTS = new Set(['courses', 'courseRuns', 'provisionings', 'changes', 'members', '__typename']);
/** The types of a past time are worked out from those in memory, which are the primary's. */
const NEEDS_THE_PRIMARY = 'asOf';

/** To be called for each operation, before it is executed. */
export const readFromReplica =
  (replica: Replica) =>
  async (operation: Operation, context: Context): Promise<void> => {
    if (!asksForListsAlone(operation)) return;
    const database = await replica.readFor(context.viewer.username);
    if (database) context.readFrom(database);
  };

function asksForListsAlone({ node, fields }: Operation): boolean {
  if (node.operation !== OperationTypeNode.QUERY) return false;
  const [roots = new Set<string>(), all] = [fields.get('Query'), [...fields.values()]];
  return [...roots].every((name) => LISTS.has(name)) && !all.some((names) => names.has(NEEDS_THE_PRIMARY));
}
