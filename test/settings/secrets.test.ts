// Secrets: which settings are secret, which values are well known, and what is left of them in a text.
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
      DATABASE_URL: 'postgres://owner:hid%24den@db.example.com/tracks',
      DOWNSTREAM_OAUTH_CLIENT_SECRET: 'quo"ted\\secret',
      EVENTS_URL: 'https://events.example.com/in?token=whsec_1',
    }),
  );

  test.each([
    ['a password, as the URL has it', 'hid%24den', '[secret]'],
    ['a password, as it is sent', 'by hid$den!', 'by [secret]!'],
    ['a whole URL', 'at postgres://owner:hid%24den@db.example.com/tracks', 'at [secret]'],
    ['the path of a webhook', 'POST /in?token=whsec_1', 'POST [secret]'],
    ['a secret', 'quo"ted\\secret, twice: quo"ted\\secret', '[secret], twice: [secret]'],
    ['a secret in JSON', JSON.stringify({ it: 'quo"ted\\secret' }), '{"it":"[secret]"}'],
    ['a secret in a form', new URLSearchParams({ it: 'quo"ted\\secret' }).toString(), 'it=[secret]'],
    ['a secret in HTML', 'value="quo&quot;ted\\secret"', 'value="[secret]"'],
    ['a secret in a URL', `?it=${encodeURIComponent('quo"ted\\secret')}`, '?it=[secret]'],
    ['no secret', 'db.example.com owner tracks', 'db.example.com owner tracks'],
  ])('keeps nothing of %s', (_, text, expected) => {
    expect(conceal(text)).toBe(expected);
  });
});
