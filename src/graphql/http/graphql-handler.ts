// Answers an admitted request: looks up its document, authenticates, executes the compiled query, and writes the response.
// Apollo Server starts over with whatever is not cached, not compiled, refused, or has an error in its response.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer } from '@apollo/server';
import { getVariableValues } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fault } from '../../model/faults';
import { isLonger, stringify } from '../../model/raw-json';
import type { DocumentCache } from '../documents/document-cache';
import type { Operation } from '../documents/operation';
import type { Variables } from '../limits/cost';
import { refusalOf } from '../limits/enforce-limits';
import { limitExceeded } from '../limits/limits';
import type { Limits } from '../limits/limits';
import { answerFault, PRIVATE } from './http-errors';
import type { IncomingRequest, Handler } from './handlers';
import { noteActor, noteCode, noteOperation, REQUEST_ID, setRequestId } from './observe';
import { keyOf } from './response-cache';
import type { ResponseCache } from './response-cache';

export interface GraphqlHandlerOptions<C extends object> {
  readonly apollo: ApolloServer<C>;
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  readonly documents: DocumentCache;
  readonly responses: ResponseCache;
  /** Returns the version of the data that cached responses depend on. */
  readonly version: () => number;
  /** Creates the context of a request. What it throws becomes the response. */
  readonly contextOf: (request: IncomingRequest) => Promise<C>;
  /** Returns the sender's username if the headers give it without waiting. */
  readonly recognize?: (headers: IncomingHttpHeaders) => string | undefined;
  /** Call before an operation is executed. */
  readonly onOperation?: (operation: Operation, context: C) => Promise<void>;
  /** Whether a client that sends TRACE gets the timing of every resolver. Apollo Server then answers. */
  readonly isTraced?: boolean;
  readonly onRefused?: (what: string) => void;
}

/** A GraphQL request in its usual form. */
interface Query {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Variables;
}

const TRACE = 'apollo-federation-include-trace';
/** The members of a usual body; Apollo Server may interpret others. The text for an id is already filled in. */
const MEMBERS = new Set(['query', 'variables', 'operationName', 'documentId']);
/** How many values of `accept` are remembered, and their maximum length. */
const MAX_ACCEPTS = 100;
const MAX_ACCEPT_LENGTH = 200;

/** Creates the last handler: earlier ones have read the body and admitted the request. */
export function graphqlHandler<C extends object>(options: GraphqlHandlerOptions<C>): Handler {
  const { contextOf, isTraced = false, onRefused } = options;
  const { contentTypes, answerByApollo } = apolloFallback(options);
  const answerRepeated = repeatedResponses(options);
  const answerCompiled = compiledResponses(options);
  return async (request, response) => {
    // Created once, so that a refusal is reported and counted once.
    let made: Promise<C> | undefined;
    const exchange = { request, response, context: () => (made ??= contextOf(request)) };
    const contentType = contentTypes.get(request.headers.accept);
    const isTrace = isTraced && request.headers[TRACE] !== undefined;
    const query = contentType === undefined || isTrace ? undefined : queryIn(request);
    const answer = query && (answerRepeated(exchange) ?? (await answerCompiled(query, exchange)));
    if (!answer || contentType === undefined) return answerByApollo(exchange);
    // The deadline may have answered it already.
    if (response.headersSent) return;
    if (Buffer.isBuffer(answer)) return send(exchange, contentType, answer);
    onRefused?.('answerBytes');
    answerFault(response, 400, answer);
  };
}

interface Exchange<C> {
  readonly request: IncomingRequest;
  readonly response: ServerResponse;
  readonly context: () => Promise<C>;
}

function apolloFallback<C extends object>({ apollo }: GraphqlHandlerOptions<C>) {
  // The content type that Apollo Server negotiated for each value of `accept`.
  const contentTypes = new Map<string | undefined, string>();
  const learn = ({ method, headers: { accept } }: IncomingRequest, contentType: string | undefined): void => {
    const isKept = contentTypes.size < MAX_ACCEPTS && (accept?.length ?? 0) <= MAX_ACCEPT_LENGTH;
    if (method === 'POST' && contentType !== undefined && isKept) contentTypes.set(accept, contentType);
  };
  const answerByApollo = async ({ request, response, context }: Exchange<C>): Promise<void> => {
    const {
      status = 200,
      headers,
      body,
    } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: requestFor(request),
      context: async () => Object.assign(await context(), { request }),
    });
    if (body.kind !== 'complete') throw new Error('Incremental responses are not supported.');
    for (const code of codesIn(body.string)) noteCode(request, code);
    if (status === 200) learn(request, headers.get('content-type'));
    if (response.headersSent) return;
    setRequestId(response, request);
    for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader('cache-control', PRIVATE);
    response.statusCode = status;
    response.end(body.string);
  };
  return { contentTypes, answerByApollo };
}

