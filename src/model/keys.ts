// How things are pointed at: the keys of courses and runs, as opaque-keys defines their characters (Python's \w is any
// letter, digit or underscore), and cursors, where a reader of a list goes on.

const PART = String.raw`[\p{L}\p{N}_\-~.:]+`;
const ORGANIZATION = new RegExp(`^${PART}$`, 'u');
const COURSE_KEY = new RegExp(`^(${PART})\\+(${PART})$`, 'u');
const RUN_KEY = new RegExp(`^course-v1:(${PART})\\+(${PART})\\+(${PART})$`, 'u');
const OLD_RUN_KEY = new RegExp(`^(${PART})/(${PART})/(${PART})$`, 'u');
/** What course-overviews and every consumer of keys in Open edX store at most. */
const LONGEST_KEY = 255;

export interface CourseKeyParts {
  readonly organization: string;
  readonly number: string;
}

/** Text without a letter beyond ASCII, as nearly every key is. */
const ASCII = /^[\0-\x7f]*$/;

/**
 * The key, or the organization, with its capitals made small: the LMS and Studio take keys for one that differ in nothing
 * else. Letter by letter, so that the same letter folds alike wherever it stands, and no letter becomes two.
 */
export const foldKey = (key: string): string =>
  ASCII.test(key) ? key.toLowerCase() : Array.from(key, foldLetter).join('');

function foldLetter(letter: string): string {
  const capital = oneLetterOr(letter, letter.toUpperCase());
  return oneLetterOr(capital, capital.toLowerCase());
}

const oneLetterOr = (letter: string, cased: string): string => ([...cased].length === 1 ? cased : letter);

/** Whether two keys, or two organizations, differ in capitals at most. */
export const isSameKey = (one: string, other: string): boolean => foldKey(one) === foldKey(other);

/** Whether courses can be of that organization. */
export const isOrganization = (text: string): boolean =>
  ORGANIZATION.test(text) && text.length <= LONGEST_KEY;

/** The parts of a course key such as edX+DemoX; null if it is none. */
export function parseCourseKey(key: string): CourseKeyParts | null {
  const [, organization, number] = COURSE_KEY.exec(key) ?? [];
  if (key.startsWith('course-v1:')) return null;
  return organization && number && key.length <= LONGEST_KEY ? { organization, number } : null;
}

/** The parts of a run key such as course-v1:edX+DemoX+1T2026; null if it is none, also for the old org/course/run. */
export function parseRunKey(key: string): (CourseKeyParts & { readonly run: string }) | null {
  const [, organization, number, run] = RUN_KEY.exec(key) ?? [];
  return organization && number && run && key.length <= LONGEST_KEY ? { organization, number, run } : null;
}

/** How the entries of one list are pointed at. A cursor says which list it is of; another list's is none. */
export interface CursorKind {
  /** Part of every cursor. */
  readonly list: string;
  /** Whether the text can be a key of this list. */
  readonly isKey: (key: string) => boolean;
}

/** Whether the text can be the id of a change. */
export const isChangeId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);

/** The feed, by the ids of changes and the beginning of their hashes: also the cursor of an export. */
export const CHANGES: CursorKind = {
  list: 'changes',
  isKey: (key) => /^[1-9]\d{0,17}( [0-9a-f]{16})?$/.test(key),
};

/** A change as a cursor points at it. */
export interface ChangePoint {
  readonly id: string;
  /** The beginning of its hash, in hexadecimal digits, by which another history is told apart; null in an old cursor. */
  readonly hash: string | null;
}

/** The key of a cursor of the feed. */
export const keyOfPoint = ({ id, hash }: ChangePoint): string => (hash === null ? id : `${id} ${hash}`);

/** What the key of a cursor of the feed points at. */
export function pointOf(key: string): ChangePoint {
  const [id = '', hash = null] = key.split(' ');
  return { id, hash };
}

/** The cursor of the entry with that key. */
export const cursorOf = (key: string, { list }: CursorKind): string =>
  Buffer.from(`${list} ${key}`).toString('base64url');

/** The key of the entry that a cursor points at; null for what is no cursor of that list. */
export function keyIn(cursor: string, kind: CursorKind): string | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const key = text.slice(kind.list.length + 1);
  return cursorOf(key, kind) === cursor && kind.isKey(key) ? key : null;
}

/** The parts of a run key as they were made until 2014, org/course/run; null if it is none. No new run gets one. */
export function parseOldRunKey(key: string): (CourseKeyParts & { readonly run: string }) | null {
  const [, organization, number, run] = OLD_RUN_KEY.exec(key) ?? [];
  return organization && number && run && key.length <= LONGEST_KEY ? { organization, number, run } : null;
}
