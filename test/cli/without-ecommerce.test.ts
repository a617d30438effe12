// The whole way of docs/without-ecommerce.md: a sandbox as `SANDBOX=shop npm start` starts it, and the script that takes
// every step of the page against it. And the sandbox with an LMS alone.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../project/project-files';
import { shopKey } from '../../sandbox/shop/shop';
import { useTestDatabase } from '../support/database';
import { connect } from '../provisioning/outbox-world';
import { until } from '../support/until';
import { startServiceProcess } from '../support/service-process';
import type { ServiceProcess } from '../support/service-process';
import { bash } from '../support/story';

// Eight commands, each a process of its own.
jest.setTimeout(600_000);

/** The sandbox's LMS takes any number of requests; at the pace of a real one, each command waits for a minute's budget. */
const UNPACED = { LMS_REQUESTS_PER_MINUTE: '60000' };

const database = useTestDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'track-types-whole-way-'));
let service: ServiceProcess | undefined;
afterEach(() => service?.stop());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** A port that is free, as are the second and third after it. */
async function freePorts(): Promise<number> {
  const open = (port: number) =>
    new Promise<Server | null>((resolve) => {
      const server: Server = createServer().once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  for (;;) {
    const first = await open(0);
    const { port } = first?.address() as AddressInfo;
    const all = [first, await open(port + 2), await open(port + 3)];
    for (const server of all)
      await new Promise<unknown>((done) => (server ? server.close(done) : done(null)));
    if (all.every((server) => server !== null)) return port;
  }
}

const FOLLOWED = 'course-v1:DemoX+Verified+2';
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** The SKUs that the sandbox's shop sells. */
async function onSale(port: number): Promise<string[]> {
  const url = `http://127.0.0.1:${port}/wp-json/wc/v3/products?status=publish&per_page=100`;
  const authorization = `Basic ${btoa(`${shopKey.key}:${shopKey.secret}`)}`;
  const products = (await (await fetch(url, { headers: { authorization } })).json()) as { sku: string }[];
  return products.map(({ sku }) => sku);
}

test('from the first import to a seat whose time has passed, with the commands and queries of the page', async () => {
  const port = String(await freePorts());
  const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir, SANDBOX_PORT: port, ...UNPACED };
  service = await startServiceProcess({ ...settings, SANDBOX: 'shop' });
  const env = Object.entries(settings).map(([name, value]) => `${name}='${value}'`);

  const { code, printed } = await bash('-c', `${env.join(' ')} examples/studio-to-shop.sh`);

  expect(printed).not.toContain('FAILED');
  expect(printed).toContain('All checks passed.');
  expect(code).toBe(0);

  // The service does by itself what the script's last import did, where it follows the LMS.
  await service.stop();
  const lms = join(dataDir, 'sandbox/lms.json');
  const kept = JSON.parse(readFileSync(lms, 'utf8')) as { listed: [string, object][] };
  const ending = { start: daysFromNow(-30), end: daysFromNow(5) };
  const moved = kept.listed.map(([key, run]) => [key, key === FOLLOWED ? { ...run, ...ending } : run]);
  writeFileSync(lms, JSON.stringify({ ...kept, listed: moved }));
  const sells = async () => (await onSale(Number(port) + 2)).includes(`${FOLLOWED}|verified`);
  service = await startServiceProcess({ ...settings, SANDBOX: 'shop', FOLLOW_LMS_EVERY_MINUTES: '60' });
  await until(async () => !(await sells()));
});

test('the script takes every step of the page', () => {
  const page = readFileSync(join(ROOT, 'docs/without-ecommerce.md'), 'utf8');
  const script = readFileSync(join(ROOT, 'examples/studio-to-shop.sh'), 'utf8');
  const taken = [...script.matchAll(/(?:run|block) '?([^'")\n]+)/g)].map(([, words = '']) => words.trim());
  const blocks = [...page.matchAll(/```(?:sh|graphql)\n(.*?)```/gs)].map(([, text = '']) => text);

  expect(blocks.length).toBeGreaterThan(7);
  expect(blocks.filter((text) => !taken.some((words) => text.includes(words)))).toEqual([]);
});

describe('SANDBOX=lms', () => {
  const alone = useTestDatabase();
  test('starts an LMS with ten runs, as Open edX serves it, and nothing that sells', async () => {
    const own = mkdtempSync(join(dataDir, 'lms-'));
    const settings = {
      ...{ DATABASE_URL: alone.url, DATA_DIR: own, SANDBOX: 'lms', SANDBOX_PORT: '0' },
      ...UNPACED,
    };
    service = await startServiceProcess({ ...settings, FOLLOW_LMS_EVERY_MINUTES: '60' });
    expect(service.printed()).toMatch(/ lms http:\/\/127\.0\.0\.1:\d+$/m);
    expect(service.printed()).not.toContain('ecommerce http');

    const data = await connect(alone.url);
    const systems = await data.query<object[]>('SELECT target, protocol FROM system ORDER BY target');
    const runs = () => data.query<object[]>('SELECT FROM course_run');
    await until(async () => (await runs()).length === 10);
    await data.destroy();
    expect(systems).toEqual([
      { target: 'ECOMMERCE', protocol: 'none' },
      { target: 'LMS', protocol: 'rest' },
    ]);
  });
});
