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
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { answerCompiled } from './compiled/answer-compiled';
import { createAhead } from './compiled/ahead';
import { createCompile } from './compiled/compile';
import type { Ahead, AheadOptions } from './compiled/ahead';
import { stringify } from '../model/reuse/raw-json';
import { createFormatError, tellUnavailable } from './errors';
import type { ErrorOptions } from './errors';
import { noteForApollo } from './http/observe';
import { enforceLimits } from './limits/enforce-limits';
import type { Limits } from './limits/limits';

export interface SchemaOptions {
  readonly schema: GraphQLSchema;
  /** Whether clients may ask for the schema, and error messages may name parts of it. A gateway may ask in any case. */
  readonly isIntrospectable: boolean;
  readonly limits: Limits;
  /** Whether who sends the header for it is answered with the timing of every resolver; left out: not. */
  readonly isTraced?: boolean;
  /** How many times an operation is executed before it is compiled; left out: COMPILED_AFTER. */
  readonly compiledAfter?: number;
}

export interface ApolloOptions<C>
  extends SchemaOptions, ErrorOptions, Pick<AheadOptions<C>, 'version' | 'onOperation'> {
  /** Stops with it, once the requests under way are answered. */
  readonly httpServer: Server;
}

/** How long requests may take to end when the server stops. */
const DRAIN_MS = 30_000;
/** How many mistakes of a kind are told: who needs more has many of one. */
const MOST_MISTAKES = 10;

export interface Apollo<C extends object> {
  /** Not yet started. */
  readonly apollo: ApolloServer<C>;
  /** What is answered ahead of it. */
  readonly ahead: Ahead<C>;
}

export function createApolloServer<C extends object>(options: ApolloOptions<C>): Apollo<C> {
  const { schema, limits, isIntrospectable, isTraced = false, httpServer, logError, newId } = options;
  const { compiledAfter: after, version, onOperation } = options;
  const { rule, faultOf, plugin } = enforceLimits(schema, limits);
  const isTooMuch: AheadOptions<C>['isTooMuch'] = (...asked) => faultOf(...asked) !== undefined;
  const ahead = createAhead<C>({ version, onOperation, isTooMuch });
  const silent = (): void => undefined;
  const apollo = new ApolloServer<C>({
    schema,
    formatError: createFormatError(options),
    introspection: isIntrospectable,
    hideSchemaDetailsFromClientErrors: !isIntrospectable,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [rule],
    validationOptions: { maxErrors: MOST_MISTAKES },
    executionOptions: { maxCoercionErrors: MOST_MISTAKES },
    stopOnTerminationSignals: false,
    stringifyResult: stringify,
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: (message: unknown) => logError(message, newId()),
    },
    plugins: [
      noteForApollo,
      tellUnavailable,
      plugin,
      ...(onOperation ? [beforeOperations(onOperation)] : []),
      // What is compiled tells nobody of its fields' timing.
      ...(isTraced ? [] : [answerCompiled<C>({ after, compile: createCompile(schema), ahead })]),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: DRAIN_MS }),
      ApolloServerPluginCacheControlDisabled(),
      // Otherwise on by itself in a subgraph, for whoever sends the header.
      isTraced ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  return { apollo, ahead };
}

/** Calls it for each operation that is about to be executed. */
const beforeOperations = <C extends object>(
  onOperation: NonNullable<AheadOptions<C>['onOperation']>,
): ApolloServerPlugin<C> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, document, contextValue }) =>
      operation && onOperation({ operation, document }, contextValue),
  }),
});
