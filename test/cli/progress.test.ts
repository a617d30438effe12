// The progress of a long command: a bar with rate and time left on a terminal, nothing elsewhere.
import { createProgress } from '../../src/cli/progress';

/** What is written to a stream that is, or is not, a terminal. */
function written(isTTY: boolean, steps: readonly (readonly [done: number, total: number])[]): string[] {
  const lines: string[] = [];
  const write = (text: string) => lines.push(text.replace('\r\x1b[K', 'redrawn '));
  const stream = { isTTY, hasColors: () => false, write } as unknown as NodeJS.WriteStream;
  const progress = createProgress(0, stream);
  for (const [done, total] of steps) progress.step(done, '0 refused', total);
  return lines;
}

test('on a terminal, a bar is redrawn with rate and time left, and ends its line', () => {
  const lines = written(true, [
    [50, 100],
    [100, 100],
  ]);

  expect(lines[0]).toMatch(/^redrawn █{15}░{15} 50\/100 0 refused, \d+\/s, \d+:\d\d left$/);
  expect(lines[1]).toMatch(/^redrawn █{30} 100\/100 0 refused, \d+\/s, 0:00 left\n$/);
});

test('elsewhere there is none', () => {
  expect(written(false, [[1, 1]])).toEqual([]);
});

test('a better total replaces the first', () => {
  const lines = written(true, [
    [10, 1_000],
    [20, 40],
    [30, 30],
  ]);

  expect(lines.map((line) => / \d+\/\d+ /.exec(line)?.[0])).toEqual([' 10/1000 ', ' 20/40 ', ' 30/30 ']);
  expect(lines.map((line) => line.endsWith('\n'))).toEqual([false, false, true]);
});
