// Lines of the log: when they are written, and that none is lost when the process ends.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ROOT } from '../project/project-files';

/** What a process writes to stderr that has a log of `info` and does that with it, in pieces as they came. */
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

test('more lines than are kept are written as soon as there are so many', async () => {
  const { words } = await written(`for (let i = 0; i < 100; i += 1) log.info({}, 'one'); mark('#now')`);

  expect(words.filter((word) => word === 'one')).toHaveLength(100);
  expect(words.indexOf('#now')).toBeGreaterThan(50);
});

test('a line says when it was told, not when it was written', async () => {
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
