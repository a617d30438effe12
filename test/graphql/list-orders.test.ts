// Lists of courses and runs filtered by their runs, and in other orders than by key.
import { foldKey } from '../../src/model/keys';
import { useTestApp, type Json } from '../support/app';
import { bySql, changeCourse, createCourse, DEVELOPER } from '../support/changes';

const app = useTestApp();
const PAGE = 'nodes { key } edges { cursor } pageInfo { hasNextPage endCursor }';
const keysOf = (page: Json): string[] => page.nodes.map((node: Json) => node.key);
const page = async (list: 'courses' | 'courseRuns', args: string): Promise<Json> =>
  (await app.data(`{ page: ${list}(${args}) { ${PAGE} totalCount } }`)).page;

describe('courses with runs', () => {
  /** Runs of YX+1 and YX+2, with the properties that filters select by. */
  const RUNS: [key: string, status: string, start: string | null][] = [
    ['YX+1+a', 'UNPUBLISHED', '2027-01-01T00:00:00Z'],
    ['YX+1+b', 'PUBLISHED', '2028-01-01T00:00:00Z'],
    ['YX+2+a', 'PUBLISHED', null],
    ['YX+2+b', 'REVIEWED', '2027-06-01T00:00:00.123Z'],
  ];
  beforeAll(async () => {
    for (const key of ['YX+1', 'YX+2'])
      await createCourse(app.replica, DEVELOPER, {
        ...{ key, title: key, type: 'audit', prices: [] },
        runs: RUNS.filter(([run]) => run.startsWith(key)).map(([run, , start]) => ({
          key: `course-v1:${run}`,
          start,
        })),
      });
    for (const [run, status] of RUNS)
      await bySql(app.replica.database, 'UPDATE course_run SET status = $2 WHERE key = $1', [
        `course-v1:${run}`,
        status,
      ]);
  });
  beforeAll(() =>
    bySql(
      app.replica.database,
      `UPDATE course_run SET restriction = 'CUSTOM_B2C' WHERE key = 'course-v1:YX+2+b'`,
    ),
  );
  afterAll(() => bySql(app.replica.database, `DELETE FROM course WHERE organization = 'YX'`));

  test.each([
    ['statuses: [PUBLISHED]', ['1', '2'], ['1+b', '2+a']],
    ['statuses: [REVIEWED, UNPUBLISHED]', ['1', '2'], ['1+a', '2+b']],
    ['statuses: []', [], []],
    ['startsAfter: "2027-06-01T00:00:00.123Z"', ['1', '2'], ['1+b', '2+b']],
    ['startsBefore: "2027-06-01T00:00:00.123Z"', ['1'], ['1+a']],
    ['startsAfter: "2027-01-01T00:00:00Z", startsBefore: "2027-12-01T00:00:00Z"', ['1', '2'], ['1+a', '2+b']],
    ['restriction: CUSTOM_B2C', ['2'], ['2+b']],
    ['restriction: CUSTOM_B2B_ENTERPRISE', [], []],
    ['restriction: ANY', ['2'], ['2+b']],
    ['restriction: NONE', ['1', '2'], ['1+a', '1+b', '2+a']],
    ['restriction: ANY, statuses: [PUBLISHED]', [], []],
    // One run must match both.
    ['statuses: [UNPUBLISHED], startsAfter: "2027-12-01T00:00:00Z"', [], []],
    ['search: "yx+2"', ['2'], ['2+a', '2+b']],
  ])('filtered by { %s } are %j, and their runs %j', async (filter, courses, runs) => {
    const of = `filter: { organization: "YX", ${filter} }`;

    expect(keysOf(await page('courses', of))).toEqual(courses.map((key) => `YX+${key}`));
    const found = await page('courseRuns', of);
    expect([keysOf(found), found.totalCount]).toEqual([
      runs.map((key) => `course-v1:YX+${key}`),
      runs.length,
    ]);
  });

  test('filtered by a status in the old way and in the new are filtered by both', async () => {
    const of = (status: string) =>
      page(
        'courseRuns',
        `filter: { organization: "YX", status: ${status}, statuses: [PUBLISHED, REVIEWED] }`,
      );

    expect(keysOf(await of('REVIEWED'))).toEqual(['course-v1:YX+2+b']);
    expect(keysOf(await of('UNPUBLISHED'))).toEqual([]);
  });

  test('start when their latest run does, even after it has moved', async () => {
    const sorted = async () =>
      keysOf(await page('courses', 'filter: { organization: "YX" }, orderBy: { field: START }'));
    const move = (key: string, version: number, start: string | null) =>
      changeCourse(app.replica, DEVELOPER, {
        ...{ key: 'YX+1', expectedVersion: version, reason: 'moved' },
        runs: [{ key: `course-v1:YX+1+${key}`, start }],
      });

    expect(await sorted()).toEqual(['YX+2', 'YX+1']);
    await move('b', 1, '2026-01-01T00:00:00Z');
    expect(await sorted()).toEqual(['YX+1', 'YX+2']);
    await move('b', 2, null);
    expect(await sorted()).toEqual(['YX+1', 'YX+2']);
  });
});

