// An HTTP server whose connections cannot be held for nothing: neither by saying nothing, nor by saying it slowly, nor by
// not reading what is answered.
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

export interface SocketLimits {
  readonly connections: number;
  /** How long a request may take to arrive; its headers half of that. */
  readonly receiveSeconds: number;
  readonly keepAliveSeconds: number;
}

/** Not yet listening. `workSeconds`: how long a request that has arrived may be worked on. */
export function boundedBy(
  {
    connections,
    receiveSeconds,
    keepAliveSeconds,
    workSeconds,
  }: SocketLimits & { readonly workSeconds: number },
  listener: RequestListener,
): Server {
  const requestTimeout = receiveSeconds * 1_000;
  const server = createServer(
    {
      headersTimeout: requestTimeout / 2,
      requestTimeout,
      keepAliveTimeout: keepAliveSeconds * 1_000,
      connectionsCheckingInterval: Math.min(5_000, requestTimeout / 4),
    },
    listener,
  );
  server.maxConnections = connections;
  // Of a connection on which nothing moves, also because nobody reads the answer.
  server.timeout = Math.max(keepAliveSeconds, workSeconds + receiveSeconds) * 1_000;
  return server;
}
