// Logging in to Open edX: once for many, again before the token expires, and once more when it is refused.
import { client } from '../../sandbox/rest/stand-in';
import { createTokens } from '../../src/provisioning/rest/tokens';
import { auditMode } from '../support/stand-ins';
import { offer, sell, startRestWorld, type RestWorld } from './protocols';

let world: RestWorld;
beforeEach(async () => {
  world = await startRestWorld();
});
afterEach(() => world.stop());

const logins = () => world.rest.lms.requests.filter(({ query }) => query === 'POST /oauth2/access_token');
const told = (ms: number) => (world.clock.now = new Date(world.clock.now.getTime() + ms));

test("a login is a client's, for a JWT", async () => {
  await offer(world);

  expect(Object.fromEntries(new URLSearchParams(String(logins()[0]?.input)))).toEqual({
    grant_type: 'client_credentials',
    token_type: 'jwt',
    client_id: client.clientId,
    client_secret: client.clientSecret,
  });
  const used = new Set(world.rest.lms.requests.slice(1).map(({ headers }) => headers.authorization));
  expect([...used]).toEqual([expect.stringMatching(/^JWT [\w-]+$/)]);
});

test('concurrent requests, for both systems, share one login', async () => {
  await Promise.all([offer(world), sell(world), offer(world), sell(world)]);

  expect(logins()).toHaveLength(1);
});

test('a token is renewed before it expires, and not much sooner', async () => {
  world.rest.tokens.lifeSeconds = 100;
  await offer(world);
  told(79_000);
  await offer(world);
  const before = logins().length;
  told(1_000);
  await offer(world);

  expect([before, logins().length]).toEqual([1, 2]);
});

test('a refused token is replaced, and the request repeated', async () => {
  await offer(world);
  world.rest.tokens.revoke();

  expect((await offer(world, { revision: 2, modes: [auditMode] })).kind).toBe('delivered');
  expect(logins()).toHaveLength(2);
});

test('a new token that is refused too is not replaced for ever', async () => {
  world.lms.faults.set({ kind: 'status', status: 401, where: ({ query }) => query.startsWith('GET') });

  expect(await offer(world)).toMatchObject({ kind: 'retry', error: 'HTTP 401: Told to answer 401.' });
  expect(logins()).toHaveLength(2);
});

describe('a failed login is retried, and makes nothing FAILED', () => {
  const isLogin = ({ query }: { query: string }) => query.includes('oauth2');

  test.each([400, 401, 403, 429, 500])('HTTP %s', async (status) => {
    world.lms.faults.set({ kind: 'status', status, retryAfter: '7', where: isLogin });

    expect(await offer(world)).toEqual({
      kind: 'retry',
      error: `The login failed. HTTP ${status}: Told to answer ${status}.`,
      retryAfterMs: 7_000,
    });
  });

  test('a body without a token, which is not repeated', async () => {
    world.lms.faults.set({ kind: 'malformed', where: isLogin });

    expect(await offer(world)).toMatchObject({ error: 'The login failed. HTTP 200, but no token.' });
  });

  test('a wrong secret', async () => {
    const url = `${world.lms.url}/oauth2/access_token`;
    const tokens = createTokens({
      url,
      ...client,
      clientSecret: 'wrong',
      deadlineMs: 20_000,
      clock: () => world.clock.now,
    });
    const asked = tokens.authorization(AbortSignal.timeout(20_000));

    await expect(asked).rejects.toThrow('The login failed. HTTP 401: {"error":"invalid_client"}');
    await tokens.close();
  });

  test('silence, within the deadline of the delivery', async () => {
    world.lms.faults.set({ kind: 'hang', where: isLogin });

    expect(await offer(world.impatient)).toMatchObject({
      kind: 'retry',
      error: 'No complete answer within 500 ms.',
    });
  });
});
