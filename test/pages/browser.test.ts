// The pages of /explore in a real browser: usable by keyboard and screen reader, in light and dark and on a phone, and
// sending nothing to other hosts. Debian's Chromium; skipped without it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { faultsOf, inBrowser, keep, overflowOf, startBrowser } from '../support/browser';
import { startServiceProcess } from '../support/service-process';
import type { ServiceProcess } from '../support/service-process';

/** The pages of /explore that have a picture. */
const KEPT = ['types', 'changes', 'course'];

const VIEWS = [
  ['light', 1280],
  ['dark', 390],
] as const;
/** `npm run check -- --full` looks at these too. */
const OTHER_VIEWS = [
  ['dark', 1280],
  ['light', 768],
  ['dark', 768],
  ['light', 390],
] as const;

let browser: Awaited<ReturnType<typeof startBrowser>>;
let service: ServiceProcess;
let dataDir: string;

const open = (path: string, options?: BrowserContextOptions) =>
  browser.open(new URL(path, service.url).href, options);

inBrowser('in a browser', () => {
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'track-types-browser-'));
    service = await startServiceProcess({ DATA_DIR: dataDir, SANDBOX_PORT: '0', DATABASE_URL: '' });
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
    expect(browser.complaints).toEqual([]);
  }, 60_000);

  describe.each(process.env['EVERY_VIEW'] ? [...VIEWS, ...OTHER_VIEWS] : VIEWS)(
    '/explore, %s, %d pixels wide',
    (colorScheme, width) => {
      test.each([
        ['types', '/explore', 'Types'],
        [
          'changes',
          '/explore/changes?courseType=masters-verified-audit&phase=LOCKED',
          'Allowed type changes',
        ],
        ['courses', '/explore/courses', 'Courses'],
        ['course', '/explore/courses/DemoX%2BDS600?drift', 'DemoX+DS600'],
        ['provisioning', '/explore/provisioning', 'Provisioning'],
        ['rules', '/explore/rules', 'Rules'],
      ])(
        '%s has no serious accessibility fault, and does not overflow the screen',
        async (name, path, says) => {
          const page = await open(path, { colorScheme, viewport: { width, height: 900 } });

          expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(says);
          expect(await faultsOf(page)).toEqual([]);
          expect(await overflowOf(page)).toBeLessThanOrEqual(0);
          if (colorScheme === 'light' && width > 1_000 && KEPT.includes(name))
            await keep(page, `explore-${name}`);
          await page.context().close();
        },
      );
    },
  );

  test('on a phone, the types take fewer than three screens before the details, with room for two more', async () => {
    const page = await open('/explore', { viewport: { width: 390, height: 844 } });

    expect(
      await page.evaluate(() => document.documentElement.scrollHeight / window.innerHeight),
    ).toBeLessThan(2.75);
    await page.context().close();
  });

  test.each(['/explore', '/explore/courses/DemoX%2BDS600', '/explore/provisioning'])(
    '%s is printed whole on A4, folded parts too',
    async (path) => {
      const page = await open(path, { viewport: { width: 794, height: 1123 }, javaScriptEnabled: false });
      await page.emulateMedia({ media: 'print' });

      const parts = await page
        .locator('main, .picture, .wide')
        .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
      expect(parts.filter((cut) => cut > 0)).toEqual([]);
      expect(
        await page
          .locator('details > :not(summary)')
          .evaluateAll((all) => all.filter((one) => !one.checkVisibility())),
      ).toEqual([]);
      await page.context().close();
    },
  );

  test.each([390, 768, 1280])('no word is broken at %d pixels', async (width) => {
    const page = await open('/explore', { viewport: { width, height: 900 } });

    const broken = await page
      .locator('code')
      .evaluateAll((all) =>
        all.filter((one) => one.getClientRects().length > 1).map((one) => one.textContent),
      );
    expect(broken).toEqual([]);
    await page.context().close();
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
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');

    // The browser navigates asynchronously, even if it has nothing to load.
    await page.waitForURL('**/explore/rules#main');
  });
});
