// Processes by their ids, and the lock of a data folder: an address that its holder listens at.
import { once } from 'node:events';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Unprepared } from '../../src/store/database';

const ANSWERS_WITHIN_MS = 30_000;

/** Returns the `code` of a system error; undefined for anything else. */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Returns what `act` returns; undefined if it fails with one of these codes. */
export function unless<T>(codes: readonly string[], act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (codes.includes(String(errorCode(error)))) return undefined;
    throw error;
  }
}

/** Whether the process runs. A zombie does not: it only waits for its parent, perhaps forever. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  // The program's name is in parentheses and may contain some; the state follows the last one.
  const status = unless(['ENOENT', 'ESRCH'], () => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? '';
  return !/^.*\) [ZX]/s.test(status);
}

/** Sends a signal, unless the process has just ended. */
export const signal = (pid: number, name: NodeJS.Signals): void =>
  void unless(['ESRCH'], () => process.kill(pid, name));

// Linux and Windows release the address when its process ends, however it ends; elsewhere it is a file that stays.
function addressOf(dataDir: string): string {
  const folder = statSync(dataDir, { throwIfNoEntry: false });
  const name = `track-types-${folder?.dev}-${folder?.ino}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\?\\pipe\\${name}` : join(tmpdir(), name);
}

/**
 * Asks the process that holds the folder's lock for its id and its server's port, and waits while that is starting, or
 * fails to: then the port is 0. Returns undefined if no process holds it.
 */
export async function askHolder(dataDir: string): Promise<{ pid: number; port: number } | undefined> {
  const socket = connect(addressOf(dataDir));
  const silent = new Unprepared(`The process that uses the embedded database in ${dataDir} does not answer.`);
  socket.setTimeout(ANSWERS_WITHIN_MS, () => socket.destroy(silent));
  const words = await text(socket).catch((error: unknown) => {
    if (error === silent) throw error;
    return '';
  });
  const [pid = 0, port = 0] = words.split(' ').map(Number);
  return pid > 0 ? { pid, port } : undefined;
}

/**
 * Locks the folder; the end of our process releases it. `tell` gives callers the port. Throws an error with the folder,
 * the holder and the way out if a process holds it, even this one.
 */
export async function lockDataDir(dataDir: string) {
  let tell: (port: number) => void = () => undefined;
  const port = new Promise<number>((resolve) => (tell = resolve));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void port.then((known) => socket.end(`${process.pid} ${known}`));
  }).unref();
  for (;;) {
    try {
      await once(server.listen(addressOf(dataDir)), 'listening');
      return { tell, release: () => (tell(0), void server.close()) };
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
    }
    const holder = await askHolder(dataDir);
    if (holder?.port)
      throw new Unprepared(
        `The embedded database in ${dataDir} is in use by the process ${holder.pid}. Stop that process, or set DATA_DIR to another folder, or DATABASE_URL to a server both can use.`,
      );
    if (!holder && process.platform === 'darwin') rmSync(addressOf(dataDir), { force: true });
  }
}
