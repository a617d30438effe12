// A verified token is recognized when it comes again; whatever may have changed since is checked each time.
import { createVerifyToken } from '../../src/identity/tokens';
import type { TokenOptions } from '../../src/identity/tokens';
import { aSigner, ISSUER, keySet, startKeyServer } from '../support/tokens';

const verifying = (deviations: Partial<TokenOptions>) =>
  createVerifyToken({
    issuers: [{ name: ISSUER, audiences: null, secret: null }],
    ...{ jwks: null, jwksUrl: null, algorithm: 'RS512', leeway: 5 },
    clock: () => new Date(),
    onError: () => undefined,
    ...deviations,
  });

test.each([
  [2_004, null],
  [2_005, /it has expired/],
  [995, null],
  [994, /"nbf"|not issued yet/],
])('at %i s its expiry is checked again', async (seconds, refusal) => {
  const signer = await aSigner();
  let now = 1_500;
  const verify = verifying({ jwks: { keys: [signer.jwk] }, clock: () => new Date(now * 1_000) });
  const token = await signer.sign({ iat: 1_000, nbf: 1_000, exp: 2_000 });
  await verify(token);

  now = seconds;

  expect(verify.known(token)?.username).toBe(refusal ? undefined : 'ann');
  if (refusal) await expect(verify(token)).rejects.toMatchObject({ message: expect.stringMatching(refusal) });
  else await expect(verify(token)).resolves.toMatchObject({ username: 'ann' });
});

test('one that differs in its last letters is verified separately', async () => {
  const signer = await aSigner();
  const verify = verifying({ jwks: { keys: [signer.jwk] } });
  const token = await signer.sign();
  await verify(token);

  expect(verify.known(`${token.slice(0, -8)}AAAAAAAA`)).toBeUndefined();
  await expect(verify(`${token.slice(0, -8)}AAAAAAAA`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('one that was never verified is not recognized, nor one that was refused', async () => {
  const [signer, stranger] = await Promise.all([aSigner(), aSigner()]);
  const verify = verifying({ jwks: { keys: [signer.jwk] } });
  const [token, forged] = await Promise.all([signer.sign(), stranger.sign()]);
  await verify(forged).catch(() => undefined);

  expect(verify.known(token)).toBeUndefined();
  expect(verify.known(forged)).toBeUndefined();
});

test('it is refused once its key was removed', async () => {
  const [old, next] = await Promise.all([aSigner('old'), aSigner('next')]);
  const server = await startKeyServer(keySet(old.jwk));
  try {
    const verify = verifying({ jwksUrl: server.url });
    const [token, newer] = await Promise.all([old.sign(), next.sign()]);
    await verify(token);
    await verify(token);
    const asked = server.requestCount;

    // An unknown key id triggers a new fetch, once the keys are old enough for it.
    server.answer = keySet(next.jwk);
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    await verify(newer);

    expect(server.requestCount).toBe(asked + 1);
    expect(verify.known(token)).toBeUndefined();
    await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  } finally {
    jest.restoreAllMocks();
    await server.stop();
  }
});
