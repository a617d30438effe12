// JWT_AUTH as Open edX's services have it, and which values contradict each other.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concealSecretsOf, ConfigError, readConfig, tokensOf } from '../../src/settings/config';
import { aSigner } from '../support/tokens';

const DOWNSTREAM = { ECOMMERCE_URL: 'http://e/graphql', LMS_URL: 'http://l/graphql', AUTH: 'jwt' };
const N = 'n'.repeat(342);
const KEYS = { keys: [{ kty: 'RSA', kid: 'devstack_key', e: 'AQAB', n: N }] };
const ISSUER = { ISSUER: 'http://localhost:18000/oauth2', AUDIENCE: 'lms-key', SECRET_KEY: 'a-secret' };
const configOf = (jwtAuth: object | string | undefined, more: Record<string, string> = {}) =>
  readConfig({
    ...DOWNSTREAM,
    JWT_AUTH: typeof jwtAuth === 'object' ? JSON.stringify(jwtAuth) : jwtAuth,
    ...more,
  });
const mistakesOf = (...given: Parameters<typeof configOf>): readonly string[] => {
  try {
    configOf(...given);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
};

test('the value of an Open edX service is accepted unchanged: the key set is text, and there is much else', () => {
  const config = configOf({
    JWT_ALGORITHM: 'HS256',
    JWT_PUBLIC_SIGNING_JWK_SET: JSON.stringify(KEYS),
    JWT_ISSUERS: [ISSUER, { ...ISSUER, AUDIENCE: 'other' }, { ISSUER: 'http://second', AUDIENCE: null }],
    JWT_ISSUER: 'http://third',
    JWT_AUDIENCE: ['a', 'b'],
    JWT_AUTH_COOKIE: 'edx-jwt-cookie',
    JWT_LEEWAY: 1,
  });

  expect(tokensOf(config)).toEqual({
    issuers: [
      { name: ISSUER.ISSUER, audiences: ['lms-key', 'other'], secret: 'a-secret' },
      { name: 'http://second', audiences: null, secret: null },
      { name: 'http://third', audiences: ['a', 'b'], secret: null },
    ],
    jwks: KEYS,
    jwksUrl: null,
    algorithm: 'RS512',
    leeway: 1,
    cookies: { headerPayload: 'edx-jwt-cookie-header-payload', signature: 'edx-jwt-cookie-signature' },
  });
});

test('an audience is not checked if that is switched off', () => {
  const config = configOf({ JWT_ISSUERS: [ISSUER], JWT_VERIFY_AUDIENCE: false });

  expect(tokensOf(config).issuers).toMatchObject([{ audiences: null }]);
});

const bare = { ISSUER: 'http://lms' };
test.each<[string, object | string | undefined, Record<string, string>, string]>([
  ['nobody is trusted', undefined, {}, 'JWT_AUTH: is required with AUTH=jwt'],
  ['no issuer is named', { JWT_PUBLIC_SIGNING_JWK_SET: KEYS }, {}, 'JWT_AUTH: is required with AUTH=jwt'],
  ['there is no key', { JWT_ISSUERS: [bare] }, {}, 'JWT_AUTH: needs JWT_PUBLIC_SIGNING_JWK_SET'],
  [
    'one issuer has no secret',
    { JWT_ISSUERS: [ISSUER, bare] },
    {},
    'JWT_AUTH: needs JWT_PUBLIC_SIGNING_JWK_SET',
  ],
  [
    'there are keys, and a URL of keys',
    { JWT_ISSUERS: [bare], JWT_PUBLIC_SIGNING_JWK_SET: KEYS },
    { JWT_JWKS_URL: 'http://lms/jwks' },
    'JWT_JWKS_URL: is set together with JWT_PUBLIC_SIGNING_JWK_SET',
  ],
  [
    'an audience is to be verified that is not named',
    { JWT_ISSUERS: [{ ...bare, SECRET_KEY: 'x' }], JWT_VERIFY_AUDIENCE: true },
    {},
    'JWT_AUTH: JWT_VERIFY_AUDIENCE is on, but an issuer has no AUDIENCE',
  ],
  ['it is no JSON', '{', {}, 'JWT_AUTH: JSON, or a mapping in YAML'],
  ['it is no mapping', '7', {}, 'JWT_AUTH: a mapping in the format of Open edX'],
  ['the algorithm is a weak one', { JWT_SIGNING_ALGORITHM: 'HS256' }, {}, 'JWT_AUTH.JWT_SIGNING_ALGORITHM: '],
  ['clocks may differ much', { JWT_LEEWAY: 600 }, {}, 'JWT_AUTH.JWT_LEEWAY: '],
  [
    'the key set is empty',
    { JWT_PUBLIC_SIGNING_JWK_SET: '{"keys":[]}' },
    {},
    'JWT_AUTH.JWT_PUBLIC_SIGNING_JWK_SET.keys: ',
  ],
  [
    'a key is too short',
    { JWT_PUBLIC_SIGNING_JWK_SET: { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] } },
    {},
    'JWT_AUTH.JWT_PUBLIC_SIGNING_JWK_SET.keys.0: an RSA key of 2048 bits or more',
  ],
  [
    'a key is the private one',
    { JWT_PUBLIC_SIGNING_JWK_SET: { keys: [{ kty: 'RSA', n: N, e: 'AQAB', d: 'secret' }] } },
    {},
    'JWT_AUTH.JWT_PUBLIC_SIGNING_JWK_SET.keys.0: a public key',
  ],
  ['the sandbox has no tokens', { JWT_ISSUERS: [ISSUER] }, { SANDBOX: 'true' }, 'SANDBOX: its gateway sends'],
])('if %s, it does not start', (_, ...[jwtAuth, more, expected]) => {
  expect(mistakesOf(jwtAuth, more)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  expect(mistakesOf(jwtAuth, more).join()).not.toContain('a-secret');
});

test("it can be in the YAML file in Open edX's form, and its secrets are concealed in output", () => {
  const folder = mkdtempSync(join(tmpdir(), 'track-types-jwt-'));
  const file = join(folder, 'config.yml');
  const text = `JWT_AUTH:
  JWT_ISSUERS:
  - AUDIENCE: lms-key
    ISSUER: http://lms
    SECRET_KEY: known-to-the-lms-alone
  JWT_PUBLIC_SIGNING_JWK_SET: '${JSON.stringify(KEYS)}'
`;
  writeFileSync(file, text);

  const config = configOf(undefined, { TRACK_TYPES_CFG_PATH: file });
  rmSync(folder, { recursive: true });

  expect(tokensOf(config)).toMatchObject({ issuers: [{ name: 'http://lms' }], jwks: KEYS });
  expect(concealSecretsOf(config)('{"a":"known-to-the-lms-alone"}')).toBe('{"a":"[secret]"}');
});

describe("the gateway's secrets", () => {
  const good = 'a secret of the gateway';
  const PRODUCTION = {
    ...{ NODE_ENV: 'production', DATABASE_URL: 'postgres://u:p4ssw0rd-of-ours@h/d' },
    ...{ ECOMMERCE_PROTOCOL: 'graphql', LMS_PROTOCOL: 'graphql' },
  };
  const given = (secrets: string, more: Record<string, string> = {}) =>
    configOf({ JWT_ISSUERS: [bare], JWT_PUBLIC_SIGNING_JWK_SET: KEYS }, { ROUTER_SECRETS: secrets, ...more });
  const mistakes = (more: Record<string, string>) =>
    mistakesOf({ JWT_ISSUERS: [bare], JWT_PUBLIC_SIGNING_JWK_SET: KEYS }, more);

  test('are required in production, where pages and the schema are shown only on request', () => {
    const off = { GRAPHIQL: false, EXPLORE: false, INTROSPECTION: false };

    expect(given(good, PRODUCTION)).toMatchObject(off);
    expect(given(good, { ...PRODUCTION, GRAPHIQL: 'true' })).toMatchObject({ ...off, GRAPHIQL: true });
    expect(given('one')).toMatchObject({ GRAPHIQL: true, EXPLORE: true, INTROSPECTION: true });
  });

  test('are one or two, separated by a comma or as a list', () => {
    expect(given('one').ROUTER_SECRETS).toEqual(['one']);
    expect(given('one, two').ROUTER_SECRETS).toEqual(['one', 'two']);
    expect(given('["one","two"]').ROUTER_SECRETS).toEqual(['one', 'two']);
    expect(mistakes({ ROUTER_SECRETS: 'a,b,c' })[0]).toContain('one secret, or two');
    expect(mistakes({ ROUTER_SECRETS: 'a,,' })[0]).toContain('one secret, or two');
  });

  test('are required in production, unless nobody else can reach it', () => {
    expect(mistakes(PRODUCTION).join()).toContain('ROUTER_SECRETS: is required in production');
    expect(mistakes({ ...PRODUCTION, ROUTER_SECRETS: 'short' }).join()).toContain('fewer than 16 characters');
    expect(mistakes({ ...PRODUCTION, ROUTER_SECRETS: good })).toEqual([]);
    expect(mistakes({ ...PRODUCTION, ALLOW_DIRECT: 'true' })).toEqual([]);
  });

  test('are concealed in output', () => {
    expect(concealSecretsOf(given(good))(`x ${good} y`)).toBe('x [secret] y');
  });
});

test('a real key of the shortest safe length passes', async () => {
  const { jwk } = await aSigner();

  expect(mistakesOf({ JWT_ISSUERS: [bare], JWT_PUBLIC_SIGNING_JWK_SET: { keys: [jwk] } })).toEqual([]);
});
