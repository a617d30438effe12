// Pages read together are in the order of their keys, even if the database returns them in another, as it may.
import type { Database, Row } from '../../src/store/database';
import { findPage } from '../../src/store/pages';
import type { List } from '../../src/store/pages';

const LIST: List<object, string> = {
  row: 'x',
  of: ([key]) => key as string,
  from: 'x',
  key: 'x',
  keyOf: (key) => key,
  conditions: () => [],
};

/** A database that returns these rows for every page. */
const having = (...keys: string[]): Database => {
  const rows = keys.map((key): Row => [key, 1]);
  const coalesced: Database['coalesced'] = async ({ found }, asked) => found(rows, asked);
  return { coalesced } as Database;
};

test.each([
  [
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ],
  [
    ['b', 'c', 'a'],
    ['a', 'b', 'c'],
  ],
  // By bytes, as PostgreSQL does; JavaScript compares UTF-16 code units.
  [
    ['\uFF5E', '\u{1F600}'],
    ['\uFF5E', '\u{1F600}'],
  ],
])('%j', async (found, expected) => {
  const page = await findPage(having(...found), LIST, { filter: {}, first: 10, after: null });

  expect(page).toEqual({ rows: expected, keys: expected, hasMore: false });
});

test('the entry beyond the page comes last, wherever the database has it', async () => {
  const page = await findPage(having('c', 'a', 'b'), LIST, { filter: {}, first: 2, after: null });

  expect(page).toEqual({ rows: ['a', 'b'], keys: ['a', 'b'], hasMore: true });
});
