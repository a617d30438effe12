// Too many requests at once: 503 with Retry-After while there is still time to answer, and normal service afterwards.
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { createApp, type App } from '../../../src/app';
import { readConfig } from '../../../src/settings/config';
import { DEVELOPER } from '../../../src/identity/permissions';
import { watchPressure } from '../../../src/ops/pressure';
import { createTestApp, LOAD, type TestApp, UNOBSERVED } from '../../support/app';
import { createTestDatabase } from '../../support/database';
import { until } from '../../support/until';

const refusal = (what: string) => ({
  errors: [{ message: expect.any(String), extensions: { code: 'OVERLOADED', what } }],
});
const ask = (url: string, query = '{ modes { slug } }') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
describe('requests above the limit', () => {
  const waiting: (() => void)[] = [];
  const refused: string[] = [];
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({
      load: { ...LOAD, inFlight: 3 },
      observer: { ...UNOBSERVED, refused: (what) => void refused.push(what) },
      authenticate: () => new Promise((resolve) => waiting.push(() => resolve(DEVELOPER))),
      routes: { '/heartbeat': (_, response) => response.end('green') },
    });
  });
  afterAll(() => app.stop());

  test('are told when to retry, and those under way are answered', async () => {
    const underWay = [ask(app.url), ask(app.url), ask(app.url)];
    await until(() => waiting.length === 3);

    const answers = await Promise.all([ask(app.url), ask(app.url)]);

    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [503, '1'],
      [503, '1'],
    ]);
    expect(await answers[0]?.json()).toEqual(refusal('in-flight'));
    expect(refused).toEqual(['in-flight', 'in-flight']);
    expect(await (await fetch(new URL('/heartbeat', app.url))).text()).toBe('green');
    waiting.splice(0).forEach((goOn) => goOn());
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('free their places, however they end', async () => {
    for (let time = 0; time < 2; time += 1) {
      const gone = new AbortController();
      const requests = [1, 2, 3].map(() =>
        fetch(app.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"query": "{ modes {"}',
          signal: gone.signal,
        }),
      );
      await until(() => waiting.length === 3);
      gone.abort();
      await Promise.allSettled(requests);
      waiting.splice(0).forEach((goOn) => goOn());
    }
    await until(async () => {
      const asked = ask(app.url);
      await Promise.race([asked, until(() => waiting.length > 0)]);
      waiting.splice(0).forEach((goOn) => goOn());
      return (await asked).status === 200;
    });
  });
});

test('another kind of overload is refused before the body is read', async () => {
  let what: string | null = 'pool';
  const app = await createTestApp({ pressure: () => what });
  try {
    const headers = { 'content-type': 'application/json', 'content-length': 1_000_000 };
    const asking = request(app.url, { method: 'POST', headers });
    asking.flushHeaders();
    const status = await new Promise((resolve) =>
      asking.once('response', (response) => resolve(response.statusCode)),
    );
    asking.destroy();

    expect(status).toBe(503);
    expect(await (await ask(app.url)).json()).toEqual(refusal('pool'));
    what = null;
    expect((await ask(app.url)).status).toBe(200);
  } finally {
    await app.stop();
  }
});

describe('pressure', () => {
  test('exists while the event loop is persistently slow, not after one long turn, and ends', async () => {
    const pressure = watchPressure({ mostDelayMs: 200, mostWaiting: 1, waiting: () => 0 });
    const busy = (ms: number) => {
      for (const end = performance.now() + ms; performance.now() < end;) void 0;
    };
    try {
      let isBusy = true;
      const turn = (): void => {
        if (!isBusy) return;
        busy(400);
        setTimeout(turn);
      };
      turn();
      await until(() => pressure.of() === 'event-loop');
      isBusy = false;
      await until(() => pressure.of() === null);
    } finally {
      pressure.stop();
    }
  });

  test('exists while more statements than allowed wait for a connection', () => {
    let waiting = 5;
    const pressure = watchPressure({ mostDelayMs: 60_000, mostWaiting: 5, waiting: () => waiting });
    expect(pressure.of()).toBeNull();
    waiting = 6;
    expect(pressure.of()).toBe('pool');
    pressure.stop();
  });
});

describe('a service whose database does not answer', () => {
  let app: App;
  let admin: Client;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    const config = readConfig({
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '2',
      MAX_POOL_QUEUE: '2',
      ECOMMERCE_URL: 'http://127.0.0.1:1/',
      LMS_URL: 'http://127.0.0.1:1/',
      RELAY: 'false',
      PORT: '0',
      OPS_PORT: '0',
      LOG_LEVEL: 'silent',
    });
    app = await createApp({ config, clock: () => new Date(), newId: () => 'id', random: () => 0.5 });
  });
  afterAll(async () => {
    await app.stop();
    await admin.end();
    await drop();
  });

  test('refuses requests while statements wait, counts them, and stays ready', async () => {
    const courses = '{ courses { nodes { key } } }';
    await admin.query('BEGIN; LOCK TABLE course IN ACCESS EXCLUSIVE MODE');
    const underWay: Promise<Response>[] = [];
    const isFull = async () => {
      const asked = ask(app.graphqlUrl ?? '', courses);
      const refused = await Promise.race([asked.then(({ status }) => status === 503), wait(100, false)]);
      if (!refused) underWay.push(asked);
      return refused;
    };
    await until(isFull);

    const ready = await fetch(`${app.urls['ops']}/readyz`);
    const metrics = await (await fetch(`${app.urls['ops']}/metrics`)).text();
    await admin.query('COMMIT');

    expect(ready.status).toBe(200);
    expect(metrics).toMatch(/track_types_requests_refused_total\{what="pool"\} [1-9]/);
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual(underWay.map(() => 200));
    expect((await ask(app.graphqlUrl ?? '', courses)).status).toBe(200);
  });
});
