// Fetched keys: when they are fetched, and what applies while they cannot be.
import { jwtVerify } from 'jose';
import { remoteKeys } from '../../src/identity/keys';
import type { RemoteKeysOptions } from '../../src/identity/keys';
import { aSigner, keySet, startKeyServer } from '../support/tokens';
import type { KeyServer, Signer } from '../support/tokens';
import { until } from '../support/until';

let server: KeyServer;
let old: Signer;
let next: Signer;
let told: unknown[];

beforeAll(async () => {
  [old, next] = await Promise.all([aSigner('old'), aSigner('next')]);
});
beforeEach(async () => {
  server = await startKeyServer(keySet(old.jwk));
  told = [];
});
afterEach(() => server.stop());

/** Fetches again as often as it likes; a test about pauses sets one. */
const keysOf = (deviations: Partial<RemoteKeysOptions> = {}) => {
  const keys = remoteKeys(new URL(server.url), {
    cooldownMs: 0,
    pauseMs: 0,
    onError: (error) => void told.push(error),
    ...deviations,
  });
  return async (signer: Signer) => jwtVerify(await signer.sign(), keys, { algorithms: ['RS512'] });
};
const LONG = 600_000;
const unavailable = { code: 'DOWNSTREAM_UNAVAILABLE', details: { target: 'LMS' } };
const unknown = { code: 'ERR_JWKS_NO_MATCHING_KEY' };

const isTaken = (verification: Promise<unknown>) =>
  verification.then(
    () => true,
    () => false,
  );

test('keys are fetched once for many tokens, and not before the first', async () => {
  const verify = keysOf();
  expect(server.requestCount).toBe(0);

  await Promise.all(Array.from({ length: 20 }, () => verify(old)));
  await verify(old);

  expect(server.requestCount).toBe(1);
});

test('a new key is fetched when a token names it, and the old one is valid as long as it is there', async () => {
  const verify = keysOf();
  await verify(old);

  server.answer = keySet(old.jwk, next.jwk);

  await expect(verify(next)).resolves.toBeDefined();
  await expect(verify(old)).resolves.toBeDefined();
  expect(server.requestCount).toBe(2);
});

test('a removed key is invalid once the keys are fetched again', async () => {
  const verify = keysOf({ refreshMs: 0 });
  await verify(old);

  server.answer = keySet(next.jwk);

  await until(async () => !(await isTaken(verify(old))));
  await expect(verify(next)).resolves.toBeDefined();
});

test('tokens with unknown keys cause only occasional fetches', async () => {
  const verify = keysOf({ cooldownMs: LONG });
  await verify(old);

  for (let count = 0; count < 20; count += 1) await expect(verify(next)).rejects.toMatchObject(unknown);

  expect(server.requestCount).toBe(1);
});

const OUTAGES: [string, KeyServer['answer']][] = [
  ['is not reached', 'hang up'],
  ['is down', { status: 503, body: 'later' }],
  ['leads elsewhere', { status: 302, body: '' }],
  ['answers a page', { status: 200, body: '<html>' }],
  ['answers no key set', { status: 200, body: '{"keys":1}' }],
];

test.each(OUTAGES)('while the URL %s, the known keys stay valid', async (_, answer) => {
  const verify = keysOf({ refreshMs: 0 });
  await verify(old);

  server.answer = answer;
  await verify(old);
  await until(async () => told.length > 0);

  await expect(verify(old)).resolves.toBeDefined();
  await expect(verify(next)).rejects.toMatchObject(unavailable);
});

test.each(OUTAGES)('that the URL %s before any key is known is reported, and passes', async (_, answer) => {
  const verify = keysOf();
  server.answer = answer;

  await expect(verify(old)).rejects.toMatchObject(unavailable);
  expect(told).toHaveLength(1);

  server.answer = keySet(old.jwk);
  await expect(verify(old)).resolves.toBeDefined();
});

test('a URL that does not answer is left alone for a while, and reported once', async () => {
  const verify = keysOf({ pauseMs: LONG });
  server.answer = 'hang up';

  for (let count = 0; count < 20; count += 1) await expect(verify(old)).rejects.toMatchObject(unavailable);

  expect(server.requestCount).toBe(1);
  expect(told).toHaveLength(1);
});
