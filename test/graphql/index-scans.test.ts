// How the database finds what frequent requests need: by an index, never by a sequential scan.
import type { Logger } from 'typeorm';
import { courseKey, fill, largeCourseKey, runKey, versionsOf } from '../../lab/bench/data';
import { WORKLOADS } from '../../lab/bench/workloads';
import { findHeads, leaseLanes, startAttempt } from '../../src/store/outbox/lanes';
import { useTestApp, type Json } from '../support/app';

const COURSES = 6_000;
/** The tables that grow with the number of courses. */
const LARGE = [
  ...['course', 'course_run', 'course_price', 'course_run_price', 'seat_product', 'entitlement_product'],
  ...['lane', 'provisioning', 'history', 'command'],
];
const app = useTestApp();
const pick = (bound: number) => Math.floor(bound / 3);

beforeAll(async () => {
  await fill(app.databaseUrl, { courses: COURSES });
  await bySql(`SET LOCAL session_replication_role = replica;
    INSERT INTO entitlement_product (course_id, seat_type_slug, sku)
      SELECT id, 'verified', upper(substr(md5(key), 1, 7)) FROM course;
    INSERT INTO command (actor, mutation, key, input_hash, outcome)
      SELECT 'editor', 'changeCourse', n, 'hash', '{}' FROM generate_series(1, 5000) n;
    INSERT INTO lane (target, course_run_id, enqueued) SELECT 'LMS', id, 1 FROM course_run;
    INSERT INTO lane (target, course_id) SELECT 'ECOMMERCE', id FROM course;
    INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
      SELECT gen_random_uuid(), course_run_id, 'LMS', 1, 1, id, 1, '{"courseRunKey": "-", "modes": []}'
      FROM lane WHERE target = 'LMS';
    UPDATE course_run SET revision = 1;
    UPDATE course SET modified = modified + id * interval '1 second';
    UPDATE lane SET due_at = now() WHERE target = 'LMS' AND id % 100 = 0;
    UPDATE lane SET done = enqueued WHERE due_at IS NULL;
    UPDATE provisioning SET state = 'DELIVERED', delivered_at = now() WHERE lane_id % 100 > 0`);
  await app.replica.database.query('VACUUM ANALYZE');
}, 60_000);

const bySql = (sql: string) => app.replica.database.transaction((tx) => tx.query(sql));

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

/** The statements sent to the database during `work`. */
async function sentFor(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const { database } = app.replica;
  const { logger } = database;
  const sent: Statement[] = [];
  const recording: Pick<Logger, 'logQuery'> = {
    logQuery: (sql, values) => void sent.push({ sql, values: (values as unknown[] | undefined) ?? [] }),
  };
  Object.assign(database, { logger: Object.assign(Object.create(logger), recording) });
  try {
    await work();
  } finally {
    Object.assign(database, { logger });
  }
  // The catalogue's version is polled at any time.
  return sent.filter(
    ({ sql }) =>
      /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/.test(sql) && sql !== 'SELECT version FROM catalogue_version',
  );
}

/** The steps that read all of a large table, or of one of its indexes. */
function readWhole(node: Node): string[] {
  const { 'Node Type': type, 'Relation Name': table = '', 'Index Name': index, Plans = [] } = node;
  const isWhole =
    type === 'Seq Scan' ? LARGE.includes(table) : index !== undefined && node['Index Cond'] === undefined;
  return [...(isWhole ? [`${type} on ${table || index}`] : []), ...Plans.flatMap(readWhole)];
}

async function planOf({ sql, values }: Statement): Promise<Node> {
  const [row] = await app.replica.database.query<Json[]>(`EXPLAIN (FORMAT JSON) ${sql}`, values);
  return row['QUERY PLAN'][0].Plan;
}

async function scansOf(statements: readonly Statement[]): Promise<string[]> {
  const scans: string[] = [];
  for (const statement of statements)
    scans.push(...readWhole(await planOf(statement)).map((scan) => `${scan}: ${statement.sql}`));
  return scans;
}

/** The indexes that a plan uses. */
const indexesOf = ({ 'Index Name': index, Plans = [] }: Node): string[] => [
  ...(index === undefined ? [] : [index]),
  ...Plans.flatMap(indexesOf),
];

/** The steps that sort all rows: rows that already come in groups are sorted group by group. */
const sortsOf = ({ 'Node Type': type, Plans = [] }: Node): string[] => [
  ...(type === 'Sort' ? [type] : []),
  ...Plans.flatMap(sortsOf),
];

const asked = (query: string, variables: object = {}) => sentFor(() => app.data(query, variables));
const workload = (name: string) => {
  const found = WORKLOADS.find((one) => one.name === name);
  return asked(found?.query ?? '', found?.variables(pick, COURSES) ?? {});
};
const entities = (representations: object[], fields: string) =>
  asked(`query ($r: [_Any!]!) { _entities(representations: $r) { ${fields} } }`, { r: representations });
const [course, run, at] = [courseKey(7), runKey(7, 2), '2026-06-01T00:00:00Z'];

