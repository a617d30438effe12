// Pages any list: one statement per page, and one more for a requested count.
import type { Database, KeyedStatement, Row } from './database';

/** The maximum number of entries, and the cursor key to start after. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}
/** Also reads backwards: the last entries, or those before a key. Left out: forwards. */
export interface SpanRequest extends PageRequest {
  readonly before?: string | null;
  /** The page has the span's last entries instead of its first, still in the list's order. */
  readonly isLast?: boolean;
}

/** The rows of one page, their cursor keys, and whether more follow; with `isLast`, whether more precede. */
export interface FoundPage<T> {
  readonly rows: readonly T[];
  readonly keys: readonly string[];
  readonly hasMore: boolean;
}

/** Cuts rows, read in the page's direction with one extra if there are more, to the page. */
export function cutPage<T>(
  found: readonly T[],
  { first, isLast = false }: Pick<SpanRequest, 'first' | 'isLast'>,
  keyOf: (row: T, index: number) => string,
): FoundPage<T> {
  const cut = found.slice(0, first);
  const keys = cut.map(keyOf);
  return {
    rows: isLast ? cut.reverse() : cut,
    keys: isLast ? keys.reverse() : keys,
    hasMore: found.length > first,
  };
}

/** Splits the rows of several requests into their pages; each row has the position of its page, from 1. */
export function pagesOf<T>(
  pageRequests: readonly SpanRequest[],
  found: readonly { readonly row: T; readonly position: number }[],
  keyOf: (row: T) => string,
): FoundPage<T>[] {
  const pages = pageRequests.map((): T[] => []);
  for (const { position, row } of found) pages[position - 1]?.push(row);
  return pageRequests.map((request, index) => cutPage(pages[index] ?? [], request, keyOf));
}

