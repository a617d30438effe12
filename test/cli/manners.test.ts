// What all commands share: help, JSON, exit codes, errors in a sentence, and progress on terminals only.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandsIn, program } from '../../src/cli/program';
import { EXIT_CODES } from '../../src/cli/command';
import { aVerifiedCourse, startReplica } from '../support/changes';
import { CLI, runCli, type Env } from '../support/cli';
import { useTestDatabase } from '../support/database';
import { startLmsWorld } from '../support/lms-runs';
import type { LmsWorld } from '../support/lms-runs';

// Each run is a process of its own, and a busy machine takes seconds to start one.
jest.setTimeout(120_000);

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'track-types-cli-'));
const at = (name: string) => join(folder, name);
let key: string;
let world: LmsWorld;
beforeAll(async () => {
  world = await startLmsWorld();
  const replica = await startReplica(database.url);
  ({ key } = await aVerifiedCourse(replica, 'UNPUBLISHED'));
  await replica.stop();
  writeFileSync(at('courses.csv'), 'course_key,title,course_type\nCsvX+A,Legacy,verified-audit\n');
  writeFileSync(at('courses.json'), '[{"key": "JsonX+A", "course_runs": [{"key": "no key"}]}]');
  writeFileSync(at('members.csv'), 'organization,user,role\nedX,ann,editor\n');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.stop();
});

/** Placeholder for the address of an LMS, which is known once it has started. */
const LMS = 'LMS';
const run = (args: readonly string[], env: Env = {}, input?: string) =>
  runCli(
    args.map((one) => (one === LMS ? world.lms.url : one)),
    { DATABASE_URL: database.url, SANDBOX: 'true', ...world.env, ...env },
    input,
  );

/** Each command with arguments that make it do something; its exit code, and a part of its result. */
const COMMANDS: Readonly<Record<string, readonly [args: readonly string[], code: number, result: object]>> = {
  'bulk-change': [
    ['--name', 'n', '--reason', 'r', '--keys', '-', '--type', 'verified-audit'],
    ...([0, { state: 'DONE', total: 1, tally: { unchanged: 1 }, items: [] }] as const),
  ],
  export: [['--out', at('out')], 0, { out: at('out'), format: 'jsonl', cursor: expect.any(String) }],
  'import course-discovery': [
    [at('courses.json')],
    ...([1, { counts: { read: { courses: 1 } }, refused: [{ key: 'JsonX+A', fate: 'REFUSED' }] }] as const),
  ],
  'import csv': [
    [at('courses.csv')],
    0,
    { isDryRun: false, counts: { created: { courses: 1 } }, refused: [] },
  ],
  'import lms': [[LMS], 0, { isDryRun: false, counts: { read: { courses: 0 } }, refused: [] }],
  'memberships import': [
    [at('members.csv')],
    ...([0, { added: [{ organization: 'edX', username: 'ann', role: 'EDITOR' }], mistakes: [] }] as const),
  ],
  migrate: [[], 0, { migrations: [], statements: [] }],
  reconcile: [[], 0, { runs: 0, differ: 0, found: [] }],
  retry: [['--all', '--reason', 'r'], 0, { retried: [] }],
  'shop confirm': [[], 0, { url: 'https://shop.example.com' }],
  'shop plan': [[], 0, {}],
  'verify-history': [[], 0, { misfits: 0, first: null }],
};
/** An installation that sells through a shop, which gets no requests while nothing is sold. */
const SHOP: Env = {
  SANDBOX: 'false',
  ECOMMERCE_PROTOCOL: 'woocommerce',
  ECOMMERCE_URL: 'https://shop.example.com',
  WOOCOMMERCE_KEY: 'ck_1',
  WOOCOMMERCE_SECRET: 'cs_1',
  LMS_PROTOCOL: 'graphql',
  LMS_URL: 'https://lms.example.com',
};
const envOf = (name: string): Env => (name.startsWith('shop ') ? SHOP : {});
/** Output that is not part of the result, by command. */
const NOTES: Readonly<Record<string, RegExp>> = {
  'bulk-change': /^Bulk change \S+: 1 course\.\n$/,
  'import lms': /^Runs in the LMS: 0, of 0 courses\. .*\n$/,
};
const named = commandsIn(program).map((command) => {
  const parent = command.parent === program ? '' : `${command.parent?.name()} `;
  return `${parent}${command.name()}`;
});
const cases = Object.entries(COMMANDS).map(
  ([name, [args, code, result]]) => [name, { args, code, result }] as const,
);

test('every command is tested here', () => {
  expect(Object.keys(COMMANDS)).toEqual(named);
});

