// Splits long calculations, so that other requests, probes and deadlines get their turn in between.
import type { End } from '../../store/database';

/** How long calculations may use one turn of the event loop before the rest waits for the next. */
const TURN_MS = 10;

let began: number | undefined;
const waiting: (() => void)[] = [];

/** Resolves when the calculation may go on; undefined: now. Throws or rejects with the reason if a request is over. */
export function giveWay(end?: End): Promise<void> | undefined {
  end?.throwIfAborted();
  if (performance.now() - (began ?? begin()) < TURN_MS) return undefined;
  return new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(resumeNext);
  }).then(() => end?.throwIfAborted());
}

/** Starts the clock of this turn. */
function begin(): number {
  if (began === undefined) setImmediate(() => (began = undefined));
  return (began = performance.now());
}

/** Resumes one per turn, with all of its time; otherwise those waiting would all run one after the other anyway. */
function resumeNext(): void {
  begin();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeNext);
}
