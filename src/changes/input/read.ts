// Reads inputs. Every error says where it is, in words for course teams; nothing is guessed.
import { lookup } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { badInput, Fault, readAll, readEach } from '../../model/faults';
import { isUuid, parseCourseKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import type { CourseKeyParts } from '../../model/keys';
import { parseAmount } from '../../model/money';
import { trimmed } from '../../model/text';
import type { Course } from '../../model/courses';
import type { Prices } from '../../model/money';

/** The longest title, name or identifier, in characters. */
const MAX_TEXT_LENGTH = 255;
/** A null character, or half a surrogate pair: PostgreSQL refuses them. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;
/** The longest reason, in characters. */
const MAX_REASON_LENGTH = 2_000;

export interface PriceInput {
  readonly seatType: string;
  /** Null removes the price. */
  readonly amount?: string | null;
}

/** A field's name in a sentence: for runs.0.creditProvider "credit provider". */
const readableName = (field: string): string =>
  (/[a-z]\w*$/i.exec(field)?.[0] ?? 'value').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The beginning of the given text, quoted for a message. */
export const quoted = (given: string): string =>
  `“${given.slice(0, 64).replaceAll(UNSTORABLE, '\uFFFD')}${given.length > 64 ? '…' : ''}”`;

/** Text of 1 to `longest` (255) characters that PostgreSQL can store, trimmed of white space. */
export function readText(given: string, field: string, longest = MAX_TEXT_LENGTH): string {
  const value = trimmed(given);
  const refuse = (why: string) => badInput(field, `The ${readableName(field)} ${why}.`);
  if (value === '') throw refuse(`is empty; use 1 to ${longest} characters`);
  if (value.search(UNSTORABLE) >= 0) throw refuse('contains a null character or half a character');
  if ([...value.slice(0, 2 * longest + 1)].length > longest)
    throw refuse(`is longer than ${longest} characters`);
  return value;
}

/** A UUID in lower case. */
export function readUuid(given: string, field: string): string {
  const value = trimmed(given).toLowerCase();
  if (!isUuid(value)) throw badInput(field, `${quoted(given)} is not a UUID.`);
  return value;
}

/** The reason for a change: 1 to 2,000 characters, or null if it was left out. */
export function readReason(value: string | null | undefined): string | null {
  return value == null ? null : readText(value, 'reason', MAX_REASON_LENGTH);
}

/** The time that an RFC 3339 text means, or null. */
export function readTime(value: string | null | undefined, field: string): Date | null {
  const time = parseTime(value);
  if (time || value == null) return time;
  throw badInput(field, `${quoted(value)} is not a valid time; use for example 2026-09-01T00:00:00Z.`);
}

/** The time that an RFC 3339 text means; null if it is not one. */
export function parseTime(value: string | null | undefined): Date | null {
  if (value == null || !RFC_3339.test(value) || isOverflowing(value)) return null;
  const time = new Date(value);
  const year = time.getUTCFullYear();
  // NaN is in no range; PostgreSQL would read a year outside ours as one BC.
  return year >= 1 && year <= 9999 ? time : null;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** JavaScript reads 30 February as 2 March, so the day must exist in its month. */
function isOverflowing(value: string): boolean {
  const day = Number(value.slice(8, 10));
  if (value.startsWith('0000') || day <= 28) return value.startsWith('0000');
  return day > new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
}

export function readCourseKey(key: string, field: string): CourseKeyParts {
  const parts = parseCourseKey(key);
  if (!parts)
    throw badInput(
      field,
      `${quoted(key)} is not a course key; use organization and number, for example edX+DemoX.`,
    );
  return parts;
}

/** The parts of an existing run's key; the old form counts too, because such runs are imported. */
export function readRunKey(key: string, field: string): CourseKeyParts {
  const parts = parseRunKey(key) ?? parseOldRunKey(key);
  return parts ?? refuseRunKey(key, field);
}

function refuseRunKey(key: string, field: string): never {
  throw badInput(field, `${quoted(key)} is not a run key; use for example course-v1:edX+DemoX+1T2026.`);
}

/** Checks the key of a new run: its organization and number must be the course's, or those of its key for reruns. */
export function readRunKeyOf(
  { key: courseKey, keyForReruns }: Pick<Course, 'key' | 'keyForReruns'>,
  key: string,
  field: string,
): void {
  const { organization, number } = parseRunKey(key) ?? refuseRunKey(key, field);
  const of = `${organization}+${number}`;
  if (of !== courseKey && of !== keyForReruns) {
    const either = keyForReruns === null ? courseKey : `${courseKey} or ${keyForReruns}`;
    throw badInput(field, `${key} is a run of ${of}, not of ${either}.`);
  }
}

/** The prices in an input: amounts by seat type; null removes a price. */
export type GivenPrices = Readonly<Record<string, string | null>>;

/** The prices with the given ones merged in. */
export const mergedPrices = (prices: Prices, given: GivenPrices): Prices =>
  Object.fromEntries(
    Object.entries({ ...prices, ...given }).filter((entry): entry is [string, string] => entry[1] !== null),
  );

/** Amounts by seat type; null removes a price. Refuses malformed amounts, and unknown or repeated seat types. */
export function readPrices(
  list: readonly PriceInput[] | null | undefined,
  field: string,
  catalogue: Catalogue,
): GivenPrices {
  const prices = list ?? [];
  const isThere = seenBefore(prices.map(({ seatType }) => seatType));
  const read = prices.map(({ seatType, amount }, index) => () => {
    const entry = readAll({
      seatType: () => {
        const { name } = requireSlug(catalogue, 'seatTypes')(seatType, `${field}.${index}.seatType`);
        if (isThere[index]) throw badInput(`${field}.${index}.seatType`, `${name} has two prices.`);
      },
      amount: () => (amount == null ? null : readAmount(amount, `${field}.${index}.amount`)),
    });
    return [seatType, entry.amount];
  });
  return Object.fromEntries(readEach(read)) as GivenPrices;
}

/** For each entry, whether an equal one comes before it. */
export function seenBefore(entries: readonly string[]): boolean[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    const isThere = seen.has(entry);
    seen.add(entry);
    return isThere;
  });
}

