// The command line as a person runs it: another process, with arguments and settings.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { ROOT } from '../project/project-files';
import { programOf } from './compiled';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
export type Env = Readonly<Record<string, string>>;

/** The arguments of a shell that runs it. */
export const CLI = [process.execPath, ...programOf('src/cli/main.ts')] as const;

/** Starts it. */
export function startCli(args: readonly string[], env: Env = {}): ChildProcessWithoutNullStreams {
  const [node, ...rest] = CLI;
  return spawn(node, [...rest, ...args], { cwd: ROOT, env: { ...process.env, NO_COLOR: '1', ...env } });
}

/** The exit code and the output, once it ends. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, err };
}

/** Runs it to its end, with this input. */
export function runCli(args: readonly string[], env?: Env, input = ''): Promise<Ended> {
  const child = startCli(args, env);
  // A command that reads no input may have ended by then.
  child.stdin.on('error', () => undefined).end(input);
  return ended(child);
}
