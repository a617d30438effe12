// Reads inputs. Every mistake names its field; nothing is guessed.
import { lookup } from '../../model/catalogue';
import { badInput, Fault } from '../../model/faults';
import { parseCourseKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import type { CourseKeyParts } from '../../model/keys';
import { parseAmount } from '../../model/money';
import { trimmed } from '../../model/text';
import type { Course, Prices } from '../../model/courses';

/** What a title, a name or an identifier may have, in characters. */
const LONGEST_TEXT = 255;
/** A null character, or half a character: PostgreSQL refuses them. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
/** What a reason may have, in characters. */
const LONGEST_REASON = 2_000;

export interface PriceInput {
  readonly seatType: string;
  readonly amount: string;
}

/** Text of 1 to 255 characters that PostgreSQL can store, without white space at its ends. */
export function readText(given: string, field: string, longest = LONGEST_TEXT): string {
  const value = trimmed(given);
  if (value === '') throw badInput(field, `${field} is empty; give 1 to ${longest} characters.`);
  if (UNSTORABLE.test(value))
    throw badInput(field, `${field} contains a null character or half a character.`);
  if ([...value.slice(0, 2 * longest + 1)].length > longest) {
    throw badInput(field, `${field} is longer than ${longest} characters.`);
  }
  return value;
}

/** Why a change is made: 1 to 2,000 characters, or null where it may be left out. */
export function readReason(value: string | null | undefined): string | null {
  return value == null ? null : readText(value, 'reason', LONGEST_REASON);
}

/** A time from RFC 3339 text, or null. */
export function readTime(value: string | null | undefined, field: string): Date | null {
  if (value == null) return null;
  const time = new Date(value);
  const year = time.getUTCFullYear();
  // NaN is in no range; PostgreSQL would take a year that is out of ours for one before Christ.
  if (!RFC_3339.test(value) || !(year >= 1 && year <= 9999) || isOverflowing(value)) {
    throw badInput(field, `${field} is no time; give one such as 2026-09-01T00:00:00Z.`);
  }
  return time;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** JavaScript reads 30 February as 2 March: the day must be one of its month. */
function isOverflowing(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.slice(0, 10).split('-').map(Number);
  return year === 0 || day > new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function readCourseKey(key: string, field: string): CourseKeyParts {
  const parts = parseCourseKey(key);
  if (!parts)
    throw badInput(field, `${field} is no course key; give organization and number, such as edX+DemoX.`);
  return parts;
}

/** Of a run that may be there: also the old form, in which runs are imported. */
export function readRunKey(key: string, field: string): CourseKeyParts {
  const parts = parseRunKey(key) ?? parseOldRunKey(key);
  return parts ?? refuseRunKey(field);
}

function refuseRunKey(field: string): never {
  throw badInput(field, `${field} is no run key; give one such as course-v1:edX+DemoX+1T2026.`);
}

/** The key of a new run, whose organization and number are the course's, or those for its reruns. */
export function readRunKeyOf(
  { key: courseKey, keyForReruns }: Pick<Course, 'key' | 'keyForReruns'>,
  key: string,
  field: string,
): void {
  const { organization, number } = parseRunKey(key) ?? refuseRunKey(field);
  const of = `${organization}+${number}`;
  if (of !== courseKey && of !== keyForReruns) {
    const either = keyForReruns === null ? courseKey : `${courseKey} or ${keyForReruns}`;
    throw badInput(field, `${field} is a run of ${of}, not of ${either}.`);
  }
}

/** Amounts by seat type. Refuses what is no amount, a seat type that is unknown and one that is there twice. */
export function readPrices(
  list: readonly PriceInput[] | null | undefined,
  field: string,
  seatTypes: ReadonlyMap<string, unknown>,
): Prices {
  const prices: Record<string, string> = {};
  for (const [index, { seatType, amount }] of (list ?? []).entries()) {
    const at = `${field}.${index}`;
    requireSlug(seatTypes, seatType, `${at}.seatType`);
    if (prices[seatType] !== undefined) throw badInput(`${at}.seatType`, `${at}.seatType is there twice.`);
    prices[seatType] = readAmount(amount, `${at}.amount`);
  }
  return prices;
}

/** A whole number that is not negative. */
export function readCount(value: number, field: string): number {
  if (value < 0) throw badInput(field, `${field} is negative.`);
  return value;
}

/** An amount with two decimals. */
export function readAmount(amount: string, field: string): string {
  const parsed = parseAmount(amount);
  if (parsed === null) {
    throw badInput(field, `${field} is no amount; give 0 to 2 decimals, such as 49.00.`);
  }
  return parsed;
}

/** The entry of that slug. Throws BAD_USER_INPUT if the catalogue has none. */
export function requireSlug<T>(entries: ReadonlyMap<string, T>, slug: string, field: string): T {
  if (!entries.has(slug))
    throw badInput(field, `${field} names "${slug.slice(0, 64)}", which the catalogue has not.`);
  return lookup(entries, slug);
}

/** Throws BAD_USER_INPUT unless the run, if both its times are known, ends after its start. */
export function requireOrder(run: { start: Date | null; end: Date | null }, field: string): void {
  if (run.start && run.end && run.end <= run.start) throw badInput(field, `${field} is not after the start.`);
}

export const notFound = (what: string): Fault => new Fault('NOT_FOUND', `There is no ${what}.`);
