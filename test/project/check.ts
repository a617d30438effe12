// `npm run check`: everything that CI runs, one line per step as it ends; with --full, the long runs as well. A failing
// step does not stop the others. The last line is always `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Counts,
  countTests,
  isLeftOut,
  LISTS,
  LONG_STEPS,
  readReport,
  run,
  type Step,
  testStep,
} from './steps';

async function runAndSay(step: Step): Promise<boolean> {
  const started = performance.now();
  const { isOk, output } = await run(step);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!isOk) console.log(output);
  console.log(`${isOk ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
  return isOk;
}

/** Runs the steps one after the other; returns how many succeeded and failed. */
async function inTurn(steps: readonly Step[]): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  for (const step of steps) {
    if (isLeftOut(step)) console.log(`-      ${step.name}: no ${step.needs} yet`);
    else counts[(await runAndSay(step)) ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

async function checkTests(): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'track-types-check-'));
  try {
    const reportFile = join(folder, 'report.json');
    const isOk = await runAndSay(testStep(reportFile));
    return countTests(isOk, readReport(reportFile));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sumOf = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.reduce((sum, { failed }) => sum + failed, 0),
});

async function check(): Promise<Counts> {
  const steps = await Promise.all(LISTS.map(inTurn));
  const tests = await checkTests();
  const { full } = parseArgs({ options: { full: { type: 'boolean' } } }).values;
  if (full) steps.push(await inTurn(LONG_STEPS));
  const { passed, failed } = sumOf(steps);
  console.log(`\nsteps: ${passed} passed, ${failed} failed`);
  console.log(`tests: ${tests.passed} passed, ${tests.failed} failed`);
  return sumOf([...steps, tests]);
}

function conclude({ passed, failed }: Counts): void {
  process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(failed === 0 ? 0 : 1));
}

// Out of time, CI ends the whole group: the step that hangs ends with it, and is still printed and counted here.
process.on('SIGTERM', () => undefined);

check().then(conclude, (error: unknown) => {
  console.error(error);
  conclude({ passed: 0, failed: 1 });
});
