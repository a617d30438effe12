// Reads the values of PostgreSQL's answers. What cannot be read throws: as null, false or 0 the next change would save it.
import { types } from 'pg';
import type { CustomTypesConfig } from 'pg';
import { memoize } from '../../model/memoize';

/** A value that the database wrote in a form that is not read here. */
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

/** `2026-11-26 12:00:00.123+00`, as PostgreSQL writes what is in UTC and in our era. */
const isIso = (text: string): boolean => text.endsWith('+00') && text.charAt(10) === ' ' && text.length >= 22;
/** The same of any zone and era, with DateStyle ISO. */
const ANY_ISO = /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d){0,2}( BC)?$/;

/** So many times are known, those of some years' days and hours. */
const MOST_KNOWN = 10_000;
/** `2026-11-26 12:00:00+00`: somebody has chosen it, and others have chosen the same. What a clock has told has parts of a second. */
const LENGTH_OF_CHOSEN = 22;
/** `12:00:00.123` */
const LENGTH_OF_TIME = 12;
const chosenTimeIn = memoize(timeIn, MOST_KNOWN);

/** V8 reads ISO 8601 by itself, where pg takes it apart by a regular expression. */
function timeIn(text: string): Date {
  const time = new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  return Number.isNaN(time.getTime()) ? unreadable('timestamptz', text) : time;
}

/** The time, which nobody may change. Throws Unreadable for what is not written as DateStyle ISO has it, and for infinity. */
export function readTime(text: string): Date {
  if (isIso(text)) return text.length === LENGTH_OF_CHOSEN ? chosenTimeIn(text) : timeIn(text);
  return ANY_ISO.test(text) ? readAny(text) : unreadable('timestamptz', text);
}

/** The same time as `Date.toISOString` would write it, of one that was read as text. */
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

/** What is written according to a setting that nothing here rests on: to be selected as text, or as timestamptz. */
const refused =
  (what: string): Read =>
  (text) =>
    unreadable(what, text);

/** Of a list of texts. */
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
  // Lists of these, which have types of their own.
  [1185, listOf(readTime)],
  [1000, listOf(readBoolean)],
  ...[1005, 1007, 1021, 1022].map((oid): [number, Read] => [oid, listOf(readNumber)]),
  [1182, refused('date[]')],
  [1115, refused('timestamp[]')],
  [1187, refused('interval[]')],
]);

/** As pg reads it, unless it makes nothing of it. */
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

/** For the configuration of a pool. */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary'): unknown =>
    format === 'binary'
      ? types.getTypeParser(oid, format)
      : readerOf(oid)) as CustomTypesConfig['getTypeParser'],
};
