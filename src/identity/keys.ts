// The keys that tokens are verified with, where a URL has them.
import { createRemoteJWKSet, customFetch, errors, jwksCache } from 'jose';
import type { JWKSCacheInput, JWTVerifyGetKey } from 'jose';
import { Fault } from '../model/faults';

export interface RemoteKeysOptions {
  /** How old the keys may become before they are fetched again; meanwhile they are used. */
  readonly refreshMs?: number;
  /** How long after a fetch a key that is not known leads to no other. */
  readonly cooldownMs?: number;
  /** How long it is left alone after it did not answer. */
  readonly pauseMs?: number;
  /** Told why the keys could not be fetched. */
  readonly onError: (error: unknown) => void;
}

export interface RemoteKeys extends JWTVerifyGetKey {
  /** The same object as long as the same keys hold; undefined before any is known. */
  readonly current: () => object | undefined;
}

const REFRESH_MS = 600_000;
const COOLDOWN_MS = 30_000;
const PAUSE_MS = 2_000;
const PATIENCE_MS = 3_000;

/**
 * The keys of a JWKS URL: fetched when one is first needed, now and then, and when a token names one that is not known.
 * While they cannot be fetched, those that are known hold; for any other it throws DOWNSTREAM_UNAVAILABLE.
 */
export function remoteKeys(url: URL, options: RemoteKeysOptions): RemoteKeys {
  const { refreshMs = REFRESH_MS, cooldownMs = COOLDOWN_MS, pauseMs = PAUSE_MS, onError } = options;
  const leftAlone = new Error('It did not answer a moment ago.');
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
