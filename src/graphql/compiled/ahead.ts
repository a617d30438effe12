// Requests that are answered ahead of Apollo Server: it has parsed, validated and answered the same operation in the same
// form before, and would do nothing but look it up. Who asks is made out, limits are held to and what is answered is
// told of as ever. Whatever is not surely the same is left to Apollo Server, and so is every answer with an error in it.
import type { IncomingMessage } from 'node:http';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { stringify } from '../../model/reuse/raw-json';
import type { Compiled, Variables } from './compile';
import { createKeptAnswers } from './kept-answers';

/** What is about to be executed. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export interface AheadOptions<C> {
  /** The version of the catalogue that a request is answered from; left out: no answer is kept. */
  readonly versionOf?: (context: C) => number;
  /** Whether these variables ask for too much of it. */
  readonly isTooMuch: (asked: Operation, variables: Variables) => boolean;
  /** To be called before it is executed. */
  readonly onOperation?: (asked: Operation, context: C) => Promise<void>;
}

type Request = IncomingMessage & { readonly body?: unknown };

/** All that an answer depends on, beside who asks and the variables. */
interface Form {
  readonly query: string;
  readonly operationName: string | null;
  /** As it was sent: which of GraphQL's media types the answer has. */
  readonly accept: string | null;
}

interface Answer {
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly bytes: Buffer;
}

/** How that request is answered; undefined where Apollo Server has to. */
type Answering<C> = (context: C) => Promise<Answer | undefined>;

export interface Ahead<C> {
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
  const { versionOf = () => NaN, isTooMuch, onOperation } = options;
  const known = new Map<string, readonly Known[]>();
  const marked = new WeakMap<object, Compiled>();
  const failed = new WeakSet();
  const kept = createKeptAnswers();

  async function answer(
    { compiled, headers }: Known,
    variables: Variables,
    context: C,
  ): Promise<Answer | undefined> {
    if (isTooMuch(compiled, variables)) return undefined;
    await onOperation?.(compiled, context);
    const question = { compiled, variables, version: versionOf(context) };
    const found = kept.find(question);
    if (found) return { headers, bytes: found };
    const data = await compiled.execute(context, variables);
    if (!data) return undefined;
    const bytes = Buffer.from(stringify({ data }));
    if (compiled.isKept && versionOf(context) === question.version) kept.keep(question, bytes);
    return { headers, bytes };
  }

  return {
    find: (request) => {
      const form = formOf(request);
      const one = form && known.get(form.query)?.find((each) => isSame(each, form));
      if (!one) return undefined;
      const variables = (request.body as { variables?: Variables | null }).variables ?? {};
      return {
        operation: one.compiled.operation.name?.value ?? null,
        answer: (context) => answer(one, variables, context),
      };
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
