// What no downstream system should answer, and one day does: each is recognized, in both protocols, and ends nothing.
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../../sandbox/faults';
import type { Outcome } from '../../src/provisioning/target';
import { aMode, aSeat, auditMode, auditSeat, runKey } from '../support/stand-ins';
import { selfSigned } from '../support/self-signed';
import {
  ecommerceMessage,
  lmsMessage,
  offer,
  PROTOCOLS,
  sell,
  startRestWorld,
  startWorld,
  type World,
} from './protocols';

const retried = (error: RegExp, retryAfterMs = expect.any(Number)) => ({
  kind: 'retry',
  error: expect.stringMatching(error),
  retryAfterMs,
});
const refused = (error: RegExp) => ({ kind: 'refused', error: expect.stringMatching(error) });

/** The fault, and its outcome; the login of REST is unaffected. */
const BAD_ANSWERS: [string, Fault, object][] = [
  [
    'HTML instead of JSON',
    { kind: 'html' },
    retried(/^HTTP 200, but no .*: an HTML page instead of JSON\. Perhaps a login page/),
  ],
  ['an empty body', { kind: 'empty' }, retried(/^HTTP 200, but no /)],
  ['half a body', { kind: 'malformed' }, retried(/^HTTP 200, but no /)],
  ['JSON of another meaning', { kind: 'null-data' }, retried(/Broken\.|breaks the contract/)],
  ['10 MB', { kind: 'flood' }, retried(/UND_ERR_RES_EXCEEDED_MAX_SIZE/)],
  ['a body that never ends', { kind: 'drip' }, retried(/^No complete answer within 500 ms/)],
  ['silence', { kind: 'hang' }, retried(/^No complete answer within 500 ms/)],
  [
    'a redirect',
    { kind: 'redirect', location: 'http://127.0.0.1:1/' },
    retried(/^HTTP 307: It redirects to http:\/\/127\.0\.0\.1:1\/; redirects are not followed\.$/),
  ],
  [
    '429 with Retry-After',
    { kind: 'status', status: 429, retryAfter: '7' },
    { kind: 'paused', error: expect.stringMatching(/^HTTP 429: Told/) as string, pauseMs: 7_000 },
  ],
  ...[401, 408, 425, 500, 502, 503, 504].map((status): [string, Fault, object] => [
    `HTTP ${status}`,
    { kind: 'status', status },
    retried(new RegExp(`^HTTP ${status}: Told to answer ${status}\\.$`)),
  ]),
  ...[400, 403, 404, 409, 422].map((status): [string, Fault, object] => [
    `HTTP ${status}`,
    { kind: 'status', status },
    refused(new RegExp(`^HTTP ${status}: Told to answer ${status}\\.$`)),
  ]),
];

/** No complete answer ever comes. */
const isSilent = ({ kind }: Fault): boolean => kind === 'hang' || kind === 'drip';

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => void rejections.push(reason);
beforeAll(() => void process.on('unhandledRejection', onRejection));
afterAll(() => {
  process.off('unhandledRejection', onRejection);
  expect(rejections).toEqual([]);
});

async function listening(server: Server): Promise<{ url: string; stop: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `${scheme}://127.0.0.1:${port}`, stop };
}

