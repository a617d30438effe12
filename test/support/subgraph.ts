// Other teams' subgraphs on real sockets, for tests of what a gateway does with ours.
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { send } from '../../sandbox/faults';
import { execute, openSocket, readJson, startQuietServer } from '../../sandbox/graphql-endpoint';

/** Resolvers of others; each knows its own arguments. */
type Resolvers = Record<string, Record<string, (...args: never[]) => unknown>>;

export interface OtherSubgraph {
  readonly name: string;
  readonly url: string;
  /** The queries that it received, in order. */
  readonly receivedQueries: string[];
  readonly stop: () => Promise<void>;
}

/** Starts it on a free port. */
export async function startSubgraph(
  name: string,
  { typeDefs, resolvers }: { typeDefs: string; resolvers: Resolvers },
): Promise<OtherSubgraph> {
  const module = [{ typeDefs: parse(typeDefs), resolvers }] as Parameters<typeof buildSubgraphSchema>[0];
  const server = await startQuietServer({ schema: buildSubgraphSchema(module) });
  const receivedQueries: string[] = [];
  const socket = await openSocket(
    (request, response) =>
      void readJson(request).then(async (body) => {
        receivedQueries.push((body as { query: string }).query);
        send(response, await execute(server, { request, body, context: {} }));
      }),
    { port: 0 },
  );
  const stop = async () => {
    await socket.close();
    await server.stop();
  };
  return { name, url: socket.url, receivedQueries, stop };
}
