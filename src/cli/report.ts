// The report of a long command: a line of JSON for each thing it looked at, appended as it goes, so that the progress
// of a stopped command can be seen and continued.
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { concealed } from './command';

/**
 * The lines of the file, after removing a last line that was cut off; empty if there is no file. Every line begins with
 * the given field. Throws for a file that is not such a report.
 */
export function readReport<Line extends object>(file: string, firstField: keyof Line & string): Line[] {
  if (!existsSync(file)) return [];
  const start = `{"${firstField}":"`;
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const cutOff = lines.pop() ?? '';
  const begun = cutOff.padEnd(start.length, start.slice(cutOff.length));
  if (![...lines, begun].every((line) => line.startsWith(start)))
    throw new Error(`${file} exists and is not a report; use another file.`);
  if (cutOff !== '') truncateSync(file, Buffer.byteLength(text) - Buffer.byteLength(cutOff));
  return lines.map((line) => JSON.parse(line) as Line);
}

export const appendToReport = (file: string, ...lines: readonly object[]): void =>
  appendFileSync(file, lines.map((line) => `${concealed(JSON.stringify(line))}\n`).join(''));
