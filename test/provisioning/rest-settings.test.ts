// The settings of REST: missing ones are reported at once, and the secret may come from a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemsOf, readConfig } from '../../src/settings/config';

const SYSTEMS = { ECOMMERCE_URL: 'http://127.0.0.1:1', LMS_URL: 'http://127.0.0.1:2' };
const OAUTH = {
  DOWNSTREAM_OAUTH_URL: 'http://127.0.0.1:2/oauth2/access_token',
  DOWNSTREAM_OAUTH_CLIENT_ID: 'track-types',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['ECOMMERCE_PROTOCOL', 'LMS_PROTOCOL'])('all that %s=rest needs is reported at once', (name) => {
  expect(() => readConfig({ ...SYSTEMS, [name]: 'rest' })).toThrow(
    expect.objectContaining({
      mistakes: [
        'DOWNSTREAM_OAUTH_URL: is required with ECOMMERCE_PROTOCOL=rest or LMS_PROTOCOL=rest.',
        'DOWNSTREAM_OAUTH_CLIENT_ID: is required with ECOMMERCE_PROTOCOL=rest or LMS_PROTOCOL=rest.',
        'DOWNSTREAM_OAUTH_CLIENT_SECRET: is required with ECOMMERCE_PROTOCOL=rest or LMS_PROTOCOL=rest.',
      ],
    }),
  );
});

test('the secret is read from its file, without the end of the line', () => {
  const file = join(folder, 'secret');
  writeFileSync(file, 'from a file\n');
  const settings = { ...SYSTEMS, ...OAUTH, ECOMMERCE_PROTOCOL: 'rest', LMS_PROTOCOL: 'graphql' };
  const config = readConfig({ ...settings, DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: file });

  expect(systemsOf(config)).toEqual({
    urls: { ECOMMERCE: SYSTEMS.ECOMMERCE_URL, LMS: SYSTEMS.LMS_URL },
    protocols: { ECOMMERCE: 'rest', LMS: 'graphql' },
    requestsPerMinute: { ECOMMERCE: 60, LMS: null },
    deadlineMs: 20_000,
    currency: 'USD',
    access: { key: '', secret: '' },
    oauth: {
      url: OAUTH.DOWNSTREAM_OAUTH_URL,
      clientId: 'track-types',
      clientSecret: 'from a file',
      conceal: expect.any(Function),
    },
  });
});

test.each([
  [{}, 5, 10],
  [{ ECOMMERCE_PROTOCOL: 'rest' }, 20, 30],
  [{ LMS_PROTOCOL: 'rest' }, 20, 30],
  [{ LMS_PROTOCOL: 'rest', REQUEST_DEADLINE_SECONDS: '7', RELAY_LEASE_SECONDS: '8' }, 7, 8],
])('a delivery has time for all its requests, and its lease outlasts it: %j', (given, deadline, lease) => {
  const oauth = { ...OAUTH, DOWNSTREAM_OAUTH_CLIENT_SECRET: 'secret' };

  expect(readConfig({ ...SYSTEMS, ...oauth, ...given })).toMatchObject({
    REQUEST_DEADLINE_SECONDS: deadline,
    RELAY_LEASE_SECONDS: lease,
  });
});

test.each(['missing', 'empty'])('a file that is %s is a mistake', (name) => {
  writeFileSync(join(folder, 'empty'), '\n');
  const file = { DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: join(folder, name) };

  expect(() => readConfig({ ...SYSTEMS, ...OAUTH, ...file, LMS_PROTOCOL: 'rest' })).toThrow(
    expect.objectContaining({
      mistakes: ['DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: cannot be read or is empty.'],
    }),
  );
});
