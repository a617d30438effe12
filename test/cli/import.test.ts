// import as a person runs it: processes with arguments, exit codes, output, the report, and counts that add up.
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateCourses, generatedJson, generatedTypeOptions } from '../../sandbox/generated-courses';
import { connect } from '../provisioning/outbox-world';
import { runCli, startCli, type Env } from '../support/cli';
import { useTestDatabase } from '../support/database';

// Each run is a process of its own, and a busy machine takes seconds to start one.
jest.setTimeout(120_000);

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'track-types-import-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const start = (args: readonly string[]) =>
  startCli(['import', ...args], { DATABASE_URL: database.url, SANDBOX: 'true' });
const ran = (args: readonly string[], env?: Env) =>
  runCli(['import', ...args], { DATABASE_URL: database.url, SANDBOX: 'true', ...env });
const write = (name: string, value: unknown): string => {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value));
  return at(name);
};
const reported = (name: string) =>
  readFileSync(at(name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The lines of the table at the end of the output. */
function tableIn(out: string): Record<string, [courses: number, runs: number]> {
  const lines = out.split('\n').map((line) => /^(.+?) +(\d+) +(\d+)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((line) => (line ? [[line[1], [Number(line[2]), Number(line[3])]]] : [])),
  );
}
/** Which lines must be the sum of which, in both columns. */
function sumsOf(table: ReturnType<typeof tableIn>) {
  const sum = (names: string[], column: 0 | 1) =>
    names.reduce((total, name) => total + (table[name]?.[column] ?? NaN), 0);
  const fates = ['left out', 'created', 'changed', 'unchanged', 'refused'];
  const matches = [
    'type by slug',
    'type by UUID',
    'type by inference',
    'type kept, a guess differs',
    'Empty',
  ];
  return ([0, 1] as const).map((column) => ({
    read: sum(['read'], column),
    fates: sum(fates, column),
    typed: sum([...matches, 'left out', 'refused'], column),
  }));
}
const odd = [
  {
    key: 'OddX+Empty',
    course_runs: [{ key: 'course-v1:OddX+Empty+1', seats: [] }, { key: 'OddX/Empty/2013' }],
  },
  {
    key: 'OddX+Ends',
    course_runs: [
      { key: 'course-v1:OddX+Ends+1', start: '2026-02-01T00:00:00Z', end: '2026-01-01T00:00:00Z' },
    ],
  },
  {
    key: 'OddX+Mixed',
    course_type: 'audit',
    course_runs: [{ key: 'course-v1:OddX+Mixed+1', run_type: 'honor' }],
  },
  { key: 'OddX+Told', faq: 'Why?', course_runs: [{ key: 'course-v1:OddX+Told+1', pacing: 'self' }] },
  { key: 'ElseX+Out', course_runs: [{ key: 'course-v1:ElseX+Out+1' }] },
];

test('a dry run, the import, and the same again: counts that add up, a report, and what changes', async () => {
  const orgs = [...Array(97).keys()].map((number) => ['--org', `Org${number}X`]).flat();
  const source = write('courses.json', [...generateCourses({ courses: 120, seed: 3 }), ...odd]);
  const options = write('options.json', generatedTypeOptions());
  const args = ['course-discovery', source, '--type-options', options, '--org', 'OddX', ...orgs];

  const dry = await ran([...args, '--dry-run']);
  const first = await ran([...args, '--report', at('report.jsonl')]);
  const again = await ran([...args, '--report', at('report.jsonl')]);

  const tables = [dry, first, again].map(({ out }) => tableIn(out));
  for (const table of tables) {
    for (const { read, fates, typed } of sumsOf(table)) expect([fates, typed]).toEqual([read, read]);
    expect(table).toMatchObject({ read: [125, 486], 'left out': [1, 1], refused: [1, 1], Empty: [2, 3] });
    expect(table).toMatchObject({ mismatched: [0, 1], 'key of the old form': [0, 1] });
  }
  expect(tables.map((table) => [table['created'], table['changed'], table['unchanged']])).toEqual([
    [
      [123, 484],
      [0, 0],
      [0, 0],
    ],
    [
      [123, 484],
      [0, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [0, 0],
      [123, 484],
    ],
  ]);
  expect([dry, first, again].map(({ code }) => code)).toEqual([1, 1, 1]);
  expect(first.out).toContain(
    'refused OddX+Ends (courses.json #122): course_runs.0.end: is not after the start.\n',
  );
  expect(dry.out).toContain('Dry run: nothing was saved.');
  const lines = reported('report.jsonl');
  expect(lines).toHaveLength(2 * 125);
  expect(lines.filter(({ position }) => position === 'end').map(({ counts }) => counts.read)).toEqual(
    Array(2).fill({ courses: 125, runs: 486 }),
  );
  expect(lines.filter(({ position }) => position === 'end').map(({ notRead }) => notRead)).toMatchObject(
    Array(2).fill({ 'course_runs.type': 480, owners: 120, faq: 1, 'course_runs.pacing': 1 }),
  );
  expect(first.out).toMatch(
    /^Fields that were not understood, and how often: course_runs\.\w+ \(480\), .*, and \d more in the report\.$/m,
  );
  expect(lines.find(({ key }) => key === 'OddX+Empty')).toMatchObject({
    ...{ position: 'courses.json #121', fate: 'CREATED', type: 'empty', matchedBy: 'EMPTY' },
    remarks: expect.arrayContaining(['OddX/Empty/2013: its key has the old form.']),
  });
});

test('a folder of pages is read in order; a broken page does not stop the others, and exits with 1', async () => {
  mkdirSync(at('pages'));
  const courses = [...generateCourses({ courses: 6, seed: 9 })].map((course, index) => ({
    ...course,
    key: `PageX+${index}`,
  }));
  const bare = courses.map((course) => ({ ...course, course_runs: [], uuid: null }));
  write('pages/page-2.json', { count: 6, next: null, results: bare.slice(0, 2) });
  write('pages/page-10.json', `{"results": [${JSON.stringify(bare[2])}, {"key": "Pag`);
  write('pages/page-11.json', '<html>502 Bad Gateway</html>');
  write('pages/page-12.jsonl', `${JSON.stringify(bare[3])}\n{"key": "PageX\n${JSON.stringify(bare[4])}`);
  write('pages/notes.txt', 'not for us');

  const { code, out } = await ran(['course-discovery', at('pages'), '--report', at('pages.jsonl')]);

  expect(code).toBe(1);
  expect(tableIn(out)).toMatchObject({ read: [8, 0], created: [5, 0], refused: [3, 0] });
  expect(reported('pages.jsonl').map(({ position }) => position)).toEqual([
    ...[
      'page-2.json #1',
      'page-2.json #2',
      'page-10.json #1',
      'page-10.json after #1',
      'page-11.json after #0',
    ],
    ...['page-12.jsonl line 1', 'page-12.jsonl line 2', 'page-12.jsonl line 3', 'end'],
  ]);
});

test('from the API, with its own type options; later changes there are made here', async () => {
  const [course = {}] = [...generateCourses({ courses: 6, seed: 4 })].slice(5);
  const asked: string[] = [];
  const server = createServer(({ method, url = '', headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization}`);
    const title = asked.length > 2 ? 'Another' : 'Masters';
    const page = {
      count: 1,
      next: null,
      results: [{ ...course, key: 'ApiX+A', uuid: null, course_runs: [], title }],
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(method === 'OPTIONS' ? generatedTypeOptions() : page));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { DISCOVERY_TOKEN: 'abcdefgh', DISCOVERY_REQUESTS_PER_MINUTE: '6000' };

  const first = await ran(['course-discovery', url], env);
  const second = await ran(['course-discovery', url], env);
  server.close();

  expect([first.code, second.code]).toEqual([0, 0]);
  expect(tableIn(first.out)).toMatchObject({ created: [1, 0], 'type by UUID': [1, 0] });
  expect(tableIn(second.out)).toMatchObject({ changed: [1, 0] });
  expect(second.out).toContain('npm run cli -- reconcile --all --repair');
  const path =
    '/api/v1/courses/?limit=100&include_restricted=custom-b2c%2Ccustom-b2b-enterprise JWT abcdefgh';
  expect(asked.slice(0, 2)).toEqual([`OPTIONS ${path}`, `GET ${path}`]);
});

test('from a CSV', async () => {
  const csv = write(
    'legacy.csv',
    'course_key,title,course_type,run_key,run_type,start,end,price_verified\n' +
      'CsvX+A,Legacy,verified-audit,course-v1:CsvX+A+1,verified-audit,2026-01-01,2026-06-30,49.50\n' +
      'CsvX+A,Legacy,verified-audit,course-v1:CsvX+A+2,,,,\n' +
      'CsvX+B,Unpriced,verified-audit,course-v1:CsvX+B+1,verified-audit,,,\n',
  );

  const { code, out } = await ran(['csv', csv, '--actor', 'pat']);

  expect(code).toBe(0);
  expect(tableIn(out)).toMatchObject({
    ...{ created: [2, 3], 'type by slug': [2, 2], Empty: [0, 1] },
    // Its price is not known: nobody is told 0.
    'held back': [0, 1],
  });
  const data = await connect(database.url);
  const [entry] = await data.query(`SELECT actor, after FROM history WHERE course_key = 'CsvX+A'`);
  await data.destroy();
  expect(entry).toMatchObject({ actor: 'pat', after: { prices: { verified: '49.50' } } });
});

test('a stopped import keeps what it saved, and the next one continues', async () => {
  const source = write(
    'long.jsonl',
    [...generatedJson({ courses: 1_000, seed: 11 }, 'LINES')].join('').replaceAll(/Org(\d+)X/g, 'Long$1X'),
  );
  const report = at('stopped.jsonl');
  const child = start(['course-discovery', source, '--report', report]);
  const saying = text(child.stdout);
  while (!existsSync(report)) await sleep(10);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');

  const stopped = tableIn(await saying);
  const next = tableIn((await ran(['course-discovery', source])).out);

  expect(code).toBe(2);
  expect(stopped['created']?.[0]).toBeGreaterThan(0);
  expect(stopped['created']?.[0]).toBeLessThan(1_000);
  expect(next['unchanged']).toEqual(stopped['created']);
  expect(next['read']).toEqual([1_000, 4_000]);
});

test('exits with 2 and a sentence if it cannot run', async () => {
  write('mine.txt', 'mine, not yours');
  mkdirSync(at('nothing'));
  const broken = write('broken.json', '<html>');
  const sound = write('sound.json', '[]');

  const results = await Promise.all([
    ran(['course-discovery', at('nowhere.json')]),
    ran(['course-discovery', at('nothing')]),
    ran(['course-discovery', broken]),
    ran(['course-discovery', sound, '--report', at('mine.txt')]),
    ran(['course-discovery', sound, '--type-options', broken]),
    ran(['course-discovery', 'http://127.0.0.1:1/']),
    ran(['csv', broken]),
  ]);

  expect(results.map(({ code }) => code)).toEqual(Array(7).fill(2));
  const said = [
    'There is no file or folder',
    'has no files that end in .json',
    'It is not JSON',
    'is not a report',
    'cannot be read as JSON',
  ];
  for (const [index, words] of [...said, 'Set DISCOVERY_TOKEN', 'has no column course_key'].entries()) {
    const { out = '', err = '' } = results[index] ?? {};
    expect(out + err).toContain(words);
    expect(err).not.toContain('    at ');
  }
  expect(readFileSync(at('mine.txt'), 'utf8')).toBe('mine, not yours');
});
