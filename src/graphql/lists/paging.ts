// Pages of a list by the key of its order. The cursor of another list, or of another order, is refused.
import { cursorOf, keyIn } from '../../model/keys';
import type { CursorKind } from '../../model/keys';
import { badInput } from '../../model/faults';
import { sortedAt } from '../../store/pages';
import type { FoundPage, Order, SortValue } from '../../store/pages';
import type { ListOrder, ListOrderField } from '../generated';
import type { Page } from '../parents';

const DEFAULT_FIRST = 50;
/** The maximum size of a page. */
export const LARGEST_PAGE = 1_000;

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}
/** Of a list that is read backwards too. */
export interface SpanArguments extends PageArguments {
  readonly last?: number | null;
  readonly before?: string | null;
}

/**
 * Which page is asked for: that of the last, if `last` is given. Throws BAD_USER_INPUT for a size out of 1 to 1,000 and for a
 * cursor that is none of this list.
 */
export function readPage({ first, after, last, before }: SpanArguments, kind: CursorKind) {
  const [name, size] = last == null ? ['first', first ?? DEFAULT_FIRST] : ['last', last];
  if (size < 1 || size > LARGEST_PAGE) throw badInput(name, `${name} is ${size}; give 1 to ${LARGEST_PAGE}.`);
  return {
    first: size,
    after: after == null ? null : keyOf(after, 'after', kind),
    before: before == null ? null : keyOf(before, 'before', kind),
    isLast: last != null,
  };
}

/** The page that was found, in the form of the contract, for what it was asked for with. */
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

/** The order that is asked for, null for that of the keys, and its cursors: those of another order say nothing in this. */
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

/** Whether a cursor's text can be what a list is sorted by. */
const IS_VALUE: Readonly<Record<ListOrderField, (text: string) => boolean>> = {
  KEY: (text) => text === '',
  TITLE: (text) => !text.includes('\0'),
  START: (text) => text === '' || isTime(text),
  LAST_CHANGE: isTime,
};

/** As the store writes times: a day that its month does not have would be read as another. */
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
    `${name} is not a cursor of this list and order; use the endCursor of another page of it.`,
  );
}
