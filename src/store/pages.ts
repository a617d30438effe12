// Pages of lists, whatever they are of: one statement per page, one more for a count that is asked for.
import type { Database, KeyedStatement, Row } from './database';

/** How many at most, and the key after which they begin. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** The rows of one page, and whether others follow. */
export interface FoundPage<T> {
  readonly rows: readonly T[];
  readonly hasNextPage: boolean;
}

/** The pages that were asked for together, from the rows that were found: each with the position of its page, from 1. */
export function pagesOf<T>(
  asked: readonly PageRequest[],
  found: readonly { readonly row: T; readonly position: number }[],
): FoundPage<T>[] {
  const pages = asked.map((): T[] => []);
  for (const { position, row } of found) pages[position - 1]?.push(row);
  return pages.map((rows, index) => {
    const first = asked[index]?.first ?? 0;
    return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
  });
}

/** What a list is read from, and what a row of it is. */
export interface List<F, T> {
  readonly row: string;
  readonly of: (row: Row) => T;
  readonly from: string;
  readonly key: string;
  /** The same, of what a row is. */
  readonly keyOf: (entry: T) => string;
  readonly conditions: (filter: F) => Condition[];
}
/** SQL with a question mark for each value. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/** One page of any list, in the order of its key. */
export async function findPage<F, T>(
  db: Database,
  list: List<F, T>,
  { filter, first, after }: PageRequest & { readonly filter: F },
): Promise<FoundPage<T>> {
  const conditions = list.conditions(filter);
  const rows =
    conditions.length === 0 && first <= SMALL_PAGE
      ? await rowsOfWhole(db, list, { first, after })
      : await rowsOf(db, list, { conditions: [...conditions, ...given(after, `${list.key} > ?`)], first });
  // Before the page is cut: it is the last one that goes.
  const entries = inOrder(rows.map(list.of), list.keyOf);
  return { rows: entries.slice(0, first), hasNextPage: entries.length > first };
}

type Listed = Pick<List<never, unknown>, 'row' | 'from' | 'key'>;

function rowsOf(
  db: Database,
  { row, from, key }: Listed,
  { conditions, first }: { readonly conditions: readonly Condition[]; readonly first: number },
): Promise<Row[]> {
  const { where, values } = whereOf(conditions);
  const limit = `$${values.length + 1}`;
  return db.rows(`SELECT ${row} FROM ${from} ${where} ORDER BY ${key} LIMIT ${limit}`, [
    ...values,
    first + 1,
  ]);
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
