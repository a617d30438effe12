// The form in a real browser: that it asks for all that a course team has to say, tells what is wrong, and why a button is off.
import type { Page } from 'playwright-core';
import { inBrowser, startBrowser } from '../../../test/support/browser';
import { useTestDatabase } from '../../../test/support/database';
import { choose, press, says } from './page';
import { aCourse, serveForm, type Served } from './served';

const database = useTestDatabase();
let browser: Awaited<ReturnType<typeof startBrowser>>;
let form: Served;

const VERIFIED = { type: 'verified-audit', prices: [{ seatType: 'verified', amount: '49' }] };

const openCourse = async (key: string, options = {}): Promise<Page> => {
  const page = await browser.open(`${form.url}#${encodeURIComponent(key)}`, options);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};

inBrowser('the form', () => {
  beforeAll(async () => {
    form = await serveForm(database.url);
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.stop();
    await form.stop();
    expect(browser.complaints).toEqual([]);
  }, 60_000);

  test('tells everything that is wrong at once, each once, at its field', async () => {
    const { key, run } = await aCourse(form, 'WRONG', VERIFIED);
    const page = await openCourse(key);
    await page.getByLabel(`Start (UTC) of ${run}`).fill('2027-06-01T00:00');
    await page.getByLabel(`End (UTC) of ${run}`).fill('2027-05-01T00:00');
    await page.getByLabel('Title').fill(' ');
    await page.locator('[id="prices.verified"]').fill('49.505');

    await says(page, 'It would be refused for 3 reasons: see the fields that are marked.');
    const messages = {
      'runs.0.end': 'The end of a run must be after its start.',
      title: 'The title is empty; use 1 to 255 characters.',
      'prices.verified': '“49.505” is not an amount; use up to two decimals, for example 49.00.',
    };
    for (const [field, message] of Object.entries(messages)) {
      expect(await page.locator(`[id="${field}-problems"]`).innerText()).toBe(message);
      expect(await page.getByText(message).count()).toBe(1);
    }
    await says(page, 'Say why before you save: it stays on record.');
    expect(await page.getByRole('button', { name: 'Save the change' }).isDisabled()).toBe(true);
  });

  test('changes dates, and brings a run through review until both systems have it', async () => {
    const { key, run } = await aCourse(form, 'REVIEW', VERIFIED);
    const page = await openCourse(key);
    await page.getByLabel(`Start (UTC) of ${run}`).fill('2027-03-01T08:00');
    await page.getByLabel('Why').fill('It is known now.');
    await press(page, 'Save the change');
    await says(page, 'Saved as version 2.');
    expect((await form.data(`{ courseRun(key: "${run}") { start } }`)).courseRun.start).toBe(
      '2027-03-01T08:00:00.000Z',
    );

    for (const status of ['legal review', 'internal review', 'reviewed', 'published']) {
      await press(page, `Move to ${status}`);
      await says(page, `${run} is ${status}.`);
    }
    await says(page, '2 of 2 have arrived, 0 failed.');
  }, 60_000);

  test('offers what the viewer may do, and says why a button is off', async () => {
    const { key } = await aCourse(form, 'READER', VERIFIED);
    const page = await browser.open(form.url);
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('"EDIT","REVIEW","OVERRIDE","ADMINISTER"', '"EDIT"');
      return route.fulfill({ response, body });
    });
    await page.goto(`${form.url}#${encodeURIComponent(key)}`);
    await press(page, 'Move to legal review');
    await says(page, 'Saved as version 2.');

    await says(page, 'It needs the permission REVIEW.');
    expect(await page.getByRole('button', { name: 'Move to internal review' }).isDisabled()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /Override/ }).count()).toBe(0);
  });

  test('overrides a rule with a reason, for those who may', async () => {
    const { key } = await aCourse(form, 'OVERRIDE', VERIFIED);
    const page = await openCourse(key);
    await choose(page, 'Course type', 'Professional Only');
    await page.locator('[id="prices.professional"]').fill('100');
    await page.getByLabel('Why').fill('A contract says so.');
    await says(page, 'It would be refused for 1 reason');
    await page.getByRole('checkbox', { name: /Override/ }).check();
    await page.getByText('It would be refused').waitFor({ state: 'detached' });
    await press(page, 'Save the change');

    await says(page, 'Saved as version 2.');
    expect((await form.data(`{ course(key: "${key}") { type { slug } } }`)).course.type.slug).toBe(
      'professional',
    );
  });

  test('asks for credit where the type gives some, and takes organizations and currency from the API', async () => {
    await aCourse(form, 'ORGANIZATION', VERIFIED);
    const page = await browser.open(`${form.url}#new`);
    await page.locator('datalist option[value="FormX"]').waitFor({ state: 'attached' });
    await page.getByLabel('Organization').fill('FormX');
    await page.getByLabel('Number').fill('CREDIT');
    await page.getByLabel('Title').fill('Credit');
    await choose(page, 'Course type', 'Credit');
    await page.getByLabel('First run').fill('1T');
    await page.getByLabel('Credit provider of the first run').fill('asu');
    await page.getByLabel('Credit hours of the first run').fill('3');
    await says(page, 'In USD, whole amounts up to 10000.00.');
    for (const seatType of ['credit', 'verified'])
      await page.locator(`[id="prices.${seatType}"]`).fill('100');
    await press(page, 'Create the course');

    await says(page, 'Nothing has been sent yet');
    const seats = '{ courseRun(key: "course-v1:FormX+CREDIT+1T") { seats { creditProvider creditHours } } }';
    expect((await form.data(seats)).courseRun.seats).toContainEqual({
      creditProvider: 'asu',
      creditHours: 3,
    });
  });

  test('keeps what saving would do in sight on a phone', async () => {
    const { key } = await aCourse(form, 'PHONE', VERIFIED);
    const viewport = { width: 390, height: 844 };
    const page = await openCourse(key, { viewport });
    const price = page.locator('[id="prices.verified"]');
    await price.fill('60');
    await price.evaluate((field) => field.scrollIntoView({ block: 'nearest' }));

    const summary = page.getByText(/changed, 0 retired/);
    await summary.waitFor();
    const boxOf = async (part: typeof summary) => {
      const { y = -1, height = 0 } = (await part.boundingBox()) ?? {};
      return { top: y, bottom: y + height };
    };
    const [field, plan] = [await boxOf(price), await boxOf(page.locator('.plan'))];
    expect(field.top).toBeGreaterThanOrEqual(0);
    expect(field.bottom).toBeLessThanOrEqual(plan.top);
    expect((await boxOf(summary)).bottom).toBeLessThanOrEqual(viewport.height);
  });
});
