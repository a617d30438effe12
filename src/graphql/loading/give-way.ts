// Long calculations in pieces: between two of them other requests, probes and deadlines get their turn.
import type { End } from '../../store/database';

/** How long one turn of the event loop may calculate before the rest waits for the next one. */
const TURN_MS = 10;

let began: number | undefined;
const waiting: (() => void)[] = [];

/** Resolves when the calculation may go on; undefined: at once. Throws, or rejects with, the reason why a request is over. */
export function giveWay(end?: End): Promise<void> | undefined {
  end?.throwIfAborted();
  if (performance.now() - (began ?? begin()) < TURN_MS) return undefined;
  return new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(letOneGoOn);
  }).then(() => end?.throwIfAborted());
}

/** Until the next turn. */
function begin(): number {
  if (began === undefined) setImmediate(() => (began = undefined));
  return (began = performance.now());
}

/** One in each turn, with all of its time; or those that waited would calculate one after the other all the same. */
function letOneGoOn(): void {
  begin();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneGoOn);
}
