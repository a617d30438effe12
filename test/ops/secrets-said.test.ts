// No secret is printed: whatever happens to a real process at its most verbose, its output and answers have none.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SECRETS } from '../../src/settings/secrets';
import { asAdmin, testServer, useTestDatabase } from '../support/database';
import { until } from '../support/until';
import { useRoles } from '../support/roles';
import { NotStarted, startServiceProcess } from '../support/service-process';
import type { ServiceProcess } from '../support/service-process';
import { ISSUER, signedWith } from '../support/tokens';

type Name = (typeof SECRETS)[number] | 'SECOND_ROUTER_SECRET' | 'EVENTS_PATH' | 'COOKIE' | 'BEARER' | 'WRONG';
const OTHERS = ['SECOND_ROUTER_SECRET', 'EVENTS_PATH', 'COOKIE', 'BEARER', 'WRONG'] as const;
/** Each contains characters that URLs and JSON encode. */
const marks = new Map<Name, string>([...SECRETS, ...OTHERS].map((name) => [name, `hid$den"${name}-4f1c`]));
const mark = (name: Name): string => marks.get(name) ?? '';
const tokens: string[] = [];

/** The secrets that the text contains in any form. */
function leaksIn(text: string): string[] {
  const forms = (secret: string) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').slice(0, -4),
  ];
  const signatures = tokens.map((token) => ['a token', token.split('.')[2] ?? ''] as const);
  return [...marks, ...signatures]
    .filter(([, secret]) => forms(secret).some((form) => text.includes(form)))
    .map(([name]) => name);
}

// Behind a pooler nothing can be set, so a start with other settings is refused.
const database = useTestDatabase({});
const newRole = useRoles();
let heard = '';
// Fails at everything, and says what it was sent: a proxy in debug mode would.
const failing = createServer((request, response) => {
  const said = [`${request.url} ${JSON.stringify(request.headers)} `];
  request.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  request.on('end', () => {
    heard += said.join('');
    response.writeHead(request.url?.includes('token') ? 401 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: said.join('') }));
  });
});
const answers: string[] = [];
let service: ServiceProcess;
let settings: Record<string, string>;

async function urlWith(name: Name, password = mark(name)): Promise<string> {
  const role = await newRole('SUPERUSER');
  await asAdmin(testServer().adminUrl, (admin) =>
    admin.query(`ALTER ROLE ${role.name} PASSWORD '${password}'`),
  );
  return Object.assign(new URL(role.urlAt(database.url)), { password: encodeURIComponent(mark(name)) }).href;
}

beforeAll(async () => {
  failing.listen(0, '127.0.0.1');
  await once(failing, 'listening');
  const host = `127.0.0.1:${(failing.address() as AddressInfo).port}`;
  const encoded = (name: Name) => encodeURIComponent(mark(name));
  const secrets: Record<(typeof SECRETS)[number], string> = {
    DATABASE_URL: await urlWith('DATABASE_URL'),
    DATABASE_OWNER_URL: await urlWith('DATABASE_OWNER_URL'),
    DATABASE_DIRECT_URL: await urlWith('DATABASE_DIRECT_URL'),
    DATABASE_READ_URL: await urlWith('DATABASE_READ_URL', 'another'),
    DATABASE_PASSWORD: mark('DATABASE_PASSWORD'),
    JWT_AUTH: JSON.stringify({ JWT_ISSUERS: [{ ISSUER, SECRET_KEY: mark('JWT_AUTH') }] }),
    ROUTER_SECRETS: JSON.stringify([mark('ROUTER_SECRETS'), mark('SECOND_ROUTER_SECRET')]),
    DOWNSTREAM_OAUTH_CLIENT_SECRET: mark('DOWNSTREAM_OAUTH_CLIENT_SECRET'),
    WOOCOMMERCE_SECRET: mark('WOOCOMMERCE_SECRET'),
    EVENTS_URL: `http://us:${encoded('EVENTS_URL')}@${host}/hook?key=${encoded('EVENTS_PATH')}`,
    EVENTS_REDIS_URL: `redis://:${encoded('EVENTS_REDIS_URL')}@127.0.0.1:1`,
    FOLLOW_EVENTS_REDIS_URL: `redis://:${encoded('FOLLOW_EVENTS_REDIS_URL')}@127.0.0.1:1`,
    LOG_HASH_KEY: mark('LOG_HASH_KEY'),
    DISCOVERY_TOKEN: mark('DISCOVERY_TOKEN'),
    DISCOVERY_OAUTH_CLIENT_SECRET: mark('DISCOVERY_OAUTH_CLIENT_SECRET'),
  };
  settings = {
    ...secrets,
    NODE_ENV: 'production',
    AUTH: 'jwt',
    LOG_LEVEL: 'debug',
    SHUTDOWN_DELAY_SECONDS: '0',
    ECOMMERCE_URL: `http://${host}`,
    LMS_URL: `http://${host}`,
    ECOMMERCE_PROTOCOL: 'rest',
    LMS_PROTOCOL: 'rest',
    DOWNSTREAM_OAUTH_URL: `http://${host}/oauth2/access_token`,
    DOWNSTREAM_OAUTH_CLIENT_ID: 'track-types',
    FOLLOW_LMS_EVERY_MINUTES: '60',
  };
  service = await startServiceProcess(settings);
}, 60_000);
afterAll(async () => {
  await service?.stop();
  failing.closeAllConnections();
  failing.close();
});

