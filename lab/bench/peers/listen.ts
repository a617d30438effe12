// How a peer, in its own process, tells the bench that it is ready and what resources it has used.
import { once } from 'node:events';
import type { Server } from 'node:http';

export interface Usage {
  /** Microseconds of processor time. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

/** Listens on a free port, sends the parent the URL, and answers its requests for resource usage. */
export async function listenAs(server: Server, urlOf: (port: number) => string): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('There is no port.');
  say(urlOf(address.port));
}

/** Sends the parent the URL, and answers its requests for resource usage. Exits with the parent. */
export function say(url: string): void {
  process.send?.({ url });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ usage: { cpu: user + system, rss: process.memoryUsage().rss } satisfies Usage });
  });
  process.on('disconnect', () => process.exit(0));
}
