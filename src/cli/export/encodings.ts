// How rows become the bytes of a file, a batch at a time: lines of JSON, or CSV. Parquet has a file of its own.
import { stringify } from 'csv-stringify/sync';
import type { Columns, Row } from './columns';

/** Turns the rows of one file into its bytes, in the order in which they are given. */
export interface Encoder {
  /** What is to be written now; nothing while rows are gathered. */
  readonly encode: (rows: readonly Row[]) => Uint8Array;
  /** What is to be written at the end. */
  readonly end: () => Uint8Array;
}

const NOTHING = new Uint8Array();

/** An object a line. */
export function jsonLines(columns: Columns): Encoder {
  const names = Object.entries(columns).map(([name, { type }]) => [name, type === 'id'] as const);
  const lineOf = (row: Row): string => {
    const values = names.map(([name, isId]) => [name, isId ? Number(row[name]) : row[name]]);
    return `${JSON.stringify(Object.fromEntries(values))}\n`;
  };
  return { encode: (rows) => Buffer.from(rows.map(lineOf).join('')), end: () => NOTHING };
}

/**
 * Names first. Texts are in quotes and what is null is nothing at all, which PostgreSQL's COPY tells apart; lists are JSON.
 * A text that a spreadsheet would run as a formula gets an apostrophe before it.
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
