// The throttle of Django's REST framework: limits a user's requests in any 60 s.
import type { Answer } from '../faults';

/** A throttled request does not count. A test may shorten the window. */
export function createThrottle() {
  const settings = { perMinute: Infinity, windowMs: 60_000, refused: 0 };
  let counted: number[] = [];
  /** The seconds to wait; 0 if the request may pass. */
  function count(now: number): number {
    const { perMinute, windowMs } = settings;
    counted = counted.filter((at) => at > now - windowMs);
    const oldest = counted[counted.length - perMinute] ?? (perMinute > 0 ? undefined : now);
    if (oldest !== undefined) {
      settings.refused += 1;
      return Math.max(1, Math.ceil((oldest + windowMs - now) / 1_000));
    }
    if (perMinute < Infinity) counted.push(now);
    return 0;
  }
  return { settings, count };
}

export function throttled(seconds: number): Answer {
  const words = `${seconds} second${seconds === 1 ? '' : 's'}`;
  const detail = `Request was throttled. Expected available in ${words}.`;
  return {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': String(seconds) },
    body: JSON.stringify({ detail }),
  };
}