describe.each(PROTOCOLS)('over %s', (protocol) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(protocol);
  });
  afterEach(() => world.reset());
  afterAll(() => world.stop());

  const path = protocol === 'graphql' ? '/graphql' : '';
  const isLogin = ({ query }: { query: string }) => query.includes('oauth2');
  const isWrite = ({ query }: { query: string }) => /^(POST|PATCH|DELETE) |mutation/.test(query);

  /** Sets the fault in both systems, except for the REST login, which has tests of its own. */
  function breakBoth(fault: Fault): void {
    world.ecommerce.faults.set(fault);
    world.lms.faults.set({ ...fault, where: (request) => !isLogin(request) });
  }
  function mendBoth(): void {
    world.ecommerce.faults.clear();
    world.lms.faults.clear();
  }

  test.each(BAD_ANSWERS)('%s, and again once it is well', async (_, fault, outcome) => {
    breakBoth(fault);
    const asking = isSilent(fault) ? world.impatient : world;
    const outcomes = await Promise.all([sell(asking), offer(asking)]);
    mendBoth();

    expect(outcomes).toEqual([outcome, outcome]);
    expect([(await sell(world)).kind, (await offer(world)).kind]).toEqual(['delivered', 'delivered']);
  });

  test.each(BAD_ANSWERS)('%s to a reading is no answer, and never counts as nothing', async (_, fault) => {
    await sell(world);
    breakBoth(fault);
    const { ECOMMERCE, LMS } = (isSilent(fault) ? world.impatient : world).systems;
    const readings = await Promise.all([ECOMMERCE.read(runKey), LMS.read(runKey)]);

    expect(readings.map(({ kind }) => kind)).not.toContain('read');
  });

  test.each(BAD_ANSWERS.filter(([name, fault]) => !isSilent(fault) && name !== 'HTTP 401'))(
    '%s to a writing leaves no second product behind',
    async (_, fault) => {
      world.ecommerce.faults.set({ ...fault, times: 1, where: isWrite });
      const outcomes = [await sell(world, { seats: [auditSeat, aSeat()] })];
      outcomes.push(await sell(world, { seats: [auditSeat, aSeat()] }));

      expect(outcomes.map(({ kind }) => kind)).toEqual([
        expect.stringMatching(/^(retry|refused|paused)$/),
        'delivered',
      ]);
      expect(await world.systems.ECOMMERCE.read(runKey)).toMatchObject({
        actual: { seats: [{ seatType: 'audit' }, { seatType: 'verified' }] },
      });
    },
  );

  /** A kept-alive connection is closed instead. */
  const REFUSED = /ECONNREFUSED|other side closed|ECONNRESET/;
  test('a refused connection', async () => {
    await world.ecommerce.goDown();
    await world.lms.goDown();
    const outcomes = [await sell(world), await offer(world)];
    await world.ecommerce.comeUp();
    await world.lms.comeUp();

    expect(outcomes).toEqual([retried(REFUSED), retried(REFUSED)]);
  });

  test('an untrusted certificate: nothing is sent there', async () => {
    const said: string[] = [];
    const { url, stop } = await listening(
      createTlsServer(selfSigned(), (request) => void said.push(request.url ?? '')),
    );
    const targets = world.speakingTo({ ecommerce: url + path, lms: url + path });
    const outcomes = [
      await targets.ECOMMERCE.deliver(ecommerceMessage({})),
      await targets.LMS.deliver(lmsMessage({})),
    ];
    await stop();

    const words = /^DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate/;
    expect(outcomes).toEqual([retried(words), retried(words)]);
    expect(said).toEqual([]);
  });

  /** Delivers to both through a proxy that changes their answers. */
  async function spoiled(spoil: (answer: Spoilable) => Spoilable): Promise<Outcome[]> {
    const before = (origin: string) => createHttpServer(proxy(new URL(origin).origin, spoil));
    const proxies = await Promise.all([world.ecommerce.url, world.lms.url].map(before).map(listening));
    const [ecommerce, lms] = proxies.map(({ url }) => url + path);
    const targets = world.speakingTo({ ecommerce, lms });
    const seats = [auditSeat, aSeat()];
    const outcomes = [
      await targets.ECOMMERCE.deliver(ecommerceMessage({ seats })),
      await targets.LMS.deliver(lmsMessage({ modes: [aMode(), auditMode] })),
    ];
    await Promise.all(proxies.map(({ stop }) => stop()));
    return outcomes;
  }

  test('correct JSON with a wrong content type', async () => {
    await sell(world);
    const outcomes = await spoiled((answer) => ({ ...answer, type: 'text/html; charset=utf-8' }));

    expect(outcomes).toEqual([retried(/^HTTP 2\d\d, but no /), retried(/^HTTP 2\d\d, but no /)]);
  });

  test('SKUs in another order are matched by what they belong to', async () => {
    const right = await sell(world, { seats: [auditSeat, aSeat()] });
    const [turned] = await spoiled((answer) => ({ ...answer, body: turnedLists(answer.body) }));

    expect(turned).toEqual(right);
  });

  test('fewer products than requested', async () => {
    const [outcome] = await spoiled((answer) => ({ ...answer, body: withoutVerifiedSeats(answer.body) }));

    expect(outcome).toEqual(retried(/verified/));
  });
});

test('over graphql, 200 with errors is retried, with their words', async () => {
  const world = await startWorld('graphql');
  world.ecommerce.faults.set({ kind: 'graphql-error', message: 'Down.', code: 'DOWN' });
  world.lms.faults.set({ kind: 'graphql-error', message: 'Down.', code: 'DOWN' });
  const outcomes = [await sell(world), await offer(world)];
  await world.stop();

  expect(outcomes).toEqual([retried(/^DOWN: Down\.$/), retried(/^DOWN: Down\.$/)]);
});

test('over rest, pages that lead in a circle end with the deadline', async () => {
  const world = await startRestWorld();
  world.rest.lms.offers.instructorApi = false;
  await offer(world, { modes: [aMode(), auditMode] });
  const endless: RequestListener = (_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"results":[],"next":"http://127.0.0.1/?cursor=1"}');
  const proxied = createHttpServer((request, response) => {
    const isCount = request.url?.includes('/enrollments');
    return (isCount ? endless : proxy(world.lms.url, (answer) => answer))(request, response);
  });
  const { url, stop } = await listening(proxied);
  const outcome = await world
    .speakingTo({ lms: url }, { deadlineMs: 500 })
    .LMS.deliver(lmsMessage({ revision: 2 }));
  await Promise.all([stop(), world.stop()]);

  expect(outcome).toEqual(retried(/^No complete answer within 500 ms/));
});

interface Spoilable {
  readonly body: string;
  readonly type: string;
}

function proxy(origin: string, spoil: (answer: Spoilable) => Spoilable): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void forward(Buffer.concat(chunks).toString()));
    async function forward(body: string): Promise<void> {
      const { method, headers } = request;
      const passed = ['content-type', 'authorization'].flatMap((name) => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value] as [string, string]] : [];
      });
      const answer = await fetch(origin + request.url, { method, headers: passed, body: body || undefined });
      const said = spoil({
        body: await answer.text(),
        type: answer.headers.get('content-type') ?? 'application/json',
      });
      response.writeHead(answer.status, { 'content-type': said.type }).end(said.body);
    }
  };
}

/** Reverses every list of the JSON. */
function turnedLists(body: string): string {
  return (
    body && JSON.stringify(JSON.parse(body, (_, value) => (Array.isArray(value) ? value.reverse() : value)))
  );
}

/** Removes verified seats from every list of the JSON, in either protocol. */
function withoutVerifiedSeats(body: string): string {
  const isVerified = (item: { seatType?: string; product_class?: string; attribute_values?: object[] }) =>
    item.seatType === 'verified' ||
    (item.product_class === 'Seat' && JSON.stringify(item.attribute_values).includes('"verified"'));
  const without = (_: string, value: unknown) =>
    Array.isArray(value) ? value.filter((item) => !isVerified(item)) : value;
  return body && JSON.stringify(JSON.parse(body, without));
}
