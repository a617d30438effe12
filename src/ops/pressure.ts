// Detects overload, so that requests are turned away while there is still time to answer them.
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface PressureOptions {
  /** Maximum delay of timers, on average over half a second. */
  readonly mostDelayMs: number;
  /** Maximum number of statements that wait for a database connection. */
  readonly mostWaiting: number;
  readonly waiting: () => number;
}

export interface Pressure {
  /** Returns the overloaded resource; null: none. Cheap to call. */
  readonly of: () => 'event-loop' | 'pool' | null;
  readonly stop: () => void;
}

const WINDOW_MS = 500;
/** How often the delay is measured; part of the measured value. */
const RESOLUTION_MS = 20;

/** Measures until stopped; does not keep the process alive. */
export function watchPressure({ mostDelayMs, mostWaiting, waiting }: PressureOptions): Pressure {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let delayMs = 0;
  const timer = setInterval(() => {
    // One long turn is not overload; the average grows only when they keep coming.
    delayMs = delays.count > 0 ? delays.mean / 1e6 - RESOLUTION_MS : 0;
    delays.reset();
  }, WINDOW_MS).unref();
  return {
    of: () => {
      if (delayMs > mostDelayMs) return 'event-loop';
      return waiting() > mostWaiting ? 'pool' : null;
    },
    stop: () => {
      clearInterval(timer);
      delays.disable();
    },
  };
}
