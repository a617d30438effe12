// Receivers of events in tests: an HTTP endpoint on a socket that can be told to fail, and a Redis server of our own.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Redis from 'ioredis';
import type { CloudEvent } from '../../src/provisioning/events/sinks';

export interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly event: CloudEvent;
  /** Whether the sender received a success. */
  readonly isTaken: boolean;
}

/** Answers a request; true if it succeeded. */
export type Answering = (event: CloudEvent, response: ServerResponse) => boolean;

export const take: Answering = (_, response) => {
  response.writeHead(204).end();
  return true;
};
export const refuse =
  (status: number): Answering =>
  (_, response) => {
    response.writeHead(status).end('Not now.');
    return false;
  };
/** The sender gets no answer. */
export const destroy: Answering = (_, response) => {
  response.destroy();
  return false;
};
export const hang: Answering = () => false;

/** Records what it receives, in the order of arrival. */
export async function startHttpEndpoint() {
  const receivedEvents: Told[] = [];
  const inFlight = new Map<string, number>();
  const endpoint = { told: receivedEvents, url: '', answer: take, mostInFlight: 0, stop };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const event = JSON.parse(Buffer.concat(chunks).toString()) as CloudEvent;
      const now = (inFlight.get(event.subject) ?? 0) + 1;
      inFlight.set(event.subject, now);
      endpoint.mostInFlight = Math.max(endpoint.mostInFlight, now);
      response.once('prefinish', end).once('close', end);
      receivedEvents.push({ headers: request.headers, event, isTaken: endpoint.answer(event, response) });

      function end(): void {
        response.off('prefinish', end).off('close', end);
        inFlight.set(event.subject, (inFlight.get(event.subject) ?? 1) - 1);
      }
    });
  });
  async function stop(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  return endpoint;
}
export type HttpEndpoint = Awaited<ReturnType<typeof startHttpEndpoint>>;

/** Whether Redis can be started here. Debian and Ubuntu have it in the package redis-server. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis that stores nothing on disk, on a free port or the given one. */
export async function startRedis(port = 0) {
  const listener = createServer().listen(port, '127.0.0.1');
  await once(listener, 'listening');
  port = (listener.address() as AddressInfo).port;
  listener.close();
  await once(listener, 'close');
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    client,
    stop: async () => {
      client.disconnect();
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}
export type RedisServer = Awaited<ReturnType<typeof startRedis>>;
