// Attacks on the form that retries failed deliveries: each is refused, and none changes anything.
import { randomUUID } from 'node:crypto';
import { DEVELOPER } from '../../src/identity/permissions';
import {
  aFailure,
  app,
  now,
  opened,
  PAGE,
  press,
  refused,
  retries,
  send,
  summaries,
} from '../support/retry-form';

describe('an attack is refused and changes nothing:', () => {
  /** Presses the button of a genuine form, but as the attack would. */
  const attacked = async (headers: Readonly<Record<string, string | undefined>>, fields: object = {}) => {
    await aFailure();
    const { token, cookie } = await opened();
    const before = await retries();
    const answer = await press({ token, reason: 'r', ...fields }, { cookie, ...headers });
    expect((await retries()) - before).toBe(0);
    return answer;
  };
  const own = () => new URL(app.url).origin;

  test.each([
    ['another site', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })],
    [
      'another site, in a browser that sends only Origin',
      () => ({ origin: 'https://evil.example', 'sec-fetch-site': undefined }),
    ],
    [
      'another site, in a browser that sends only Sec-Fetch-Site',
      () => ({ origin: undefined, 'sec-fetch-site': 'cross-site' }),
    ],
    ['another site that hides its origin', () => ({ origin: 'null', 'sec-fetch-site': undefined })],
    ['a neighbouring host', () => ({ origin: own(), 'sec-fetch-site': 'same-site' })],
    ['a bookmark or an extension', () => ({ origin: undefined, 'sec-fetch-site': 'none' })],
    [
      'our host over plain HTTP, where anybody can fake a page',
      () => ({ origin: own(), 'x-forwarded-proto': 'https' }),
    ],
    ['another port of our host', () => ({ origin: 'http://127.0.0.1:1', 'sec-fetch-site': undefined })],
    ['a client that sends neither header', () => ({ origin: undefined, 'sec-fetch-site': undefined })],
    ['two values of the header', () => ({ 'sec-fetch-site': 'same-origin, cross-site' })],
  ])('a form from %s', async (_, headers) => {
    expect((await attacked(headers())).status).toBe(403);
    expect(summaries.at(-1)).toMatchObject({
      operation: 'explore',
      type: 'mutation',
      status: 403,
      codes: ['FORBIDDEN'],
    });
  });

  test.each([
    ['no token', {}, { token: undefined }],
    ['an empty token', {}, { token: '' }],
    ['a made-up token', {}, { token: 'x'.repeat(43) }],
    ['a token without the cookie of its browser', { cookie: undefined }, {}],
    ['a token replayed in another browser', { cookie: `track-types-form=${randomUUID()}` }, {}],
    ['a token and a malformed cookie', { cookie: 'track-types-form=' }, {}],
  ])('%s', async (_, headers, fields) => {
    const { status, text: page } = await attacked(headers, fields);

    expect(status).toBe(403);
    expect(page).toContain('Nothing was retried');
    expect(summaries.at(-1)).toMatchObject({ status: 403, codes: ['FORBIDDEN'] });
  });

  test('the token of another viewer', async () => {
    await aFailure();
    const { token, cookie } = await opened();
    now.viewer = { ...DEVELOPER, username: 'somebody-else' };

    expect((await press({ token, reason: 'r' }, { cookie })).status).toBe(403);
    expect((await press({ token: (await opened({ cookie })).token, reason: 'r' }, { cookie })).status).toBe(
      303,
    );
  });

  test('a GET with everything that the form has', async () => {
    await aFailure();
    const { token, cookie } = await opened();
    const before = await retries();

    const { status } = await send(
      `${PAGE}?${new URLSearchParams({ token: token ?? '', reason: 'r' }).toString()}`,
      { headers: { cookie } },
    );

    expect([status, (await retries()) - before]).toEqual([200, 0]);
  });

  test('a body over the limit', async () => {
    expect((await attacked({}, { reason: 'x'.repeat(10_001) })).status).toBe(413);
    expect(refused).toEqual(['bytes']);
  });

  test.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x', undefined])(
    'a body of the type %s',
    async (type) => {
      expect((await attacked({ 'content-type': type })).status).toBe(415);
    },
  );

  test("a form without the gateway's secret", async () => {
    await aFailure();
    const { token, cookie } = await opened();
    now.secret = 'the secret of the gateway';

    expect((await press({ token, reason: 'r' }, { cookie })).status).toBe(401);
    expect((await press({ token, reason: 'r' }, { cookie, 'router-authorization': now.secret })).status).toBe(
      303,
    );
  });

  test('a form while the service is overloaded', async () => {
    now.pressure = 'pool';

    expect((await send(PAGE, { method: 'POST', body: 'reason=r' })).status).toBe(503);
    expect(refused).toEqual(['pool']);
  });

  test('a form for a page that has none', async () => {
    expect((await send('/explore/rules', { method: 'POST', body: 'reason=r' })).status).toBe(404);
  });
});

test('over TLS the cookie is bound to this host, and no script can read it', async () => {
  const headers = { 'x-forwarded-proto': 'https' };
  const { attributes } = await opened(headers);

  expect(attributes).toMatch(
    /^__Host-track-types-form=[\w-]{36}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
  );
  await aFailure();
  const planted = await opened({ ...headers, cookie: `track-types-form=${randomUUID()}` });
  expect(planted.cookie).toMatch(/^__Host-/);
});
