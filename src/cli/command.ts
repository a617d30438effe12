// What all commands have in common: the settings, what is said where, how a mistake is told, and the exit code. Results go
// to stdout; all else, progress and mistakes, to stderr.
import { inspect } from 'node:util';
import type { Command } from 'commander';
import { concealSecretsOf, readConfig } from '../config';
import type { Config } from '../config';
import { Fault } from '../model/faults';
import { CLEARED, createProgress } from './progress';
import type { Progress } from './progress';
import { sentenceOf } from '../store/database';

/** What an exit code says, of whichever command. */
export const EXIT_CODES = {
  0: 'success',
  1: 'finished, but something needs attention: the result says what',
  2: 'not done, or stopped before the end: a sentence on stderr says why',
  3: 'a bug in this program, printed with its stack trace: please report it',
} as const;
export type ExitCode = keyof typeof EXIT_CODES;

/** What a command works with. */
export interface Cli {
  readonly config: Config;
  /** Prints a line of the result. Nothing where it is to be JSON. */
  readonly say: (line: string) => void;
  /** Prints what is no part of the result. */
  readonly note: (line: string) => void;
  readonly progressOf: (total: number) => Progress;
  /** Aborted when the command is told to stop. Who never asks is ended at once. */
  readonly stopping: () => AbortSignal;
}

/** What a command has come to. */
export interface Outcome {
  readonly code: ExitCode;
  /** What `--json` prints. */
  readonly result: object;
}

let conceal = (text: string): string => text;

/** All that the command line prints goes through here, whatever a server or a file said: it has no secrets. */
function print(stream: 'stdout' | 'stderr', line: string): void {
  if (process.stderr.isTTY) process.stderr.write(CLEARED);
  process[stream].write(`${conceal(line)}\n`);
}
const note = (line: string): void => print('stderr', line);

function progressOf(total: number): Progress {
  const { step } = createProgress(total);
  return { step: (done, remark, of) => step(done, conceal(remark), of) };
}

/**
 * The action of a command, which does that work with what it is given on the command line. `needed` fits the settings that it
 * works with, where these are not all.
 */
export const doing =
  <Given extends readonly unknown[]>(
    work: (cli: Cli, ...given: Given) => Promise<Outcome>,
    needed?: RegExp,
  ) =>
  async (...given: readonly [...Given, Command]): Promise<void> => {
    const isJson = (given.at(-1) as Command).opts()['json'] === true;
    const config = readConfig(undefined, needed);
    conceal = concealSecretsOf(config);
    const say = (line: string): void => void (isJson || print('stdout', line));
    const cli: Cli = { config, say, note, progressOf, stopping };
    const { code, result } = await work(cli, ...(given.slice(0, -1) as unknown as Given));
    if (isJson) print('stdout', JSON.stringify(result, null, 2));
    process.exitCode = code;
  };

function stopping(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('Stopped before the end.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  return controller.signal;
}

/** Tells why a command was not done. A mistake of its user is a sentence, a defect comes with its stack. */
export function complain(error: unknown): ExitCode {
  const isDefect = !(error instanceof Error) || (DEFECTS.has(error.name) && !('code' in error));
  note(isDefect ? inspect(error) : linesOf(error));
  return isDefect ? 3 : 2;
}

/** What the language throws; what Node throws of it for arguments has a code. */
const DEFECTS = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AssertionError']);

/** A fault is told with all that came with it. */
const linesOf = (error: Error): string =>
  error instanceof Fault
    ? [error, ...error.others].map(({ message }) => message).join('\n')
    : sentenceOf(error);
