import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, DATABASE_ALONE, readConfig } from '../../src/settings/config';
import { programOf } from '../support/compiled';

const mistakesOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
};

describe('the settings', () => {
  test('are complete if none is set: the sandbox is on, everybody may do everything', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 4001,
      OPS_PORT: 4011,
      SANDBOX: true,
      SANDBOX_PORT: 4000,
      AUTH: 'off',
    });
  });

  test('of the database alone are enough for what needs nothing else', () => {
    const env = { NODE_ENV: 'production', PORT: 'abc', DATABASE_URL: 'postgres://a:b@db/tracks' };

    expect(readConfig(env, DATABASE_ALONE)).toMatchObject({ DATABASE_URL: env.DATABASE_URL });
    expect(() => readConfig({ ...env, DATABASE_URL: 'http://db' }, DATABASE_ALONE)).toThrow(/DATABASE_URL/);
    expect(() => readConfig({ NODE_ENV: 'production' }, DATABASE_ALONE)).toThrow(/DATABASE_URL: is required/);
  });

  test('report all mistakes at once, with what was expected, including contradictions', () => {
    const env = { NODE_ENV: 'production', PORT: 'abc', AUTH: 'off', MAXIMUM_PRICE: 'x' };

    expect(mistakesOf(env).map((mistake) => mistake.split(' ')[0])).toEqual([
      'PORT:',
      'MAXIMUM_PRICE:',
      'AUTH:',
      'ROUTER_SECRETS:',
      'DATABASE_URL:',
      'ECOMMERCE_URL:',
      'ECOMMERCE_PROTOCOL:',
      'LMS_PROTOCOL:',
      'LMS_URL:',
    ]);
    expect(mistakesOf(env)[0]).toBe('PORT: a whole number from 0 to 65535');
  });

  test.each([
    [{ ECOMMERCE_URL: 'http://e/graphql' }, 'LMS_URL: is required without the sandbox.'],
    [{ SANDBOX: 'true', LMS_URL: 'http://l/graphql' }, 'SANDBOX: brings its own E-Commerce and LMS;'],
    [{ SANDBOX: 'shop', ECOMMERCE_PROTOCOL: 'graphql' }, 'SANDBOX: sets the protocols; for an LMS alone'],
    [
      { RELAY_LEASE_SECONDS: '6', REQUEST_DEADLINE_SECONDS: '6' },
      'RELAY_LEASE_SECONDS: must be greater than',
    ],
    [{ RELAY_ONLY: 'true' }, 'RELAY_ONLY: does not start a sandbox;'],
  ])('refuse contradictions: %j', (env, expected) => {
    expect(mistakesOf(env)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  });

  test('are reported without secrets', () => {
    expect(mistakesOf({ DATABASE_URL: 'mysql://user:secret@host' }).join()).not.toContain('secret');
  });
});

test('a port in use is named, with the setting that changes it, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const taken = String(typeof address === 'object' ? address?.port : '');
  const dataDir = mkdtempSync(join(tmpdir(), 'track-types-port-'));
  const env = { ...process.env, PORT: taken, OPS_PORT: '0', SANDBOX_PORT: '0', DATA_DIR: dataDir };

  const service = spawn(process.execPath, programOf('src/main.ts'), { env });
  let said = '';
  service.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(service, 'exit')) as [number];

  expect(code).toBe(1);
  expect(said).toContain(`Port ${taken} is taken. Set PORT to another one`);
  expect(said).not.toContain('    at ');
  other.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);
