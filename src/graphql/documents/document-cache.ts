// Caches documents that Apollo Server has parsed, validated and checked against the limits. Compiles those that are
// requested repeatedly. Bounded in bytes; evicts the least recently used.
import { hash } from 'node:crypto';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { WeightedCache } from './weighted-cache';
import { compile } from './compile';
import type { Compiled } from './compile';
import { operationsOf } from './operation';
import type { Operation } from './operation';

export interface DocumentCacheOptions {
  readonly schema: GraphQLSchema;
  /** The memory for this cache and the response cache together. */
  readonly cacheBytes: number;
  /** How many times an operation runs before it is compiled. Default: COMPILED_AFTER. */
  readonly compiledAfter?: number;
}

/** Compiling costs as much as several executions, so it only pays for repeated operations. */
const COMPILED_AFTER = 3;
/** Measured sizes with a margin: of the parsed document, and of each function compiled from it. */
const BYTES = { token: 600, selection: 6_000, character: 4 };
/** This cache's share of the memory for both caches. */
const SHARE = 3 / 4;

interface CachedEntry extends Operation {
  requests: number;
  /** Null: cannot be compiled. Undefined: not compiled yet. */
  compiled?: Compiled | null;
}

interface CachedDocument {
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly CachedEntry[];
}

/** An operation of a cached document. */
export interface CachedOperation {
  readonly hash: string;
  readonly operation: Operation;
  /** Call once per request. Returns null if graphql-js must answer it. */
  readonly compiled: () => Compiled | null;
  /** Call after each execution: the compiled query may have grown. */
  readonly weigh: () => void;
}

export type DocumentCache = ReturnType<typeof createDocumentCache>;

export function createDocumentCache(options: DocumentCacheOptions) {
  const { schema, cacheBytes, compiledAfter = COMPILED_AFTER } = options;
  const documents = new WeightedCache<CachedDocument>(cacheBytes * SHARE);
  const keep = (one: CachedDocument): void => documents.set(one.hash, one, weightOf(one));
  const compiledOf = (operation: CachedEntry): Compiled | null => {
    operation.requests += 1;
    if (operation.requests <= compiledAfter) return null;
    return (operation.compiled ??= compile(schema, operation));
  };
  return {
    /** Returns the operation of that name, or the only one; undefined if Apollo Server must report what is wrong. */
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
    /** The document store for Apollo Server. Its keys end with the hash of the text. */
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