/** A whole number that is not negative. */
export function readCount(value: number, field: string): number {
  if (value < 0) throw badInput(field, `The ${readableName(field)} cannot be negative.`);
  return value;
}

/** An amount with two decimals. */
export function readAmount(amount: string, field: string): string {
  const parsed = parseAmount(amount);
  if (parsed !== null) return parsed;
  throw badInput(field, `${quoted(amount)} is not an amount; use up to two decimals, for example 49.00.`);
}

/** The kinds of entry that a slug can name, in words. */
const NOUNS = {
  modes: 'mode',
  seatTypes: 'seat type',
  trackTypes: 'track type',
  courseRunTypes: 'run type',
  courseTypes: 'course type',
} as const satisfies Partial<Record<keyof Catalogue, string>>;
type Entry<K extends keyof typeof NOUNS> = Catalogue[K] extends ReadonlyMap<string, infer T> ? T : never;

/** The subject of changes: a course or membership, which may be gone by now, or a definition, which must exist. */
export function readSubject(subject: string, field: string, catalogue: Catalogue): string {
  const [, kind = '', about = ''] = /^(\w+):(.+)$/su.exec(subject) ?? [];
  const of = `${kind}s`;
  if (kind === 'course') readCourseKey(about, field);
  else if (isNoun(of)) requireSlug(catalogue, of)(about, field);
  else if (kind !== 'membership')
    throw badInput(field, `${quoted(subject)} is not a subject; use for example courseType:masters.`);
  return subject;
}
const isNoun = (name: string): name is keyof typeof NOUNS => Object.hasOwn(NOUNS, name);

/** Returns a reader for slugs. Throws BAD_USER_INPUT if the catalogue has none. */
export const requireSlug =
  <K extends keyof typeof NOUNS>(catalogue: Pick<Catalogue, K>, kind: K) =>
  (slug: string, field: string): Entry<K> => {
    const known = catalogue[kind] as ReadonlyMap<string, Entry<K>>;
    if (!known.has(slug)) throw badInput(field, `${quoted(slug)} is not a ${NOUNS[kind]}.`);
    return lookup(known, slug);
  };

/** Throws BAD_USER_INPUT if both times are known and the run does not end after its start. */
export function requireOrder(run: { start: Date | null; end: Date | null }, field: string): void {
  if (run.start && run.end && run.end <= run.start)
    throw badInput(field, 'The end of a run must be after its start.');
}

export const notFound = (what: string): Fault => new Fault('NOT_FOUND', `There is no ${what}.`);