test('without a command it lists them, and the exit codes', async () => {
  const [help, bare] = await Promise.all([run(['--help']), run([])]);

  expect([help.code, bare.code]).toEqual([0, 2]);
  expect([help.out, bare.err]).toEqual([bare.err, help.out]);
  for (const name of named) expect(help.out).toContain(`\n  ${name.split(' ')[0]} `);
  for (const [code, says] of Object.entries(EXIT_CODES)) expect(help.out).toContain(`  ${code}  ${says}\n`);
});

describe.each(cases)('%s', (name, { args, code, result }) => {
  const command = name.split(' ');

  test('has its own help', async () => {
    const help = await run([...command, '--help']);

    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain(`Usage: npm run cli -- ${name} `);
    expect(help.out).toContain('--json');
    expect(help.out).toContain('Exit codes:');
  });

  test('prints its result as JSON, and nothing else, on request', async () => {
    const found = await run([...command, ...args, '--json'], envOf(name), key);

    expect(found.code).toBe(code);
    expect(JSON.parse(found.out)).toMatchObject(result);
    expect(found.err).toMatch(NOTES[name] ?? /^$/);
  });

  test('exits with 2 and a sentence if the database cannot be reached', async () => {
    rmSync(at('out'), { recursive: true, force: true });
    const DATABASE_URL = 'postgresql://nobody:aPassword@localhost:1/nowhere';

    const { code: ended, out, err } = await run([...command, ...args], { ...envOf(name), DATABASE_URL }, key);

    expect([ended, out]).toEqual([2, '']);
    expect(err).toMatch(/^DATABASE_URL: the database cannot be reached: connect ECONNREFUSED .*\n$/);
    expect(err).not.toContain('aPassword');
  });
});

test('exits with 2 and reports all wrong settings at once', async () => {
  const { code, out, err } = await run(['reconcile', '--all'], { DATABASE_POOL_SIZE: 'many', PORT: 'any' });

  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^The configuration has mistakes:(\n {2}- (DATABASE_POOL_SIZE|PORT): .*){2}\n$/);
});

test.each([
  [['migrate', '--no-such-flag'], /unknown option '--no-such-flag'/],
  [['import', 'csv', '/nowhere', '--no-such-flag'], /unknown option '--no-such-flag'/],
  [['no-such-command'], /unknown command 'no-such-command'/],
  [['migrate', '--password=hunter2'], /unknown option '--password=…'/],
  [['import', 'csv', '/nowhere'], /^There is no file \/nowhere\.\n$/],
  [['import', 'csv', tmpdir()], /EISDIR/],
  [['memberships', 'import', '/nowhere'], /^\/nowhere: ENOENT: no such file/],
  [['export', '--out', '/dev/null/here'], /ENOTDIR/],
  [['memberships', 'import'], /missing required argument 'file'/],
  [['retry', '--reason', 'r'], /^Say which: --system, --course or --all\.\n$/],
  [['retry', '--reason', 'r', '--course', 'edX+None'], /^There is no such course/],
  [['shop', 'plan'], /^There is no shop: ECOMMERCE_PROTOCOL is graphql; set it to woocommerce\.\n$/],
  [['shop', 'confirm'], /^There is no shop: /],
])('%j is an error, reported in a sentence', async (args, says) => {
  const { code, out, err } = await run(args);

  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(says);
  expect(err).not.toContain('    at ');
});

describe('if output goes to a terminal, progress is shown', () => {
  /** What the terminal receives. */
  function onTerminal(args: readonly string[], env: Env): Promise<string> {
    const line = [...CLI, ...args].map((word) => `'${word}'`).join(' ');
    // Node.js has no colours where it takes a terminal for a log of CI.
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...others } = process.env;
    const settings = { ...others, TERM: 'xterm-256color', DATABASE_URL: database.url, ...env };
    return new Promise((resolve) => {
      execFile('script', ['-qec', line, '/dev/null'], { env: settings }, (_error, out) =>
        resolve(out.replaceAll('\x1b', 'ESC')),
      );
    });
  }
  const onLinux = process.platform === 'linux' ? test : test.skip;

  onLinux('a bar shows how far it has come, in colour unless NO_COLOR is set', async () => {
    const [coloured, plain] = await Promise.all([
      onTerminal(['verify-history'], {}),
      onTerminal(['verify-history'], { NO_COLOR: '1' }),
    ]);

    expect(coloured).toMatch(/\rESC\[KESC\[32m█+ESC\[39m░* \d+\/\d+ entries/);
    expect(plain).toMatch(/\rESC\[K█+░* \d+\/\d+ entries/);
    expect(plain).not.toMatch(/ESC\[\d+m/);
  });

  test('otherwise none is shown', async () => {
    expect(await run(['verify-history'])).toMatchObject({ code: 0, err: '' });
  });
});
