// GraphiQL in a real browser: the story of the examples, tab by tab, on a fresh start and in order, through the
// gateway; its state is kept for one browser tab. Debian's Chromium; skipped without it.
import type { Page, Response } from 'playwright-core';
import { inBrowser, keep, startBrowser } from '../support/browser';
import { startService } from '../support/story';

/** What can I choose, create, preview the MVA run, do it, watch it arrive, who changed what, and join all three. */
const STORY = [
  ...['WhatCanIChoose', 'CreateMastersCourse', 'ReviewMastersRun', 'PreviewMvaRun', 'AddMvaRun'],
  ...['ReviewMvaRun', 'WatchItArrive', 'WhyNot', 'WhatMayIChange', 'ChangeThePrice', 'ANewKindOfCourse'],
  ...['WhoChangedWhat', 'DoTheyHaveIt', 'ManyCoursesAtOnce', 'WhoIsPaid', 'RunsByTrackType', 'Mismatches'],
  ...['WhichTracksOnThatDate', 'ReadTheFeedOn', 'WhatAllThreeKnow'],
];

let browser: Awaited<ReturnType<typeof startBrowser>>;
let service: Awaited<ReturnType<typeof startService>>;
const pageOf = (name: string): string => new URL('/', service.urls[name]).href;
const tabsIn = (page: Page) => page.locator('button.graphiql-tab-button');

/**
 * Opens the tab as a person does. GraphiQL then takes a moment to read which operation the tab has, and until then executes
 * nothing; it remembers the open tab after that.
 */
async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('[role=tab][aria-selected=true]').filter({ hasText: name }).waitFor();
  await page.locator('.graphiql-query-editor').getByText(name, { exact: true }).first().waitFor();
  await page.waitForFunction((wanted) => {
    const { tabs, activeTabIndex } = JSON.parse(sessionStorage.getItem('graphiql:tabState') ?? '{"tabs":[]}');
    return tabs[activeTabIndex]?.operationName === wanted;
  }, name);
}

/** Runs the content of that tab. Returns its answer, once it is on the page. */
async function execute(page: Page, name: string): Promise<string> {
  const isAsked = (response: Response) => (response.request().postData() ?? '').includes(` ${name}`);
  const answered = page.waitForResponse(isAsked, { timeout: 15_000 });
  await page.getByRole('button', { name: /execute query/i }).click();
  const answer = await (await answered).text();
  await page.locator('.result-window').getByText('"data"').first().waitFor();
  return answer;
}

inBrowser('GraphiQL', () => {
  beforeAll(async () => {
    service = await startService({});
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await service.stop();
    expect(browser.complaints).toEqual([]);
  }, 60_000);

  test('runs the whole story through the gateway, each tab as it opens', async () => {
    const page = await browser.open(pageOf('gateway'));
    await tabsIn(page).first().waitFor();
    const answers: Record<string, string> = {};

    expect(await tabsIn(page).allTextContents()).toEqual(STORY);
    for (const name of STORY) {
      await openTab(page, name);
      do answers[name] = await execute(page, name);
      while (name === 'WatchItArrive' && /"state":"(PENDING|RETRYING)"/.test(answers[name]));
      if (name === 'PreviewMvaRun') await keep(page, 'graphiql');
    }

    expect(Object.entries(answers).filter(([, answer]) => answer.includes('"errors"'))).toEqual([]);
    const refused = Object.entries(answers).filter(([, answer]) => /"violations":\[\{/.test(answer));
    expect(refused.map(([name]) => name)).toEqual(['WhyNot', 'WhatMayIChange']);
    expect(JSON.parse(answers['WatchItArrive'] ?? '').data.courseRun).toMatchObject({
      provisioning: [{ state: 'DELIVERED' }, { state: 'DELIVERED' }],
      seats: expect.arrayContaining([expect.objectContaining({ sku: expect.any(String) })]),
    });
    const { data } = JSON.parse(answers['WhatAllThreeKnow'] ?? '');
    expect(data.courseRun).toMatchObject({ type: { slug: 'masters-verified-audit' }, paidToPlatform: true });
    expect(data.provisionedProducts.seats).not.toEqual([]);
    expect(data.provisionedCourseModes.modes).not.toEqual([]);
    const { nodes } = JSON.parse(answers['WhoChangedWhat'] ?? '').data.course.changes;
    expect(nodes[0]).toMatchObject({ kind: 'COURSE_CREATED', reason: "The partner's new degree." });
  }, 240_000);

  test('opens a hidden tab from the list of examples', async () => {
    const page = await browser.open(pageOf('graphiql'), { viewport: { width: 390, height: 844 } });
    await tabsIn(page).first().waitFor();

    await page.getByLabel('Example').selectOption('ReadTheFeedOn');

    const chosen = page.locator('[role=tab][aria-selected=true]').filter({ hasText: 'ReadTheFeedOn' });
    await chosen.waitFor();
    expect(await chosen.evaluate((tab) => tab.getBoundingClientRect().left)).toBeLessThan(390);
  }, 60_000);

  test('links to the pages of /explore', async () => {
    const page = await browser.open(pageOf('graphiql'));

    await page.getByRole('link', { name: 'Explore types, courses and rules' }).click();

    await page.getByRole('heading', { level: 1, name: 'Types' }).waitFor();
    expect(page.url()).toBe(service.urls['explore']);
  });

  test('keeps headers for its own browser tab only', async () => {
    const page = await browser.open(pageOf('graphiql'));
    const stored = (of: Page) => of.evaluate(() => JSON.stringify({ ...window.sessionStorage }));
    await tabsIn(page).first().waitFor();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.locator('.graphiql-editor:visible').last().click();
    await page.keyboard.type('{"x-token": "aSecret"');
    await page.waitForFunction(() => JSON.stringify({ ...window.sessionStorage }).includes('aSecret'));

    await page.reload();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.getByText('aSecret').first().waitFor();
    const other = await page.context().newPage();
    await other.goto(pageOf('graphiql'));
    await tabsIn(other).first().waitFor();
    const there = await stored(other);
    await other.goto(service.urls['explore'] ?? '');

    expect(there).not.toContain('aSecret');
    // GraphiQL cannot see this storage, but the next page can.
    expect(await other.evaluate(() => ({ ...window.localStorage }))).toEqual({});
  }, 60_000);
});
