// What browsers on Publisher's pages do: a preflight, a token before every post, and the post with its cookies.
import { createTestApp, type TestApp } from '../support/app';

const PUBLISHER = 'http://localhost:18400';
const GATEWAYS = 'https://studio.example.com';
let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ crossOrigin: { allowed: [PUBLISHER], trusted: [GATEWAYS] } });
});
afterAll(() => app.stop());

const TOKEN = '/csrf/api/v1/token';
const at = (path: string) => new URL(path, app.url);

const preflight = (path: string, origin: string, method = 'POST') =>
  fetch(at(path), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type,use-jwt-cookie,x-csrftoken',
    },
  });
const post = (headers: Record<string, string>) =>
  fetch(app.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrftoken': 'x', ...headers },
    body: JSON.stringify({ query: '{ __typename }' }),
  });

test.each([
  ['/graphql', 'POST'],
  [TOKEN, 'GET'],
])('a preflight of %s from an allowed page is granted, with cookies', async (path, method) => {
  const { status, headers } = await preflight(path, PUBLISHER, method);

  expect(status).toBe(204);
  expect(headers.get('access-control-allow-origin')).toBe(PUBLISHER);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  expect(headers.get('access-control-allow-methods')).toContain(method);
  const allowed = headers.get('access-control-allow-headers')?.split(',');
  expect(allowed).toEqual(
    expect.arrayContaining(['content-type', 'authorization', 'x-csrftoken', 'use-jwt-cookie']),
  );
  expect(headers.get('vary')).toMatch(/origin/i);
});

test.each(['https://elsewhere.example.com', 'http://localhost:18401', 'null', GATEWAYS])(
  'a preflight from a page of %s is granted nothing',
  async (origin) => {
    const { headers } = await preflight('/graphql', origin);

    expect(headers.get('access-control-allow-origin')).toBeNull();
  },
);

test("Open edX's front ends get a token, and their post with it is answered", async () => {
  const token = await fetch(at(TOKEN), { headers: { origin: PUBLISHER, 'use-jwt-cookie': 'true' } });
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const answer = await post({ origin: PUBLISHER, 'use-jwt-cookie': 'true', 'x-csrftoken': csrfToken });

  expect(csrfToken).toMatch(/^[0-9a-f]{32}$/);
  expect(token.headers.get('cache-control')).toBe('no-store');
  expect(token.headers.get('access-control-allow-origin')).toBe(PUBLISHER);
  expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(PUBLISHER);
  expect(answer.headers.get('access-control-expose-headers')).toMatch('x-request-id');
});

describe('a post that authenticates by cookies', () => {
  test.each(['https://elsewhere.example.com', 'null'])('from a page of %s is refused', async (origin) => {
    const answer = await post({ origin, 'use-jwt-cookie': 'true' });
    const { errors } = (await answer.json()) as { errors: { extensions: object }[] };

    expect(answer.status).toBe(403);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('from our own page, one behind a trusted gateway, or no page is answered', async () => {
    const own = new URL(app.url).origin;
    const answers = await Promise.all([
      post({ origin: own, 'use-jwt-cookie': 'true' }),
      post({ origin: GATEWAYS, 'use-jwt-cookie': 'true' }),
      post({ 'use-jwt-cookie': 'true' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

test.each([
  ['http', 'https', 403],
  ['https', 'https', 200],
  ['https', 'http', 403],
])('a cookie post from our host at %s:// while we are at %s:// is %i', async (from, at, status) => {
  const { host } = new URL(app.url);
  const answer = await post({
    origin: `${from}://${host}`,
    'use-jwt-cookie': 'true',
    'x-forwarded-proto': at,
  });

  expect(answer.status).toBe(status);
});

test('a post with its own token is answered from any page', async () => {
  expect((await post({ origin: 'https://elsewhere.example.com', authorization: 'JWT x' })).status).toBe(200);
});

test('without allowed origins, a preflight is granted nothing, but the token is still available', async () => {
  const closed = await createTestApp();
  try {
    const asked = await fetch(closed.url, {
      method: 'OPTIONS',
      headers: { origin: PUBLISHER, 'access-control-request-method': 'POST' },
    });
    const token = await fetch(new URL(TOKEN, closed.url));

    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    expect(token.status).toBe(200);
  } finally {
    await closed.stop();
  }
});
