// Encodes rows as JSON Lines or CSV, a batch at a time. Parquet has its own file.
import { stringify } from 'csv-stringify/sync';
import type { Columns, Row } from './columns';

/** Encodes the rows of one file, in the order in which they are given. */
export interface Encoder {
  /** The bytes to write now; empty while rows are collected. */
  readonly encode: (rows: readonly Row[]) => Uint8Array;
  /** The bytes to write at the end. */
  readonly end: () => Uint8Array;
}

const NOTHING = new Uint8Array();

/** One object per line. */
export function jsonLines(columns: Columns): Encoder {
  const names = Object.entries(columns).map(([name, { type }]) => [name, type === 'id'] as const);
  const lineOf = (row: Row): string => {
    const values = names.map(([name, isId]) => [name, isId ? Number(row[name]) : row[name]]);
    return `${JSON.stringify(Object.fromEntries(values))}\n`;
  };
  return { encode: (rows) => Buffer.from(rows.map(lineOf).join('')), end: () => NOTHING };
}

/**
 * Starts with a header. Texts are quoted and null is empty, which PostgreSQL's COPY can tell apart; lists are JSON. A
 * text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function csv(columns: Columns): Encoder {
  const cast = {
    boolean: String,
    date: (time: Date) => time.toISOString(),
    object: (value: object) => JSON.stringify(value),
  };
  const options = { columns: Object.keys(columns), quoted_string: true, escape_formulas: true, cast };
  let hasHead = false;
  const encode = (rows: readonly Row[]): Uint8Array => {
    const text = stringify([...rows], { ...options, header: !hasHead });
    hasHead = true;
    return Buffer.from(text);
  };
  return { encode, end: () => (hasHead ? NOTHING : encode([])) };
}
