// Repeats something until it is told to stop. An error leaves the loop alive and slower. Knows nothing of what it repeats.
import { backoffMs } from './backoff';

/** What fails here is our own database, which nobody relieves by staying away for long. */
const AFTER_ERRORS = { minMs: 100, maxMs: 2_000 };

export interface LoopOptions {
  /** Done once; answers for how many milliseconds there is nothing to do. */
  readonly turn: () => Promise<number>;
  readonly onError: (error: unknown) => void;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface Loop {
  readonly start: () => void;
  /** Resolves when the turn that is under way has ended, after which there is none. */
  readonly stop: () => Promise<void>;
  /** Ends the rest, or the next one if there is none now: a kick during a turn is not missed. */
  readonly kick: () => void;
}

export function createLoop({ turn, onError, random }: LoopOptions): Loop {
  let running = Promise.resolve();
  let isStopping = false;
  let wasKicked = false;
  let wake: (() => void) | undefined;

  function kick(): void {
    wasKicked = true;
    wake?.();
  }
  async function rest(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    if (ms > 0 && !wasKicked) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, ms);
      });
    }
    clearTimeout(timer);
    wasKicked = false;
  }
  async function run(): Promise<void> {
    let failures = 0;
    while (!isStopping) {
      try {
        const restMs = await turn();
        failures = 0;
        await rest(restMs);
      } catch (error) {
        failures += 1;
        onError(error);
        await rest(backoffMs(failures, random(), AFTER_ERRORS));
      }
    }
  }

  return {
    start: () => void (running = run()),
    stop: () => {
      isStopping = true;
      kick();
      return running;
    },
    kick,
  };
}
