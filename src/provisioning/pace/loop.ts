// Repeats any work until it is stopped. After an error the loop goes on, more slowly.
import { backoffMs } from './backoff';

/** Failures here are those of our own database, which a long absence would not relieve. */
const AFTER_ERRORS = { minMs: 100, maxMs: 2_000 };

export interface LoopOptions {
  /** Runs once; returns for how many milliseconds there is nothing to do. */
  readonly turn: () => Promise<number>;
  readonly onError: (error: unknown) => void;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface Loop {
  readonly start: () => void;
  /** Resolves when the current turn has ended; no other follows. */
  readonly stop: () => Promise<void>;
  /** Ends the current rest, or the next one: a kick during a turn is not missed. */
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
