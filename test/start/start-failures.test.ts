// A failing start says why in one sentence, which names the setting and the remedy. In production it is a line of JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { ConfigError, readConfig } from '../../src/settings/config';
import { openDatabase } from '../../src/store/data-source';
import { migrate, roleApart } from '../../src/store/migrate';
import { cureOf } from '../../src/start/start-failures';
import { runCli } from '../support/cli';
import { useTestDatabase } from '../support/database';
import { NotStarted, startServiceProcess } from '../support/service-process';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), `track-types-test-${process.pid}-`));
afterAll(() => rmSync(folder, { recursive: true }));

const PRODUCTION = {
  ...{ NODE_ENV: 'production', AUTH: 'jwt', ROUTER_SECRETS: 'a-secret-of-the-gateway' },
  JWT_AUTH: '{"JWT_ISSUERS": [{"ISSUER": "http://lms", "SECRET_KEY": "a-secret-of-the-lms"}]}',
  ...{ ECOMMERCE_PROTOCOL: 'none', LMS_PROTOCOL: 'graphql', LMS_URL: 'http://127.0.0.1:9/' },
};
/** The output of a start with these settings, up to its end. */
const saidBy = (settings: Record<string, string>): Promise<string> =>
  startServiceProcess(settings).then(
    async (service) => `It started: ${await service.stop()}`,
    (error: unknown) => (error instanceof NotStarted ? `${error.code} ${error.printed}` : String(error)),
  );
const mistakesOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.mistakes : [String(error)];
  }
};

test('in production, wrong settings are one line of JSON', async () => {
  const [code, line = ''] = (await saidBy({ ...PRODUCTION, GRAPHIQL: 'yes', DATABASE_URL: 'db' })).split(
    / (.*)/s,
  );

  expect(code).toBe('1');
  expect(JSON.parse(line)).toMatchObject({ service: 'track-types', level: 50 });
  expect(JSON.parse(line).msg).toMatch(/GRAPHIQL: use true or false\n.*DATABASE_URL: a URL with/);
}, 60_000);

test('in production, a missing database is one line of JSON, without a stack or a password', async () => {
  const DATABASE_URL = 'postgres://us:hidden@127.0.0.1:9/tracks';
  const [code, line = ''] = (await saidBy({ ...PRODUCTION, DATABASE_URL })).split(/ (.*)/s);
  const { msg, error } = JSON.parse(line) as { msg: string; error?: object };

  expect([code, error]).toEqual(['1', undefined]);
  expect(msg).toBe('DATABASE_URL: the database cannot be reached: connect ECONNREFUSED 127.0.0.1:9.');
}, 60_000);

test.each([
  [
    'a database that is not there',
    (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
    'database "nowhere" does not exist',
  ],
  [
    'a wrong password',
    (url: URL) => Object.assign(url, { password: 'hidden' }),
    'password authentication failed',
  ],
  [
    'TLS that the server has not',
    (url: URL) => Object.assign(url, { search: '?sslmode=verify-full' }),
    'does not support SSL',
  ],
])(
  '%s is a sentence that names DATABASE_URL',
  async (_, change, expected) => {
    const systems = { ECOMMERCE_URL: 'http://127.0.0.1:9/', LMS_URL: 'http://127.0.0.1:9/' };
    const said = await saidBy({ DATABASE_URL: change(new URL(database.url)).href, ...systems });

    expect(said).toMatch(/^1 DATABASE_URL: the database cannot be reached: .*\.\n$/);
    expect(said).toContain(expected);
  },
  60_000,
);

test('a sandbox port in use names SANDBOX_PORT as it is set, and the ports that it stands for', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const said = await saidBy({ SANDBOX_PORT: String(port - 2), DATA_DIR: join(folder, 'data') });
  other.close();

  expect(said).toMatch(
    new RegExp(
      `^1 Port ${port} is taken. The sandbox uses SANDBOX_PORT \\(${port - 2}\\) and .* Set SANDBOX_PORT to another one`,
    ),
  );
  expect(said).not.toContain('    at ');
}, 60_000);

test.each([
  [{ PORT: '4001' }, { code: 'EADDRINUSE', port: 4001 }, 'Port 4001 is taken. Set PORT '],
  [{ OPS_PORT: '80' }, { code: 'EACCES', port: 80 }, 'Port 80 is not for this user. Set OPS_PORT '],
  [{ HOST: '10.9.8.7' }, { code: 'EADDRNOTAVAIL', port: 4001 }, 'HOST: 10.9.8.7 is not an address'],
])('%j that cannot be listened on is named', (settings, error, expected) => {
  const failure = Object.assign(new Error('listen'), { syscall: 'listen', ...error });

  expect(cureOf(failure, readConfig(settings))).toContain(expected);
});

