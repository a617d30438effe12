// The report of a long command: a line of JSON for each thing that it looked at, appended as it goes, so that what a
// command that was stopped has done can be seen, and gone on from.
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

/**
 * What the file has, after a last line that was cut off is removed; nothing if there is none. Every line begins with the
 * field that is named. Throws for a file that is no such report.
 */
export function readReport<Line extends object>(file: string, firstField: keyof Line & string): Line[] {
  if (!existsSync(file)) return [];
  const start = `{"${firstField}":"`;
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const cutOff = lines.pop() ?? '';
  const begun = cutOff.padEnd(start.length, start.slice(cutOff.length));
  if (![...lines, begun].every((line) => line.startsWith(start)))
    throw new Error(`${file} is there and is no report; name another file.`);
  if (cutOff !== '') truncateSync(file, Buffer.byteLength(text) - Buffer.byteLength(cutOff));
  return lines.map((line) => JSON.parse(line) as Line);
}

export const appendToReport = (file: string, ...lines: readonly object[]): void =>
  appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
