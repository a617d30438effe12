// Reads the times of PostgreSQL's answers. pg takes each apart by a regular expression; V8 reads ISO 8601 by itself.
import { types } from 'pg';
import type { CustomTypesConfig } from 'pg';
import { remembering } from '../../model/reuse/remembering';

const TIMESTAMPTZ: number = types.builtins.TIMESTAMPTZ;
const readAny = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;

/** `2026-11-26 12:00:00.123+00`, as PostgreSQL writes what is in UTC and in our era. */
const isIso = (text: string): boolean => text.endsWith('+00') && text.charAt(10) === ' ' && text.length >= 22;

/** So many times are known, those of some years' days and hours. */
const MOST_KNOWN = 10_000;
/** `2026-11-26 12:00:00+00`: somebody has chosen it, and others have chosen the same. What a clock has told has parts of a second. */
const LENGTH_OF_CHOSEN = 22;
/** `12:00:00.123` */
const LENGTH_OF_TIME = 12;
const timeIn = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
const chosenTimeIn = remembering(timeIn, MOST_KNOWN);

/** The time, which nobody may change; of what is written otherwise, what pg makes of it. */
export function readTime(text: string): Date {
  if (!isIso(text)) return readAny(text);
  return text.length === LENGTH_OF_CHOSEN ? chosenTimeIn(text) : timeIn(text);
}

/** The same time as `Date.toISOString` would write it, of one that was read as text. */
export function isoOf(text: string): string {
  if (!isIso(text)) return readAny(text).toISOString();
  const time =
    text.length === LENGTH_OF_CHOSEN
      ? `${text.slice(11, 19)}.000`
      : text.slice(11, -3).slice(0, LENGTH_OF_TIME).padEnd(LENGTH_OF_TIME, '0');
  return `${text.slice(0, 10)}T${time}Z`;
}

/** For the configuration of a pool. */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary'): unknown =>
    oid === TIMESTAMPTZ && format !== 'binary'
      ? readTime
      : types.getTypeParser(oid, format)) as CustomTypesConfig['getTypeParser'],
};
