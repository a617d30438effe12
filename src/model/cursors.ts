// Where a reader of a list goes on. A cursor says which list it is of; another list's is none.

/** How the entries of one list are pointed at. */
export interface CursorKind {
  /** Part of every cursor. */
  readonly list: string;
  /** Whether the text can be a key of this list. */
  readonly isKey: (key: string) => boolean;
}

/** Whether the text can be the id of a change. */
export const isChangeId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);

/** The feed, by the ids of changes: also the cursor of an export. */
export const CHANGES: CursorKind = { list: 'changes', isKey: isChangeId };

/** The cursor of the entry with that key. */
export const cursorOf = (key: string, { list }: CursorKind): string =>
  Buffer.from(`${list} ${key}`).toString('base64url');

/** The key of the entry that a cursor points at; null for what is no cursor of that list. */
export function keyIn(cursor: string, kind: CursorKind): string | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const key = text.slice(kind.list.length + 1);
  return cursorOf(key, kind) === cursor && kind.isKey(key) ? key : null;
}
