// A TCP proxy that can delay, reset connections, refuse new ones, or swallow data. Understands no protocol.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Proxy {
  readonly port: number;
  /** The port for new connections; null refuses them. */
  target: number | null;
  latencyMs: number;
  /** Data vanishes silently in both directions; a connection that lost some stays half open, even afterwards. */
  isBlackhole: boolean;
  /** The number of connections through it now. */
  readonly open: () => number;
  /** How many connections lost something. */
  readonly swallowed: () => number;
  /** Cuts every connection with a RST, and returns how many. */
  readonly reset: () => number;
  readonly stop: () => void;
}

/** After `halfOpenMs`, one side of a half-open connection learns that the other is gone. */
export async function startProxy(target: number, halfOpenMs = 12_000): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let swallowed = 0;
  const server = createServer((near) => {
    if (proxy.target === null) return void near.resetAndDestroy();
    const far = connect(proxy.target, '127.0.0.1');
    const pair = { isLost: false };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      let written = Promise.resolve();
      const write = (chunk: Buffer) => void (to.destroyed || to.write(chunk));
      sockets.add(from.setNoDelay(true));
      from.on('error', () => undefined);
      from.on('data', (chunk) => {
        if (proxy.isBlackhole && !pair.isLost) [pair.isLost, swallowed] = [true, swallowed + 1];
        if (pair.isLost) return;
        const { latencyMs } = proxy;
        written = written.then(() => (latencyMs > 0 ? sleep(latencyMs) : undefined)).then(() => write(chunk));
      });
      from.on('close', () => {
        sockets.delete(from);
        if (pair.isLost) setTimeout(() => to.destroy(), halfOpenMs).unref();
        else void written.then(() => to.destroy());
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  function reset(): number {
    const { size } = sockets;
    for (const socket of sockets) socket.resetAndDestroy();
    return Math.ceil(size / 2);
  }
  const { port } = server.address() as AddressInfo;
  const proxy: Proxy = {
    port,
    target,
    latencyMs: 0,
    isBlackhole: false,
    open: () => Math.ceil(sockets.size / 2),
    swallowed: () => swallowed,
    reset,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
