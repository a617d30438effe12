// Keeps a stand-in's effects, or its whole state, in a file, so that it survives a restart. Does not interpret them.
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

/** A state that is written as a whole. Without a file nothing is kept; `read` returns undefined before the first write. */
export const openState = <State>(file: string | undefined) => ({
  read: () =>
    file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : undefined,
  write: (state: State) => void (file !== undefined && writeFileSync(file, JSON.stringify(state))),
});
