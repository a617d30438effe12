// Log lines: when they are written, that none is lost when the process ends, and that a failing write stops nothing.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ROOT } from '../project/project-files';

/** What a process with a log of `info` writes to stderr when it does that, in chunks as they arrived. */
async function written(work: string) {
  const script = `const { createLog } = require('./src/ops/log.ts'); const log = createLog('info');
    const { writeFileSync } = require('node:fs'); const mark = (name) => writeFileSync(2, name + '\\n'); ${work}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { cwd: ROOT });
  const said = await text(child.stderr);
  const words = said
    .split('\n')
    .flatMap((line) => /"msg":"(\w+)"/.exec(line)?.[1] ?? /^#\w+/.exec(line)?.[0] ?? []);
  return { words, code: child.exitCode };
}

test.each([
  [
    'of a request is written within a tenth of a second',
    `log.info({}, 'one'); mark('#now'); setTimeout(() => mark('#later'), 300)`,
    ['#now', 'one', '#later'],
  ],
  [
    'of a warning is written at once, after all before it',
    `log.info({}, 'one'); log.warn({}, 'two'); mark('#now')`,
    ['one', 'two', '#now'],
  ],
  ['of an error is written at once', `log.error({}, 'one'); mark('#now')`, ['one', '#now']],
  ['of a request is there when the process ends', `log.info({}, 'one'); process.exit(0)`, ['one']],
  ['of a request is there when the process breaks', `log.info({}, 'one'); throw new Error('x')`, ['one']],
])('a line %s', async (_, work, expected) => {
  expect((await written(work)).words).toEqual(expected);
});

test('buffered lines are written once there are too many', async () => {
  const { words } = await written(`for (let i = 0; i < 100; i += 1) log.info({}, 'one'); mark('#now')`);

  expect(words.filter((word) => word === 'one')).toHaveLength(100);
  expect(words.indexOf('#now')).toBeGreaterThan(50);
});

test('a line has the time of logging, not of writing', async () => {
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', '-e'],
      `const log = require('./src/ops/log.ts').createLog('info'); log.info({}, 'one');
       for (const end = Date.now() + 50; Date.now() < end; ); log.warn({}, 'two');`,
    ],
    { cwd: ROOT },
  );
  const [one, two] = (await text(child.stderr)).split('\n').map((line) => /"time":(\d+)/.exec(line)?.[1]);

  expect(Number(two) - Number(one)).toBeGreaterThanOrEqual(50);
});

/** A process with a log of `info`: for each input on stdin it does `work`, then reports on stdout that it lives. */
const living = (work: string, stderr: 'pipe' | number) => {
  const script = `const log = require('./src/ops/log.ts').createLog('info');
    process.stdin.on('data', () => { ${work}; setTimeout(() => process.stdout.write('alive'), 200); });
    process.stdin.on('end', () => process.exit(0)); process.stdout.write('ready');`;
  // No file may exceed 8 KiB, like on a full disk; so nothing compiled is cached either.
  return spawn('bash', ['-c', 'ulimit -f 8; exec "$0" --import tsx -e "$1"', process.execPath, script], {
    cwd: ROOT,
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    stdio: ['pipe', 'pipe', stderr],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  }) as ChildProcessByStdio<Writable, Readable, Readable | null>;
};
const hears = async (child: ReturnType<typeof living>) => String((await once(child.stdout, 'data'))[0]);

test.each([
  ['a line of a request', `log.info({}, 'one')`],
  ['more lines than are kept', `for (let i = 0; i < 200; i += 1) log.info({}, 'one')`],
  ['a warning', `log.warn({}, 'one')`],
])('%s without a reader stops nothing', async (_, work) => {
  const child = living(work, 'pipe');
  expect(await hears(child)).toBe('ready');

  child.stderr?.destroy();
  child.stdin.write('go');

  expect(await hears(child)).toBe('alive');
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a line that does not fit on a full disk is lost, and later ones are written', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'log-')), 'stderr');
  const child = living(`log.warn({ long: 'x'.repeat(6_000) }, 'line')`, openSync(file, 'a'));
  const tell = async () => {
    child.stdin.write('go');
    expect(await hears(child)).toBe('alive');
  };
  expect(await hears(child)).toBe('ready');

  await tell();
  await tell();
  const full = readFileSync(file, 'utf8');
  truncateSync(file);
  await tell();

  expect(full.match(/"msg":"line"/g)).toHaveLength(1);
  expect(readFileSync(file, 'utf8').match(/"msg":"line"/g)).toHaveLength(1);
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
