// Keeps a server running as long as it is needed: restarts it if it dies, and stops it with us. Covers every way of
// ending the process except kill -9; after that, the next start adopts the server.
import { isRunning, signal } from './processes';
import { stopPostmaster, type Postmaster } from './postmaster';

/** A running server. `pid` changes when the server is restarted; the address does not. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** Stops the server once, however often it is called; resolves when the process has ended. */
  readonly stop: () => Promise<void>;
}

export interface Supervision {
  readonly url: string;
  readonly postmaster: Postmaster;
  /** Restarts the server on the same port. */
  readonly restart: () => Promise<Postmaster>;
  readonly release: () => void;
  readonly log: (message: string) => void;
}

const LOOK_EVERY_MS = 250;

export function supervise(supervision: Supervision): EmbeddedPostgres {
  const { url, restart, release, log } = supervision;
  let { postmaster } = supervision;
  let restarting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  const revive = async (): Promise<void> => {
    log(`PostgreSQL (process ${postmaster.pid}) is gone: starting it again`);
    try {
      postmaster = await restart();
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  };
  const look = (): void => {
    if (restarting || isRunning(postmaster.pid)) return;
    restarting = revive().finally(() => (restarting = undefined));
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  const onExit = (): void => {
    if (isRunning(postmaster.pid)) signal(postmaster.pid, 'SIGINT');
    release();
  };
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await restarting;
    await stopPostmaster(postmaster.pid);
    process.off('exit', onExit);
    release();
  };

  process.once('exit', onExit);
  return {
    url,
    get pid() {
      return postmaster.pid;
    },
    stop: () => (stopping ??= stop()),
  };
}
