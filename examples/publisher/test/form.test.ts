// The form in a real browser, before the whole service: what a course team does with it, and what it is kept from.
import type { Page } from 'playwright-core';
import { faultsOf, inBrowser, keep, overflowOf, startBrowser } from '../../../test/support/browser';
import { useTestDatabase } from '../../../test/support/database';
import { choose, press, says, typesOf } from './page';
import { aCourse, publish, serveForm, type Served } from './served';

const database = useTestDatabase();
let browser: Awaited<ReturnType<typeof startBrowser>>;
let form: Served;

const VERIFIED = { type: 'verified-audit', prices: [{ seatType: 'verified', amount: '49' }] };
const HISTORY = `query ($key: ID!) { course(key: $key) { version title type { slug } prices { price { amount } }
  changes { nodes { kind reason } } } }`;

const openCourse = async (key: string, options = {}): Promise<Page> => {
  const page = await browser.open(`${form.url}#${encodeURIComponent(key)}`, options);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};
inBrowser('the form for course teams', () => {
  beforeAll(async () => {
    form = await serveForm(database.url);
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.stop();
    await form.stop();
    expect(browser.complaints).toEqual([]);
  }, 60_000);

  test('makes a Masters-only course, and opens it to all with one more run, until all have it', async () => {
    const page = await browser.open(`${form.url}#new`);
    await page.getByLabel('Organization').fill('FormX');
    await page.getByLabel('Number').fill('DS600');
    await page.getByLabel('Title').fill('Data Science');
    await choose(page, 'Course type', 'Masters Only');
    await page.getByLabel('First run').fill('1T');
    await says(page, /1 would be created, 0 changed, 0 retired/);
    expect(await page.getByRole('group', { name: 'Prices' }).count()).toBe(0);
    await press(page, 'Create the course');

    await says(page, 'Nothing has been sent yet');
    await publish(form, 'course-v1:FormX+DS600+1T');
    await says(page, '1 of 1 have arrived, 0 failed.');
    await page.reload();

    await press(page, 'Add a run');
    await page.getByLabel('Run', { exact: true }).fill('2T');
    await choose(page, 'Course type', 'Masters, Verified, and Audit');
    await says(page, 'It would be refused for 1 reason');
    await says(page, 'Needs a price: Verified');
    await page.getByLabel('Verified', { exact: true }).fill('100');
    await page.getByLabel('Why').fill('Open to everybody.');
    await says(page, /6 would be created, 0 changed, 0 retired/);
    const steps = await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').allInnerTexts();
    expect(steps.map((step) => step.replaceAll(/\s+/g, ' '))).toEqual([
      'created Entitlement Verified, 100.00 USD the course, once reviewed',
      ...['Verified', 'Audit'].map((name) => expect.stringContaining(`created Seat ${name}`)),
      ...['Masters', 'Verified', 'Audit'].map((name) => expect.stringContaining(`created LMS mode ${name}`)),
    ]);
    await page.getByRole('group', { name: 'Prices' }).scrollIntoViewIfNeeded();
    await keep(page, 'publisher-form');
    await press(page, 'Add the run');

    await says(page, 'Saved as version 6.');
    await publish(form, 'course-v1:FormX+DS600+2T');
    await says(page, '3 of 3 have arrived, 0 failed.');
    await says(page, 'E-Commerce has it');
  }, 60_000);

  test('offers what is allowed first, and folds what is refused with the reasons', async () => {
    const { key, run } = await aCourse(form, 'REFUSED-TYPES');
    await publish(form, run);
    const page = await openCourse(key);

    const types = typesOf(page, 'Course type');
    expect(await types.getByRole('radio').count()).toBe(2);
    const reason = `Masters Only is not a run type of Professional Only. (${run})`;
    expect(await types.getByText(reason).count()).toBe(0);
    await types.getByRole('button', { name: /types are refused: why\?/ }).click();
    await types.getByText(reason).waitFor();
  });

  test('lists every violation of a refused save by its field, and leads there', async () => {
    const { key } = await aCourse(form, 'REFUSED', VERIFIED);
    const page = await openCourse(key);
    await choose(page, 'Course type', 'Professional Only');
    await page.locator('[id="prices.verified"]').fill('0.50');
    await page.getByLabel('Why').fill('A mistake.');
    await press(page, 'Save the change');

    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'Nothing was saved' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Nothing was saved');
    expect(await faultsOf(page)).toEqual([]);
    const ofField = async (id: string) =>
      page.locator(`[id="${id}-problems"]`).getByRole('listitem').allInnerTexts();
    const fields = ['runs.0.type', 'prices.professional', 'prices.verified'];
    const problems = await Promise.all(fields.map(ofField));
    expect(problems.map((list) => list.length)).toEqual([1, 1, 2]);
    expect((await alert.getByRole('listitem').allInnerTexts()).sort()).toEqual(problems.flat().sort());
    await alert.getByRole('button', { name: /the minimum is/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('prices.verified');
    expect((await form.data(HISTORY, { key })).course.version).toBe(1);
  });

  test('says who changed the course meanwhile and what, and goes on with what was typed', async () => {
    const { key } = await aCourse(form, 'STALE', VERIFIED);
    const page = await openCourse(key);
    await page.getByLabel('Title').fill('Mine');
    const theirs = {
      key,
      expectedVersion: 1,
      prices: [{ seatType: 'verified', amount: '60' }],
      reason: 'Theirs.',
    };
    await form.data(
      'mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { course { version } } }',
      { input: theirs },
    );
    await page.getByLabel('Why').fill('Another name.');
    await press(page, 'Save the change');

    await says(page, 'Somebody else changed this');
    await says(page, 'Theirs.');
    await says(page, 'prices verified: 49.00 → 60.00');
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Go on with version 2, keeping what I typed');
    await page.getByRole('heading', { level: 1, name: /version 2/ }).waitFor();
    expect(await page.getByLabel('Verified', { exact: true }).last().inputValue()).toBe('60.00');
    expect(await page.getByLabel('Title').inputValue()).toBe('Mine');
    await press(page, 'Save the change');

    await says(page, 'Saved as version 3.');
    expect((await form.data(HISTORY, { key })).course).toMatchObject({
      ...{ title: 'Mine', prices: [{ price: { amount: '60.00' } }] },
    });
  });

  test('saves once, however often the button is pressed', async () => {
    const { key } = await aCourse(form, 'TWICE', VERIFIED);
    const page = await openCourse(key);
    const keys: string[] = [];
    page.on('request', (request) => {
      const { query = '', variables } = request.postDataJSON() ?? {};
      if (query.includes('mutation')) keys.push(variables.input.idempotencyKey);
    });
    await page.getByLabel('Verified', { exact: true }).last().fill('70');
    await page.getByLabel('Why').fill('Dearer.');
    await page.getByRole('button', { name: 'Save the change' }).dblclick();
    await says(page, 'Saved as version 2.');

    await page.waitForLoadState('networkidle');
    expect(new Set(keys).size).toBe(1);
    const { course } = await form.data(HISTORY, { key });
    expect(course.changes.nodes).toEqual([
      { kind: 'COURSE_CREATED', reason: null },
      { kind: 'COURSE_CHANGED', reason: 'Dearer.' },
    ]);
  });

  test('asks again when the answer to a save is lost, and it is done once', async () => {
    const { key } = await aCourse(form, 'LOST', VERIFIED);
    const page = await openCourse(key);
    let isLost = false;
    await page.route('**/graphql', async (route) => {
      if (isLost || !route.request().postData()?.includes('mutation')) return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('Title').fill('Once');
    await page.getByLabel('Why').fill('A name.');
    await press(page, 'Save the change');
    await says(page, 'Saved as version 2.');

    expect(isLost).toBe(true);
    expect((await form.data(HISTORY, { key })).course.changes.nodes).toHaveLength(2);
  });

  test('shows what a system refuses in its words', async () => {
    const { key, run } = await aCourse(form, 'FAILS', VERIFIED);
    const userErrors = [{ code: 'NO', message: 'Not <b>today</b>.' }];
    form.ecommerce.faults.set({ kind: 'user-errors', userErrors, times: 1 });
    await publish(form, run);
    const page = await openCourse(key);

    await says(page, /E-Commerce refused it; an administrator has to act: “NO: Not <b>today<\/b>\.”/);
    await says(page, '0 of 2 have arrived, 1 failed.');
  });

  test.each([
    ['MARKUP', '<script>document.title = "owned"</script><img src=x onerror="document.title=1">'],
    ['QUOTES', `"'\`--; \${7*7} {{7*7}}`],
    ['ANOTHER-DIRECTION', '\u202Eesrever\u202C \u2067\u202E'],
  ])('a name with %s is text, and does nothing', async (what, title) => {
    const { key } = await aCourse(form, what, { title });
    const page = await openCourse(key);

    expect(await page.locator('h1 bdi').textContent()).toBe(title);
    expect(await page.title()).toBe('Courses · Publisher');
    expect(await page.getByLabel('Title').inputValue()).toBe(title);
    await page.getByRole('link', { name: 'Courses' }).click();
    await page.getByLabel('Organization, number or title').fill(key);
    await says(page, '1 of 1 courses');
    expect(await page.getByRole('listitem').locator('bdi').first().textContent()).toBe(title);
  });

  test.each([
    ['light', 1280],
    ['light', 768],
    ['light', 390],
  ] as const)('has no serious fault of accessibility: %s, %d pixels wide', async (colorScheme, width) => {
    const { key } = await aCourse(form, `AXE-${colorScheme}-${width}`, VERIFIED);
    const page = await openCourse(key, { colorScheme, viewport: { width, height: 900 } });
    await choose(page, 'Course type', 'Professional Only');
    await says(page, /It would be refused/);
    const pages = [await faultsOf(page), await overflowOf(page)];
    await page.getByRole('link', { name: 'New course' }).click();
    await says(page, 'First run');
    pages.push(await faultsOf(page), await overflowOf(page));

    expect(pages).toEqual([[], 0, [], 0]);
  });
});
