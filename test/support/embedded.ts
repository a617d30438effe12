// For the tests of the embedded PostgreSQL: temporary folders, a query to a server, and a process to kill.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../sandbox/postgres/start-embedded-postgres';
import type { EmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { programOf } from './compiled';

/** Folders and servers of one test file; `tidy` stops and removes what a test leaves. */
export function useEmbedded() {
  const folders: string[] = [];
  const servers: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
    for (const child of children.splice(0)) killGroup(child);
  });
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  return {
    newFolder: (): string => {
      // By this name the next run's global setup finds the folders of a killed run and removes them.
      const folder = mkdtempSync(join(tmpdir(), `track-types-test-${process.pid}-`));
      folders.push(folder);
      return folder;
    },
    start: async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
      const server = await startEmbeddedPostgres({ durable: false, ...options });
      servers.push(server);
      return server;
    },
    /** Another process that starts the server of the folder and then executes `then`. */
    startElsewhere: (dataDir: string, then = ''): ChildProcess => {
      const program = programOf('sandbox/postgres/start-embedded-postgres.ts');
      const script = `require(${JSON.stringify(program.at(-1))})
        .startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} })
        .then(({ url, pid }) => { console.log(JSON.stringify({ url, pid })); ${then} },
          ({ message }) => { console.log(JSON.stringify({ problem: message })); process.exit(1); });
        setInterval(() => undefined, 1000);`;
      const child = spawn(process.execPath, [...program.slice(0, -1), '-e', script], {
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      return child;
    },
  };
}

/** What the other process reports about its server, once it runs, or cannot. */
export async function serverOf(child: ChildProcess): Promise<{ url: string; pid: number; problem?: string }> {
  if (!child.stdout) throw new Error('The output of the child is not read.');
  for await (const line of createInterface(child.stdout))
    return JSON.parse(line) as { url: string; pid: number; problem?: string };
  throw new Error('The child ended without a server.');
}

/** kill -9 to the process and its process group, as a terminal or a container would. */
export async function killHard(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  killGroup(child);
  await ended;
}

/** The first column of the first row. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** A port that is free now, on loopback. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** The folders in which a cluster was being created. */
export function unfinishedIn(dataDir: string): string[] {
  return readdirSync(dataDir).filter((name) => name.startsWith('postgres.unfinished-'));
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}
