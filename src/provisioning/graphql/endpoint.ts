// Sends one request to a GraphQL subgraph, and classifies the answer. Knows no target's messages.
import { createHttp, HttpFailure } from '../http';
import type { HttpResponse, HttpOptions } from '../http';
import { graphqlAnswer } from '../messages';
import type { GraphqlErrors, Schema, UserErrors } from '../messages';
import { retry, statusOutcome } from '../target';
import type { NotDelivered } from '../target';

export interface GraphqlRequest<Data> {
  readonly document: string;
  readonly variables: object;
  /** The expected shape of the data; anything else counts as no answer. */
  readonly data: Schema<Data>;
  readonly idempotencyKey?: string;
}
export type Answer<Data> = { readonly kind: 'data'; readonly data: Data } | NotDelivered;

export interface Endpoint {
  /** The data of a complete answer without errors, or else what to do about it. */
  readonly ask: <Data>(question: GraphqlRequest<Data>) => Promise<Answer<Data>>;
  readonly close: () => Promise<void>;
}

export function createEndpoint(options: HttpOptions): Endpoint {
  const http = createHttp(options);

  async function ask<Data>(question: GraphqlRequest<Data>): Promise<Answer<Data>> {
    const { document, variables, data, idempotencyKey } = question;
    const headers: Record<string, string> =
      idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    try {
      return meaningOf(await http.post({ query: document, variables }, headers), data);
    } catch (error) {
      if (error instanceof HttpFailure) return retry(error.message);
      throw error;
    }
  }
  return { ask, close: http.close };
}

/** The payload's refusals, one per line: code, path, message. */
export function userErrorsIn(errors: UserErrors): string {
  const wordsOf = ({ code, path, message }: UserErrors[number]) =>
    `${code}${path?.length ? ` at ${path.join('.')}` : ''}: ${message}`;
  return errors.map(wordsOf).join('\n');
}

function meaningOf<Data>(response: HttpResponse, schema: Schema<Data>): Answer<Data> {
  const { status, json, retryAfterMs } = response;
  const answer = graphqlAnswer.safeParse(json).data;
  const errors = answer?.errors ?? [];
  const words = errors.length > 0 ? errorsIn(errors) : response.words;
  if (status < 200 || status > 299) return statusOutcome(status, words, retryAfterMs);
  if (!answer) return retry(`HTTP ${status}, but no GraphQL answer: ${words}`);
  if (errors.length > 0) return retry(words, retryAfterMs);
  const { success, data, error } = schema.safeParse(answer.data);
  return success ? { kind: 'data', data } : retry(`An answer that breaks the contract: ${error.message}`);
}

function errorsIn(errors: GraphqlErrors): string {
  return errors
    .map(({ message, extensions }) => (extensions?.code ? `${extensions.code}: ${message}` : message))
    .join('\n');
}
