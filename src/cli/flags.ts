// What flags of several commands take. A mistake is told before anything is done.
import { InvalidArgumentError } from 'commander';

/** How often something is done in some time. */
export function aRate(text: string): number {
  const rate = Number(text);
  if (!(rate >= 0.01 && rate <= 1_000)) throw new InvalidArgumentError('Give 0.01 to 1000.');
  return rate;
}

/** A flag that may be given again. */
export const again = (one: string, others: readonly string[] = []): string[] => [...others, one];
