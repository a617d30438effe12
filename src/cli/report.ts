// The report of a scan: a line of JSON per run, appended as the scan goes, so that one that was stopped can be continued.
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { Reconciled } from '../changes/reconcile';

const START = '{"courseRunKey":"';

/** What the file has, after a last line that was cut off is removed; nothing if there is none. Throws for no report. */
export function readReport(file: string): Reconciled[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const cutOff = lines.pop() ?? '';
  const begun = cutOff.padEnd(START.length, START.slice(cutOff.length));
  if (![...lines, begun].every((line) => line.startsWith(START)))
    throw new Error(`${file} is there and is no report; name another file.`);
  if (cutOff !== '') truncateSync(file, Buffer.byteLength(text) - Buffer.byteLength(cutOff));
  return lines.map((line) => JSON.parse(line) as Reconciled);
}

export const appendToReport = (file: string, found: Reconciled): void =>
  appendFileSync(file, `${JSON.stringify(found)}\n`);
