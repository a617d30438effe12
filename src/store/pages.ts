// Pages of lists, whatever they are of: one statement per page, one more for a count that is asked for.
import type { Database, KeyedStatement, Row } from './database';

/** How many at most, and the cursor's key after which they begin. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}
/** The same of a list that is also read backwards: its last entries, and those before a key. Left out: forwards. */
export interface SpanRequest extends PageRequest {
  readonly before?: string | null;
  /** The page has the last entries of the span, and not its first. They are in the order of the list all the same. */
  readonly isLast?: boolean;
}

/** The rows of one page, what cursors point at them with, and whether others follow: before them in a page of the last. */
export interface FoundPage<T> {
  readonly rows: readonly T[];
  readonly keys: readonly string[];
  readonly hasMore: boolean;
}

/** The page of these rows, which were read in its direction and are one more than it has if there are others. */
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

/** The pages that were asked for together, from the rows that were found: each with the position of its page, from 1. */
export function pagesOf<T>(
  asked: readonly SpanRequest[],
  found: readonly { readonly row: T; readonly position: number }[],
  keyOf: (row: T) => string,
): FoundPage<T>[] {
  const pages = asked.map((): T[] => []);
  for (const { position, row } of found) pages[position - 1]?.push(row);
  return asked.map((request, index) => cutPage(pages[index] ?? [], request, keyOf));
}

/** What a list is read from, and what a row of it is. */
export interface List<F, T> {
  readonly row: string;
  readonly of: (row: Row) => T;
  readonly from: string;
  /** What it is sorted by, last of all: of each entry another. */
  readonly key: string;
  /** The key that a cursor points at the entry with. */
  readonly keyOf: (entry: T) => string;
  /** SQL of `key` by a cursor's key, where these are not the same. */
  readonly keyIn?: string;
  readonly conditions: (filter: F) => Condition[];
}
/** Columns that are named as the fields of an entry, and the entry that they make. */
export function named<T>(columns: string): Pick<List<never, T>, 'row' | 'of'> {
  const names = columns.split(',').map((column) => /(\w+)"?\s*$/.exec(column)?.[1] ?? '');
  return {
    row: columns,
    of: (row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as T,
  };
}

/** How a list is sorted otherwise than upwards by its key. */
export interface Order {
  readonly isDescending: boolean;
  /** What it is sorted by before its key. */
  readonly by?: SortValue;
}
export interface SortValue {
  /** Never null. */
  readonly sql: string;
  /** SQL of the text that a cursor has of it, and of the value by that text. */
  readonly written: string;
  readonly read: string;
}
/** SQL with a question mark for each value. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/** The value and the key of a cursor of a list that is sorted by a value: no key has a blank. */
export function sortedAt(key: string): { readonly value: string; readonly key: string } {
  const blank = key.lastIndexOf(' ');
  return { value: key.slice(0, Math.max(blank, 0)), key: key.slice(blank + 1) };
}

/** One page of any list, in the order of its key unless another is asked for. */
export async function findPage<F, T>(
  db: Database,
  list: List<F, T>,
  { filter, first, after, order }: PageRequest & { readonly filter: F; readonly order?: Order | null },
): Promise<FoundPage<T>> {
  const conditions = list.conditions(filter);
  if (!order && conditions.length === 0 && first <= SMALL_PAGE) {
    const rows = await rowsOfWhole(db, list, { first, after });
    // Before the page is cut: it is the last one that goes.
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

/** What comes after that cursor in that order. The first condition is what an index of the value alone can begin with. */
function beyond({ key, keyIn = '?' }: Listed, { by, isDescending }: Order, after: string): Condition[] {
  const sign = isDescending ? '<' : '>';
  if (!by) return [[`${key} ${sign} ${keyIn}`, after]];
  const at = sortedAt(after);
  return [
    [`${by.sql} ${sign}= ${by.read}`, at.value],
    [`(${by.sql}, ${key}) ${sign} (${by.read}, ${keyIn})`, at.value, at.key],
  ];
}

/** The most entries of pages that are read with others: longer ones are read at the same time, by other connections. */
const SMALL_PAGE = 100;
/** With more in one statement, the database waits for the process and the process for the database. */
const MOST_PAGES = 5;
type Pages = KeyedStatement<ReadonlyMap<unknown, Row[]>>;
const wholeLists = new WeakMap<object, Pages>();

/** A page of a list without conditions. Each is asked for by its size and the key after which it begins. */
async function rowsOfWhole(db: Database, list: Listed, { first, after }: PageRequest): Promise<Row[]> {
  const statement = wholeLists.get(list) ?? pagesOfWhole(list);
  wholeLists.set(list, statement);
  const asked = `${first + 1} ${after ?? ''}`;
  return (await db.coalesced(statement, [asked])).get(asked) ?? [];
}

// The planner is to know that a page is small, whatever its size: so there are two limits.
const pagesOfWhole = ({ row, from, key }: Listed): Pages => ({
  text: `SELECT page.*, asked.position::integer FROM unnest($1::text[]) WITH ORDINALITY AS asked (page, position)
    CROSS JOIN LATERAL (
      SELECT * FROM (SELECT ${row} FROM ${from}
        WHERE ${key} > substr(asked.page, strpos(asked.page, ' ') + 1) ORDER BY ${key} LIMIT ${SMALL_PAGE + 1}) AS longest
      LIMIT split_part(asked.page, ' ', 1)::integer) AS page`,
  found: (rows, asked) => groupedBy(rows, (one) => asked[(one.at(-1) as number) - 1]),
  most: MOST_PAGES,
});

/** PostgreSQL gives the rows of several pages in their order, but does not promise to; to have it sort them takes a third longer. */
function inOrder<T>(entries: T[], keyOf: (entry: T) => string): T[] {
  const bytesOf = (entry: T) => Buffer.from(keyOf(entry));
  const isSorted = entries.every((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || keyOf(before) < keyOf(entry);
  });
  return isSorted ? entries : entries.sort((one, other) => Buffer.compare(bytesOf(one), bytesOf(other)));
}

/** How many there are in any list. */
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

/** The condition, where there is a value for it. */
export const given = (value: unknown, sql: string): Condition[] => (value == null ? [] : [[sql, value]]);

/** The condition on what the list is read from, with the values of its parameters from $1 on. */
export function whereOf(conditions: readonly Condition[]): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const texts = conditions.map(([sql, ...own]) =>
    own.reduce((text: string, value) => text.replace('?', () => `$${values.push(value)}`), sql),
  );
  return { where: texts.length === 0 ? '' : `WHERE ${texts.join(' AND ')}`, values };
}

/** The rows by what they are told apart by, in their order. */
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
