// Reads keys of courses and runs, with the characters that opaque-keys allows (Python's \w is any letter, digit or
// underscore), and cursors, which say where a reader continues in a list.

const PART = String.raw`[\p{L}\p{N}_\-~.:]+`;
const ORGANIZATION = new RegExp(`^${PART}$`, 'u');
const COURSE_KEY = new RegExp(`^(${PART})\\+(${PART})$`, 'u');
const RUN_KEY = new RegExp(`^course-v1:(${PART})\\+(${PART})\\+(${PART})$`, 'u');
const OLD_RUN_KEY = new RegExp(`^(${PART})/(${PART})/(${PART})$`, 'u');
/** The maximum length in course-overviews and every other consumer of keys in Open edX. */
const MAX_KEY_LENGTH = 255;

export interface CourseKeyParts {
  readonly organization: string;
  readonly number: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Whether the text is a UUID; the database refuses to compare one with anything else. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** Text with ASCII characters only, as nearly every key is. */
const ASCII = /^[\0-\x7f]*$/;

/**
 * Returns the key or organization in lower case: the LMS and Studio treat keys that differ only in case as equal. Folds
 * letter by letter, so that a letter folds the same in every position, and none becomes two.
 */
export const foldKey = (key: string): string =>
  ASCII.test(key) ? key.toLowerCase() : Array.from(key, foldLetter).join('');

function foldLetter(letter: string): string {
  const capital = oneLetterOr(letter, letter.toUpperCase());
  return oneLetterOr(capital, capital.toLowerCase());
}

const oneLetterOr = (letter: string, cased: string): string => ([...cased].length === 1 ? cased : letter);

/** Whether two keys or organizations are equal, ignoring case. */
export const isSameKey = (one: string, other: string): boolean => foldKey(one) === foldKey(other);

/** Whether the text can be a course's organization. */
export const isOrganization = (text: string): boolean =>
  ORGANIZATION.test(text) && text.length <= MAX_KEY_LENGTH;

/** Returns the parts of a course key such as edX+DemoX; null if it is not one. */
export function parseCourseKey(key: string): CourseKeyParts | null {
  const [, organization, number] = COURSE_KEY.exec(key) ?? [];
  if (key.startsWith('course-v1:')) return null;
  return organization && number && key.length <= MAX_KEY_LENGTH ? { organization, number } : null;
}

/** Returns the parts of a run key such as course-v1:edX+DemoX+1T2026; null for all else, such as org/course/run. */
export function parseRunKey(key: string): (CourseKeyParts & { readonly run: string }) | null {
  const [, organization, number, run] = RUN_KEY.exec(key) ?? [];
  return organization && number && run && key.length <= MAX_KEY_LENGTH ? { organization, number, run } : null;
}

/** Describes the cursors of one list. A cursor names its list; another list's cursor is invalid. */
export interface CursorKind {
  /** Part of every cursor. */
  readonly list: string;
  /** Whether the text can be a key in this list. */
  readonly isKey: (key: string) => boolean;
}

/** Whether the text can be the id of a change. */
export const isChangeId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);

/** Cursors of the feed and of exports: a change's id and the start of its hash. */
export const CHANGES: CursorKind = {
  list: 'changes',
  isKey: (key) => /^[1-9]\d{0,17}( [0-9a-f]{16})?$/.test(key),
};

/** The change that a cursor points at. */
export interface ChangePoint {
  readonly id: string;
  /** The start of its hash in hexadecimal, which distinguishes histories; null in an old cursor. */
  readonly hash: string | null;
}

/** Returns the cursor key of a change. */
export const keyOfPoint = ({ id, hash }: ChangePoint): string => (hash === null ? id : `${id} ${hash}`);

/** Returns the change that a cursor key points at. */
export function pointOf(key: string): ChangePoint {
  const [id = '', hash = null] = key.split(' ');
  return { id, hash };
}

/** Returns the cursor of the entry with that key. */
export const cursorOf = (key: string, { list }: CursorKind): string =>
  Buffer.from(`${list} ${key}`).toString('base64url');

/** Returns the key that a cursor contains; null if it is not a cursor of that list. */
export function keyIn(cursor: string, kind: CursorKind): string | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const key = text.slice(kind.list.length + 1);
  return cursorOf(key, kind) === cursor && kind.isKey(key) ? key : null;
}

/** Returns the parts of a run key in the form until 2014, org/course/run; null for all else. No new run gets one. */
export function parseOldRunKey(key: string): (CourseKeyParts & { readonly run: string }) | null {
  const [, organization, number, run] = OLD_RUN_KEY.exec(key) ?? [];
  return organization && number && run && key.length <= MAX_KEY_LENGTH ? { organization, number, run } : null;
}