/** How to read a list and its rows. */
export interface List<F, T> {
  readonly row: string;
  readonly of: (row: Row) => T;
  readonly from: string;
  /** The last sort column; unique per entry. */
  readonly key: string;
  /** The entry's cursor key. */
  readonly keyOf: (entry: T) => string;
  /** SQL that converts a cursor key to `key`, if they differ. */
  readonly keyIn?: string;
  readonly conditions: (filter: F) => Condition[];
}
/** Returns the columns, each named like a field of the entry, and the entry's constructor. */
export function named<T>(columns: string): Pick<List<never, T>, 'row' | 'of'> {
  const names = columns.split(',').map((column) => /(\w+)"?\s*$/.exec(column)?.[1] ?? '');
  return {
    row: columns,
    of: (row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as T,
  };
}

/** An order other than ascending by key. */
export interface Order {
  readonly isDescending: boolean;
  /** The value to sort by before the key. */
  readonly by?: SortValue;
}
export interface SortValue {
  /** Never null. */
  readonly sql: string;
  /** SQL for the value's text in a cursor, and for the value of that text. */
  readonly written: string;
  readonly read: string;
}
/** SQL with a question mark for each value. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/** Splits the cursor key of a list sorted by a value. Keys contain no space. */
export function sortedAt(key: string): { readonly value: string; readonly key: string } {
  const blank = key.lastIndexOf(' ');
  return { value: key.slice(0, Math.max(blank, 0)), key: key.slice(blank + 1) };
}

/** Returns one page of any list, in the order of its key unless another is given. */
export async function findPage<F, T>(
  db: Database,
  list: List<F, T>,
  { filter, first, after, order }: PageRequest & { readonly filter: F; readonly order?: Order | null },
): Promise<FoundPage<T>> {
  const conditions = list.conditions(filter);
  if (!order && conditions.length === 0 && first <= SMALL_PAGE) {
    const rows = await rowsOfWhole(db, list, { first, after });
    // Sorted before the cut: the extra entry must be the last.
    return cutPage(inOrder(rows.map(list.of), list.keyOf), { first }, list.keyOf);
  }
  const rows = await rowsOf(db, list, { conditions, first, after, order: order ?? UPWARDS });
  const keyOf = (entry: T, index: number): string =>
    order?.by ? `${rows[index]?.at(-1) as string} ${list.keyOf(entry)}` : list.keyOf(entry);
  return cutPage(rows.map(list.of), { first }, keyOf);
}

const UPWARDS: Order = { isDescending: false };

type Listed = Pick<List<never, unknown>, 'row' | 'from' | 'key' | 'keyIn'>;

function rowsOf(
  db: Database,
  list: Listed,
  {
    conditions,
    first,
    after,
    order,
  }: PageRequest & { readonly conditions: readonly Condition[]; readonly order: Order },
): Promise<Row[]> {
  const { row, from, key } = list;
  const { where, values } = whereOf([...conditions, ...(after === null ? [] : beyond(list, order, after))]);
  const direction = order.isDescending ? 'DESC' : 'ASC';
  const sorted = [...(order.by ? [order.by.sql] : []), key].map((sql) => `${sql} ${direction}`).join(', ');
  const columns = order.by ? `${row}, ${order.by.written}` : row;
  const limit = `$${values.length + 1}`;
  return db.rows(`SELECT ${columns} FROM ${from} ${where} ORDER BY ${sorted} LIMIT ${limit}`, [
    ...values,
    first + 1,
  ]);
}

/** Conditions for entries after the cursor. An index on the value alone can use the first. */
function beyond({ key, keyIn = '?' }: Listed, { by, isDescending }: Order, after: string): Condition[] {
  const sign = isDescending ? '<' : '>';
  if (!by) return [[`${key} ${sign} ${keyIn}`, after]];
  const at = sortedAt(after);
  return [
    [`${by.sql} ${sign}= ${by.read}`, at.value],
    [`(${by.sql}, ${key}) ${sign} (${by.read}, ${keyIn})`, at.value, at.key],
  ];
}

/** Larger pages are not coalesced: separate connections read them in parallel. */
const SMALL_PAGE = 100;
/** With more in one statement, the database and the process would wait for each other. */
const MAX_PAGES = 5;
type Pages = KeyedStatement<ReadonlyMap<unknown, Row[]>>;
const wholeLists = new WeakMap<object, Pages>();

/** Reads a page of an unfiltered list. Requests are keyed by size and start key. */
async function rowsOfWhole(db: Database, list: Listed, { first, after }: PageRequest): Promise<Row[]> {
  const statement = wholeLists.get(list) ?? pagesOfWhole(list);
  wholeLists.set(list, statement);
  const pageRequests = `${first + 1} ${after ?? ''}`;
  return (await db.coalesced(statement, [pageRequests])).get(pageRequests) ?? [];
}

// Two limits, so that the planner knows that a page is small whatever its size.
const pagesOfWhole = ({ row, from, key }: Listed): Pages => ({
  text: `SELECT page.*, asked.position::integer FROM unnest($1::text[]) WITH ORDINALITY AS asked (page, position)
    CROSS JOIN LATERAL (
      SELECT * FROM (SELECT ${row} FROM ${from}
        WHERE ${key} > substr(asked.page, strpos(asked.page, ' ') + 1) ORDER BY ${key} LIMIT ${SMALL_PAGE + 1}) AS longest
      LIMIT split_part(asked.page, ' ', 1)::integer) AS page`,
  found: (rows, pageRequests) => groupedBy(rows, (one) => pageRequests[(one.at(-1) as number) - 1]),
  maxKeys: MAX_PAGES,
});

/** Sorts if needed: PostgreSQL returns several pages in order, but does not promise it; sorting there costs a third. */
function inOrder<T>(entries: T[], keyOf: (entry: T) => string): T[] {
  const bytesOf = (entry: T) => Buffer.from(keyOf(entry));
  const isSorted = entries.every((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || keyOf(before) < keyOf(entry);
  });
  return isSorted ? entries : entries.sort((one, other) => Buffer.compare(bytesOf(one), bytesOf(other)));
}

/** Counts the entries of any list. */
export async function count<F>(
  db: Database,
  list: Pick<List<F, unknown>, 'from' | 'conditions'>,
  filter: F,
): Promise<number> {
  const { where, values } = whereOf(list.conditions(filter));
  const sql = `SELECT count(*)::integer AS count FROM ${list.from} ${where}`;
  const [row] = await db.query<{ count: number }[]>(sql, values);
  return row?.count ?? 0;
}

/** Returns the condition if there is a value for it. */
export const given = (value: unknown, sql: string): Condition[] => (value == null ? [] : [[sql, value]]);

/** Returns a WHERE clause, with the values of its parameters from $1 on. */
export function whereOf(conditions: readonly Condition[]): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const texts = conditions.map(([sql, ...own]) =>
    own.reduce((text: string, value) => text.replace('?', () => `$${values.push(value)}`), sql),
  );
  return { where: texts.length === 0 ? '' : `WHERE ${texts.join(' AND ')}`, values };
}

/** Groups rows by key, in order. */
export function groupedBy<K, T = Row>(rows: readonly T[], keyOf: (row: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Yields a list in batches: each is read after the last entry of the one before. A batch that is not full is the last. */
export async function* inBatches<T>(
  atOnce: number,
  read: (after: T | undefined, limit: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  for (let after: T | undefined, isMore = true; isMore;) {
    const batch = await read(after, atOnce);
    if (batch.length > 0) yield batch;
    after = batch.at(-1);
    isMore = batch.length === atOnce;
  }
}
