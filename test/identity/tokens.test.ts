// Which tokens are accepted, and why others are refused.
import { UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { createVerifyToken, verifiedTokens } from '../../src/identity/tokens';
import type { TokenOptions } from '../../src/identity/tokens';
import { AUDIENCE, aSigner, claimsOf, ISSUER, signedWith } from '../support/tokens';
import type { Signer } from '../support/tokens';

const SECRET = 'a secret of the LMS that is long enough';
const FAR = 4_000_000_000;
let signer: Signer;
let other: Signer;

beforeAll(async () => {
  [signer, other] = await Promise.all([aSigner(), aSigner()]);
});

const verifying = (deviations: Partial<TokenOptions> = {}) =>
  createVerifyToken({
    issuers: [{ name: ISSUER, audiences: [AUDIENCE], secret: SECRET }],
    jwks: { keys: [signer.jwk] },
    jwksUrl: null,
    algorithm: 'RS512',
    leeway: 5,
    clock: () => new Date(),
    onError: () => undefined,
    ...deviations,
  });

const refused = (why: RegExp | string) => ({
  name: 'Fault',
  code: 'UNAUTHENTICATED',
  message: expect.stringMatching(why),
});

describe('a token of the LMS', () => {
  test('identifies the user, with what the LMS says about them', async () => {
    const token = await signer.sign({
      administrator: true,
      is_restricted: true,
      scopes: ['tracks:read'],
      filters: ['content_org:edX', 'user:me', 'content_org:Uni:X'],
      grant_type: 'client-credentials',
    });

    expect(await verifying()(token)).toEqual({
      username: 'ann',
      isSuperuser: false,
      isAdministrator: true,
      isService: true,
      isRestricted: true,
      scopes: ['tracks:read'],
      organizations: ['edX', 'Uni:X'],
    });
  });

  test.each<[string, JWTPayload]>([
    ['without filters, scopes and restriction, as it was of old', { filters: undefined, scopes: undefined }],
    ['for several audiences', { aud: ['other', AUDIENCE] }],
    ['of a later minor version', { version: '1.9.3' }],
    ['without a version', { version: undefined }],
    ['with the older name of the username', { preferred_username: undefined, username: 'ann' }],
  ])('%s is accepted', async (_, claims) => {
    await expect(verifying()(await signer.sign(claims))).resolves.toMatchObject({
      username: 'ann',
      isRestricted: false,
      organizations: null,
    });
  });

  test('may be expired, or issued in the future, within the allowed clock difference', async () => {
    const times = { iat: 1_000, exp: 2_000 };
    const at = (seconds: number) => verifying({ clock: () => new Date(seconds * 1_000) });

    await expect(at(2_004)(await signer.sign(times))).resolves.toBeDefined();
    await expect(at(2_005)(await signer.sign(times))).rejects.toMatchObject(refused(/it has expired/));
    await expect(at(995)(await signer.sign(times))).resolves.toBeDefined();
    await expect(at(994)(await signer.sign(times))).rejects.toMatchObject(refused(/issued in the future/));
  });

  test.each<[string, JWTPayload, RegExp]>([
    ['that has expired', { exp: 1 }, /it has expired/],
    ['that does not expire', { exp: undefined }, /"exp"/],
    ['that is issued in the future', { iat: FAR }, /issued in the future/],
    ['that does not say when it was issued', { iat: undefined }, /"iat"/],
    ['that does not hold yet', { nbf: FAR }, /"nbf"/],
    ['of another issuer', { iss: 'http://evil.test/oauth2' }, /issuer is not known/],
    ['without an issuer', { iss: undefined }, /issuer is not known/],
    ['for another audience', { aud: 'other' }, /"aud"/],
    ['for no audience', { aud: undefined }, /"aud"/],
    ['of the next version', { version: '2.0.0' }, /version/],
    ['of a version that is none', { version: 'latest' }, /version/],
    ['without a username', { preferred_username: undefined }, /neither a preferred_username nor a username/],
    ['with an empty username', { preferred_username: '' }, /neither a preferred_username/],
    ['with a number for a username', { preferred_username: 7 }, /neither a preferred_username/],
    ['with a null character in its username', { preferred_username: 'a\0b' }, /null character/],
    ["with the service's own name", { preferred_username: 'track-types' }, /reserved/],
    ['whose filters are no list', { filters: 'content_org:edX' }, /filters are not a list/],
    ['whose scopes are no texts', { scopes: [1] }, /scopes are not a list/],
  ])('%s is refused', async (_, claims, why) => {
    await expect(verifying()(await signer.sign(claims))).rejects.toMatchObject(refused(why));
  });

  test.each([['true'], [1], [{}]])(
    'restricts if is_restricted is %j, which is not a boolean',
    async (is_restricted) => {
      expect(await verifying()(await signer.sign({ is_restricted }))).toMatchObject({ isRestricted: true });
    },
  );

  test('grants superuser or administrator only for true', async () => {
    const claims = { superuser: 'true', administrator: 1 };

    expect(await verifying()(await signer.sign(claims))).toMatchObject({
      isSuperuser: false,
      isAdministrator: false,
    });
  });
});

describe('a signature', () => {
  const parts = async () => (await signer.sign()).split('.');
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('by another key is refused, even under the name of ours', async () => {
    await expect(verifying()(await other.sign())).rejects.toMatchObject(refused(/signature/));
  });

  test('by a key that is not in the set is refused', async () => {
    const stranger = await aSigner('key-9');

    await expect(verifying()(await stranger.sign())).rejects.toMatchObject(refused(/no applicable key/));
  });

  test('does not cover changed claims', async () => {
    const [header = '', , signature = ''] = await parts();
    const forged = [header, encoded(claimsOf({ superuser: true })), signature].join('.');

    await expect(verifying()(forged)).rejects.toMatchObject(refused(/signature/));
  });

  test.each([
    ['alg none', () => new UnsecuredJWT(claimsOf()).encode()],
    ['alg none in capitals', async () => `${encoded({ alg: 'NONE' })}.${encoded(claimsOf())}.`],
    ['no signature', async () => `${(await parts()).slice(0, 2).join('.')}.`],
    ['a public key used as a secret', () => signedWith(JSON.stringify(signer.jwk))],
    ["the issuer's secret, while public keys are configured", () => signedWith(SECRET)],
    ['RS256, while RS512 is configured', () => aSigner('key-1', 'RS256').then((weak) => weak.sign())],
    ['a key of its own in the header', () => other.sign({}, { jwk: other.jwk })],
    ['a key by URL in the header', () => other.sign({}, { jku: 'http://evil.test/jwks' })],
    ['no token at all', () => 'nothing'],
    ['four parts', async () => `${await signer.sign()}.x`],
    ['a payload that is no JSON', async () => `${(await parts())[0]}.bm9uZQ.x`],
  ])('with %s is refused', async (_, token) => {
    await expect(verifying()(await token())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('is RS256 if configured, and only then', async () => {
    const weak = await aSigner('key-1', 'RS256');
    const verify = verifying({ algorithm: 'RS256', jwks: { keys: [weak.jwk] } });

    await expect(verify(await weak.sign())).resolves.toBeDefined();
    await expect(verify(await signer.sign())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('may be by any key of the set during a rotation, whether the token names it or not', async () => {
    const unnamed = await Promise.all([aSigner(null), aSigner(null)]);
    const verify = verifying({ jwks: { keys: [signer.jwk, ...unnamed.map(({ jwk }) => jwk)] } });
    const stranger = await aSigner(null);

    await expect(verify(await signer.sign())).resolves.toBeDefined();
    for (const { sign } of unnamed) await expect(verify(await sign())).resolves.toBeDefined();
    await expect(verify(await stranger.sign())).rejects.toMatchObject(refused(/signature/));
    await expect(verify(await (unnamed[0] ?? stranger).sign({ exp: 1 }))).rejects.toMatchObject(
      refused(/expired/),
    );
  });
});

describe('a secret', () => {
  const alone = (deviations: Partial<TokenOptions> = {}) => verifying({ jwks: null, ...deviations });

  test('verifies HS256 if nothing else is configured', async () => {
    await expect(alone()(await signedWith(SECRET))).resolves.toMatchObject({ username: 'ann' });
    await expect(alone()(await signedWith('another secret'))).rejects.toMatchObject(refused(/signature/));
  });

  test.each(['HS384', 'HS512'])('verifies no %s', async (alg) => {
    await expect(alone()(await signedWith(SECRET, {}, alg))).rejects.toMatchObject(refused(/alg/));
  });

  test('verifies no signature of a public key', async () => {
    await expect(alone()(await signer.sign())).rejects.toMatchObject(refused(/alg/));
  });

  test("is the issuer's own", async () => {
    const issuers = ['one', 'two'].map((name) => ({ name, audiences: null, secret: `secret of ${name}` }));

    await expect(
      alone({ issuers })(await signedWith('secret of two', { iss: 'two' })),
    ).resolves.toBeDefined();
    await expect(alone({ issuers })(await signedWith('secret of one', { iss: 'two' }))).rejects.toMatchObject(
      refused(/signature/),
    );
  });
});

test('an audience is checked only if one is configured', async () => {
  const verify = verifying({ issuers: [{ name: ISSUER, audiences: null, secret: null }] });

  await expect(verify(await signer.sign({ aud: 'anybody' }))).resolves.toBeDefined();
  await expect(verify(await signer.sign({ aud: undefined }))).resolves.toBeDefined();
});

describe('a token that was accepted before', () => {
  test('is refused once it has expired', async () => {
    let now = Date.now();
    const verify = verifying({ clock: () => new Date(now) });
    const token = await signer.sign();
    await verify(token);
    await expect(verify(token)).resolves.toMatchObject({ username: 'ann' });

    now += 3_606_000;

    await expect(verify(token)).rejects.toMatchObject(refused(/expired/));
  });

  test('is refused once the keys differ from those it was verified with', () => {
    const [old, fetched] = [{}, {}];
    const known = verifiedTokens({ leeway: 5, clock: () => new Date() });
    const payload = claimsOf();
    known.keep('a token', old, payload);

    expect(known.find('a token', old)).toBe(payload);
    expect(known.find('another token', old)).toBeUndefined();
    expect(known.find('a token', fetched)).toBeUndefined();
    expect(known.find('a token', undefined)).toBeUndefined();
  });
});
