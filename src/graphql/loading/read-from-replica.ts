// Sends queries that request nothing but lists, with everything below them, to a replica of the database. All else
// reads from the primary: mutations and their responses, entities that a gateway may want after one, a course by key.
import { OperationTypeNode } from 'graphql';
import type { Replica } from '../../store/connections/replica';
import type { Context } from '../context';
import type { Operation } from '../documents/operation';

const LISTS = new Set(['courses', 'courseRuns', 'provisionings', 'changes', 'members', '__typename']);
/** Past types are derived from those in memory, which come from the primary. */
const NEEDS_THE_PRIMARY = 'asOf';

/** Call for each operation, before it is executed. */
export const readFromReplica =
  (replica: Replica) =>
  async (operation: Operation, context: Context): Promise<void> => {
    if (!requestsOnlyLists(operation)) return;
    const database = await replica.readFor(context.viewer.username);
    if (database) context.readFrom(database);
  };

function requestsOnlyLists({ node, fields }: Operation): boolean {
  if (node.operation !== OperationTypeNode.QUERY) return false;
  const [roots = new Set<string>(), all] = [fields.get('Query'), [...fields.values()]];
  return [...roots].every((name) => LISTS.has(name)) && !all.some((names) => names.has(NEEDS_THE_PRIMARY));
}
