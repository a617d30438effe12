// Where a request may carry its token, and the answer without a valid one: over HTTP, by the service's settings.
import type { TestApp } from '../support/app';
import { createSecuredApp } from '../support/secured-app';
import { aSigner, keySet, startKeyServer } from '../support/tokens';
import type { Signer } from '../support/tokens';

const logged: object[] = [];
let signer: Signer;
let app: TestApp;
let good: string;
let expired: string;

/** A service of these settings, with nothing else but its issuer. */
const appWith = (jwtAuth: object, settings: Record<string, string> = {}) =>
  createSecuredApp({ jwtAuth, settings, logged });

beforeAll(async () => {
  signer = await aSigner();
  good = await signer.sign({ superuser: true });
  expired = await signer.sign({ superuser: true, exp: 1 });
  app = await appWith({ JWT_PUBLIC_SIGNING_JWK_SET: keySet(signer.jwk).body });
});
afterAll(() => app.stop());

interface Said {
  readonly status: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly username: string | null;
  readonly headers: Headers;
}

async function asked(of: TestApp, headers: Record<string, string>): Promise<Said> {
  const response = await fetch(of.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { username isStaff permissions } }' }),
  });
  const { data, errors = [] } = await response.json();
  const [error] = errors;
  return {
    status: response.status,
    code: error?.extensions.code ?? null,
    message: error?.message ?? null,
    username: data?.viewer.username ?? null,
    headers: response.headers,
  };
}

const cookiesOf = (token: string, names = ['edx-jwt-cookie-header-payload', 'edx-jwt-cookie-signature']) => {
  const [header, payload, signature] = token.split('.');
  return `csrftoken=x; ${names[0]}=${header}.${payload}; sessionid=1|y==; ${names[1]}=${signature}`;
};
const KNOWN = { status: 200, username: 'ann' };
const UNKNOWN = { status: 401, code: 'UNAUTHENTICATED', username: null };

describe('the header', () => {
  test.each(['JWT', 'Bearer', 'jwt', 'bearer', 'JWT  '])('%s carries a token', async (scheme) => {
    expect(await asked(app, { authorization: `${scheme} ${good}` })).toMatchObject(KNOWN);
  });

  test.each<[string, () => string]>([
    ['that has expired', () => `JWT ${expired}`],
    ['that is none', () => 'JWT nothing'],
    ['that is empty', () => 'JWT '],
    ['under another scheme', () => `Basic ${good}`],
    ['without a scheme', () => good],
    ['twice', () => `JWT ${good}, JWT ${good}`],
  ])('with a token %s is refused, and valid cookies beside it do not help', async (_, authorization) => {
    const headers = { authorization: authorization(), 'use-jwt-cookie': 'true', cookie: cookiesOf(good) };

    const said = await asked(app, headers);

    expect(said).toMatchObject(UNKNOWN);
    expect(said.headers.get('www-authenticate')).toBe('JWT realm="api"');
  });

  test('takes precedence over cookies', async () => {
    const headers = { authorization: `JWT ${good}`, 'use-jwt-cookie': 'true', cookie: cookiesOf(expired) };

    expect(await asked(app, headers)).toMatchObject(KNOWN);
  });
});

describe('cookies', () => {
  test('carry a token in two parts, if the header asks for it', async () => {
    const cookie = cookiesOf(good);

    expect(await asked(app, { cookie, 'use-jwt-cookie': 'true' })).toMatchObject(KNOWN);
    expect(await asked(app, { cookie })).toMatchObject(UNKNOWN);
    expect(await asked(app, { cookie, 'use-jwt-cookie': 'false' })).toMatchObject(UNKNOWN);
  });

  test.each<[string, () => string]>([
    ['a bad one', () => cookiesOf(expired)],
    ['the first alone', () => cookiesOf(good).split('; sessionid')[0] ?? ''],
    ['the second alone', () => cookiesOf(good).split('; ').at(-1) ?? ''],
    ['none', () => ''],
    ['nonsense', () => ';;=;a;edx-jwt-cookie-signature'],
  ])('with %s count as no credentials at all', async (_, cookie) => {
    const anonymous = await asked(app, {});

    const { headers, ...said } = await asked(app, { cookie: cookie(), 'use-jwt-cookie': 'true' });

    expect(said).toMatchObject(UNKNOWN);
    expect(said.message).toBe(anonymous.message);
    expect(headers.get('www-authenticate')).toBe('JWT realm="api"');
  });

  test('have the names that the installation gives them', async () => {
    const names = ['stage-edx-jwt-cookie-header-payload', 'stage-edx-jwt-cookie-signature'];
    const stage = await appWith({
      JWT_PUBLIC_SIGNING_JWK_SET: { keys: [signer.jwk] },
      JWT_AUTH_COOKIE_HEADER_PAYLOAD: names[0],
      JWT_AUTH_COOKIE_SIGNATURE: names[1],
    });
    const use = { 'use-jwt-cookie': 'true' };

    const said = [
      await asked(stage, { ...use, cookie: cookiesOf(good, names) }),
      await asked(stage, { ...use, cookie: cookiesOf(good) }),
    ];
    await stage.stop();

    expect(said).toMatchObject([KNOWN, UNKNOWN]);
  });
});

test.each([
  '{ modes { slug } }',
  '{ _service { sdl } }',
  '{ __typename }',
  '{ rules { code } }',
  '{ nonsense }',
])('without credentials there is no answer to %s', async (query) => {
  const { status, data, errors } = await app.ask(query);

  expect({ status, data, code: errors[0].extensions.code }).toEqual({
    status: 401,
    data: undefined,
    code: 'UNAUTHENTICATED',
  });
});

test('a JWKS URL that does not answer causes 503 with a time to retry, and a log line', async () => {
  const server = await startKeyServer('hang up');
  const remote = await appWith({}, { JWT_JWKS_URL: server.url });
  const headers = { authorization: `JWT ${good}` };

  const down = await asked(remote, headers);
  server.answer = keySet(signer.jwk);
  const left = await asked(remote, headers);
  await Promise.all([remote.stop(), server.stop()]);

  expect(down).toMatchObject({ status: 503, code: 'DOWNSTREAM_UNAVAILABLE', username: null });
  expect(down.headers.get('retry-after')).toBe('5');
  expect(left).toMatchObject({ status: 503 });
  expect(logged.filter((line) => 'error' in line)).toHaveLength(1);
});

test('a token is in no log and no answer', async () => {
  const bad = await signer.sign({ iss: 'http://evil.test' });

  const { message } = await asked(app, { authorization: `JWT ${bad}` });

  expect(JSON.stringify([message, logged, app.logged])).not.toContain(bad.slice(-20));
});
