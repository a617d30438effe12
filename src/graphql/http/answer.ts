// Has Apollo Server answer a request, or what is ahead of it.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Ahead } from '../compiled/ahead';
import type { Kept } from '../compiled/kept-answers';
import { PRIVATE } from './http-errors';
import type { Asked, Handler } from './in-turn';
import { noteActor, noteCode, noteOperation, REQUEST_ID, tellId } from './observe';

export interface AnswerOptions<C extends object> {
  readonly apollo: ApolloServer<C>;
  /** The context of a request. Throws an error that is answered. */
  readonly contextOf: (request: Asked) => Promise<C>;
  readonly ahead: Ahead<C>;
}

/** Answers what is kept to whoever is recognized by the headers of their request; leaves all else to what comes next. */
export function answerKept(
  kept: Ahead<never>['kept'],
  recognize: (headers: IncomingHttpHeaders) => string | undefined,
): Handler {
  return (request, response, next) => {
    const found = kept(request);
    const actor = found && recognize(request.headers);
    if (!found || actor === undefined) return next();
    noteActor(request, actor);
    send(request, response, found);
  };
}

/** The last handler: what comes before has read the body, and let the request in. */
export function answerAsked<C extends object>({ apollo, contextOf, ahead }: AnswerOptions<C>): Handler {
  return async (request, response) => {
    // Made once, whoever asks for it: who is refused is told, and counted, once.
    let made: Promise<C> | undefined;
    const context = () => (made ??= contextOf(request));
    const known = ahead.find(request);
    // Who is refused is told so by Apollo Server, as ever.
    const found = known && (await context().then(known.answer, () => undefined));
    if (found) return send(request, response, { ...found, operation: known.operation });
    const asked = askedIn(request);
    if (known) ahead.fail(asked);
    const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: asked, context });
    const { status = 200, headers, body } = answer;
    if (body.kind !== 'complete') throw new Error('Answers in parts are not given here.');
    for (const code of codesIn(body.string)) noteCode(request, code);
    if (status === 200) ahead.keep(request, asked, headers);
    // What was answered when its time was over is not answered again.
    if (response.headersSent) return;
    tellId(response, request);
    for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader('cache-control', PRIVATE);
    response.statusCode = status;
    response.end(body.string);
  };
}

/** Sends what was not answered by Apollo Server; what was answered when its time was over is not answered again. */
function send(request: Asked, response: ServerResponse, { operation, headers, bytes }: Kept): void {
  noteOperation(request, operation, 'query');
  if (response.headersSent) return;
  const id = request.noted ? [REQUEST_ID, request.noted.requestId] : [];
  // As a list, they are sent as they are: to set them one by one takes longer than to answer.
  const all = [...headers, ...id, 'cache-control', PRIVATE, 'content-length', bytes.length];
  response.writeHead(200, all).end(bytes);
}

/** Of the errors in what Apollo Server answers; only an answer that may have some is looked through. */
function codesIn(answer: string): unknown[] {
  if (!answer.includes('"errors":[')) return [];
  const { errors = [] } = JSON.parse(answer) as { readonly errors?: readonly GraphQLFormattedError[] };
  return errors.map(({ extensions }) => extensions?.['code']);
}

function askedIn({ method = '', url = '', headers: given, body, noted }: Asked) {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const at = url.indexOf('?');
  return { method, headers, search: at < 0 ? '' : url.slice(at), body, noted };
}