/** Whether the viewer is known without waiting; notes their name. */
function isRecognized(
  { recognize }: Pick<GraphqlHandlerOptions<object>, 'recognize'>,
  request: IncomingRequest,
) {
  const actor = recognize?.(request.headers);
  if (actor !== undefined) noteActor(request, actor);
  return actor !== undefined;
}

/** The result returns the cached response to a request that is equal, as sent, to an earlier one; else undefined. */
const repeatedResponses =
  <C extends object>(options: GraphqlHandlerOptions<C>) =>
  ({ request }: Exchange<C>): Buffer | undefined => {
    const { responses } = options;
    const repeat = responses.repeated(request.text ?? '');
    const cachedBytes = repeat && responses.get(repeat.key);
    if (!cachedBytes || !isRecognized(options, request)) return undefined;
    noteOperation(request, repeat.operation, 'query');
    return cachedBytes;
  };

/** The result returns undefined if Apollo Server must answer, and a fault if the response is too long. */
function compiledResponses<C extends object>(options: GraphqlHandlerOptions<C>) {
  const { schema, limits, documents, responses, version, onOperation } = options;
  const lookUp = ({ query, operationName, variables }: Query) => {
    const found = documents.find(query, operationName);
    const compiled = found?.compiled();
    if (!found || !compiled) return undefined;
    const { operation, hash, weigh } = found;
    const { coerced } = getVariableValues(schema, operation.node.variableDefinitions ?? [], variables);
    if (!coerced || refusalOf(operation, coerced, limits)) return undefined;
    const key = operation.isSameForAll ? keyOf(hash, operation.name, coerced) : undefined;
    return { operation, compiled, weigh, variables: coerced, key };
  };
  const execute = async (found: NonNullable<ReturnType<typeof lookUp>>, context: C) => {
    await onOperation?.(found.operation, context);
    const data = await found.compiled.execute(context, found.variables);
    found.weigh();
    if (!data) return undefined;
    const bytes = isLonger(data, limits.answerBytes) ? undefined : Buffer.from(stringify({ data }));
    return bytes && bytes.length <= limits.answerBytes
      ? bytes
      : limitExceeded('answerBytes', limits.answerBytes);
  };
  return async (query: Query, exchange: Exchange<C>): Promise<Buffer | Fault | undefined> => {
    const found = lookUp(query);
    if (!found) return undefined;
    const { key, operation } = found;
    const cachedBytes = key === undefined ? undefined : responses.get(key);
    if (key !== undefined)
      responses.remember(exchange.request.text ?? '', { key, operation: operation.name });
    // A cached response needs no roles: any known viewer may have it.
    const context = cachedBytes && isRecognized(options, exchange.request) ? null : await contextOf(exchange);
    if (context === undefined) return undefined;
    noteOperation(exchange.request, operation.name, 'query');
    if (cachedBytes || context === null) return cachedBytes;
    const from = version();
    const answer = await execute(found, context);
    if (key !== undefined && Buffer.isBuffer(answer)) responses.set(key, answer, from);
    return answer;
  };
}

/** Undefined if the viewer is refused: Apollo Server reports it. */
const contextOf = <C>({ context }: Exchange<C>): Promise<C | undefined> => context().catch(() => undefined);

/** Returns undefined for a request in any other form. */
function queryIn({ method, text, body }: IncomingRequest): Query | undefined {
  if (method !== 'POST' || text === undefined || !isRecord(body)) return undefined;
  for (const name in body) if (!MEMBERS.has(name)) return undefined;
  const { query, operationName: name, variables: given } = body;
  if (typeof query !== 'string' || !(name == null || typeof name === 'string')) return undefined;
  return given == null || isRecord(given)
    ? { query, operationName: name ?? null, variables: given ?? {} }
    : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function send({ request, response }: Exchange<object>, contentType: string, bytes: Buffer): void {
  const id = request.notes ? [REQUEST_ID, request.notes.requestId] : [];
  const always = ['content-type', contentType, 'cache-control', PRIVATE];
  const headers = [...always, ...id, 'content-length', String(bytes.length)];
  // Headers in a list are written as they are; setting them one by one takes longer than answering.
  response.writeHead(200, headers).end(bytes);
}

/** Returns the error codes in Apollo Server's response; parses it only if it may have errors. */
function codesIn(answer: string): unknown[] {
  if (!answer.includes('"errors":[')) return [];
  const { errors = [] } = JSON.parse(answer) as { readonly errors?: readonly GraphQLFormattedError[] };
  return errors.map(({ extensions }) => extensions?.['code']);
}

function requestFor({ method = '', url = '', headers: given, body }: IncomingRequest) {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const at = url.indexOf('?');
  return { method, headers, search: at < 0 ? '' : url.slice(at), body };
}