test.each<[string, () => Promise<readonly Statement[]>]>([
  ['a hundred runs by key', () => workload('entities')],
  ['a course page', () => workload('page')],
  ['a deep page of courses', () => workload('list')],
  ['a deep page of the feed', () => workload('feed')],
  ['the options of a course with twenty runs', () => workload('decisions')],
  [
    'a course by its UUID',
    () =>
      uuidOf('course').then((uuid) => entities([{ __typename: 'Course', uuid }], '... on Course { key }')),
  ],
  [
    'a run by its UUID',
    () =>
      uuidOf('course_run').then((uuid) =>
        entities([{ __typename: 'CourseRun', uuid }], '... on CourseRun { key }'),
      ),
  ],
  [
    'a provisioning',
    () =>
      uuidOf('provisioning').then((id) =>
        entities([{ __typename: 'Provisioning', id }], '... on Provisioning { state courseRun { key } }'),
      ),
  ],
  ['the provisioning of a run', () => asked(`{ courseRun(key: "${run}") { provisioning { state } } }`)],
  [
    'a deep page of runs',
    () => asked(`{ courseRuns(first: 50, after: "${cursor('courseRuns', run)}") { nodes { key } } }`),
  ],
  [
    "an organization's courses",
    () => asked('{ courses(first: 50, filter: { organization: "Org3" }) { nodes { key } } }'),
  ],
  [
    'the changes of a course',
    () => asked(`{ course(key: "${course}") { changes(first: 5) { nodes { id } } } }`),
  ],
  [
    'the changes of a run',
    () => asked(`{ courseRun(key: "${run}") { changes(first: 5) { nodes { id } } } }`),
  ],
  ['a course as it was', () => asked(`{ course(key: "${course}") { asOf(at: "${at}") { type } } }`)],
  ['a run as it was', () => asked(`{ courseRun(key: "${run}") { asOf(at: "${at}") { type } } }`)],
])('%s is found by indexes alone', async (_, requested) => {
  const statements = await requested();

  expect(statements.length).toBeGreaterThan(0);
  expect(await scansOf(statements)).toEqual([]);
});

test.each([
  ['courses', 'TITLE', 'course_title_ix'],
  ['courses', 'START', 'course_start_ix'],
  ['courses', 'LAST_CHANGE', 'course_modified_ix'],
  ['courseRuns', 'TITLE', 'course_title_ix'],
  ['courseRuns', 'START', 'course_run_start_ix'],
  ['courseRuns', 'LAST_CHANGE', 'course_modified_ix'],
])('%s sorted by %s continue from any page in the order of %s', async (list, field, index) => {
  for (const isDescending of [false, true]) {
    const orderBy = `orderBy: { field: ${field}, isDescending: ${isDescending} }`;
    const { page } = await app.data(`{ page: ${list}(first: 900, ${orderBy}) { pageInfo { endCursor } } }`);
    const after = `after: "${page.pageInfo.endCursor}"`;

    const [statement, ...others] = await asked(
      `{ ${list}(first: 50, ${orderBy}, ${after}) { nodes { key } } }`,
    );

    expect(others).toEqual([]);
    const plan = await planOf(statement as Statement);
    expect({ isDescending, indexes: indexesOf(plan), whole: readWhole(plan) }).toMatchObject({
      indexes: expect.arrayContaining([index]),
      whole: [],
    });
    expect(sortsOf(plan)).toEqual([]);
  }
});

test('a hundred runs, their courses, prices and SKUs are looked up in hash indexes alone', async () => {
  const [statement, ...others] = await workload('entities');

  expect(others).toEqual([]);
  expect(indexesOf(await planOf(statement as Statement)).sort()).toEqual([
    'course_id_hash_ix',
    'course_price_course_id_hash_ix',
    'course_run_key_hash_ix',
    'course_run_price_course_run_id_hash_ix',
    'seat_product_course_run_id_hash_ix',
  ]);
});

test('a change finds everything it needs by indexes alone', async () => {
  const [key, expectedVersion] = [...(await versionsOf(app.databaseUrl, [courseKey(10)]))][0] ?? [];
  const input = {
    key,
    expectedVersion,
    reason: 'Test.',
    prices: [{ seatType: 'verified', amount: '99.00' }],
  };

  const statements = await sentFor(async () => {
    const { changeCourse } = await app.data(
      'mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { violations { code } } }',
      { input: { ...input, idempotencyKey: 'a-key-of-its-own' } },
    );
    expect(changeCourse.violations).toEqual([]);
  });

  expect(statements.length).toBeGreaterThan(3);
  expect(await scansOf(statements)).toEqual([]);
});

test('the relay finds what is due by indexes alone', async () => {
  const { database } = app.replica;
  const statements = await sentFor(async () => {
    const leases = await leaseLanes(database, { target: 'LMS', by: 'test', leaseMs: 1_000, limit: 8 });
    const [head] = await findHeads(database, leases);
    if (!head) throw new Error('Nothing is due.');
    await startAttempt(database, { head, leaseMs: 1_000 });
  });

  expect(await scansOf(statements)).toEqual([]);
});

test('without its index, a sequential scan is noticed', async () => {
  const statements = await asked(`{ course(key: "${largeCourseKey(1)}") { courseRuns { key } } }`);
  await bySql('DROP INDEX course_run_course_ix');

  expect(await scansOf(statements)).toEqual([expect.stringMatching(/^Seq Scan on course_run:/)]);
});

const cursor = (list: string, key: string) => Buffer.from(`${list} ${key}`).toString('base64url');

async function uuidOf(table: string): Promise<string> {
  const [row] = await app.replica.database.query<Json[]>(`SELECT uuid FROM ${table} ORDER BY id LIMIT 1`);
  return row.uuid;
}
