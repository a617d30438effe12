// The pages in a real browser: GraphiQL runs the story of its tabs, /explore can be used by keyboard and screen reader, in
// light and dark and on a phone, and nothing is asked of any other host. Debian's Chromium; skipped where there is none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** Set, the pictures of docs/images are made again. */
const IMAGES = process.env['UPDATE_IMAGES'] && join(__dirname, '../../docs/images');
/** Which of /explore are. */
const KEPT = ['types', 'changes', 'course'];
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

if (!CHROMIUM) console.warn('There is no Chromium here: the tests in a browser are skipped.');
const inBrowser = CHROMIUM ? describe : describe.skip;

let browser: Browser;
let service: Awaited<ReturnType<typeof startService>>;
const foreign: string[] = [];
const complaints: string[] = [];

/** As `npm start` does, on free ports and a folder of its own. */
async function startService() {
  const dataDir = mkdtempSync(join(tmpdir(), 'track-types-browser-'));
  const env = {
    ...process.env,
    PORT: '0',
    OPS_PORT: '0',
    SANDBOX_PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: '',
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /graphql (http:\S+)/.exec(line.toString())?.[1] ?? '';
  const stop = async (): Promise<void> => {
    child.kill();
    await once(child, 'exit');
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, stop };
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const own = new URL(service.url).host;
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.host !== own) foreign.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(new URL(path, service.url).href);
  return page;
}

/** What axe finds that is serious. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: Fault[] }> } };
    interface Fault {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

const keep = async (page: Page, name: string): Promise<void> => {
  if (!IMAGES) return;
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
};

inBrowser('in a browser', () => {
  beforeAll(async () => {
    service = await startService();
    const args = ['--no-sandbox', '--disable-gpu', ...QUIET];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await service.stop();
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  }, 60_000);

  describe('GraphiQL', () => {
    test('opens with the story as its tabs, and the first one runs', async () => {
      const page = await open('/');
      const tabs = page.getByRole('tab');
      await tabs.first().waitFor();

      expect(await tabs.count()).toBeGreaterThan(10);
      await page.getByRole('button', { name: /execute query/i }).click();
      await page.getByText('"courseTypes"').first().waitFor();
      await keep(page, 'graphiql');
    });
  });

  describe.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('/explore, %s, %d pixels wide', (colorScheme, width) => {
    test.each([
      ['types', '/explore', 'Types'],
      ['changes', '/explore/changes?courseType=masters-verified-audit&phase=LOCKED', 'What may become what'],
      ['courses', '/explore/courses', 'Courses'],
      ['course', '/explore/courses/DemoX%2BDS600?drift', 'DemoX+DS600'],
      ['provisioning', '/explore/provisioning', 'Provisioning'],
      ['rules', '/explore/rules', 'Rules'],
    ])(
      '%s has no serious fault of accessibility, and does not run out of the screen',
      async (name, path, says) => {
        const page = await open(path, { colorScheme, viewport: { width, height: 900 } });

        expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(says);
        expect(await faultsOf(page)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        if (colorScheme === 'light' && width > 1_000 && KEPT.includes(name))
          await keep(page, `explore-${name}`);
        await page.context().close();
      },
    );
  });

  test('the matrix of another phase is two keys and a click away, without JavaScript', async () => {
    const page = await open('/explore/changes', { javaScriptEnabled: false });

    await page.getByLabel('Course type').selectOption('credit-verified-audit');
    await page.getByLabel('Phase of the run').selectOption('IN_REVIEW');
    await page.getByRole('button', { name: 'Show' }).click();

    await page.getByRole('table', { name: 'Credit, IN_REVIEW' }).waitFor();
    const refused = page.getByText('✗ refused').first();
    await refused.click();
    await page.getByText('RUN_IN_REVIEW').first().waitFor();
  });

  test('the keyboard leads past the navigation to the content', async () => {
    const page = await open('/explore/rules');

    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the content');
    await page.keyboard.press('Enter');

    expect(new URL(page.url()).hash).toBe('#main');
  });
});
