// Tokens that were verified. A client sends the same one again and again, and its signature under the same keys stays what
// it is; what a token says of times is held against the clock each time.
import type { JWTPayload } from 'jose';

interface Verified {
  /** Which it was verified with. */
  readonly keys: object;
  readonly payload: JWTPayload;
}

/** So that there is an end to it; a verified token is one of the LMS's, so nobody else can fill it. */
const MOST = 1_000;

/** `leeway`: seconds by which clocks may differ. */
export function verifiedTokens({ leeway, clock }: { readonly leeway: number; readonly clock: () => Date }) {
  const known = new Map<string, Verified>();
  return {
    /** What it says, where it was verified with these keys and would be now; else undefined. */
    find: (token: string, keys: object | undefined): JWTPayload | undefined => {
      const found = known.get(token);
      if (!found || found.keys !== keys) return undefined;
      const now = Math.floor(clock().getTime() / 1_000);
      const { exp = 0, nbf = now } = found.payload;
      return exp > now - leeway && nbf <= now + leeway ? found.payload : undefined;
    },
    /** To be told of one that was verified with the keys that were there before. */
    keep: (token: string, keys: object | undefined, payload: JWTPayload): JWTPayload => {
      if (known.size >= MOST) known.clear();
      if (keys) known.set(token, { keys, payload });
      return payload;
    },
  };
}
