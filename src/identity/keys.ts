// Fetches the keys that verify tokens from a JWKS URL.
import { createRemoteJWKSet, customFetch, errors, jwksCache } from 'jose';
import type { JWKSCacheInput, JWTVerifyGetKey } from 'jose';
import { Fault } from '../model/faults';

export interface RemoteKeysOptions {
  /** Age of the keys at which they are fetched again. They stay in use meanwhile. */
  readonly refreshMs?: number;
  /** How long after a fetch an unknown key does not trigger another fetch. */
  readonly cooldownMs?: number;
  /** How long to wait after a failed fetch before the next one. */
  readonly pauseMs?: number;
  /** Called with the reason when the keys cannot be fetched. */
  readonly onError: (error: unknown) => void;
}

export interface RemoteKeys extends JWTVerifyGetKey {
  /** Returns the same object for as long as the keys are the same; undefined before the first fetch. */
  readonly current: () => object | undefined;
}

const REFRESH_MS = 600_000;
const COOLDOWN_MS = 30_000;
const PAUSE_MS = 2_000;
const PATIENCE_MS = 3_000;

/**
 * Returns the keys of a JWKS URL. It fetches them when one is first needed, at intervals, and when a token names an
 * unknown key. While fetching fails, known keys stay valid; any other key throws DOWNSTREAM_UNAVAILABLE.
 */
export function remoteKeys(url: URL, options: RemoteKeysOptions): RemoteKeys {
  const { refreshMs = REFRESH_MS, cooldownMs = COOLDOWN_MS, pauseMs = PAUSE_MS, onError } = options;
  const leftAlone = new Error('It did not answer a moment ago; trying again later.');
  let [askedAt, notBefore] = [Infinity, 0];
  const fetched: JWKSCacheInput = {};
  const remote = createRemoteJWKSet(url, {
    [jwksCache]: fetched,
    cacheMaxAge: Infinity,
    cooldownDuration: cooldownMs,
    timeoutDuration: PATIENCE_MS,
    [customFetch]: async (resource, init) => {
      if (Date.now() < notBefore) throw leftAlone;
      askedAt = Date.now();
      return fetch(resource, init);
    },
  });
  const say = (error: unknown): void => {
    if (error === leftAlone) return;
    notBefore = Date.now() + pauseMs;
    onError(error);
  };
  const current = (): object | undefined => {
    if (Date.now() - askedAt >= refreshMs) remote.reload().catch(say);
    return fetched.jwks;
  };
  const keyOf: JWTVerifyGetKey = async (header, token) => {
    current();
    try {
      return await remote(header, token);
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      say(error);
      const message = 'The keys that tokens are verified with cannot be fetched; try again later.';
      throw new Fault('DOWNSTREAM_UNAVAILABLE', message, { target: 'LMS' });
    }
  };
  return Object.assign(keyOf, { current });
}

const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;
