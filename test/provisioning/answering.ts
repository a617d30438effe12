// Sits in front of a stand-in and changes its answers: for answers that break the contract.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { post } from '../support/stand-ins';

export async function answering(
  url: string,
  spoil: (body: string) => string,
  onAsked: (headers: IncomingHttpHeaders) => void = () => undefined,
) {
  const server = createServer((request, response) => {
    onAsked(request.headers);
    void text(request)
      .then((body) => post(url, JSON.parse(body)))
      .then((answer) =>
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(spoil(answer.text)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