test('a second start on the embedded PostgreSQL’s folder is explained in a sentence', async () => {
  const DATA_DIR = join(folder, 'in-use');
  const first = await startEmbeddedPostgres({ dataDir: DATA_DIR, durable: false });
  const systems = { ECOMMERCE_URL: 'http://127.0.0.1:9/', LMS_URL: 'http://127.0.0.1:9/' };
  const said = await saidBy({ DATA_DIR, ...systems });
  await first.stop();

  expect(said).toBe(
    `1 The embedded database in ${DATA_DIR} is in use by the process ${process.pid}. Stop that process, or set DATA_DIR to another folder, or DATABASE_URL to a server both can use.\n`,
  );
}, 60_000);

test('a defect has no cure', () => {
  expect(cureOf(new TypeError('x is not a function'), readConfig({}))).toBeNull();
});

test.each([
  [{ GRAPHIQL: 'yes' }, ['GRAPHIQL: use true or false']],
  [{ SANDBOX: 'yes' }, ['SANDBOX: use true or false or lms or shop']],
  [{ LOG_LEVEL: 'loud' }, ['LOG_LEVEL: use fatal or error or warn or info or debug or silent']],
])('%j lists the valid values', (env, expected) => {
  expect(mistakesOf(env)).toEqual(expected);
});

test('nested settings in the YAML file must be moved', () => {
  const file = join(folder, 'nested.yaml');
  writeFileSync(file, 'server:\n  PORT: 4001\n  more: { HOST: "::" }\n');

  expect(mistakesOf({ TRACK_TYPES_CFG_PATH: file })).toEqual([
    `server: is not a setting (in ${file}); settings are not nested; move PORT, HOST to the top level`,
  ]);
});

describe('a URL of a database', () => {
  test.each([
    'postgres://us:hid#den@db/tracks',
    'postgres://us:hid/den@db/tracks',
    'postgres://us:12/hidden@db/tracks',
    'postgres://us:12?hidden@db/tracks',
    'postgres://us:hid%zen@db/tracks',
    'postgres://us:hidden@db:port/tracks',
    'postgres:/us:hidden@db/tracks',
    'us:hidden@db/tracks',
  ])('that is malformed is refused without repeating any part of it: %s', (DATABASE_URL) => {
    const [mistake = '', ...others] = mistakesOf({ DATABASE_URL });

    expect(others).toEqual([]);
    expect(mistake).toMatch(/^DATABASE_URL: /);
    expect(mistake).not.toMatch(/hid|den|us:|12/);
  });

  test('may lead to a socket, and names its role', () => {
    const url = 'postgres://us:p@/db?host=/run/postgresql';

    expect(readConfig({ DATABASE_URL: url }).DATABASE_URL).toBe(url);
    expect(roleApart({ url, ownerUrl: 'postgres://owner@/db?host=/run/postgresql' })).toBe('us');
  });

  test('gets DATABASE_PASSWORD if it has a user and no password, with any characters', () => {
    const DATABASE_PASSWORD = `p'a"s$s@w:o/r?d#%`;
    const urls = {
      DATABASE_URL: 'postgres://us@db/tracks',
      DATABASE_READ_URL: 'postgres://us:other@db2/tracks',
    };
    const config = readConfig({ ...urls, DATABASE_PASSWORD });

    expect(decodeURIComponent(new URL(config.DATABASE_URL ?? '').password)).toBe(DATABASE_PASSWORD);
    expect(config.DATABASE_READ_URL).toBe(urls.DATABASE_READ_URL);
  });
});

describe('a database that a later version has migrated', () => {
  beforeAll(async () => {
    const db = await openDatabase({ url: database.url, poolSize: 1 });
    await db.query(
      `INSERT INTO migration (timestamp, name) VALUES (1999999999999, 'FromTheFuture1999999999999')`,
    );
    await db.destroy();
  });
  const refused = 'The database is newer than this version: a later one ran FromTheFuture1999999999999.';

  test('is refused by a start', async () => {
    const systems = { ECOMMERCE_URL: 'http://127.0.0.1:9/', LMS_URL: 'http://127.0.0.1:9/' };

    expect(await saidBy({ DATABASE_URL: database.url, ...systems })).toContain(`1 ${refused}`);
  }, 60_000);

  test('is refused by migrate', async () => {
    await expect(migrate(database.url)).rejects.toThrow(refused);
    const { code, err } = await runCli(['migrate'], { DATABASE_URL: database.url });

    expect([code, err]).toEqual([2, expect.stringContaining(refused)]);
  }, 60_000);
});

test.each([
  ['no selection', []],
  ['two selections', ['--keys', 'keys.txt', '--of-type', 'audit']],
])(
  'bulk-change with %s says which flags select courses',
  async (_, flags) => {
    const args = ['bulk-change', '--name', 'x', '--reason', 'A test.', '--type', 'audit', ...flags];
    const { code, err } = await runCli(args, { DATABASE_URL: database.url });

    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^Say which courses .*--keys, or .*--of-organization.*\n$/),
    ]);
  },
  60_000,
);
