// Hears signals from the first moment: imported before all else, which takes a second to load, and as the first process of a
// container nothing else would stop it.

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;
let isTold = false;
let stop: (() => void) | undefined;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    isTold = true;
    stop?.();
  });
}

/** Calls it for each of these signals, and at once where one came already. */
export function onStopSignal(work: () => void): void {
  stop = work;
  if (isTold) work();
}
