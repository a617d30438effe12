// Pages a list by the key of its order. Refuses the cursor of another list, or of another order.
import { cursorOf, keyIn } from '../../model/keys';
import type { CursorKind } from '../../model/keys';
import { badInput, readAll } from '../../model/faults';
import { sortedAt } from '../../store/pages';
import type { FoundPage, Order, SortValue } from '../../store/pages';
import type { ListOrder, ListOrderField } from '../generated';
import type { Page } from '../parents';

const DEFAULT_FIRST = 50;
/** The maximum size of a page. */
export const MAX_PAGE_SIZE = 1_000;

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}
/** For a list that is also read backwards. */
export interface SpanArguments extends PageArguments {
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Reads the requested page. Throws BAD_USER_INPUT for a size outside 1 to 1,000, or a cursor of another list or order. */
export function readPage({ first, after, last, before }: SpanArguments, kind: CursorKind) {
  const [name, size] = last == null ? ['first', first ?? DEFAULT_FIRST] : ['last', last];
  return readAll({
    first: () => {
      if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
      throw badInput(name, `A page has 1 to ${MAX_PAGE_SIZE} entries, not ${size}.`);
    },
    after: () => (after == null ? null : keyOf(after, 'after', kind)),
    before: () => (before == null ? null : keyOf(before, 'before', kind)),
    isLast: () => last != null,
  });
}

/** Returns the page in the contract's form. */
export function pageOf<T>(
  { rows, keys, hasMore }: FoundPage<T>,
  { after, before, isLast }: ReturnType<typeof readPage>,
  kind: CursorKind,
): Page<T> {
  const cursorAt = (index: number): string => cursorOf(keys.at(index) ?? '', kind);
  return {
    edges: () => rows.map((node, index) => ({ cursor: cursorAt(index), node })),
    nodes: rows,
    pageInfo: {
      hasNextPage: isLast ? before !== null : hasMore,
      hasPreviousPage: isLast ? hasMore : after !== null,
      startCursor: rows.length === 0 ? null : cursorAt(0),
      endCursor: rows.length === 0 ? null : cursorAt(-1),
    },
  };
}

/** Reads the requested order, null for that of the keys, and the kind of its cursors. */
export function readOrder(
  given: ListOrder | null | undefined,
  values: Readonly<Record<ListOrderField, SortValue | undefined>>,
  { list, isKey }: CursorKind,
): { readonly order: Order | null; readonly kind: CursorKind } {
  const { field = 'KEY', isDescending } = given ?? {};
  if (field === 'KEY' && !isDescending) return { order: null, kind: { list, isKey } };
  return {
    order: { isDescending: isDescending ?? false, by: values[field] },
    kind: {
      list: `${list}-${field}${isDescending ? '-DESC' : ''}`,
      isKey: (text) => {
        const { value, key } = sortedAt(text);
        return isKey(key) && IS_VALUE[field](value);
      },
    },
  };
}

/** Whether a cursor can hold the text as the value that the list is sorted by. */
const IS_VALUE: Readonly<Record<ListOrderField, (text: string) => boolean>> = {
  KEY: (text) => text === '',
  TITLE: (text) => !text.includes('\0'),
  START: (text) => text === '' || isTime(text),
  LAST_CHANGE: isTime,
};

/** The store's form of times. JavaScript would accept a day that its month lacks, as another day. */
function isTime(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, -1) === text.slice(0, -4);
}

function keyOf(cursor: string, name: string, kind: CursorKind): string {
  const key = keyIn(cursor, kind);
  if (key !== null) return key;
  throw badInput(
    name,
    'The cursor is not one of this list and order; use the endCursor of another page of it.',
  );
}
