// Serves the suite's products subgraph like our own: the same server, limits, masking and guards.
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
  /** 0 picks a free one. */
  readonly port: number;
  readonly limits: Limits;
  readonly load: Load;
  readonly compiledAfter?: number;
  readonly log: { readonly error: (fields: object, message: string) => void };
}

/** Also listens at /, where the suite sends requests. Throws if the port is taken. */
export function serveConformance({ host, port, ...options }: ConformanceOptions): Promise<Listening> {
  const typeDefs = parse(readFileSync(join(__dirname, 'products.graphql'), 'utf8'));
  const server = createHttpServer({
    ...options,
    schema: subgraphOf(typeDefs, resolvers),
    isIntrospectable: false,
    // The suite requires it; our own subgraph never sends traces.
    isTraced: true,
    paths: ['/', '/graphql'],
    newId: randomUUID,
    contextOf: async () => ({}),
  });
  return server.listen({ host, port });
}
