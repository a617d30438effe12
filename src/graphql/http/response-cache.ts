// Answers that are the same for everybody until the catalogue's version moves: to queries of which the schema says so, with
// @sameForAll. They are kept as they are sent, up to so many bytes; what was not asked for the longest goes.
import { WeightedCache } from '../documents/weighted-cache';
import type { Variables } from '../limits/cost';

/** Of the memory for both caches, that of this one. */
const SHARE = 1 / 4;

export interface ResponseCache {
  readonly get: (key: string) => Buffer | undefined;
  /** Keeps what was answered from that version, unless there is another by now. */
  readonly set: (key: string, bytes: Buffer, from: number) => void;
}

/** Answers of one version: what is there of another is forgotten. */
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

/** All that such an answer depends on: the operation, and its variables as they were read, those alone that it declares. */
export const keyOf = (hash: string, name: string | null, variables: Variables): string =>
  `${hash} ${name ?? ''} ${JSON.stringify(variables)}`;
