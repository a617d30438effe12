// The only way out to other systems. One pool of connections per system, so that one that hangs takes nothing from the
// others. Makes one attempt: repeating is the outbox's, which remembers it. Does not know what is being said.
import { types } from 'node:util';
import { Pool } from 'undici';
import { traceHeaders } from './tracing';

export interface HttpOptions {
  readonly url: string;
  /** For everything, from waiting for a connection to the last byte of the answer. */
  readonly deadlineMs?: number;
  /** In bytes; left out: a megabyte. */
  readonly largestAnswer?: number;
  /** Told of each request, and of 429. */
  readonly budget?: {
    readonly sent: () => void;
    readonly throttled: (retryAfterMs: number) => Promise<void>;
  };
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** Put behind the URL's own path, with its query if any; left out: the URL as it is. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends it; left out: after the deadline. For requests that share one. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** The body read as what it says it is; undefined when that is not JSON. */
  readonly json: unknown;
  /** Where a redirect leads, which is not followed. */
  readonly location: string | undefined;
  /** What it says, for an error that people read: where a redirect leads, what an HTML page may mean, else the body. */
  readonly words: string;
  /** 0 when it does not say. */
  readonly retryAfterMs: number;
}

export interface Http {
  /** Says one thing. Throws an HttpFailure when there is no whole answer. */
  readonly request: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Posts JSON. Throws an HttpFailure when there is no whole answer. */
  readonly post: (body: object, headers?: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
  readonly close: () => Promise<void>;
}

/** No answer, or only a part of one: the other system may have done what it was asked, or not. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
}

export const DEADLINE_MS = 5_000;
const CONNECT_MS = 1_000;
const CONNECTIONS = 8;
const LARGEST_ANSWER = 1024 * 1024;
/** A system that asks for more is asked again all the same: nobody may freeze a lane for a year. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** A client for one address. It connects when there is something to say. */
export function createHttp({ url, deadlineMs = DEADLINE_MS, largestAnswer, budget }: HttpOptions): Http {
  const { origin, pathname, search } = new URL(url);
  // undici's own timeouts are coarse and a body that drips passes them; the signal below is what cuts.
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: deadlineMs,
    bodyTimeout: deadlineMs,
    maxResponseSize: largestAnswer ?? LARGEST_ANSWER,
  });

  async function request({ method, path, headers, body, signal }: HttpRequest): Promise<HttpAnswer> {
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
      const said = await answer.body.text();
      const told = {
        status: answer.statusCode,
        body: said,
        json: jsonIn(said, one(type)),
        location: one(location),
        words: wordsIn(answer.statusCode, said, { location: one(location), type: one(type) }),
        retryAfterMs: retryAfterMs(one(retryAfter), one(date)),
      };
      if (told.status === 429) await budget?.throttled(told.retryAfterMs).catch(() => undefined);
      return told;
    } catch (error) {
      const words = ends.aborted ? `No whole answer within ${deadlineMs} ms.` : wordsOf(error);
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
  if (location) return `It sends us to ${location}, where we do not go.`;
  const isPage = /^text\/html|^application\/xhtml/i.test(type) || /^\s*<(!doctype|html)/i.test(body);
  if (!isPage) return body;
  const hint = [502, 503, 504].includes(status)
    ? 'A proxy answers in its place: is it running?'
    : status >= 500
      ? 'It broke: its own log says why.'
      : status < 300
        ? 'Perhaps a login page: is the URL right, and may our client use this API?'
        : 'Is the URL right, and may our client use this API?';
  return `an HTML page instead of JSON. ${hint}`;
}

/** A page of a proxy that happens to parse is no answer, so the type has to be right as well. */
function jsonIn(body: string, type = ''): unknown {
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** From seconds, or from a date held against the answer's own date, since clocks differ. 0 for anything else. */
export function retryAfterMs(retryAfter = '', date = ''): number {
  const isSeconds = /^\d{1,10}$/.test(retryAfter);
  const ms = isSeconds ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.parse(date);
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function wordsOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return code + (error.message || error.name);
}
