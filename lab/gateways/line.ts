// The line between a gateway and a subgraph: forwards requests, records their queries, and can be cut or fall silent.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Line {
  readonly url: string;
  /** The queries sent over it, in order. */
  readonly sentQueries: string[];
  /** Sets what happens to requests from now on. */
  become(state: 'open' | 'cut' | 'silent' | { readonly lateMs: number }): void;
  readonly stop: () => Promise<void>;
}

/** To the subgraph at that URL, from a free port; open at first. */
export async function startLine(to: string): Promise<Line> {
  let state: Parameters<Line['become']>[0] = 'open';
  const sentQueries: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      sentQueries.push((JSON.parse(body) as { query: string }).query);
      if (state === 'cut') request.socket.destroy();
      if (typeof state === 'object') await sleep(state.lateMs);
      if (state !== 'cut' && state !== 'silent') await pass(to, { body, headers: request.headers }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    sentQueries,
    become: (next) => void (state = next),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

type PassedRequest = { readonly body: string; readonly headers: { readonly authorization?: string } };

async function pass(
  to: string,
  { body, headers: { authorization } }: PassedRequest,
  response: ServerResponse,
): Promise<void> {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  const answer = await fetch(to, { method: 'POST', headers, body });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  });
  response.end(await answer.text());
}
