// bulk-change as a person runs it: a process with arguments, its exit code, and its output.
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkChange } from '../../src/model/bulk-change';
import { done, effectsOf, found, mastersCourses } from '../changes/bulk-world';
import { aVerifiedCourse, startReplica, type Replica } from '../support/changes';
import { runCli, startCli } from '../support/cli';
import { useTestDatabase } from '../support/database';

// Each run is a process of its own, and a busy machine takes seconds to start one.
jest.setTimeout(240_000);

const database = useTestDatabase();
const file = join(tmpdir(), `track-types-test-${process.pid}-keys.txt`);
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterEach(() => rmSync(file, { force: true }));
afterAll(() => replica.stop());

const TO_MVA = [
  ...[
    '--type',
    'masters-verified-audit',
    '--price',
    'verified=100',
    '--run-type',
    'masters=masters-verified-audit',
  ],
  ...['--name', 'MVA', '--reason', 'a decision', '--rate', '6000'],
];

const begun = (...args: string[]) => startCli(['bulk-change', ...args], { DATABASE_URL: database.url });
const ran = (args: string[], keys?: readonly string[]) =>
  runCli(
    ['bulk-change', ...args, ...(keys ? ['--keys', '-'] : [])],
    { DATABASE_URL: database.url },
    keys?.join('\n'),
  );
const newest = async (): Promise<BulkChange> => {
  const [{ id }] = await replica.database.query(
    'SELECT uuid AS id FROM bulk_change ORDER BY bulk_change.id DESC LIMIT 1',
  );
  return found(replica, { id } as BulkChange);
};

test('exits with 0 if all courses were changed; its id is on stderr', async () => {
  const keys = await mastersCourses(replica, 4);
  writeFileSync(file, `# from the decision\n${keys.join('\r\n')}\n\n`);

  const { code, out, err } = await ran([...TO_MVA, '--keys', file, '--actor', 'pat']);

  expect(out).toBe(
    'ECOMMERCE: 12 to CREATE.\nLMS: 8 to CREATE.\n4 courses: 4 changed, 0 unchanged, 0 refused, 0 failed.\n',
  );
  expect(code).toBe(0);
  const { id, actor } = await newest();
  expect(actor).toBe('pat');
  expect(err).toBe(`Bulk change ${id}: 4 courses.\n`);
});

test('exits with 1 for a refused course, with the reason; a dry run says the same and saves nothing', async () => {
  const [masters = ''] = await mastersCourses(replica, 1);
  const { key } = await aVerifiedCourse(replica, 'LEGAL_REVIEW');

  const dry = await ran([...TO_MVA, '--dry-run'], [masters, key]);
  const before = await effectsOf(replica, await newest());
  const real = await ran(TO_MVA, [masters, key]);

  const refused = new RegExp(`^${key.replace('+', '\\+')} REFUSED RUN_IN_REVIEW: .+$`, 'm');
  for (const { code, out } of [dry, real]) expect([code, out]).toEqual([1, expect.stringMatching(refused)]);
  expect(dry.out).toContain('2 courses: 1 would be changed, 0 unchanged, 1 refused, 0 failed.\n');
  expect(real.out).toContain('2 courses: 1 changed, 0 unchanged, 1 refused, 0 failed.\n');
  expect(before.every(({ entries }) => entries === 0)).toBe(true);
});

test('courses can be selected by a filter, and the result is JSON on request', async () => {
  const [key = ''] = await mastersCourses(replica, 2);
  const filter = [
    '--of-organization',
    key.split('+')[0] ?? '',
    '--of-type',
    'masters',
    '--matching',
    'Title',
  ];

  const { code, out } = await ran([...TO_MVA, ...filter, '--json']);

  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ state: 'DONE', total: 2, tally: { changed: 2 }, items: [] });
});

test('stopping to watch prints that the service carries on, and it does', async () => {
  const keys = await mastersCourses(replica, 3);
  const child = begun(...TO_MVA.slice(0, -1), '1', '--keys', '-');
  child.stdin.end(keys.join('\n'));
  const said = text(child.stderr);
  const isUnderWay = async () =>
    (await replica.database.query<object[]>(`SELECT FROM bulk_change WHERE state = 'RUNNING'`)).length > 0;
  while (!(await isUnderWay())) await sleep(10);

  child.kill('SIGINT');
  const [code] = await once(child, 'exit');

  const bulkChange = await newest();
  expect([code, await said]).toEqual([
    2,
    expect.stringContaining(`The service continues bulk change ${bulkChange.id}`),
  ]);
  await replica.database.query(
    'UPDATE bulk_change SET due_at = now(), rate_per_minute = 6000 WHERE uuid = $1',
    [bulkChange.id],
  );
  expect(await done(replica, bulkChange)).toMatchObject({ state: 'DONE', tally: { changed: 3 } });
});

test('exits with 2 and a sentence if it cannot start', async () => {
  const results = await Promise.all([
    ran(TO_MVA, ['NoX+1']),
    ran([...TO_MVA, '--keys', '/nowhere/keys']),
    ran(TO_MVA),
    ran([...TO_MVA, '--price', 'much', '--of-type', 'masters']),
    ran(['--name', 'x', '--of-type', 'masters']),
    ran([...TO_MVA, '--of-type', 'masters', '--rate', '0']),
  ]);

  const said = [
    'NoX+1',
    'no such file',
    'Say which courses to change',
    'seat type=amount',
    '--reason',
    'Give 1 to 6000',
  ];
  expect(results.map(({ code, out }) => [code, out])).toEqual(results.map(() => [2, '']));
  results.forEach(({ err }, index) => {
    expect(err).toContain(said[index]);
    expect(err).not.toContain('    at ');
  });
});
