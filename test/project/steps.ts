// The steps of `npm run check`, and of `npm run check -- --full`, as data, and how one is run and counted. Knows the commands only by their names in
// package.json.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project-files';

/** `command` runs in the root; without the file that it `needs`, the step is skipped. */
export type Step = { name: string; command: string; needs?: string };

/** How many checks a step passed and failed; a step other than the tests counts as one. */
export type Counts = { passed: number; failed: number };

/** The part of Jest's JSON report that is counted. */
type Report = { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number };

// Processes that a command leaves running may hold its output open forever; its own last output comes well within this.
const GRACE_MS = 1000;

/** The tests that query most of the schema, with good and bad requests. */
const EXECUTED = ['states-after-changes', 'entities', 'every-field', 'faults', 'history', 'lists'].map(
  (file) => `test/graphql/${file}`,
);

/** What `npm run check` runs before the tests: three lists in parallel, each in its order. The last one often waits. */
export const LISTS: Step[][] = [
  [
    { name: 'types', command: 'npm run --silent types' },
    { name: 'generated types fit the schema', command: 'npm run --silent codegen -- --check' },
    { name: 'lint and format', command: 'npm run --silent lint' },
    { name: 'documents fit the code', command: 'npm run --silent docs -- --check', needs: 'docs/print.ts' },
    {
      name: 'migrations fit the tables',
      command: 'node --import tsx test/project/migrations-check.ts',
      needs: 'test/project/migrations-check.ts',
    },
  ],
  [
    {
      name: 'deploys as the Dockerfile, compose.yaml and docs/deploying.md say',
      command: 'node --import tsx test/project/deploying.ts',
      needs: 'test/project/deploying.ts',
    },
    { name: "Publisher's form", command: 'npm run --silent test:publisher' },
  ],
  [
    {
      name: 'starts on every Node.js',
      command: 'node --import tsx test/project/every-node.ts',
      needs: 'test/project/every-node.ts',
    },
    {
      name: 'attacks for 15 s, within memory and with /livez in 1 s',
      command: 'npm run --silent soak -- --minutes 0.25 --courses 200 --livez-ms 1000',
    },
    { name: 'fault drills of 15 s', command: 'npm run --silent chaos -- --seconds 15 --quick' },
  ],
];

const DRILL = 'npm run --silent chaos -- --seconds 60';

/** What `npm run check -- --full` runs as well, one after the other: about half an hour. Each prints its seed. */
export const LONG_STEPS: Step[] = [
  {
    // The tests use compiled queries wherever they can.
    name: 'graphql-js alone answers the same',
    command: `COMPILED_AFTER=1000000 npm test --silent -- --ci ${EXECUTED.join(' ')}`,
  },
  { name: 'tests behind other gateways', command: 'npm run --silent test:gateways' },
  { name: 'the peers of the bench answer as ours does', command: 'npm run --silent bench -- --check' },
  {
    name: '20,000 random documents get the answers of graphql-js',
    command: 'npm run --silent fuzz -- --documents 20000 --seed "$(date +%s)"',
  },
  {
    name: 'pages at all widths, light and dark',
    command: 'EVERY_VIEW=true npm test --silent -- --ci test/pages',
  },
  {
    // In one minute, the objects of the last third may still wait for the garbage collector.
    name: 'attacks for 2.5 minutes, with /livez in 250 ms',
    command: 'npm run --silent soak -- --minutes 2.5',
  },
  ...Array.from({ length: 10 }, (_, index) => ({
    name: `fault drills of a minute, ${index + 1} of 10`,
    command: DRILL,
  })),
  { name: 'fault drills over REST', command: `${DRILL} --protocol rest` },
];

/** The tests, with their report written to `reportFile`. */
export function testStep(reportFile: string): Step {
  return { name: 'tests', command: `npm test --silent -- --ci --json --outputFile="${reportFile}"` };
}

export function isLeftOut({ needs }: Step): boolean {
  return needs !== undefined && !existsSync(join(ROOT, needs));
}

/**
 * Runs the command to its end; returns whether it succeeded, and its output. Does not wait for processes that the
 * command leaves running.
 */
export async function run({ command }: Step): Promise<{ isOk: boolean; output: string }> {
  const child = spawn(command, { cwd: ROOT, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
    child.once('exit', (exitCode) => setTimeout(resolve, GRACE_MS, exitCode).unref());
  });
  return { isOk: code === 0, output: Buffer.concat(printed).toString('utf8') };
}

/** Counts each test; a test file that fails to load counts as one failure, and so does a run that fails without one. */
export function countTests(isOk: boolean, report: Report | undefined): Counts {
  if (!report) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: failed === 0 && !isOk ? 1 : failed };
}

/** Jest's report; undefined if the run ended before writing it. */
export function readReport(reportFile: string): Report | undefined {
  return existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as Report) : undefined;
}
