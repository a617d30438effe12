// Serves the suite's products subgraph as our own is served: the same server, limits, masking and guards.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { createHttpServer } from '../../src/graphql/http/http-server';
import type { Listening, Load } from '../../src/graphql/http/http-server';
import type { Limits } from '../../src/graphql/limits/limits';
import { subgraphOf } from '../../src/graphql/schema';
import { resolvers } from './products';

export interface ConformanceOptions {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  readonly limits: Limits;
  readonly load: Load;
  readonly compiledAfter?: number;
  readonly log: { readonly error: (fields: object, message: string) => void };
}

/** Listens at / too, where the suite asks. Throws when the port is taken. */
export function serveConformance({ host, port, ...options }: ConformanceOptions): Promise<Listening> {
  const typeDefs = parse(readFileSync(join(__dirname, 'products.graphql'), 'utf8'));
  const server = createHttpServer({
    ...options,
    schema: subgraphOf(typeDefs, resolvers),
    isIntrospectable: false,
    // The suite asks for it; our own subgraph tells nobody.
    isTraced: true,
    paths: ['/', '/graphql'],
    newId: randomUUID,
    contextOf: async () => ({}),
  });
  return server.listen({ host, port });
}
