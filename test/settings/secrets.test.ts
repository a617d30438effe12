// Secrets: which settings are secret, which values are well known, and what is left of them in a text.
import { inspect } from 'node:util';
import { ConfigError, concealSecretsOf, readConfig } from '../../src/settings/config';
import { isWellKnown, SECRETS } from '../../src/settings/secrets';
import { SETTINGS } from '../../src/settings/settings';

test('every setting named like a secret is listed', () => {
  const named = Object.keys(SETTINGS.shape).filter((name) =>
    /SECRET|PASSWORD|PRIVATE|(DATABASE|REDIS).*_URL/.test(name),
  );

  expect(SECRETS).toEqual(expect.arrayContaining(named));
});

test.each([
  'change-me',
  'SET-ME-TO-A-UNIQUE-LONG-RANDOM-STRING',
  'secret',
  'password1',
  '12345678',
  'lms-secret',
  'discovery-backend-service-secret',
  'some-insecure-value',
  '<your secret>',
  'postgres://discov001:password@db/tracks',
  'postgresql://postgres:postgres@db/tracks',
  'postgres://someone:p%61ssword@db/tracks',
])('%s is well known', (value) => {
  expect(isWellKnown(value)).toBe(true);
  expect(isWellKnown(['5af1c3be77', value])).toBe(true);
});

test.each([
  undefined,
  '5af1c3be77',
  'correct horse battery staple',
  'postgres://someone:5af1c3be77@password.example.com/test',
  'postgres://socket.example.com/tracks',
])('%s is not', (value) => {
  expect(isWellKnown(value)).toBe(false);
});

test.each(SECRETS)('production does not start with a well-known %s; development does', (name) => {
  const env = { DATABASE_URL: 'postgres://x:of-its-own@host/db', [name]: exampleOf(name) };
  const told = (more: object) => {
    try {
      readConfig({ ...env, ...more });
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.mistakes : [];
    }
  };

  const mistake = `${name}: has a well-known secret from an example; use your own in production.`;
  expect(told({ NODE_ENV: 'production' })).toContain(mistake);
  expect(told({})).not.toContain(mistake);
});

function exampleOf(name: string): string {
  if (name === 'JWT_AUTH') return '{"JWT_ISSUER":"lms","JWT_SECRET_KEY":"change-me"}';
  if (name.startsWith('DATABASE')) return 'postgres://x:change-me@host/db';
  if (!name.endsWith('_URL')) return 'change-me';
  return `${name.includes('REDIS') ? 'redis' : 'https'}://x:change-me@host`;
}

describe('a text to be printed', () => {
  const conceal = concealSecretsOf(
    readConfig({
      DATABASE_URL: 'postgres://owner:hid%24den@db.example.com/tracks?sslmode=require',
      DOWNSTREAM_OAUTH_CLIENT_SECRET: 'quo"ted\\secret',
      DISCOVERY_TOKEN: '0pen/sesame',
      LOG_HASH_KEY: 'grüße-9',
      EVENTS_URL: 'https://events.example.com/in/T0-4f1c8d22a90be7b13?token=whsec_1&key=9be7b130c1d5e8f24a',
    }),
  );

  test.each([
    ['a password, as the URL has it', 'hid%24den', '[secret]'],
    ['a password, as it is sent', 'by hid$den!', 'by [secret]!'],
    ['a whole URL', 'at postgres://owner:hid%24den@db.example.com/tracks?sslmode=require', 'at [secret]'],
    [
      'the path of a webhook',
      'POST /in/T0-4f1c8d22a90be7b13?token=whsec_1&key=9be7b130c1d5e8f24a',
      'POST [secret]',
    ],
    ['a secret', 'quo"ted\\secret, twice: quo"ted\\secret', '[secret], twice: [secret]'],
    ['a secret in JSON', JSON.stringify({ it: 'quo"ted\\secret' }), '{"it":"[secret]"}'],
    [
      'a secret in JSON that a message in JSON quotes',
      JSON.stringify({ error: `HTTP 400: ${JSON.stringify({ it: 'quo"ted\\secret' })}` }),
      String.raw`{"error":"HTTP 400: {\"it\":\"[secret]\"}"}`,
    ],
    ['the query of a webhook', 'no such token=whsec_1', 'no such [secret]'],
    ['a value in the query of a webhook', '{"key":"9be7b130c1d5e8f24a"}', '{"key":"[secret]"}'],
    ['a secret in a form', new URLSearchParams({ it: 'quo"ted\\secret' }).toString(), 'it=[secret]'],
    ['a secret in HTML', 'value="quo&quot;ted\\secret"', 'value="[secret]"'],
    ['a secret in a URL', `?it=${encodeURIComponent('quo"ted\\secret')}`, '?it=[secret]'],
    ['a secret in the JSON of PHP', String.raw`{"it":"0pen\/sesame"}`, '{"it":"[secret]"}'],
    ['a secret in the JSON of Python', String.raw`{"it":"gr\u00fc\u00dfe-9"}`, '{"it":"[secret]"}'],
    ["a secret as Node.js's inspect shows it", inspect({ it: 'quo"ted\\secret' }), "{ it: '[secret]' }"],
    ['a secret in a URL in lower case', '?it=quo%22ted%5csecret', '?it=[secret]'],
    [
      'the path of a webhook without its query',
      'Cannot POST /in/T0-4f1c8d22a90be7b13',
      'Cannot POST /in/[secret]',
    ],
    ['no secret', 'db.example.com owner tracks', 'db.example.com owner tracks'],
    ['an option of the database', 'Set sslmode=require.', 'Set sslmode=require.'],
  ])('keeps nothing of %s', (_, text, expected) => {
    expect(conceal(text)).toBe(expected);
  });
});
