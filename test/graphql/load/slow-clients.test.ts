// Clients that occupy a connection uselessly: the server ends each, and answers others meanwhile.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestApp, LIMITS, LOAD, type TestApp, UNOBSERVED } from '../../support/app';

const CONNECTIONS = 20;
const BODY = JSON.stringify({ query: '{ modes { slug } }' });
const HEAD = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
const refused: string[] = [];
let app: TestApp;
let hungUp: () => void;
beforeAll(async () => {
  app = await createTestApp({
    load: {
      ...LOAD,
      connections: CONNECTIONS,
      receiveSeconds: 2,
      keepAliveSeconds: 1,
      inFlight: 1,
      arrivingBytes: 300_000,
    },
    observer: { ...UNOBSERVED, refused: (what) => void refused.push(what) },
    limits: { ...LIMITS, seconds: 1 },
    routes: {
      '/much': (_, response) => {
        response.once('close', () => hungUp());
        // More than the sockets of both sides buffer before anybody reads.
        response.end(Buffer.alloc(30_000_000));
      },
    },
  });
});
afterAll(() => app.stop());

interface Client {
  readonly socket: Socket;
  /** What the server sent. */
  readonly said: () => string;
  readonly closed: Promise<unknown>;
}
const open: Socket[] = [];
afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));

async function client(says = ''): Promise<Client> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  open.push(socket);
  let said = '';
  socket.on('data', (chunk) => (said += chunk.toString())).on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([once(socket, 'connect'), closed]);
  socket.write(says);
  return { socket, said: () => said, closed };
}

/** Keeps sending that until the server closes the connection. */
async function drip({ socket, closed }: Client, piece: string): Promise<void> {
  const timer = setInterval(() => socket.write(piece), 100);
  await closed.finally(() => clearInterval(timer));
}

const isAnswered = async () =>
  (await fetch(app.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY }))
    .status;

test.each<[how: string, says: string, piece: string]>([
  ['says nothing', '', ''],
  ['says half a line', 'POST /gra', ''],
  ['says its headers slowly', 'POST /graphql HTTP/1.1\r\n', 'x-a: b\r\n'],
  ['says no body', `${HEAD}content-length: ${BODY.length}\r\n\r\n`, ''],
  ['says half its body', `${HEAD}content-length: ${BODY.length}\r\n\r\n${BODY.slice(0, 9)}`, ''],
  ['says its body slowly', `${HEAD}content-length: 1000000\r\n\r\n`, ' '],
  ['says its body slowly in pieces', `${HEAD}transfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
  ['promises more than it sends', `${HEAD}content-length: ${BODY.length + 1}\r\n\r\n${BODY}`, ''],
])('one that %s is disconnected, and others are answered', async (_, says, piece) => {
  const slow = await client(says);

  expect(await isAnswered()).toBe(200);
  if (piece) await drip(slow, piece);
  await slow.closed;

  expect(slow.said()).toMatch(/^(HTTP\/1.1 408 |$)/);
});

test('one that sends more than announced gets a 400 and is disconnected', async () => {
  const { said, closed } = await client(
    `${HEAD}content-length: ${BODY.length}\r\n\r\n${BODY}and more\r\n\r\n`,
  );
  await closed;

  expect(said()).toMatch(/HTTP\/1.1 400 Bad Request\r\n[^{]*$/);
});

test('one that idles between requests is disconnected', async () => {
  const { said, closed } = await client(`${HEAD}content-length: ${BODY.length}\r\n\r\n${BODY}`);
  await closed;

  expect(said()).toMatch(/^HTTP\/1.1 200 /);
});

test('one that does not read its answer is disconnected', async () => {
  const isHungUp = new Promise<void>((resolve) => (hungUp = resolve));
  const { socket } = await client('GET /much HTTP/1.1\r\nhost: x\r\n\r\n');
  socket.pause();

  await isHungUp;
});

test.each([
  ['idle', ''],
  ['half said', `${HEAD}content-length: 1000000\r\n\r\n{`],
])('of very many %s connections, only the allowed number is held, and all are released', async (_, says) => {
  const all = await Promise.all(Array.from({ length: 10 * CONNECTIONS }, () => client(says)));
  const states = () => all.filter(({ socket }) => !socket.closed).length;
  while (states() > CONNECTIONS) await wait(20);

  await Promise.all(all.map(({ closed }) => closed));

  expect(await isAnswered()).toBe(200);
});

describe('incomplete bodies', () => {
  const half = `${HEAD}content-length: 1000000\r\n\r\n${' '.repeat(100_000)}`;

  test('are held up to a number of bytes; then the oldest are refused, and others are answered', async () => {
    refused.length = 0;
    const first = await client(half);
    await client(half);
    await client(half);
    while (first.said() === '') await wait(10);

    expect(first.said()).toMatch(/^HTTP\/1.1 503 .*retry-after: 1.*"what":"bodies"/s);
    expect(refused).toEqual(['bodies']);
    expect(await isAnswered()).toBe(200);
  });

  test('in pieces of one byte weigh more than their length', async () => {
    const { said } = await client(`${HEAD}transfer-encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(2_000)}`);
    while (said() === '') await wait(10);

    expect(said()).toMatch(/^HTTP\/1.1 503 /);
  });

  test('weigh nothing once their clients have left', async () => {
    for (let time = 0; time < 10; time += 1) {
      const { socket, closed } = await client(half);
      socket.end();
      await closed;
    }
    refused.length = 0;
    const still = await client(half);
    await client(half);

    expect(await isAnswered()).toBe(200);
    expect([refused, still.said()]).toEqual([[], '']);
  });
});
