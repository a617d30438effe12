// Kept answers once more, by the whole request: a client that sends the same again is answered ahead of Apollo Server,
// which would parse, look up and write the same. Each viewer is still made out, and the version still held against theirs.
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

type Body = { readonly body?: unknown };
interface Operation {
  readonly operation: string | null;
  readonly type: 'query';
}

interface Marked {
  readonly version: number;
  /** Its name. */
  readonly operation: string | null;
}

interface Ahead {
  readonly operation: Operation;
  readonly headers: OutgoingHttpHeaders;
  readonly text: Buffer;
}

export interface AnswersAhead<C> {
  /** The answer of that request, as Apollo Server knows it, may be kept; it is of that version. */
  readonly mark: (http: object | undefined, answer: Marked) => void;
  /** Keeps the answer of a request, where it is one that may be kept. */
  readonly keep: (request: IncomingMessage & Body, http: object, answer: Answer) => void;
  /** Undefined where there surely is none; else what tells by the context. */
  readonly find: (request: IncomingMessage & Body) => ((context: C) => Ahead | undefined) | undefined;
}

interface Answer {
  readonly headers: Iterable<readonly [string, string]>;
  readonly text: string;
}

/** So that clients who ask for ever new things do not fill the memory. */
const MOST = 500;
const LONGEST = 10_000;
/** What may stand in a body; anything else may mean something to Apollo Server. */
const MEMBERS = ['query', 'variables', 'operationName'];
/** Headers that an answer's form depends on, with the values for which it is the usual one. */
const USUAL: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'content-type': ['application/json', 'application/json; charset=utf-8', 'application/json;charset=utf-8'],
  accept: [undefined, '*/*', 'application/json', 'application/json, */*'],
};

/** Answers of one version of the catalogue. */
export function createAnswersAhead<C>(versionOf: (context: C) => number): AnswersAhead<C> {
  const kept = new Map<string, Ahead>();
  const marked = new WeakMap<object, Marked>();
  let version = -1;
  return {
    mark: (http, answer) => void (http && marked.set(http, answer)),
    keep: (request, http, { headers, text }) => {
      const mark = marked.get(http);
      const key = mark && keyOf(request);
      if (!mark || key === undefined) return;
      if (mark.version !== version) {
        kept.clear();
        version = mark.version;
      }
      if (kept.size >= MOST) return;
      const bytes = Buffer.from(text);
      const all = { ...Object.fromEntries(headers), 'content-length': bytes.length };
      const { operation } = mark;
      kept.set(key, { operation: { operation, type: 'query' }, headers: all, text: bytes });
    },
    find: (request) => {
      const key = kept.size > 0 ? keyOf(request) : undefined;
      const found = key === undefined ? undefined : kept.get(key);
      return found && ((context) => (versionOf(context) === version ? found : undefined));
    },
  };
}

/** The same for requests that are answered alike; undefined for those that are not kept. */
function keyOf({ method, headers, body }: IncomingMessage & Body): string | undefined {
  const isUsual = Object.entries(USUAL).every(([name, values]) => values.includes(headers[name] as string));
  if (method !== 'POST' || !isUsual || typeof body !== 'object' || body === null) return undefined;
  if (!Object.keys(body).every((name) => MEMBERS.includes(name))) return undefined;
  const { query } = body as { readonly query?: unknown };
  if (typeof query !== 'string' || query.length > LONGEST) return undefined;
  const key = JSON.stringify(body);
  return key.length > LONGEST ? undefined : key;
}
