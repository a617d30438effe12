// The health of the process: for Kubernetes, for the balancers of Open edX, and while it starts and stops.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../../package.json';
import { startHealth } from '../../src/ops/health';
import type { Health, Readiness } from '../../src/ops/health';

const WELL: Readiness = {
  askDatabase: async () => 1,
  pendingMigrations: async () => [],
  metrics: async () => 'figures',
};

const broken: unknown[] = [];
const onError = (error: unknown) => void broken.push(error);
let health: Health;
let draining: AbortController;
beforeEach(async () => {
  draining = new AbortController();
  health = await startHealth({
    host: '127.0.0.1',
    port: 0,
    draining: draining.signal,
    version: { version },
    onError,
  });
});
afterEach(() => health.stop());

async function get(path: string) {
  const response = await fetch(health.url + path);
  return { status: response.status, body: await response.json() };
}

function run(readiness: Partial<Readiness> = {}): void {
  health.watch({ ...WELL, ...readiness });
  health.started();
}

test.each([
  ['/livez', { status: 'ok' }],
  ['/startupz', { status: 'ok' }],
  ['/version', { version }],
  ['/readyz', { status: 'ok', checks: { database: 'ok', migrations: 'ok', start: 'ok', draining: 'ok' } }],
])('%s answers 200 if all is well', async (path, body) => {
  run();

  expect(await get(path)).toEqual({ status: 200, body });
});

test.each(['/heartbeat', '/heartbeat?extended'])('%s answers as the LMS', async (path) => {
  run();

  expect(await get(path)).toEqual({
    status: 200,
    body: {
      sql: { status: true, message: 'OK' },
      migrations: { status: true, message: 'OK' },
      start: { status: true, message: 'OK' },
      draining: { status: true, message: 'OK' },
    },
  });
});

test.each(['/health/', '/health'])('%s answers as course-discovery', async (path) => {
  run();
  const ok = ['database_status', 'migrations_status', 'start_status', 'draining_status'];

  expect(await get(path)).toEqual({
    status: 200,
    body: {
      overall_status: 'OK',
      detailed_status: Object.fromEntries(ok.map((name) => [name, 'OK'])),
    },
  });
});

describe.each([
  [
    'whose database does not answer',
    { askDatabase: () => Promise.reject(new Error('marked: 10.0.0.7')) },
    { database: 'unavailable', migrations: 'unknown' },
  ],
  [
    'whose database hangs',
    { askDatabase: () => new Promise<never>(() => undefined) },
    { database: 'no answer within 1000 ms', migrations: 'unknown' },
  ],
  [
    'that waits for a migration',
    { pendingMigrations: async () => ['AddThing'] },
    { migrations: 'pending: AddThing' },
  ],
])('a process %s', (_, readiness, wrong) => {
  test('is alive, has started, and is not ready', async () => {
    run(readiness);
    const [live, startup, ready, heartbeat, forBalancers] = await Promise.all(
      ['/livez', '/startupz', '/readyz', '/heartbeat', '/health/'].map(get),
    );

    expect([live?.status, startup?.status]).toEqual([200, 200]);
    expect([ready?.status, heartbeat?.status, forBalancers?.status]).toEqual([503, 503, 503]);
    expect(ready?.body.checks).toMatchObject(wrong);
    expect(forBalancers?.body.overall_status).toBe('UNAVAILABLE');
    expect(JSON.stringify([ready, heartbeat, forBalancers])).not.toContain('marked');
  });
});

test('/readyz names what a person must put right in another system, and stays 200', async () => {
  run({ problems: async () => ({ ECOMMERCE: 'It runs WooCommerce 8.9; 9.9 or newer is needed.' }) });
  const told = await get('/readyz');
  run({ problems: () => Promise.reject(new Error('gone')) });
  const untold = await get('/readyz');

  expect(told).toMatchObject({ status: 200, body: { systems: { ECOMMERCE: expect.any(String) } } });
  expect(untold).toEqual({ status: 200, body: expect.not.objectContaining({ systems: expect.anything() }) });
});

test('a starting process is alive and not ready, before and after its database is open', async () => {
  const paths = ['/livez', '/startupz', '/readyz', '/heartbeat', '/metrics'];
  const before = await Promise.all(paths.map(get));
  health.watch(WELL);
  const after = await get('/readyz');

  expect(before.map(({ status }) => status)).toEqual([200, 503, 503, 503, 503]);
  expect(after).toMatchObject({ status: 503, body: { checks: { database: 'ok', start: 'starting' } } });
});

test('a process that is told to stop is not ready from then on, but alive', async () => {
  run();
  draining.abort();
  const [live, ready, heartbeat] = await Promise.all(['/livez', '/readyz', '/heartbeat'].map(get));

  expect([live?.status, ready?.status, heartbeat?.status]).toEqual([200, 503, 503]);
  expect(ready?.body.checks).toEqual({ database: 'ok', migrations: 'ok', start: 'ok', draining: 'draining' });
});

test('concurrent probes share one question to the database', async () => {
  let asked = 0;
  run({ askDatabase: () => ((asked += 1), sleep(200)) });
  const all = await Promise.all(Array.from({ length: 20 }, () => get('/health/')));

  expect(all.every(({ status }) => status === 200)).toBe(true);
  expect(asked).toBeLessThan(10);
});

test.each([
  ['/metrics', { metrics: () => Promise.reject(new RangeError('Invalid string length')) }],
  [
    '/readyz',
    {
      askDatabase: () => {
        throw new Error('broken');
      },
    },
  ],
])('%s that fails is answered 500 and logged, and the process continues', async (path, readiness) => {
  broken.length = 0;
  run(readiness);

  expect((await get(path)).status).toBe(500);
  expect(broken).toHaveLength(1);
  expect((await get('/livez')).status).toBe(200);
});

test('an unknown path is answered with the known ones', async () => {
  expect(await get('/nothing')).toMatchObject({
    status: 404,
    body: { paths: expect.arrayContaining(['/readyz']) },
  });
});

test('connections that send nothing are bounded, and closed by the server, which then answers again', async () => {
  run();
  const { hostname, port } = new URL(health.url);
  const open = async () => {
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    await once(socket, 'connect');
    return { socket, closed: once(socket.resume(), 'close') };
  };
  const silent = await Promise.all(Array.from({ length: 200 }, open));

  await (
    await open()
  ).closed;
  expect(silent.filter(({ socket }) => socket.destroyed)).toEqual([]);
  await Promise.all(silent.map(({ closed }) => closed));

  expect(await get('/livez')).toEqual({ status: 200, body: { status: 'ok' } });
}, 60_000);

test.each(['::', '0.0.0.0', '::1'])('its address can be opened where it listens on %s', async (host) => {
  const options = { port: 0, draining: draining.signal, version: {}, onError };
  const other = await startHealth({ host, ...options });

  expect((await fetch(`${other.url}/livez`)).status).toBe(200);
  await other.stop();
});
