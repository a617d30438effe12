// Caches responses that are the same for every viewer until the catalogue's version changes: queries that the schema
// marks with @sameForAll. Stores the bytes as sent, and what frequent requests ask for, so that a repeated one need not
// be parsed again. Bounded in bytes; evicts the least recently used.
import { WeightedCache } from '../documents/weighted-cache';
import type { Variables } from '../limits/cost';

/** This cache's share of the memory for both caches: for responses, and for the requests that they answered. */
const SHARE = { responses: 3 / 16, requests: 1 / 16 };
/** Longer requests are not remembered: they are rarely repeated, and looking one up takes as long as reading it. */
const MAX_REQUEST_LENGTH = 4_000;

/** What a request asks for. */
interface Repeat {
  readonly key: string;
  /** The operation's name. */
  readonly operation: string | null;
}

export interface ResponseCache {
  readonly get: (key: string) => Buffer | undefined;
  /** Stores a response computed from that version, unless the version has changed since. */
  readonly set: (key: string, bytes: Buffer, from: number) => void;
  /** Returns what an equal request asked for, to spare parsing it again. */
  readonly repeated: (request: string) => Repeat | undefined;
  /** Remembers what the request, as sent, asks for. */
  readonly remember: (request: string, repeat: Repeat) => void;
}

/** Creates a cache for one version: a new version clears it. */
export function createResponseCache(version: () => number, cacheBytes: number): ResponseCache {
  const responses = new WeightedCache<Buffer>(cacheBytes * SHARE.responses);
  const requests = new WeightedCache<Repeat>(cacheBytes * SHARE.requests);
  let current = NaN;
  return {
    get: (key) => (current === version() ? responses.get(key) : undefined),
    set: (key, bytes, from) => {
      if (from !== version()) return;
      if (from !== current) responses.clear();
      current = from;
      responses.set(key, bytes, bytes.length);
    },
    repeated: (request) => (request.length > MAX_REQUEST_LENGTH ? undefined : requests.get(request)),
    remember: (request, repeat) => {
      if (request.length <= MAX_REQUEST_LENGTH) requests.set(request, repeat, 2 * repeat.key.length);
    },
  };
}

/** Returns the key of such a response: the operation, and its declared variables as coerced. */
export const keyOf = (hash: string, name: string | null, variables: Variables): string =>
  `${hash} ${name ?? ''} ${JSON.stringify(variables)}`;
