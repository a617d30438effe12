// The documents that were asked for: Apollo Server has parsed them, found them valid and within the limits, and put them here.
// They are compiled once they are asked for again and again. Up to so many bytes; what was not asked for the longest goes.
import { hash } from 'node:crypto';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { WeightedCache } from './weighted-cache';
import { compile } from './compile';
import type { Compiled } from './compile';
import { operationsOf } from './operation';
import type { Operation } from './operation';

export interface DocumentCacheOptions {
  readonly schema: GraphQLSchema;
  /** For this cache and that of responses. */
  readonly cacheBytes: number;
  /** How many times an operation is executed before it is compiled; left out: COMPILED_AFTER. */
  readonly compiledAfter?: number;
}

/** Compiling costs as much as several executions: what nobody asks for again is not worth it. */
const COMPILED_AFTER = 3;
/** What was measured, and some more: of what is parsed, and of each function that it is compiled to. */
const BYTES = { token: 600, selection: 6_000, character: 4 };
/** Of the memory for both caches, that of this one. */
const SHARE = 3 / 4;

interface Known extends Operation {
  requests: number;
  /** Null: it cannot be. Undefined: it was not yet. */
  compiled?: Compiled | null;
}

interface CachedDocument {
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly Known[];
}

/** An operation of a document in the cache. */
export interface CachedOperation {
  readonly hash: string;
  readonly operation: Operation;
  /** To be asked once for each request: null where graphql-js has to answer it. */
  readonly compiled: () => Compiled | null;
  /** To be called after it was executed: it may have become larger. */
  readonly weigh: () => void;
}

export type DocumentCache = ReturnType<typeof createDocumentCache>;

export function createDocumentCache(options: DocumentCacheOptions) {
  const { schema, cacheBytes, compiledAfter = COMPILED_AFTER } = options;
  const documents = new WeightedCache<CachedDocument>(cacheBytes * SHARE);
  const keep = (one: CachedDocument): void => documents.set(one.hash, one, weightOf(one));
  const compiledOf = (operation: Known): Compiled | null => {
    operation.requests += 1;
    if (operation.requests <= compiledAfter) return null;
    return (operation.compiled ??= compile(schema, operation));
  };
  return {
    /** The operation of that name, or the only one; undefined where Apollo Server has to say what is asked for. */
    find: (query: string, name: string | null): CachedOperation | undefined => {
      const known = documents.get(hash('sha256', query));
      const operations = known?.operations.filter((one) => name === null || one.name === name) ?? [];
      const [operation] = operations;
      if (!known || !operation || operations.length > 1) return undefined;
      const before = operation.compiled?.size();
      return {
        ...{ hash: known.hash, operation, compiled: () => compiledOf(operation) },
        weigh: () => {
          if (operation.compiled?.size() !== before) keep(known);
        },
      };
    },
    /** Where Apollo Server looks up and keeps documents. Its keys end with the hash of their text. */
    store: {
      get: async (key: string) => documents.get(hashIn(key))?.document,
      set: async (key: string, document: DocumentNode) => {
        const operations = operationsOf(schema, document).map((operation) => ({ ...operation, requests: 1 }));
        keep({ hash: hashIn(key), document, operations });
      },
      delete: async (key: string) => documents.delete(hashIn(key)),
    },
  };
}

const hashIn = (key: string): string => key.slice(key.lastIndexOf(':') + 1);

function weightOf({ document: { loc }, operations }: CachedDocument): number {
  let tokens = 0;
  for (let token = loc?.startToken; token; token = token.next ?? undefined) tokens += 1;
  const text = (loc?.source.body.length ?? 0) * BYTES.character;
  const compiled = operations.reduce(
    (sum, { selections, compiled: to }) => sum + (to?.size() ?? 0) * (selections * BYTES.selection + text),
    0,
  );
  return tokens * BYTES.token + text + compiled;
}
