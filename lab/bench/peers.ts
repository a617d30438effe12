// The peers, each in its own process: ours is the service as it is started in production.
import { execFileSync, fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Usage } from './peers/listen';
import type { Production } from './production';

export interface Peer {
  readonly name: string;
  /** The URL of its requests. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

/** To profile it: BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=DIR". */
const OURS_OPTIONS = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean);
const ROOT = join(__dirname, '..', '..');
/** The compiled peers. */
const COMPILED = join(__dirname, 'dist', 'lab', 'bench', 'peers');

/** Compiles ours and the peers, as in production: tsx's development output names every function when it is created. */
export function build(): void {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of [join(ROOT, 'tsconfig.build.json'), join(__dirname, 'tsconfig.json')]) {
    execFileSync(process.execPath, [tsc, '-p', project, '--incremental'], { cwd: ROOT, stdio: 'inherit' });
  }
}

/** Starts `peers/<name>.ts` on that database. Throws if it does not start. */
export async function startPeer(
  name: string,
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Peer> {
  const child = fork(join(COMPILED, `${name}.js`), {
    execArgv: [],
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production', ...env },
  });
  const { url } = (await answerOf(child, name)) as { url: string };
  const usage = async (): Promise<Usage> => {
    child.send('usage');
    return ((await answerOf(child, name)) as { usage: Usage }).usage;
  };
  return { name, url, headers: {}, usage, stop: () => stopped(child) };
}

async function answerOf(child: ChildProcess, name: string): Promise<unknown> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${name} ended with ${String(code)}.`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [unknown];
    return message;
  } finally {
    ended.catch(() => undefined);
    settled.abort();
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** Starts the service; resolves when it prints that it is ready. Its log, a line per request, goes to a file. */
export async function startOurs(
  databaseUrl: string,
  { env, headers }: Production,
): Promise<Peer & { readonly readyAfterMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'track-types-bench-log-'));
  const log = openSync(join(folder, 'log'), 'a');
  const began = performance.now();
  const child = spawn(process.execPath, [...OURS_OPTIONS, join(ROOT, 'dist', 'src', 'main.js')], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: '0', OPS_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', log],
    cwd: ROOT,
  });
  closeSync(log);
  const printed = await firstLineOf(child).catch((error: Error) => {
    throw new Error(`${error.message}\n${readFileSync(join(folder, 'log'), 'utf8')}`);
  });
  const readyAfterMs = performance.now() - began;
  const at = (name: string): string => new RegExp(`${name} (\\S+)`).exec(printed)?.[1] ?? '';
  return {
    name: 'ours',
    url: at('graphql'),
    headers,
    readyAfterMs,
    usage: () => usageIn(new URL('/metrics', at('ops')).href),
    stop: async () => {
      await stopped(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstLineOf(child: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('\n')) resolve(printed);
    });
    child.once('exit', (code) => reject(new Error(`The service ended with ${String(code)}.`)));
  });
}

/** The process's own metrics. */
async function usageIn(url: string): Promise<Usage> {
  const text = await (await fetch(url)).text();
  const of = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? NaN);
  return {
    cpu: of('track_types_process_cpu_seconds_total') * 1_000_000,
    rss: of('track_types_process_resident_memory_bytes'),
  };
}
