// E-Commerce and the LMS for the relay: they answer after the given time, and remember what they were sent.
import { createServer } from 'node:http';
import { listenAs } from './listen';

interface Input {
  readonly idempotencyKey: string;
  readonly revision: number;
  readonly seats?: readonly { readonly seatType: string }[];
  readonly entitlements?: readonly { readonly seatType: string }[];
  readonly modes?: readonly { readonly slug: string }[];
}

/** What was sent, and when, in milliseconds. */
const received: { path: string; body: string; at: number }[] = [];

function answerTo({ revision, seats = [], entitlements = [], modes }: Input): object {
  const userErrors: never[] = [];
  if (modes) {
    const courseModes = { revision, modes: modes.map(({ slug }) => ({ slug })) };
    return { provisionCourseModes: { courseModes, userErrors } };
  }
  const sold = ({ seatType }: { readonly seatType: string }) => ({ seatType, sku: 'A0', isActive: true });
  const products = { revision, seats: seats.map(sold), entitlements: entitlements.map(sold) };
  return { provisionProducts: { products, userErrors } };
}

const ANSWER_MS = Number(process.env['ANSWER_MS'] ?? 0);

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(received));
    if (request.url === '/forget') received.length = 0;
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    received.push({ path: request.url ?? '', body, at: performance.now() });
    const { variables } = JSON.parse(body) as { variables: { input: Input } };
    const answer = JSON.stringify({ data: answerTo(variables.input) });
    setTimeout(() => response.setHeader('content-type', 'application/json').end(answer), ANSWER_MS);
  });
});

void listenAs(server, (port) => `http://127.0.0.1:${port}/`);
