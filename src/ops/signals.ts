// Listens for signals from the start: imported before everything else, which takes a second to load. Nothing else would
// stop the first process of a container.

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;
let isSignalled = false;
let stop: (() => void) | undefined;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    isSignalled = true;
    stop?.();
  });
}

/** Calls `work` on each of these signals, and at once if one has already come. */
export function onStopSignal(work: () => void): void {
  stop = work;
  if (isSignalled) work();
}
