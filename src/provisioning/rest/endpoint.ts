// Calls one of Open edX's REST services, and classifies its answers. Knows no target's messages.
import { createHttp, HttpFailure } from '../http';
import type { HttpResponse, HttpRequest } from '../http';
import type { Schema } from '../messages';
import { retry, statusOutcome } from '../target';
import type { Budget, NotDelivered } from '../target';
import type { Tokens } from './tokens';

export interface RestOptions {
  /** The base URL of the service; its paths are appended. */
  readonly url: string;
  /** For all requests of one delivery or reading together. */
  readonly deadlineMs: number;
  readonly tokens: Pick<Tokens, 'authorization' | 'forget'>;
  /** In bytes; left out: a megabyte. */
  readonly maxResponseBytes?: number;
  readonly budget?: Budget;
}

interface RestRequest<Data> extends HttpRequest {
  readonly signal: AbortSignal;
  /** The expected shape of the answer; anything else counts as none. */
  readonly data: Schema<Data>;
}

/** Thrown to end an exchange with a system early, with its outcome. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(
    readonly outcome: NotDelivered,
    /** The status of the answer, if there was one. */
    readonly status?: number,
  ) {
    super(outcome.error);
  }
}

/** Returns the result of an exchange of requests, or why it was stopped. All requests share the deadline. */
export async function talk<T>(
  deadlineMs: number,
  held: (signal: AbortSignal) => Promise<T>,
): Promise<T | NotDelivered> {
  try {
    return await held(AbortSignal.timeout(deadlineMs));
  } catch (error) {
    if (error instanceof Stopped) return error.outcome;
    if (error instanceof HttpFailure) return retry(error.message);
    throw error;
  }
}

/**
 * A client that logs in, and logs in once more if its token is refused. `ask` returns the data of a 2xx answer, throws Stopped
 * for any other and an HttpFailure if there is no complete one; `find` returns null if the service itself says 404.
 */
export function createEndpoint({ tokens, ...options }: RestOptions) {
  const http = createHttp(options);

  async function answerTo(request: RestRequest<unknown>, isAgain = false): Promise<HttpResponse> {
    const authorization = await tokens.authorization(request.signal);
    const headers = { authorization, 'content-type': 'application/json', ...request.headers };
    const answer = await http.request({ ...request, headers });
    if (answer.status !== 401) return answer;
    tokens.forget(authorization);
    return isAgain ? answer : answerTo(request, true);
  }
  async function ask<Data>(question: RestRequest<Data>): Promise<Data> {
    return dataIn(await answerTo(question), question.data);
  }
  async function find<Data>(question: RestRequest<Data>): Promise<Data | null> {
    const answer = await answerTo(question);
    // A 404 page from a proxy that does not know the service says nothing about what the service has.
    return answer.status === 404 && answer.json !== undefined ? null : dataIn(answer, question.data);
  }
  return { ask, find, close: http.close };
}
export type Endpoint = ReturnType<typeof createEndpoint>;

function dataIn<Data>({ status, words, json, ...answer }: HttpResponse, schema: Schema<Data>): Data {
  if (status < 200 || status > 299)
    throw new Stopped(statusOutcome(status, words, answer.retryAfterMs), status);
  const { success, data, error } = schema.safeParse(json);
  if (success) return data;
  const what = json === undefined ? `no JSON: ${words}` : `it breaks the contract: ${error.message}`;
  throw new Stopped(retry(`HTTP ${status}, but ${what}`));
}
