// The image and its compose file, without Docker: everything they name exists, and their promises hold.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { scripts } from '../../package.json';
import { ConfigError, readConfig } from '../../src/settings/config';
import { SETTINGS } from '../../src/settings/settings';
import { envIn } from './dockerfile';
import { ROOT } from './project-files';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('Dockerfile').replaceAll(/\\\n\s*/g, '');
const lines = dockerfile.split('\n').map((line) => /^([A-Z]+) (.*)$/.exec(line)?.slice(1) ?? []);
const all = (instruction: string) =>
  lines.flatMap(([name, rest = '']) => (name === instruction ? [rest] : []));

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly restart?: string;
  readonly init?: boolean;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
}
const compose = parse(read('compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
};
const ours = Object.values(compose.services).filter(({ image }) => image === 'track-types');

/** The source of a compiled program, which does not exist before the build. */
const sourceOf = (program: string) => program.replace(/^dist\/(.*)\.js$/, '$1.ts');
const programs = [
  ...all('CMD').flatMap((line) => JSON.parse(line) as string[]),
  ...ours.flatMap(({ command = [] }) => command),
];

describe('the Dockerfile', () => {
  const copied = all('COPY').filter((line) => !line.startsWith('--from'));

  test('copies existing files', () => {
    const paths = copied.flatMap((line) => line.split(' ').slice(0, -1));

    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'src', 'migrations', 'schema', 'examples']),
    );
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('runs scripts in package.json', () => {
    const run = [...dockerfile.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);

    expect(run).toEqual(['build', 'cli']);
    expect(run.filter((script) => !(script in scripts))).toEqual([]);
  });

  test('has two stages, slim, with the Node that package.json allows, and is not root', () => {
    const [first, second, ...others] = all('FROM');

    expect([first, second, others]).toEqual(['node:24-bookworm-slim AS build', 'node:24-bookworm-slim', []]);
    expect(all('USER')).toEqual(['node']);
  });

  test('checks its own readiness', () => {
    expect(all('HEALTHCHECK')[0]).toContain('/readyz');
  });
});

test('the started programs are compiled from existing sources', () => {
  const compiled = programs.filter((word) => word.startsWith('dist/'));

  expect(compiled).toEqual(['dist/src/main.js', 'dist/src/cli/main.js']);
  expect(compiled.filter((program) => !existsSync(join(ROOT, sourceOf(program))))).toEqual([]);
});

describe('compose.yaml', () => {
  const { database, migrate, 'track-types': service } = compose.services;

  test('has PostgreSQL, its migrations, and the service after them, from one build', () => {
    expect(database?.image).toMatch(/^postgres:\d/);
    expect(database?.healthcheck?.test).toContain('--host=127.0.0.1');
    expect(Object.keys(migrate?.depends_on ?? {})).toEqual(['database']);
    expect(Object.keys(service?.depends_on ?? {})).toEqual(['migrate']);
    expect(ours.map(({ build, image }) => [build, image])).toEqual([
      ['.', 'track-types'],
      [undefined, 'track-types'],
    ]);
  });

  test('says for each service whether it restarts, and passes on its signals', () => {
    const services = [database, migrate, service];

    expect(services.map((one) => one?.restart)).toEqual(['unless-stopped', 'no', 'unless-stopped']);
    expect(ours.map(({ init }) => init)).toEqual([true, true]);
  });

  test('uses existing settings, keeps its data in a volume, and contains no secret', () => {
    const set = new Set(ours.flatMap(({ environment }) => Object.keys(environment)));
    const volumes = Object.values(compose.services).flatMap((one) => one.volumes ?? []);
    const { POSTGRES_PASSWORD, SERVICE_PASSWORD } = database?.environment ?? {};

    expect([...set].filter((name) => !(name in SETTINGS.shape))).toEqual([
      'OWNER_PASSWORD',
      'SERVICE_PASSWORD',
    ]);
    expect(volumes.map((volume) => volume.split(':')[0])).toEqual(Object.keys(compose.volumes));
    expect(POSTGRES_PASSWORD).toMatch(/^\$\{OWNER_PASSWORD:\?/);
    expect(SERVICE_PASSWORD).toMatch(/^\$\{SERVICE_PASSWORD:\?/);
  });

  test('is refused with an unchanged .env.example: no password is set, and each secret is a placeholder', () => {
    const env = envIn(read('.env.example'));
    const told = () =>
      readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://a@database/b', ...env });

    expect([env['OWNER_PASSWORD'], env['SERVICE_PASSWORD']]).toEqual(['', '']);
    expect(mistakesOf(told)).toEqual(
      ['JWT_AUTH', 'ROUTER_SECRETS', 'DOWNSTREAM_OAUTH_CLIENT_SECRET'].map((name) =>
        expect.stringMatching(`^${name}: has a well-known secret`),
      ),
    );
    expect(Object.keys(env).filter((name) => !/_PASSWORD$/.test(name) && !(name in SETTINGS.shape))).toEqual(
      [],
    );
  });
});

function mistakesOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.mistakes : [String(error)];
  }
}
