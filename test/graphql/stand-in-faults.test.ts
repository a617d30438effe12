// The stand-ins fail as instructed, and record it: over real sockets.
import { once } from 'node:events';
import { connect } from 'node:net';
import { startEcommerce, type EcommerceStandIn } from '../../sandbox/ecommerce';
import type { Fault } from '../../sandbox/faults';
import { ask, post, products, provisionedProducts, provisionProducts, runKey } from '../support/stand-ins';
import { until } from '../support/until';

let ecommerce: EcommerceStandIn;
beforeAll(async () => {
  ecommerce = await startEcommerce({ port: 0 });
});
afterAll(() => ecommerce.stop());
beforeEach(() => ecommerce.reset());

const sell = (input = products(), init?: RequestInit) =>
  post(ecommerce.url, { query: provisionProducts, variables: { input } }, init);
const sold = async () =>
  (await ask(ecommerce.url, provisionedProducts, { courseRunKey: runKey })).provisionedProducts;

async function leaveOnceArrived(...inputs: ReturnType<typeof products>[]): Promise<void> {
  const caller = new AbortController();
  const arrived = ecommerce.ledger.requests.length + inputs.length;
  const calls = inputs.map((input) => sell(input, { signal: caller.signal }));
  await until(() => ecommerce.ledger.requests.length === arrived);
  caller.abort();
  await Promise.all(calls.map((call) => expect(call).rejects.toThrow('aborted')));
}

test.each<[string, Fault, object]>([
  ['a status', { kind: 'status', status: 503 }, { status: 503 }],
  ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, { status: 307 }],
  ['a page', { kind: 'html' }, { status: 200, text: expect.stringContaining('<h1>') }],
  ['an empty body', { kind: 'empty' }, { status: 200, text: '' }],
  ['half a body', { kind: 'malformed' }, { status: 200, text: '{"data":{"provision' }],
  ['no data', { kind: 'null-data' }, { status: 200, text: expect.stringContaining('"data":null') }],
  [
    'a body of any size',
    { kind: 'flood', bytes: 100_000 },
    { status: 200, text: expect.stringMatching(/^"x{100000}"$/) },
  ],
])('answers %s and applies nothing', async (_, fault, expected) => {
  ecommerce.faults.set({ ...fault, times: 1 });

  const answer = await sell();

  expect(answer).toMatchObject(expected);
  expect(await sold()).toBeNull();
  expect(ecommerce.ledger.requests[0]).toMatchObject({ fault: fault.kind, courseRunKey: runKey });
});

test('says when to retry', async () => {
  ecommerce.faults.set({ kind: 'status', status: 429, retryAfter: '7' });

  const { headers } = await sell();

  expect(headers.get('retry-after')).toBe('7');
});

test.each<[string, Fault, object]>([
  [
    'userErrors',
    { kind: 'user-errors', userErrors: [{ code: 'NO', message: 'Not here.' }] },
    { data: { provisionProducts: { products: null, userErrors: [{ code: 'NO', message: 'Not here.' }] } } },
  ],
  [
    'a GraphQL error',
    { kind: 'graphql-error', message: 'Busy.', code: 'BUSY' },
    { errors: [{ message: 'Busy.', extensions: { code: 'BUSY' } }], data: { provisionProducts: null } },
  ],
])('answers %s in the requested shape', async (_, fault, expected) => {
  ecommerce.faults.set(fault);

  const { text } = await sell();

  expect(JSON.parse(text)).toMatchObject(expected);
  expect(await sold()).toBeNull();
});

test('answers 500 after the effect', async () => {
  ecommerce.faults.set({ kind: 'apply-then-500', times: 1 });

  const { status } = await sell();

  expect(status).toBe(500);
  expect(await sold()).toMatchObject({ revision: 1 });
});

test('breaks the connection after the effect, and recognizes the repeat', async () => {
  ecommerce.faults.set({ kind: 'apply-then-destroy', times: 1 });

  await expect(sell()).rejects.toThrow('fetch failed');
  const { status } = await sell();

  expect(status).toBe(200);
  expect(ecommerce.ledger.effects).toHaveLength(1);
  expect(ecommerce.ledger.requests).toHaveLength(2);
});

test.each<Fault>([{ kind: 'hang' }, { kind: 'drip' }])('$kind ends when the caller leaves', async (fault) => {
  ecommerce.faults.set({ ...fault, times: 1 });

  await leaveOnceArrived(products());

  const [request] = ecommerce.ledger.requests;
  await until(() => request?.endedAt !== null);
  expect(await sold()).toBeNull();
});

test('a late answer is correct, and is applied although the caller has left', async () => {
  ecommerce.faults.set({ kind: 'latency', ms: 100, times: 2 });

  const patient = await sell();
  await leaveOnceArrived(products({ revision: 2 }));

  const { data } = JSON.parse(patient.text);
  expect(data).toMatchObject({ provisionProducts: { products: { revision: 1 } } });
  await until(() => ecommerce.ledger.effects.length === 2);
  expect(await sold()).toMatchObject({ revision: 2 });
});

test('faults are used up in order, for the requests they match, until they are cleared', async () => {
  const other = products({ courseRunKey: 'course-v1:edX+DemoX+2T2026' });
  const where = (request: { courseRunKey?: string }) => request.courseRunKey === runKey;
  ecommerce.faults.set(
    { kind: 'status', status: 500, times: 2, where },
    { kind: 'status', status: 502, where },
  );

  const statuses = [await sell(), await sell(), await sell(other), await sell()].map(({ status }) => status);
  ecommerce.faults.clear();

  expect(statuses).toEqual([500, 500, 200, 502]);
  expect((await sell()).status).toBe(200);
});

test('refuses connections while it is down, and keeps its state and port', async () => {
  await sell();

  await ecommerce.goDown();
  const refused = await once(connect(ecommerce.port, '127.0.0.1'), 'connect').catch(
    (error: unknown) => error,
  );
  await ecommerce.comeUp();

  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  expect(await sold()).toMatchObject({ revision: 1 });
});

test('counts concurrent requests of one run and of one course', async () => {
  const second = products({ courseRunKey: 'course-v1:edX+DemoX+2T2026' });
  ecommerce.faults.set({ kind: 'hang' });

  await leaveOnceArrived(products(), second);
  await until(() => ecommerce.ledger.requests.every(({ endedAt }) => endedAt !== null));
  ecommerce.faults.clear();
  await sell();

  expect(Object.fromEntries(ecommerce.ledger.maxInFlight)).toEqual({
    [runKey]: 1,
    [second.courseRunKey]: 1,
    'edX+DemoX': 2,
  });
});

test('records the headers and the key of every request', async () => {
  await sell(products(), { headers: { 'idempotency-key': 'abc' } });

  const [request] = ecommerce.ledger.requests;
  expect(request).toMatchObject({ idempotencyKey: products().idempotencyKey, fault: null });
  expect(request?.headers['idempotency-key']).toBe('abc');
});

test('answers its health check, and GraphQL only at /graphql', async () => {
  const at = (path: string) => fetch(new URL(path, ecommerce.url));

  expect((await at('/healthz')).status).toBe(200);
  expect((await at('/')).status).toBe(404);
});
