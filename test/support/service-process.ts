// The service as it is deployed: its own process, with all output recorded.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../project/project-files';
import { programOf } from './compiled';

export interface ServiceProcess {
  readonly pid: number;
  /** The URL of /graphql. */
  readonly url: string;
  /** The address of /metrics and /readyz. */
  readonly opsUrl: string;
  /** Everything it has written so far, on both streams. */
  readonly printed: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** The exit code; null if a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Ends it by SIGTERM; returns its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** It ended before it was ready. */
export class NotStarted extends Error {
  constructor(
    readonly code: number | null,
    readonly printed: string,
  ) {
    super(`The service ended with ${code}:\n${printed}`);
    this.name = 'NotStarted';
  }
}

/** It answers however long it has to wait for a processor. */
const ON_A_BUSY_MACHINE = { MAX_EVENT_LOOP_DELAY_MS: '60000' };

/** Starts it on free ports. Throws NotStarted if it does not come up. */
export async function startServiceProcess(
  settings: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = [],
): Promise<ServiceProcess> {
  const env = { ...process.env, PORT: '0', OPS_PORT: '0', ...ON_A_BUSY_MACHINE, ...settings };
  const child = spawn(process.execPath, [...nodeFlags, ...programOf('src/main.ts')], { cwd: ROOT, env });
  let printed = '';
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<string>((resolve) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      const line = /^ready .*\n/m.exec(printed)?.[0];
      if (line) resolve(line);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const line = await Promise.race([
    ready,
    exited.then((code) => Promise.reject(new NotStarted(code, printed))),
  ]);
  const at = (name: string) => new RegExp(`${name} (\\S+)`).exec(line)?.[1] ?? '';
  return {
    pid: child.pid ?? 0,
    url: at('graphql'),
    opsUrl: at('ops'),
    printed: () => printed,
    signal: (name) => void child.kill(name),
    exited,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
