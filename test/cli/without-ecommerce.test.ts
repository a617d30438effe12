// docs/without-ecommerce.md from start to end: its commands and queries, unchanged, with an LMS of ten runs and a shop.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shopKey, startShop } from '../../sandbox/shop/shop';
import type { Shop } from '../../sandbox/shop/shop';
import { ROOT } from '../project/project-files';
import { runCli } from '../support/cli';
import { useTestDatabase } from '../support/database';
import { until } from '../support/event-sinks';
import { startLmsWorld } from '../support/lms-runs';
import type { LmsWorld } from '../support/lms-runs';
import { startServiceProcess } from '../support/service-process';
import type { ServiceProcess } from '../support/service-process';

// Eight commands, each a process of its own, and the service twice.
jest.setTimeout(600_000);

const PAGE = readFileSync(join(ROOT, 'docs/without-ecommerce.md'), 'utf8');
const STEPS = [...PAGE.matchAll(/```(sh|graphql)\n(.*?)```/gs)].map(([, kind, text = '']) => ({
  kind,
  text,
}));

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY).toISOString();
const HONOR = 'course-v1:DemoX+Honor+1';
const NEW = 'course-v1:DemoX+New+1';

const database = useTestDatabase();
let world: LmsWorld;
let shop: Shop;
let service: ServiceProcess;
let settings: Record<string, string>;
beforeAll(async () => {
  world = await startLmsWorld();
  shop = await startShop({ port: 0 });
  settings = {
    ...{ ...world.env, DATABASE_URL: database.url, SANDBOX: 'false', FOLLOW_LMS_EVERY_MINUTES: '60' },
    ...{ LMS_PROTOCOL: 'rest', LMS_URL: world.lms.url },
    ...{ ECOMMERCE_PROTOCOL: 'woocommerce', ECOMMERCE_URL: shop.url },
    ...{ WOOCOMMERCE_KEY: shopKey.key, WOOCOMMERCE_SECRET: shopKey.secret },
  };
});
afterAll(async () => {
  await service?.stop();
  await Promise.all([world.stop(), shop.stop()]);
});

/** Studio has ten runs, one of honor at 49, one without modes. */
function tenRuns(): void {
  const times = { start: inDays(10), end: inDays(100) };
  world.give(HONOR, { name: 'Honor', ...times }, { honor: { min_price: 49 } });
  world.give(NEW, { name: 'New', ...times });
  for (const number of [1, 2, 3, 4])
    world.give(`course-v1:DemoX+Audit+${number}`, { name: 'Audit', ...times }, { audit: {} });
  for (const number of [1, 2, 3, 4])
    world.give(
      `course-v1:DemoX+Verified+${number}`,
      { name: 'Verified', ...times },
      { audit: {}, verified: { min_price: 149 } },
    );
}

let step = 0;
/** Runs the next block of the page, which must start like this. */
async function next(beginning: string): Promise<{ code: number; out: string }> {
  const { kind, text } = STEPS[step] ?? { kind: 'sh', text: '' };
  step += 1;
  expect(text).toContain(beginning);
  if (kind === 'graphql') return { code: 0, out: await ask(text) };
  const [, args = ''] = /^npm run cli -- (.*)$/m.exec(text) ?? [];
  const { code, out, err } = await runCli(args.replace('$LMS_URL', world.lms.url).split(' '), settings);
  return { code, out: code === 2 ? out + err : out };
}

async function ask(query: string): Promise<string> {
  const response = await fetch(service.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.text();
}
const sold = () =>
  shop
    .onSale()
    .map(
      ({ regular_price, meta_data }) =>
        `${String(meta_data.find(({ key }) => key === '_course_id')?.value)} ${regular_price}`,
    )
    .sort();

test('from the first import to a seat that goes off sale by itself', async () => {
  tenRuns();
  expect((await next('--dry-run')).out).toMatch(/^created +4 +10$/m);
  const imported = await next('import lms');
  expect(imported.out).toMatch(/^created +4 +10$/m);
  expect(imported.out).toContain('Held back: 1 runs have a price for honor, and nobody is paid for it.');
  expect((await next('--paid-to')).out).toMatch(/^held back +0 +0$/m);

  service = await startServiceProcess(settings);
  for (const beginning of ['ChooseTypes', 'Publish'])
    expect((await next(beginning)).out).not.toMatch(/"(errors|code)"/);
  expect(shop.onSale()).toEqual([]);
  const { out: plan } = await next('shop plan');
  expect(plan).toContain(`${HONOR} honor: make`);
  expect(plan).toContain(`${NEW} verified: make`);
  expect((await next('shop confirm')).code).toBe(0);
  expect((await next('reconcile')).code).toBe(1);

  const verified = [1, 2, 3, 4].map((number) => `course-v1:DemoX+Verified+${number} 149`);
  await until(() => sold().length === 6);
  expect(sold().map((one) => one.replace('.00', ''))).toEqual([`${HONOR} 49`, `${NEW} 99`, ...verified]);
  await until(() => world.lms.modesOf(NEW).size === 2);
  expect(world.lms.modesOf(HONOR).get('honor')).toMatchObject({ min_price: 49 });

  await service.stop();
  world.give(NEW, { name: 'New', start: inDays(10), end: inDays(60) });
  service = await startServiceProcess(settings);
  const deadline = () => world.lms.modesOf(NEW).get('verified')?.expiration_datetime?.slice(0, 10);
  await until(() => deadline() === inDays(50).slice(0, 10));
  expect(await ask(`{ courseRun(key: "${NEW}") { seats { upgradeDeadline } } }`)).toContain(
    inDays(50).slice(0, 10),
  );
  expect(sold()).toContainEqual(expect.stringContaining(NEW));

  await service.stop();
  world.give(NEW, { name: 'New', start: inDays(-10), end: inDays(5) });
  service = await startServiceProcess(settings);
  await until(() => !sold().some((one) => one.startsWith(NEW)));
  expect(sold()).toHaveLength(5);
  expect(step).toBe(STEPS.length);
});
