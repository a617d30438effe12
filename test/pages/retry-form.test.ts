// The form that retries failed deliveries: what it does, and for whom. Its attackers: retry-form-attacks.test.ts.
import { DEVELOPER } from '../../src/identity/permissions';
import { PERMISSIONS } from '../../src/model/viewer';
import { aMember, type Json } from '../support/app';
import { faultsOf, inBrowser, overflowOf, startBrowser } from '../support/browser';
import {
  aFailure,
  app,
  now,
  opened,
  PAGE,
  press,
  retries,
  send,
  sql,
  summaries,
} from '../support/retry-form';

describe('whoever may retry', () => {
  test('presses a button, and is led to a page that lists what was retried', async () => {
    const { key, run } = await aFailure();
    const { token, cookie } = await opened();

    const answer = await press(
      { token, course: key, target: 'ECOMMERCE', reason: 'Price fixed.' },
      { cookie },
    );

    expect(answer.status).toBe(303);
    const { status, text: page } = await send(String(answer.headers.location), { headers: { cookie } });
    expect(status).toBe(200);
    expect(page).toContain('Retried: 1.');
    expect(page).toMatch(new RegExp(`Retried </caption>.*${run.replaceAll('+', '\\+')}.*pending`));
    expect(page).not.toContain('name="token"');
    const [entry] = await sql(
      `SELECT actor, reason FROM history WHERE kind = 'PROVISIONING_RETRIED' AND course_key = $1`,
      [key],
    );
    expect(entry).toEqual({ actor: DEVELOPER.username, reason: 'Price fixed.' });
  });

  test('reads which delivery blocks which, with a link to it', async () => {
    const { run } = await aFailure();

    const { text: page } = await send(PAGE);

    const blocking = /waits for E-Commerce.*?<a href="#([\w-]+)">ECOMMERCE, revision 1 of ([^<]+)</.exec(
      page,
    );
    expect(blocking?.[2]).toBe(run);
    expect(page).toContain(`id="${blocking?.[1]}"`);
  });

  test('sends a form twice, and retries nothing twice', async () => {
    await aFailure();
    const { token, cookie } = await opened();
    const before = await retries();

    await press({ token, reason: 'fixed' }, { cookie });
    const again = await press({ token, reason: 'fixed' }, { cookie });

    expect((await retries()) - before).toBe(1);
    expect((await send(String(again.headers.location))).text).toContain('Nothing was retried');
  });

  test('gets a refused form back with what was entered', async () => {
    const { key } = await aFailure();
    const { token, cookie } = await opened();

    const { status, text: page } = await press({ token, course: key, reason: ' ' }, { cookie });

    expect(status).toBe(400);
    expect(page).toMatch(/role="alert"[^>]*>[^<]*reason/i);
    expect(page).toContain(`<option value="${key}" selected>`);
  });

  test('sees no form if nothing has failed, and no red', async () => {
    const { page } = await opened();

    expect(page.text).toContain('<h2>Failed: 0</h2>');
    expect(page.text).not.toMatch(/<form|badge bad/);
  });
});

test.each(PERMISSIONS)(
  'with %s alone a viewer sees the form exactly if the API lets them retry',
  async (permission) => {
    const { key } = await aFailure();
    const held = [...new Set(['READ', permission] as const)];
    for (const one of [{ ...aMember('edX'), permissions: held }, aMember(key.split('+')[0] ?? '', ...held)]) {
      now.viewer = { ...one };
      const { token, cookie } = await opened();
      // The token of another viewer's page is as good as none, so the API is asked as this viewer.
      const { errors } = await ask(
        `mutation { retryProvisionings(input: { filter: { courseKey: "${key}" }, reason: "r" }) { retriedCount } }`,
      );

      expect(Boolean(token)).toBe(errors.length === 0);
      if (!token) expect((await press({ token, reason: 'r' }, { cookie })).status).toBe(403);
      await sql(`UPDATE provisioning SET state = 'FAILED' WHERE target = 'ECOMMERCE' AND state = 'PENDING'`);
    }
  },
);

async function ask(query: string): Promise<{ errors: Json[] }> {
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json', 'use-jwt-cookie': 'true' };
  const answer = await send('/graphql', { method: 'POST', body, headers });
  return { errors: JSON.parse(answer.text).errors ?? [] };
}

test('a retry is logged and counted as a mutation of the page, with its viewer', async () => {
  await aFailure();
  const { token, cookie } = await opened();
  await press({ token, reason: 'r' }, { cookie });

  expect(summaries.at(-1)).toMatchObject({
    ...{ operation: 'explore', type: 'mutation', status: 303, codes: [], actor: DEVELOPER.username },
  });
});

inBrowser('in a browser', () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser.stop());

  test('the button works without JavaScript', async () => {
    const { run } = await aFailure();
    const page = await browser.open(new URL(PAGE, app.url).href, { javaScriptEnabled: false });

    await page.getByLabel('Reason').fill('Price fixed.');
    await page.getByRole('button', { name: 'Retry' }).click();

    await page.getByText('Retried: 1.').waitFor();
    expect(await page.getByRole('table', { name: 'Retried' }).textContent()).toContain(run);
    await page.context().close();
  });

  test.each([
    ['light', 390],
    ['dark', 390],
    ['light', 1280],
    ['dark', 1280],
  ] as const)('%s, %d pixels wide: no serious fault, and nothing overflows', async (colorScheme, width) => {
    await aFailure();
    const page = await browser.open(new URL(PAGE, app.url).href, {
      colorScheme,
      viewport: { width, height: 900 },
    });

    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  test("another site's page cannot press it", async () => {
    await aFailure();
    const page = await browser.open(new URL(PAGE, app.url).href);
    const token = await page.locator('[name=token]').inputValue();
    const before = await retries();

    // Even a page that has somehow read the token is refused.
    await page.route('http://evil.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${new URL(PAGE, app.url).href}">
          <input name="token" value="${token}"><input name="reason" value="r"><button>Win a prize</button></form>`,
      }),
    );
    await page.goto('http://evil.example/');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith(PAGE)),
      page.getByRole('button').click(),
    ]);

    expect([answer.status(), (await retries()) - before]).toEqual([403, 0]);
    await page.context().close();
  });
});
