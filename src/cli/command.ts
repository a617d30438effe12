// What all commands share: settings, output, error reporting and the exit code. Results go to stdout; everything else,
// such as progress and errors, to stderr.
import { inspect } from 'node:util';
import type { Command } from 'commander';
import { concealSecretsGiven, concealSecretsOf, readConfig } from '../settings/config';
import type { Config } from '../settings/config';
import { Fault } from '../model/faults';
import { CLEARED, createProgress } from './progress';
import type { Progress } from './progress';
import { sentenceOf } from '../store/database';

/** The meaning of each exit code, for all commands. */
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
  /** Prints a line of the result; nothing with --json. */
  readonly say: (line: string) => void;
  /** Prints what is not part of the result. */
  readonly note: (line: string) => void;
  readonly progressOf: (total: number) => Progress;
  /** Returns a signal that aborts on Ctrl-C or SIGTERM. A command that never calls this ends at once. */
  readonly stopping: () => AbortSignal;
}

/** The result of a command. */
export interface Outcome {
  readonly code: ExitCode;
  /** What `--json` prints. */
  readonly result: object;
}

const concealGiven = concealSecretsGiven();
let conceal = concealGiven;

/** Returns the text without secrets. Everything that a command writes passes through here, files included. */
export const concealed = (text: string): string => conceal(text);

/** Returns commander's complaint without secrets. It quotes the command line, and the value of an unknown option may be one. */
export const withoutValues = (complaint: string): string =>
  conceal(complaint.replace(/('--?[^'=]*=)[^']*/g, '$1…'));

/** All output of the command line passes through here, so that it contains no secrets, even if a server or file does. */
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
 * The action of a command: loads its code, and runs it with the arguments. `needed` matches the settings that the command
 * uses, if it does not need all of them.
 */
export const commandAction =
  <Given extends readonly unknown[]>(
    load: () => Promise<(cli: Cli, ...given: Given) => Promise<Outcome>>,
    needed?: RegExp,
  ) =>
  async (...given: readonly [...Given, Command]): Promise<void> => {
    const isJson = (given.at(-1) as Command).opts()['json'] === true;
    const config = readConfig(undefined, needed);
    const concealSet = concealSecretsOf(config);
    conceal = (text) => concealSet(concealGiven(text));
    const say = (line: string): void => void (isJson || print('stdout', line));
    const cli: Cli = { config, say, note, progressOf, stopping: stopSignal };
    const work = await load();
    const { code, result } = await work(cli, ...(given.slice(0, -1) as unknown as Given));
    if (isJson) print('stdout', JSON.stringify(result, null, 2));
    process.exitCode = code;
  };

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('Stopped before the end.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  return controller.signal;
}

/** Prints why a command was not done: a sentence for a user's mistake, with the stack for a defect. */
export function reportError(error: unknown): ExitCode {
  const isDefect = !(error instanceof Error) || (DEFECTS.has(error.name) && !('code' in error));
  note(isDefect ? inspect(error) : linesOf(error));
  return isDefect ? 3 : 2;
}

/** The language's own errors; those that Node throws for bad arguments have a code. */
const DEFECTS = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AssertionError']);

/** The error in a sentence; a fault includes its companions. */
const linesOf = (error: Error): string =>
  error instanceof Fault
    ? [error, ...error.others].map(({ message }) => message).join('\n')
    : sentenceOf(error);
