// Whether the process has more to do than it can, so that requests are turned away while there is still time to say so.
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface PressureOptions {
  /** How late timers may be, on average over half a second. */
  readonly mostDelayMs: number;
  /** How many statements may wait for a connection to the database. */
  readonly mostWaiting: number;
  readonly waiting: () => number;
}

export interface Pressure {
  /** What there is too much of; null: nothing. Costs nothing to ask. */
  readonly of: () => 'event-loop' | 'pool' | null;
  readonly stop: () => void;
}

const WINDOW_MS = 500;
/** How often the delay is taken, which is part of what is taken. */
const RESOLUTION_MS = 20;

/** Watches until it is stopped; does not keep the process alive. */
export function watchPressure({ mostDelayMs, mostWaiting, waiting }: PressureOptions): Pressure {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let delayMs = 0;
  const timer = setInterval(() => {
    // One long turn is no overload: it is the average that grows when there is no end of them.
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