async function asked(path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(new URL(path, service.url), init);
  const text = `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;
  answers.push(text);
  return text;
}

async function ask(query: string, headers: Record<string, string> = {}): Promise<string> {
  const token = await signedWith(mark('JWT_AUTH'), { superuser: true });
  tokens.push(token);
  return asked('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'router-authorization': mark('ROUTER_SECRETS'),
      authorization: `JWT ${token}`,
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
}

const RUN = 'course-v1:SecretX+1+1T';
const CREATE = `mutation Canary { createCourse(input: { key: "SecretX+1", title: "S", type: "verified-audit",
  prices: [{ seatType: "verified", amount: "50" }], runs: [{ key: "${RUN}" }] }) { violations { code } } }`;
const review = (version: number, status: string) =>
  `mutation { setCourseRunStatus(input: { key: "${RUN}", expectedVersion: ${version}, status: ${status} }) { violations { code } } }`;

async function sayMuch(): Promise<void> {
  expect(await ask(CREATE, { 'router-authorization': mark('SECOND_ROUTER_SECRET') })).toContain(
    'violations":[]',
  );
  for (const [index, status] of ['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED'].entries())
    expect(await ask(review(index + 1, status))).toContain('violations":[]');
  const wrong = await signedWith('not the key', { superuser: true });
  tokens.push(wrong);
  for (const authorization of [`JWT ${wrong}`, `Bearer ${mark('BEARER')}`, mark('BEARER')])
    expect(await ask('{ modes { slug } }', { authorization })).toContain('UNAUTHENTICATED');
  const cookie = `edx-jwt-cookie-header-payload=${encodeURIComponent(mark('COOKIE'))}; edx-jwt-cookie-signature=x`;
  await ask('{ modes { slug } }', { authorization: '', cookie, 'use-jwt-cookie': 'true' });
  expect(await ask('{ modes { slug } }', { 'router-authorization': mark('WRONG') })).toContain('401');
  for (const query of [
    '{ modes { slugs } }',
    '{',
    '{ course(key: 7) { key } }',
    '{ course(key: "+") { key } }',
  ])
    await ask(query);
  for (const path of ['/', '/graphql?query={modes{slug}}', '/heartbeat', '/health/', '/csrf/api/v1/token'])
    await asked(path);
  await ask('{ courses(first: 1) { nodes { key } } }');
  await until(async () =>
    /lastError":"/.test(await ask('{ provisionings(first: 5) { nodes { lastError } } }')),
  );
  await until(() => heard.includes('/hook'));
  await asAdmin(database.url, (admin) => admin.query('ALTER TABLE course RENAME TO gone'));
  expect(await ask('{ course(key: "SecretX+1") { key } }')).toContain('INTERNAL_SERVER_ERROR');
  for (const path of ['/metrics', '/readyz', '/version', '/nothing'])
    await asked(new URL(path, service.opsUrl).href);
}

test('a process that goes through all of this prints none of its secrets, and none that it was sent', async () => {
  await sayMuch();
  const code = await service.stop();
  const output = service.printed();

  expect(code).toBe(0);
  expect(leaksIn(output)).toEqual([]);
  expect(leaksIn(answers.join('\n'))).toEqual([]);
  // The output shows that these happened, so the secrets were in use.
  for (const word of ['Canary', 'Somebody was refused', 'The replica is not used', '[secret]', '"stack"'])
    expect(output).toContain(word);
  expect(leaksIn(heard)).toEqual(expect.arrayContaining(['DOWNSTREAM_OAUTH_CLIENT_SECRET', 'EVENTS_PATH']));
}, 120_000);

/** The output of a start that must fail. */
async function saidByStart(more: Record<string, string>): Promise<string> {
  const error: unknown = await startServiceProcess({ ...settings, ...more }).then(
    ({ stop }) => stop(),
    (thrown: unknown) => thrown,
  );
  if (error instanceof NotStarted && error.code === 1) return error.printed;
  throw error;
}

test('a wrong database password ends the start, and is not printed', async () => {
  const url = new URL(settings['DATABASE_URL'] ?? '');
  url.password = encodeURIComponent(mark('WRONG'));
  const said = await saidByStart({ DATABASE_URL: url.href });

  expect(said).toContain('password authentication failed');
  expect(leaksIn(said)).toEqual([]);
}, 60_000);

test('malformed settings are named, and not repeated', async () => {
  const malformed = Object.fromEntries(SECRETS.map((name) => [name, `{ftp:${mark(name)}`]));
  const said = await saidByStart(malformed);

  expect(said).toContain('JWT_AUTH: ');
  expect(leaksIn(said)).toEqual([]);
}, 60_000);

test.each([...marks.keys()])('a text that contains %s is noticed, however it is encoded', (name) => {
  const secret = mark(name);
  const written = [
    `at ${secret}!`,
    JSON.stringify({ error: `at ${secret}!` }),
    `https://x?${new URLSearchParams({ secret: encodeURIComponent(secret) }).toString()} ${encodeURIComponent(secret)}`,
    `Basic ${Buffer.from(secret).toString('base64')}`,
  ];

  expect(written.map(leaksIn)).toEqual(written.map(() => [name]));
});
