// Parses flags and arguments of several commands. Mistakes are reported before anything is done.
import { readFileSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { SERVICE } from '../identity/permissions';

/** The formats of an export; also the extension of its files. */
export const FORMATS = ['jsonl', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** A rate, between 0.01 and 1,000. */
export function aRate(text: string): number {
  const rate = Number(text);
  if (!(rate >= 0.01 && rate <= 1_000)) throw new InvalidArgumentError('Give 0.01 to 1000.');
  return rate;
}

/** A flag that may be repeated. */
export const again = (one: string, others: readonly string[] = []): string[] => [...others, one];

/** A pair with named sides, for a flag that may be repeated; errors show `form`, which has an example. */
export const aPair =
  <Left extends string, Right extends string>(names: readonly [Left, Right], form: string) =>
  (text: string, others: readonly Record<Left | Right, string>[] = []) => {
    const [left = '', right = '', ...rest] = text.split('=');
    if (!left || !right || rest.length > 0) throw new InvalidArgumentError(`Give ${form}.`);
    return [...others, { [names[0]]: left, [names[1]]: right } as Record<Left | Right, string>];
  };

/** Adds the flags for the history: who, and why; without `ownReason` the reason is required. */
export function forHistory(command: Command, ownReason?: string): Command {
  const reason = new Option('--reason <text>', 'the reason to record in the history');
  return command
    .option('--actor <name>', 'the name to record in the history', SERVICE.username)
    .addOption(ownReason === undefined ? reason.makeOptionMandatory() : reason.default(ownReason));
}

/** The text of a file, or of standard input for `-`. Throws, with the file's name, if it cannot be read. */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new Error(`${file}: ${says}`, { cause: error });
  }
}
