// Caches verified tokens. A client sends the same token repeatedly, and its signature stays valid as long as the keys
// are the same. The token's times are checked against the clock on each use.
import type { JWTPayload } from 'jose';

interface Verified {
  /** The keys that verified it. */
  readonly keys: object;
  readonly payload: JWTPayload;
}

/** The cache's size limit. Only tokens that the LMS issued get in, so nobody else can fill it. */
const MAX_TOKENS = 1_000;

/** Creates a cache of verified tokens. `leeway`: allowed clock difference, in seconds. */
export function verifiedTokens({ leeway, clock }: { readonly leeway: number; readonly clock: () => Date }) {
  const known = new Map<string, Verified>();
  return {
    /** Returns the payload if the token was verified with these keys and is still valid, else undefined. */
    find: (token: string, keys: object | undefined): JWTPayload | undefined => {
      const found = known.get(token);
      if (!found || found.keys !== keys) return undefined;
      const now = Math.floor(clock().getTime() / 1_000);
      const { exp = 0, nbf = now } = found.payload;
      return exp > now - leeway && nbf <= now + leeway ? found.payload : undefined;
    },
    /** Adds a token that was verified with these keys; returns its payload. */
    keep: (token: string, keys: object | undefined, payload: JWTPayload): JWTPayload => {
      if (known.size >= MAX_TOKENS) known.clear();
      if (keys) known.set(token, { keys, payload });
      return payload;
    },
  };
}
