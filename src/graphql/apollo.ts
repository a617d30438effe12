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
import type { AnswersAhead } from './compiled/answers-ahead';
import { createKeptAnswers } from './compiled/kept-answers';
import { createFormatError } from './errors';
import type { ErrorOptions } from './errors';
import { noteCode, noteOperation } from './http/observe';
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
  /** What else takes part in requests, for the context that they are given. */
  readonly plugins?: readonly ApolloServerPlugin<never>[];
}

export interface ApolloOptions<C> extends SchemaOptions, ErrorOptions {
  /** The version of the catalogue that a request is answered from; left out: no answer is kept. */
  readonly catalogueVersionOf?: (context: C) => number;
  readonly ahead: AnswersAhead<C>;
  /** Stops with it, once the requests under way are answered. */
  readonly httpServer: Server;
}

/** How long requests may take to end when the server stops. */
const DRAIN_MS = 30_000;
/** How many mistakes of a kind are told: who needs more has many of one. */
const MOST_MISTAKES = 10;

/** Not yet started. */
export function createApolloServer<C extends object>(options: ApolloOptions<C>): ApolloServer<C> {
  const { schema, limits, isIntrospectable, isTraced = false, httpServer, logError, newId } = options;
  const { rule, plugin } = enforceLimits(schema, limits);
  const formatError = createFormatError(options);
  const silent = (): void => undefined;
  const kept = createKeptAnswers();
  const { compiledAfter: after, catalogueVersionOf: versionOf, ahead } = options;
  return new ApolloServer<C>({
    schema,
    formatError: (...error) => {
      const formatted = formatError(...error);
      noteCode(formatted.extensions?.['code']);
      return formatted;
    },
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
    stringifyResult: kept.textOf,
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: (message: unknown) => logError(message, newId()),
    },
    plugins: [
      noteOperation,
      plugin,
      ...((options.plugins ?? []) as readonly ApolloServerPlugin<C>[]),
      // What is compiled tells nobody of its fields' timing.
      ...(isTraced ? [] : [answerCompiled({ after, versionOf, kept, ahead })]),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: DRAIN_MS }),
      ApolloServerPluginCacheControlDisabled(),
      // Otherwise on by itself in a subgraph, for whoever sends the header.
      isTraced ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
