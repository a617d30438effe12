// Computes how long to wait before the next attempt. Pure: randomness is an argument.

export interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
}

/** 0.5 to 30 s: short enough for a deployment downstream, long enough to leave a struggling system alone. */
export const BACKOFF: Backoff = { minMs: 500, maxMs: 30_000 };

/**
 * Milliseconds after attempt `number` (from 1): anywhere between the minimum and a limit that doubles each time up to
 * the maximum. The full spread, so that what failed together does not retry together. `random` is in [0, 1).
 */
export function backoffMs(number: number, random: number, { minMs, maxMs }: Backoff = BACKOFF): number {
  const limit = Math.min(maxMs, minMs * 2 ** number);
  return Math.round(minMs + random * Math.max(0, limit - minMs));
}
