// Caches responses that are the same for every viewer until the catalogue's version changes: queries that the schema
// marks with @sameForAll. Stores the bytes as sent. Bounded in bytes; evicts the least recently used.
import { WeightedCache } from '../documents/weighted-cache';
import type { Variables } from '../limits/cost';

/** This cache's share of the memory for both caches. */
const SHARE = 1 / 4;

export interface ResponseCache {
  readonly get: (key: string) => Buffer | undefined;
  /** Stores a response computed from that version, unless the version has changed since. */
  readonly set: (key: string, bytes: Buffer, from: number) => void;
}

/** Creates a cache for one version: a new version clears it. */
export function createResponseCache(version: () => number, cacheBytes: number): ResponseCache {
  const responses = new WeightedCache<Buffer>(cacheBytes * SHARE);
  let current = NaN;
  return {
    get: (key) => (current === version() ? responses.get(key) : undefined),
    set: (key, bytes, from) => {
      if (from !== version()) return;
      if (from !== current) responses.clear();
      current = from;
      responses.set(key, bytes, bytes.length);
    },
  };
}

/** Returns the key of such a response: the operation, and its declared variables as coerced. */
export const keyOf = (hash: string, name: string | null, variables: Variables): string =>
  `${hash} ${name ?? ''} ${JSON.stringify(variables)}`;
