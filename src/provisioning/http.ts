// The only way out to other systems. Each system has its own connection pool, so that one that hangs takes nothing from
// the others. Makes one attempt; the outbox remembers and repeats. Does not know what is sent.
import { types } from 'node:util';
import { Pool } from 'undici';
import { traceHeaders } from './tracing';

export interface HttpOptions {
  readonly url: string;
  /** For the whole exchange, from waiting for a connection to the last byte of the answer. */
  readonly deadlineMs?: number;
  /** In bytes; left out: a megabyte. */
  readonly maxResponseBytes?: number;
  /** Counts each request, and reports a 429. */
  readonly budget?: {
    readonly sent: () => void;
    readonly throttled: (retryAfterMs: number) => Promise<void>;
  };
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** Appended to the URL's own path, with a query if any; left out: the URL as it is. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request; left out: after the deadline. For requests that share a deadline. */
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** The parsed body; undefined unless its content type is JSON. */
  readonly json: unknown;
  /** The target of a redirect; redirects are not followed. */
  readonly location: string | undefined;
  /** The answer in words, for error messages: the target of a redirect, what an HTML page may mean, or the body. */
  readonly words: string;
  /** 0 if the answer does not say. */
  readonly retryAfterMs: number;
}

export interface Http {
  /** Sends one request. Throws an HttpFailure if there is no complete answer. */
  readonly request: (request: HttpRequest) => Promise<HttpResponse>;
  /** Posts JSON. Throws an HttpFailure if there is no complete answer. */
  readonly post: (body: object, headers?: Readonly<Record<string, string>>) => Promise<HttpResponse>;
  readonly close: () => Promise<void>;
}

/** There was no complete answer: the other system may or may not have done what was requested. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
}

export const DEADLINE_MS = 5_000;
const CONNECT_MS = 1_000;
const CONNECTIONS = 8;
const MAX_RESPONSE_BYTES = 1024 * 1024;
/** A system that asks for a longer pause is called again after this one: nobody may freeze a lane for a year. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** A client for one address. Connects on the first request. */
export function createHttp({ url, deadlineMs = DEADLINE_MS, maxResponseBytes, budget }: HttpOptions): Http {
  const { origin, pathname, search } = new URL(url);
  // The signal below enforces the deadline. undici's own timeouts are coarse, and a slowly dripping body passes them.
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxResponseBytes ?? MAX_RESPONSE_BYTES,
  });

  async function request({ method, path, headers, body, signal }: HttpRequest): Promise<HttpResponse> {
    const ends = signal ?? AbortSignal.timeout(deadlineMs);
    try {
      budget?.sent();
      const answer = await pool.request({
        method,
        path: path === undefined ? pathname + search : pathname.replace(/\/$/, '') + path,
        headers: { accept: 'application/json', ...traceHeaders(), ...headers },
        body,
        signal: ends,
      });
      const { 'retry-after': retryAfter, date, location, 'content-type': type } = answer.headers;
      const bodyText = await answer.body.text();
      const response = {
        status: answer.statusCode,
        body: bodyText,
        json: jsonIn(bodyText, one(type)),
        location: one(location),
        words: wordsIn(answer.statusCode, bodyText, { location: one(location), type: one(type) }),
        retryAfterMs: retryAfterMs(one(retryAfter), one(date)),
      };
      if (response.status === 429) await budget?.throttled(response.retryAfterMs).catch(() => undefined);
      return response;
    } catch (error) {
      const words = ends.aborted ? `No complete answer within ${deadlineMs} ms.` : wordsOf(error);
      throw new HttpFailure(words, { cause: error });
    }
  }
  const post = (body: object, headers: Readonly<Record<string, string>> = {}) =>
    request({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return { request, post, close: () => pool.destroy() };
}

function wordsIn(
  status: number,
  body: string,
  { location, type = '' }: { readonly location?: string; readonly type?: string },
): string {
  if (location) return `It redirects to ${location}; redirects are not followed.`;
  const isPage = /^text\/html|^application\/xhtml/i.test(type) || /^\s*<(!doctype|html)/i.test(body);
  if (!isPage) return body;
  const hint = [502, 503, 504].includes(status)
    ? 'A proxy answered in its place: is the system running?'
    : status >= 500
      ? 'The system failed: see its own log.'
      : status < 300
        ? 'Perhaps a login page: is the URL right, and may our client use this API?'
        : 'Is the URL right, and may our client use this API?';
  return `an HTML page instead of JSON. ${hint}`;
}

/** A proxy's page that happens to parse is not an answer, so the content type must be right as well. */
function jsonIn(body: string, type = ''): unknown {
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** From seconds, or from a date relative to the answer's own date, because clocks differ. 0 for anything else. */
export function retryAfterMs(retryAfter = '', date = ''): number {
  const isSeconds = /^\d{1,10}$/.test(retryAfter);
  const ms = isSeconds ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.parse(date);
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function wordsOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return code + (error.message || error.name);
}
