// Parses PostgreSQL's values. An unreadable value throws: as null, false or 0 the next change would save it.
import { types } from 'pg';
import type { CustomTypesConfig } from 'pg';
import { memoize } from '../../model/memoize';

/** The database sent a value in a form that is not supported. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(what: string, text: string) {
    super(
      `The database wrote a value of type ${what} in a form that is not read here: ${text.slice(0, 100)}`,
    );
  }
}

const { TIMESTAMPTZ, BOOL, INT2, INT4, FLOAT4, FLOAT8, DATE, TIMESTAMP, INTERVAL } = types.builtins;
const readAny = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;

/** `2026-11-26 12:00:00.123+00`, as PostgreSQL writes times in UTC and in our era. */
const isIso = (text: string): boolean => text.endsWith('+00') && text.charAt(10) === ' ' && text.length >= 22;
/** The same in any zone and era, with DateStyle ISO. */
const ANY_ISO = /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d){0,2}( BC)?$/;

/** How many timestamps are cached: enough for the days and hours that people choose in several years. */
const MAX_CACHED = 10_000;
/** `2026-11-26 12:00:00+00`: whole seconds were chosen by someone, and recur. Clock readings have fractions. */
const LENGTH_OF_CHOSEN = 22;
/** `12:00:00.123` */
const LENGTH_OF_TIME = 12;
const chosenTimeIn = memoize(timeIn, MAX_CACHED);

/** V8 parses ISO 8601 natively; pg uses a regular expression. */
function timeIn(text: string): Date {
  const time = new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  return Number.isNaN(time.getTime()) ? unreadable('timestamptz', text) : time;
}

/** Returns a shared, immutable time. Throws Unreadable for text that is not in DateStyle ISO, and for infinity. */
export function readTime(text: string): Date {
  if (isIso(text)) return text.length === LENGTH_OF_CHOSEN ? chosenTimeIn(text) : timeIn(text);
  return ANY_ISO.test(text) ? readAny(text) : unreadable('timestamptz', text);
}

/** Converts a time from PostgreSQL's text to the form of `Date.toISOString`. */
export function isoOf(text: string): string {
  if (!isIso(text)) return readTime(text).toISOString();
  const time =
    text.length === LENGTH_OF_CHOSEN
      ? `${text.slice(11, 19)}.000`
      : text.slice(11, -3).slice(0, LENGTH_OF_TIME).padEnd(LENGTH_OF_TIME, '0');
  return `${text.slice(0, 10)}T${time}Z`;
}

function unreadable(what: string, text: string): never {
  throw new Unreadable(what, text);
}

function readNumber(text: string): number {
  const number = text === '' ? NaN : Number(text);
  return Number.isNaN(number) ? unreadable('number', text) : number;
}

function readBoolean(text: string): boolean {
  return text === 't' || (text === 'f' ? false : unreadable('boolean', text));
}

type Read = (text: string) => unknown;

/** Types whose form depends on settings that are not fixed here: select them as text, or as timestamptz. */
const refused =
  (what: string): Read =>
  (text) =>
    unreadable(what, text);

/** The type text[]. */
const TEXTS: number = 1009;
const readTexts = types.getTypeParser(TEXTS, 'text') as (text: string) => (string | null)[];
const listOf =
  (read: Read): Read =>
  (text) =>
    readTexts(text).map((entry) => (entry === null ? null : read(entry)));

const READERS: ReadonlyMap<number, Read> = new Map<number, Read>([
  [TIMESTAMPTZ, readTime],
  [BOOL, readBoolean],
  ...[INT2, INT4, FLOAT4, FLOAT8].map((oid): [number, Read] => [oid, readNumber]),
  [DATE, refused('date')],
  [TIMESTAMP, refused('timestamp')],
  [INTERVAL, refused('interval')],
  // Arrays of these, which have their own types.
  [1185, listOf(readTime)],
  [1000, listOf(readBoolean)],
  ...[1005, 1007, 1021, 1022].map((oid): [number, Read] => [oid, listOf(readNumber)]),
  [1182, refused('date[]')],
  [1115, refused('timestamp[]')],
  [1187, refused('interval[]')],
]);

/** Reads as pg does, but throws if pg gets nothing from it. */
const checked =
  (oid: number, read: Read): Read =>
  (text) => {
    const value = read(text);
    return value === null || value === undefined || Number.isNaN(value) ? unreadable(`${oid}`, text) : value;
  };
const others = new Map<number, Read>();

function readerOf(oid: number): Read {
  const known = READERS.get(oid) ?? others.get(oid);
  if (known) return known;
  const read = checked(oid, types.getTypeParser(oid, 'text') as Read);
  others.set(oid, read);
  return read;
}

/** For a pool's configuration. */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary'): unknown =>
    format === 'binary'
      ? types.getTypeParser(oid, format)
      : readerOf(oid)) as CustomTypesConfig['getTypeParser'],
};
