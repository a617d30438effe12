// A real browser, Debian's Chromium: opens pages, and reports their requests and axe's findings.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../project/project-files';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** If set, the pictures of docs/images are taken again. */
const IMAGES = process.env['UPDATE_IMAGES'] && join(ROOT, 'docs/images');
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

if (!CHROMIUM) console.warn('There is no Chromium here: the tests in a browser are skipped.');
/** `describe`, skipped where there is no Chromium. */
export const inBrowser = CHROMIUM ? describe : describe.skip;

/** Starts it. `complaints` are script errors of pages, and requests to any host but their own. */
export async function startBrowser() {
  const args = ['--no-sandbox', '--disable-gpu', ...QUIET];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const complaints: string[] = [];
  const open = async (address: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const own = new URL(address).host;
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (!['data:', 'blob:'].includes(url.protocol) && url.host !== own) complaints.push(request.url());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    return page;
  };
  const stop = async (): Promise<void> => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    // Otherwise a request that a test answers itself fails, if it is under way now.
    await Promise.all(pages.map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
    await browser.close();
  };
  return { open, complaints, stop };
}

/** The serious findings of axe. */
export async function faultsOf(page: Page): Promise<string[]> {
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

/** By how many pixels the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Saves a picture of the page in docs/images, if pictures are being taken. */
export async function keep(page: Page, name: string): Promise<void> {
  if (!IMAGES) return;
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
}
