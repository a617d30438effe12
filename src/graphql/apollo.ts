// Apollo Server with everything off that would leave the process, or tell a client more than the contract does.
import type { Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { Context } from './context';
import { createFormatError } from './errors';
import type { ErrorOptions } from './errors';
import { buildSchema } from './schema';

export interface ApolloOptions extends ErrorOptions {
  /** Whether clients may ask for the schema, and error messages may name parts of it. A gateway may ask in any case. */
  readonly isIntrospectable: boolean;
  /** Stops with it, once the requests under way are answered. */
  readonly httpServer: Server;
}

/** How long requests may take to end when the server stops. */
const DRAIN_MS = 10_000;

/** Not yet started. */
export function createApolloServer(options: ApolloOptions): ApolloServer<Context> {
  const { isIntrospectable, httpServer, logError, newId } = options;
  const silent = (): void => undefined;
  return new ApolloServer<Context>({
    schema: buildSchema(),
    formatError: createFormatError(options),
    introspection: isIntrospectable,
    hideSchemaDetailsFromClientErrors: !isIntrospectable,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: (message: unknown) => logError(message, newId()),
    },
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: DRAIN_MS }),
      ApolloServerPluginCacheControlDisabled(),
      // Otherwise on by itself in a subgraph, for whoever sends the header.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
