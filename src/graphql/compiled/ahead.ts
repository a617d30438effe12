// Requests that are answered ahead of Apollo Server: it has parsed, validated and answered the same operation in the same
// form before, and would do nothing but look it up. Who asks is made out, limits are held to and what is answered is
// told of as ever. Whatever is not surely the same is left to Apollo Server, and so is every answer with an error in it.
import type { IncomingMessage } from 'node:http';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { stringify } from '../../model/reuse/raw-json';
import type { Compiled, Variables } from './compile';
import { createKeptAnswers } from './kept-answers';
import type { Answer, Kept } from './kept-answers';

/** What is about to be executed. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export interface AheadOptions<C> {
  /** The version of the catalogue that is answered from; left out: no answer is kept. */
  readonly version?: () => number;
  /** Whether these variables ask for too much of it. */
  readonly isTooMuch: (asked: Operation, variables: Variables) => boolean;
  /** To be called before it is executed. */
  readonly onOperation?: (asked: Operation, context: C) => Promise<void>;
}

/** `text`: the body as it was sent, where it is in the usual form. */
type Request = IncomingMessage & { readonly body?: unknown; readonly text?: string };

/** All that an answer depends on, beside who asks and the variables. */
interface Form {
  readonly query: string;
  readonly operationName: string | null;
  /** As it was sent: which of GraphQL's media types the answer has. */
  readonly accept: string | null;
}

/** How that request is answered; undefined where Apollo Server has to. */
type Answering<C> = (context: C) => Promise<Answer | undefined>;

export interface Ahead<C> {
  /** What was answered to the same text, and is answered to it still. Its body need not be read. */
  readonly kept: (request: Request) => Kept | undefined;
  readonly find: (
    request: Request,
  ) => { readonly operation: string | null; readonly answer: Answering<C> } | undefined;
  /** What Apollo Server is asked by that object was answered from what is compiled. */
  readonly mark: (http: object | undefined, compiled: Compiled) => void;
  /** Apollo Server has answered the request so, asked by that object: the next of its form is answered ahead. */
  readonly keep: (request: Request, http: object, headers: Iterable<readonly [string, string]>) => void;
  /** What is compiled has no answer for what Apollo Server is asked by that object. */
  readonly fail: (http: object) => void;
  readonly hasFailed: (http: object | undefined) => boolean;
}

interface Known extends Form {
  readonly compiled: Compiled;
  readonly headers: readonly string[];
}

/** So that clients who ask for ever new things do not fill the memory: the oldest goes. */
const MOST = 500;
const LONGEST = 10_000;
const LONGEST_ACCEPT = 200;
/** What may stand in a body; anything else may mean something to Apollo Server. An id has its text put beside it before. */
const MEMBERS = new Set(['query', 'variables', 'operationName', 'documentId']);
/** How many forms of one document are known: its operations, times what clients accept. */
const MOST_FORMS = 10;
/** What the usual form of a body says of itself: UTF-8, which JSON is in any case. */
export const JSON_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
];

/** The operations that were answered. */
export function createAhead<C extends object>(options: AheadOptions<C>): Ahead<C> {
  const { version = () => NaN, isTooMuch, onOperation } = options;
  const known = new Map<string, readonly Known[]>();
  const marked = new WeakMap<object, Compiled>();
  const failed = new WeakSet();
  const kept = createKeptAnswers(version);

  async function answer({ compiled, headers }: Known, request: Request, context: C) {
    // Of somebody who was not recognized at once.
    const before = compiled.isKept ? kept.find(request) : undefined;
    if (before) return before;
    const variables = variablesOf(request);
    if (isTooMuch(compiled, variables)) return undefined;
    await onOperation?.(compiled, context);
    const from = version();
    const data = await compiled.execute(context, variables);
    if (!data) return undefined;
    const found = { headers, bytes: Buffer.from(stringify({ data })) };
    if (compiled.isKept) kept.keep(request, { ...found, operation: nameOf(compiled) }, from);
    return found;
  }

  return {
    kept: kept.find,
    find: (request) => {
      const form = formOf(request);
      const one = form && known.get(form.query)?.find((each) => isSame(each, form));
      return one && { operation: nameOf(one.compiled), answer: (context) => answer(one, request, context) };
    },
    mark: (http, compiled) => void (http && marked.set(http, compiled)),
    keep: (request, http, headers) => {
      const compiled = marked.get(http);
      const form = compiled && formOf(request);
      if (!compiled || !form) return;
      const others = known.get(form.query)?.filter((each) => !isSame(each, form)) ?? [];
      const all = [...headers].flatMap(([name, value]) => (name === 'content-length' ? [] : [name, value]));
      known.delete(form.query);
      if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
      known.set(form.query, [...others, { ...form, compiled, headers: all }].slice(-MOST_FORMS));
    },
    fail: (http) => void failed.add(http),
    hasFailed: (http) => http !== undefined && failed.has(http),
  };
}

const variablesOf = ({ body }: Request): Variables =>
  (body as { readonly variables?: Variables | null }).variables ?? {};
const nameOf = ({ operation }: Compiled): string | null => operation.name?.value ?? null;

const isSame = (one: Form, other: Form): boolean =>
  one.operationName === other.operationName && one.accept === other.accept;

/** Undefined for what is in no usual form. */
function formOf({ method, headers, body }: Request): Form | undefined {
  const { accept, 'content-type': type = '' } = headers;
  if (method !== 'POST' || !JSON_TYPES.includes(type) || !isShort(accept, LONGEST_ACCEPT)) return undefined;
  if (!isRecord(body)) return undefined;
  for (const name in body) if (!MEMBERS.has(name)) return undefined;
  const { query, operationName, variables } = body;
  const isUsual = typeof query === 'string' && isShort(query, LONGEST) && isShort(operationName, LONGEST);
  if (!isUsual || !(variables == null || isRecord(variables))) return undefined;
  return { query, operationName: operationName ?? null, accept: accept ?? null };
}

/** A text that is no longer, or nothing. */
const isShort = (value: unknown, longest: number): value is string | null | undefined =>
  value == null || (typeof value === 'string' && value.length <= longest);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