describe.each(['courses', 'courseRuns'] as const)('%s in another order', (list) => {
  const SIGNS: Record<string, string> = {
    TITLE: 'title',
    START: 'start',
    LAST_CHANGE: 'modified',
    KEY: 'key',
  };
  beforeAll(async () => {
    const titles = ['b', 'B ', 'É', 'é', 'a', 'Z\u{1f600} 9', 'z\uff5e', 'x'.repeat(255)];
    for (const [index, title] of titles.entries())
      await bySql(
        app.replica.database,
        `WITH made AS (INSERT INTO course (uuid, key, organization, title, type_slug, version, modified, last_start_at)
           VALUES (gen_random_uuid(), $1, 'OX', $2, 'audit', 1, $3, $4) RETURNING id)
         INSERT INTO course_run (uuid, key, course_id, start_at, status, type_slug)
           SELECT gen_random_uuid(), 'course-v1:' || $1 || '+' || n, id, $4, 'UNPUBLISHED', 'audit'
           FROM made, generate_series(1, 2) n`,
        [
          `OX+${list}${index}`,
          title,
          `2026-01-0${1 + (index % 3)}T00:00:00.00000${index % 2}Z`,
          index % 3 === 0 ? null : `2026-0${1 + (index % 4)}-01T00:00:00.123456Z`,
        ],
      );
  });
  afterAll(() => bySql(app.replica.database, `DELETE FROM course WHERE organization = 'OX'`));

  /** The keys in that order, sorted here and not by the database. */
  async function expected(field: string, isDescending: boolean): Promise<string[]> {
    const rows = await app.replica.database.query<Json[]>(
      list === 'courses'
        ? `SELECT c.key, c.title, c.modified::text, c.last_start_at::text AS start FROM course c`
        : `SELECT r.key, c.title, c.modified::text, r.start_at::text AS start FROM course_run r JOIN course c ON c.id = course_id`,
    );
    const sortedBy = (row: Json): string =>
      field === 'TITLE' ? foldKey(row.title) : (row[SIGNS[field] ?? ''] ?? '\u{10ffff}');
    const compare = (one: Json, other: Json): number =>
      Buffer.compare(Buffer.from(sortedBy(one)), Buffer.from(sortedBy(other))) ||
      Buffer.compare(Buffer.from(one.key), Buffer.from(other.key));
    const keys = rows.sort(compare).map(({ key }) => key as string);
    return isDescending ? keys.reverse() : keys;
  }

  test.each(
    Object.keys(SIGNS).flatMap((field) => [false, true].map((isDescending) => [field, isDescending])),
  )('by %s, descending %s, are paged without gaps or repetition', async (field, isDescending) => {
    const orderBy = `orderBy: { field: ${field}, isDescending: ${isDescending} }`;
    const all = await expected(field as string, isDescending as boolean);
    for (const first of [1, 3, 1_000]) {
      const found: string[] = [];
      for (let after = '', isLast = false; !isLast;) {
        const { nodes, edges, pageInfo } = await page(list, `first: ${first}, ${orderBy} ${after}`);
        found.push(...nodes.map((node: Json) => node.key));
        expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
        after = `, after: "${pageInfo.endCursor}"`;
        isLast = !pageInfo.hasNextPage;
      }
      expect({ first, found }).toEqual({ first, found: all });
    }
  });

  test('have cursors that no other order accepts, and accept no invented ones', async () => {
    const orders = ['KEY', 'TITLE', 'START', 'LAST_CHANGE'].flatMap((field) =>
      [false, true].map((isDescending) => `orderBy: { field: ${field}, isDescending: ${isDescending} }`),
    );
    const key = list === 'courses' ? 'AX+9' : 'course-v1:AX+9+R1';
    const isRefused = async (orderBy: string, cursor: string): Promise<void> => {
      const { errors } = await app.ask(`{ ${list}(after: "${cursor}", ${orderBy}) { nodes { key } } }`);
      expect({ orderBy, cursor, errors }).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }],
      });
    };
    const forged = [
      ...[`${list}-TITLE x`, `${list}-TITLE \0 ${key}`, `${list}-START 2026-02-30T00:00:00.000000Z ${key}`],
      ...[`${list}-START infinity ${key}`, `${list}-LAST_CHANGE ${key}`, `${list}-LAST_CHANGE  ${key}`],
      ...[`${list}-LAST_CHANGE 0000-01-01T00:00:00.000000Z ${key}`, `${list}-KEY-DESC x ${key}`],
    ].map((text) => Buffer.from(text).toString('base64url'));
    for (const orderBy of orders) {
      const own = (await page(list, `first: 1, ${orderBy}`)).pageInfo.endCursor;
      for (const cursor of forged) await isRefused(orderBy, cursor);
      for (const other of orders.filter((one) => one !== orderBy)) await isRefused(other, own);
    }
  });
});

test.each([
  ['courses', 'type: "verifed"', 'filter.type'],
  ['courseRuns', 'type: "verifed"', 'filter.type'],
  ['courseRuns', 'trackType: "verifed"', 'filter.trackType'],
  ['courses', 'startsAfter: "tomorrow"', 'filter.startsAfter'],
  ['courseRuns', 'startsBefore: "2027-02-30T00:00:00Z"', 'filter.startsBefore'],
  ['courseRuns', `search: "${'x'.repeat(256)}"`, 'filter.search'],
])('%s filtered by { %s } are refused', async (list, filter, field) => {
  const { errors } = await app.ask(`{ ${list}(filter: { ${filter} }) { nodes { key } } }`);

  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
});
