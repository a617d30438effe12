// Leaves a system alone that fails repeatedly, so that no attempts are wasted on it. One per target and process, kept
// in memory. Only limits how many lanes may be claimed: attempts under way go on.
import { backoffMs } from './backoff';
import type { Backoff } from './backoff';
import type { Result } from '../attempt';

export interface BreakerSettings {
  /** The number of failures in a row that open it. */
  readonly opensAfter: number;
  readonly pause: Backoff;
}

/** Short pauses: each replica then tries one lane, which a recovered system answers at once. */
export const BREAKER: BreakerSettings = { opensAfter: 5, pause: { minMs: 500, maxMs: 5_000 } };

export interface BreakerOptions extends BreakerSettings {
  /** In [0, 1). */
  readonly random: () => number;
  readonly onOpen: () => void;
  /** Called when a pause has ended and one lane may be tried. */
  readonly onHalfOpen: () => void;
}

export interface Breaker {
  /** How many of `free` places may be claimed while `underWay` lanes are tried: all, one, or none. */
  readonly allowed: (free: number, underWay: number) => number;
  /** Takes the result of an attempt. A refusal, or a lost lease, says nothing about the system. */
  readonly saw: (kind: Result['kind']) => void;
}

/** Starts closed. Opens after failures in a row; half-open after a pause, until a delivery closes it. */
export function createBreaker({ opensAfter, pause, random, ...callbacks }: BreakerOptions): Breaker {
  let state: 'closed' | 'open' | 'half-open' = 'closed';
  let failures = 0;
  let openings = 0;

  function open(): void {
    if (state === 'closed') callbacks.onOpen();
    state = 'open';
    openings += 1;
    setTimeout(halfOpen, backoffMs(openings, random(), pause)).unref();
  }
  function halfOpen(): void {
    if (state !== 'open') return;
    state = 'half-open';
    callbacks.onHalfOpen();
  }
  function saw(kind: Result['kind']): void {
    if (kind === 'delivered') [state, failures, openings] = ['closed', 0, 0];
    if (kind !== 'retrying' || state === 'open') return;
    failures += 1;
    if (state === 'half-open' || failures >= opensAfter) open();
  }
  function allowed(free: number, underWay: number): number {
    if (state === 'closed') return free;
    return state === 'half-open' && underWay === 0 ? 1 : 0;
  }
  return { allowed, saw };
}
