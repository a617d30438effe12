// reconcile as a person runs it: a process with arguments, its exit code, output, and report.
import { once } from 'node:events';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aVerifiedCourse } from '../support/changes';
import { ended, startCli } from '../support/cli';
import { createDriftWorld, type DriftWorld } from '../support/drift-world';

// Each run is a process of its own, and a busy machine takes seconds to start one.
jest.setTimeout(90_000);

let world: DriftWorld;
/** In the order of their keys. */
let runs: string[];
let keys: string[];
const report = join(tmpdir(), `track-types-test-${process.pid}-report.jsonl`);
beforeAll(async () => {
  world = await createDriftWorld();
  const courses = [];
  for (let number = 0; number < 3; number += 1) courses.push(await aVerifiedCourse(world.app.replica));
  runs = courses.map(({ run }) => run).sort();
  keys = courses.map(({ key }) => key).sort();
  await world.delivered();
});
afterEach(async () => {
  rmSync(report, { force: true });
  world.standIns.lms.faults.clear();
  await world.delivered();
});
afterAll(() => world.stop());

function started(...args: string[]) {
  const { ecommerce, lms } = world.standIns;
  const env = { ECOMMERCE_URL: ecommerce.url, LMS_URL: lms.url, DATABASE_URL: world.app.databaseUrl };
  return startCli(['reconcile', ...args], env);
}
const ran = (...args: string[]) => ended(started('--rate', '1000', ...args));

const reported = () =>
  readFileSync(report, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test('exits with 0 if all is in sync, and continues a report on request', async () => {
  const [all, rest] = await Promise.all([
    ran('--all'),
    ran('--resume-from', runs[1] ?? '', '--report', report),
  ]);

  expect(all.code).toBe(0);
  expect(all.out).toBe('3 runs: 0 different, 0 could not be checked, 0 queued again.\n');
  expect([all.err, rest.err]).toEqual(['', '']);
  expect(rest.out).toContain('1 run: ');
  expect(reported().map(({ courseRunKey }) => courseRunKey)).toEqual(runs.slice(2));
});

test('exits with 1 for drift; requests are printed and reported, with actor and reason in the history', async () => {
  const [run = '', key = ''] = [runs[1], keys[1]];
  await world.open(run, (modes) => modes.slice(1));

  const flags = ['--report', report, '--actor', 'pat', '--reason', 'mend'];
  const { code, out } = await ran('--repair', '--course', key, ...flags);

  const [line] = reported();
  expect(line).toMatchObject({ courseRunKey: run, isInSync: false, problem: null });
  expect(line.asked).toHaveLength(2);
  expect(code).toBe(1);
  expect(out).toContain(`${run} LMS MISSING mode:verified\n`);
  expect(out).toContain(`${run} queued again: ${line.asked.join(' ')}\n`);
  const asked = await world.app.replica.database.query(
    `SELECT actor, reason FROM history WHERE kind = 'PROVISIONING_REQUESTED' AND course_run_key = $1`,
    [run],
  );
  expect(asked).toEqual([{ actor: 'pat', reason: 'mend' }]);
});

test('a truncated report is continued after its last run, and counts for the exit code', async () => {
  await world.open(runs[0] ?? '', () => []);
  await ran('--course', keys[0] ?? '', '--report', report);
  appendFileSync(report, '{"courseRunKey":"course-v1:cut');

  const { code, out } = await ran('--report', report);

  expect(reported().map(({ courseRunKey }) => courseRunKey)).toEqual(runs);
  expect(code).toBe(1);
  expect(out).toContain('3 runs: 1 different');
  expect(out).not.toContain('MISSING');
});

test('exits with 1 if one run of several cannot be checked, and with 2 if none can', async () => {
  world.standIns.lms.faults.set({ kind: 'html', where: ({ courseRunKey }) => courseRunKey === runs[2] });

  const [all, alone] = await Promise.all([ran('--report', report), ran('--course', keys[2] ?? '')]);

  expect(all).toMatchObject({ code: 1, out: expect.stringContaining('1 could not be checked') });
  expect(reported()[2]).toMatchObject({ courseRunKey: runs[2], isInSync: null });
  expect(alone.code).toBe(2);
});

test.each([
  ['after the last run, if there is no report', [], () => `--resume-from ${runs[0]}`],
  ['with the report, if there is one', ['--report', report], () => 'the same --report'],
])('a stopped scan exits with 2 and says how to continue: %s', async (_, flags, says) => {
  await world.open(runs[0] ?? '', (modes) => modes.slice(1));
  const child = started('--all', '--rate', '0.5', ...flags);
  const first = once(child.stdout, 'data');
  const end = ended(child);
  await first;
  child.kill('SIGINT');

  const { code, err } = await end;

  expect({ code, err }).toEqual({
    code: 2,
    err: `Stopped before the end. To continue, run it again with ${says()}.\n`,
  });
});

test('exits with 2 and a sentence if it cannot run', async () => {
  writeFileSync(report, 'mine, not yours');

  const results = await Promise.all([
    ran('--course', 'edX+Nowhere'),
    ran('--course', 'edX+DemoX', '--all'),
    ran('--rate', 'many'),
    ran('--report', report),
  ]);

  expect(results.map(({ code, out }) => [code, out])).toEqual(results.map(() => [2, '']));
  const said = ['There is no course edX+Nowhere.', "'--all'", 'Give 0.01 to 1000.', 'is not a report'];
  results.forEach(({ err }, index) => {
    expect(err).toContain(said[index]);
    expect(err).not.toContain('    at ');
  });
  expect(readFileSync(report, 'utf8')).toBe('mine, not yours');
});
