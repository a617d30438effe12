// Creates the HTTP server of the track types subgraph. Does not know how viewers are authenticated.
import type { IncomingHttpHeaders } from 'node:http';
import type { ChangeDeps } from '../changes/deps';
import type { Authenticate } from '../identity/authenticate';
import type { Denial } from '../identity/permissions';
import type { Replica } from '../store/connections/replica';
import { createContext } from './context';
import type { Context } from './context';
import { createHttpServer } from './http/http-server';
import type { HttpServerOptions } from './http/http-server';
import { buildSchema } from './schema';
import { OperationTypeNode } from 'graphql';
import type { Operation } from './documents/operation';

/** What is made here. */
type Made = 'schema' | 'newId' | 'version' | 'recognize' | 'onOperation' | 'actorOf' | 'contextOf';

export interface ServerOptions extends Omit<HttpServerOptions<object>, Made> {
  readonly deps: ChangeDeps;
  /** The database for lists. Left out: they read from the primary. */
  readonly replica?: Replica;
  /** Authenticates a request. Throws UNAUTHENTICATED for bad credentials. */
  readonly authenticate: Authenticate;
  /** Called for each denial, with the headers of its request. */
  readonly onDenied?: (denial: Denial, headers: IncomingHttpHeaders) => void;
  /** Whether the schema tells gateways which scopes a field needs; only some gateways can read that. */
  readonly isScoped?: boolean;
}

/** Creates the server, not yet started. Throws for a schema that does not fit its resolvers. */
export function createServer({
  deps,
  replica,
  authenticate,
  onDenied,
  isScoped = false,
  ...served
}: ServerOptions) {
  return createHttpServer<Context>({
    ...served,
    schema: buildSchema({ isScoped }),
    newId: deps.newId,
    version: () => deps.catalogue.current().version,
    recognize: authenticate.recognize,
    onOperation: replica && readFromReplica(replica),
    actorOf: ({ viewer }) => viewer.username,
    contextOf: async (headers, ended) =>
      createContext(deps, await authenticate(headers), {
        onDenied: onDenied && onceEach((denial) => onDenied(denial, headers)),
        ended,
      }),
  });
}

/** Reports the same denial once per request: a compiled query with an error in its response is executed again. */
function onceEach(report: (denial: Denial) => void): (denial: Denial) => void {
  const reported = new Set<string>();
  return (denial) => {
    const before = reported.size;
    if (reported.add(JSON.stringify(denial)).size > before) report(denial);
  };
}

const LISTS = new Set(['courses', 'courseRuns', 'provisionings', 'changes', 'members', '__typename']);
/** Past types are derived from those in memory, which come from the primary. */
const NEEDS_THE_PRIMARY = 'asOf';

/**
 * Sends queries that request nothing but lists, with everything below them, to the replica. All else reads from the primary:
 * mutations and their responses, entities that a gateway may want after one, a course by key. Call for each operation,
 * before it is executed.
 */
const readFromReplica =
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
