// Pages a list by the key of its order. Refuses the cursor of another list.
import { keyIn } from '../../model/keys';
import type { CursorKind } from '../../model/keys';
import { badInput } from '../../model/faults';
import type { Page } from '../parents';

const DEFAULT_FIRST = 50;
/** The maximum size of a page. */
export const LARGEST_PAGE = 1_000;

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Reads the requested page. Throws BAD_USER_INPUT for a size outside 1 to 1,000, or a cursor of another list. */
export function readPage({ first, after }: PageArguments, kind: CursorKind) {
  const size = first ?? DEFAULT_FIRST;
  if (size < 1 || size > LARGEST_PAGE)
    throw badInput('first', `first is ${size}; give 1 to ${LARGEST_PAGE}.`);
  return { first: size, after: after == null ? null : keyOf(after, kind) };
}

/** Returns the page in the contract's form. `after` is the key that it started after. */
export function pageOf<T>(
  { rows, hasNextPage }: { readonly rows: readonly T[]; readonly hasNextPage: boolean },
  { after }: { readonly after: string | null },
  cursorOf: (row: T) => string,
): Page<T> {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    edges: () => rows.map((node) => ({ cursor: cursorOf(node), node })),
    nodes: rows,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
  };
}

function keyOf(cursor: string, kind: CursorKind): string {
  const key = keyIn(cursor, kind);
  if (key !== null) return key;
  throw badInput('after', 'after is no cursor of this list; give the endCursor of the page before.');
}
