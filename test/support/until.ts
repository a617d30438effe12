import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until this is true; the test's own timeout ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}
