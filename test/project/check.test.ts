// Checks that `npm run check` and .ci/run keep their promises: every step runs and is counted, as the last line says.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { scripts } from '../../package.json';
import { ROOT } from './project-files';
import { countTests, isLeftOut, LISTS, LONG_STEPS, readReport, run, testStep } from './steps';

const folder = mkdtempSync(join(tmpdir(), 'track-types-ci-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A script of this name, found before the real one on the PATH that `ciRun` passes. */
function fake(name: string, ...lines: string[]): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', name), ['#!/bin/sh', ...lines].join('\n'));
  chmodSync(join(folder, 'bin', name), 0o755);
}

function ciRun(): { code: number | null; lastLine: string | undefined } {
  cpSync(join(ROOT, '.ci'), join(folder, '.ci'), { recursive: true });
  const PATH = join(folder, 'bin') + delimiter + (process.env['PATH'] ?? '');
  const { status, stdout } = spawnSync(join(folder, '.ci', 'run'), {
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return { code: status, lastLine: stdout.trimEnd().split('\n').at(-1) };
}

describe('a step', () => {
  test.each([...LISTS.flat(), ...LONG_STEPS, testStep('report.json')])(
    '"$name" runs an existing script or file',
    (step) => {
      const script = /^(?:\w+=\w+ )?npm (?:run --silent )?([\w:]+)/.exec(step.command)?.[1];

      expect(script === undefined ? step.needs : Object.keys(scripts)).toContain(
        script ?? step.command.split(' ').at(-1),
      );
    },
  );

  test('is left out only while its file does not exist', () => {
    expect(isLeftOut({ name: 'x', command: 'true', needs: 'docs/nothing.ts' })).toBe(true);
    expect(isLeftOut({ name: 'x', command: 'true', needs: 'package.json' })).toBe(false);
    expect(isLeftOut({ name: 'x', command: 'true' })).toBe(false);
  });

  test('returns whether it succeeded, and all its output', async () => {
    const failing = { name: 'x', command: 'echo one && echo two >&2 && exit 3' };

    await expect(run(failing)).resolves.toEqual({ isOk: false, output: 'one\ntwo\n' });
    await expect(run({ name: 'x', command: 'echo one' })).resolves.toEqual({ isOk: true, output: 'one\n' });
  });

  test('does not wait for processes that a command leaves running', async () => {
    const { output } = await run({ name: 'x', command: 'sleep 60 & echo $!' });

    expect(process.kill(Number(output))).toBe(true);
  });
});

describe('the tests', () => {
  const report = { numPassedTests: 7, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

  test.each([
    { what: 'passed ones', isOk: true, given: report, counts: { passed: 7, failed: 0 } },
    {
      what: 'failed ones',
      isOk: false,
      given: { ...report, numFailedTests: 2 },
      counts: { passed: 7, failed: 2 },
    },
    {
      what: 'a file that does not load',
      isOk: false,
      given: { ...report, numRuntimeErrorTestSuites: 1 },
      counts: { passed: 7, failed: 1 },
    },
    {
      what: 'a run that fails beside its tests',
      isOk: false,
      given: report,
      counts: { passed: 7, failed: 1 },
    },
    { what: 'a run without a report', isOk: false, given: undefined, counts: { passed: 0, failed: 1 } },
  ])('are counted: $what', ({ isOk, given, counts }) => {
    expect(countTests(isOk, given)).toEqual(counts);
  });

  test('have no report if none was written', () => {
    expect(readReport(join(folder, 'nothing.json'))).toBeUndefined();
  });
});

// CI is Linux; elsewhere bash or timeout may be missing.
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describeOnLinux('.ci/run', () => {
  test('is executable', () => {
    expect(statSync(join(ROOT, '.ci', 'run')).mode & 0o111).toBe(0o111);
  });

  test('passes on the counts and the exit code of the checks', () => {
    fake('npm', 'exit 0');
    fake('node', 'echo "31 passed, 0 failed"');
    expect(ciRun()).toEqual({ code: 0, lastLine: '31 passed, 0 failed' });

    fake('node', 'echo "30 passed, 1 failed"', 'exit 1');
    expect(ciRun()).toEqual({ code: 1, lastLine: '30 passed, 1 failed' });
  });

  test('counts one failure if the packages cannot be installed', () => {
    fake('npm', 'echo "3 passed, 0 failed"', 'exit 1');

    expect(ciRun()).toEqual({ code: 1, lastLine: '0 passed, 1 failed' });
  });

  test.each([
    ['break down', 'echo broken; exit 1'],
    ['stop in the middle of a line', 'printf half; exit 0'],
  ])('counts one failure if the checks %s', (_, line) => {
    fake('npm', 'exit 0');
    fake('node', line);

    expect(ciRun()).toEqual({ code: 1, lastLine: '0 passed, 1 failed' });
  });
});
