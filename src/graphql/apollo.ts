// Configures Apollo Server: turns off everything that calls out, or tells clients more than the contract does.
import type { Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
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
import { getVariableValues } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { isLonger, stringify } from '../model/raw-json';
import type { DocumentCache } from './documents/document-cache';
import { operationsOf } from './documents/operation';
import type { Operation } from './documents/operation';
import { createFormatError, requestError, splitFaultsPlugin, unavailablePlugin } from './errors';
import type { ErrorOptions } from './errors';
import { linkToRequest, noteOperation, REQUEST_ID } from './http/observe';
import type { ObservedRequest } from './http/observe';
import { limitsRule, refusalOf } from './limits/enforce-limits';
import { limitExceeded } from './limits/limits';
import type { Limits } from './limits/limits';

export interface SchemaOptions {
  readonly schema: GraphQLSchema;
  /** Whether clients may query the schema, and error messages may name parts of it. Gateways always may. */
  readonly isIntrospectable: boolean;
  readonly limits: Limits;
  /** Whether a client that sends the trace header gets the timing of every resolver. Default: no. */
  readonly isTraced?: boolean;
}

export interface ApolloOptions<C> extends SchemaOptions, ErrorOptions {
  /** Apollo Server stops with it, once the requests under way are answered. */
  readonly httpServer: Server;
  readonly documents: DocumentCache;
  /** Called before each operation is executed. */
  readonly onOperation?: (operation: Operation, context: C) => Promise<void>;
}

/** How long requests may take to finish when the server stops. */
const DRAIN_MS = 30_000;
/** At most this many mistakes of a kind are reported: longer lists mostly repeat one mistake. */
const MAX_MISTAKES = 10;

/** Returns the server, not yet started. A request's context holds the request as `request`. */
export function createApolloServer<C extends object>(options: ApolloOptions<C>): ApolloServer<C> {
  const { schema, limits, isIntrospectable, isTraced = false, httpServer, logError, newId } = options;
  const silent = (): void => undefined;
  return new ApolloServer<C>({
    schema,
    formatError: createFormatError(options),
    introspection: isIntrospectable,
    hideSchemaDetailsFromClientErrors: !isIntrospectable,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: options.documents.store,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [limitsRule(schema, limits)],
    validationOptions: { maxErrors: MAX_MISTAKES },
    executionOptions: { maxCoercionErrors: MAX_MISTAKES },
    stopOnTerminationSignals: false,
    stringifyResult: stringify,
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: (message: unknown) => logError(message, newId()),
    },
    plugins: [
      unavailablePlugin,
      splitFaultsPlugin,
      limitsPlugin(options),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: DRAIN_MS }),
      ApolloServerPluginCacheControlDisabled(),
      // In a subgraph this is on by default, for anyone who sends the header.
      isTraced ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Notes the operation and enforces the limits. http/graphql-handler.ts does the same for compiled queries. */
function limitsPlugin<C extends object>(options: ApolloOptions<C>): ApolloServerPlugin<C> {
  const { schema, limits, onOperation, onRefused } = options;
  return {
    requestDidStart: async ({ request: { http } }) => ({
      didResolveOperation: async ({ document, operation: node, request, contextValue }) => {
        const operation = operationsOf(schema, document).find((one) => one.node === node);
        const { request: watched = {} } = contextValue as { readonly request?: ObservedRequest };
        noteOperation(watched, operation?.name ?? null, node?.operation ?? null);
        if (!operation) return;
        const { variableDefinitions = [] } = operation.node;
        const { coerced } = getVariableValues(schema, variableDefinitions, request.variables ?? {});
        const fault = coerced && refusalOf(operation, coerced, limits);
        if (fault) throw requestError(fault, 400);
        await onOperation?.(operation, contextValue);
      },
      didEncounterErrors: async ({ errors }) => {
        for (const error of errors) linkToRequest(unwrapResolverError(error), http?.headers.get(REQUEST_ID));
      },
      willSendResponse: async ({ response }) => {
        const { body } = response;
        if (body.kind !== 'single' || !isLonger(body.singleResult.data, limits.answerBytes)) return;
        const { message, code, details } = limitExceeded('answerBytes', limits.answerBytes);
        onRefused?.('answerBytes');
        response.http.status = 400;
        body.singleResult = { errors: [{ message, extensions: { code, ...details } }] };
      },
    }),
  };
}
