// Creates an HTTP server whose connections no client can hold forever: not by silence, not by sending slowly, and not
// by leaving the response unread.
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

export interface SocketLimits {
  readonly connections: number;
  /** How long a request may take to arrive; its headers get half of that. */
  readonly receiveSeconds: number;
  readonly keepAliveSeconds: number;
}

/** Returns the server, not yet listening. `workSeconds`: how long a received request may be worked on. */
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
  // The idle timeout of a connection, also when nobody reads the response.
  server.timeout = Math.max(keepAliveSeconds, workSeconds + receiveSeconds) * 1_000;
  return server;
}
