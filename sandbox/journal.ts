// Keeps a stand-in's effects in a file, so that its state survives a restart. Does not interpret them.
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { Effect, Message } from './ledger';

/**
 * Effects kept in a file, one line each; together they make up the state. An incomplete line was never answered for:
 * the remains of a killed process are cut off. Without a file nothing is kept.
 */
export function openJournal<M extends Message>(file: string | undefined) {
  if (file === undefined) return { effects: [], append: () => {}, clear: () => {} };
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole));
  const lines = whole.split('\n').filter((line) => line !== '');
  return {
    effects: lines.map((line) => JSON.parse(line) as Effect<M>),
    append: (effect: Effect<M>) => appendFileSync(file, `${JSON.stringify(effect)}\n`),
    clear: () => writeFileSync(file, ''),
  };
}
