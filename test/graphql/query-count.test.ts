// The cost of requests in SQL statements: the same for one entry and for very many.
import { statementsOf, useTestApp, type Json } from '../support/app';
import { aPublishedMastersCourse, bySql } from '../support/changes';

const MANY = 1_000;
const app = useTestApp();
let representations: Record<'byKey' | 'byUuid' | 'runsByKey' | 'runsByUuid' | 'provisionings', Json[]>;

beforeAll(async () => {
  await aPublishedMastersCourse(app.replica);
  await bySql(
    app.replica.database,
    `WITH made AS (
       INSERT INTO course (uuid, key, organization, title, type_slug, version)
       SELECT gen_random_uuid(), 'ManyX+' || n, 'ManyX', 'Title', 'masters-verified-audit', 1
       FROM generate_series(1, ${MANY}) n RETURNING id, key),
     run AS (
       INSERT INTO course_run (uuid, key, course_id, status, type_slug)
       SELECT gen_random_uuid(), 'course-v1:' || key || '+1T', id, 'UNPUBLISHED', 'masters' FROM made RETURNING id),
     lane AS (
       INSERT INTO lane (target, course_run_id) SELECT 'LMS', id FROM run RETURNING id, course_run_id)
     INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
     SELECT gen_random_uuid(), course_run_id, 'LMS', 1, 1, id, 1, '{"courseRunKey": "-", "modes": []}' FROM lane`,
  );
  const read = (sql: string): Promise<Json[]> => app.replica.database.query(sql);
  representations = {
    byKey: await read(`SELECT 'Course' AS __typename, key FROM course`),
    byUuid: await read(`SELECT 'Course' AS __typename, uuid FROM course`),
    runsByKey: await read(`SELECT 'CourseRun' AS __typename, key FROM course_run`),
    runsByUuid: await read(`SELECT 'CourseRun' AS __typename, uuid FROM course_run`),
    provisionings: await read(`SELECT 'Provisioning' AS __typename, uuid AS id FROM provisioning`),
  };
});

/** How many statements a request takes that must succeed. */
async function cost(query: string, variables: object): Promise<number> {
  const statements = await statementsOf(app, () => app.data(query, variables));
  return statements.length;
}

const OF_RUN = 'key title type { slug } seats { price { amount } } isMismatched paidToPartner';
const PROVISIONING = 'provisioning { state courseRun { key course { key } } }';
const OF_COURSE = `key type { slug } entitlements { price { amount } } courseRuns { ${OF_RUN} ${PROVISIONING} }`;
const PAGE = 'pageInfo { hasNextPage endCursor } edges { cursor }';

// One for the page; one for each of: the runs of all courses, the newest provisionings, the runs that they name.
test.each([
  ['courses', `key`, 1],
  ['courses', OF_COURSE, 4],
  ['courseRuns', `${OF_RUN} course { key type { slug } }`, 1],
  ['courseRuns', `${OF_RUN} course { ${OF_COURSE} } ${PROVISIONING}`, 4],
  ['provisionings', 'id desiredState', 1],
  ['provisionings', 'id blockedBy { reason message }', 2],
  ['provisionings', `id courseRun { ${OF_RUN} }`, 2],
])('a page of %s with { %s } takes %i statements', async (list, fields, expected) => {
  const query = `query ($first: Int!) { ${list}(first: $first) { ${PAGE} nodes { ${fields} } } }`;

  const one = await cost(query, { first: 1 });
  const many = await cost(query, { first: MANY });

  expect({ one, many }).toEqual({ one: expected, many: expected });
});

test.each(['courses', 'courseRuns', 'provisionings'])(
  'the count of %s is read only if it is selected',
  async (list) => {
    const page = await cost(`{ ${list}(first: 5) { pageInfo { hasNextPage } } }`, {});
    const counted = await cost(`{ ${list}(first: 5) { totalCount pageInfo { hasNextPage } } }`, {});

    expect({ page, counted }).toEqual({ page: 1, counted: 2 });
  },
);

test('options of many courses and their runs are decided with one statement', async () => {
  const query = `query ($first: Int!) { courses(first: $first, filter: { organization: "ManyX" }) {
    nodes { typeOptions { isAllowed } courseRuns { typeOptions { isAllowed violations { code } } } } } }`;

  expect({ one: await cost(query, { first: 1 }), many: await cost(query, { first: 50 }) }).toEqual({
    one: 3,
    many: 3,
  });
});

test('the catalogue costs no statement', async () => {
  const query = `query ($r: [_Any!]!) { modes { slug } courseTypes { courseRunTypes { trackTypes { slug } } }
    _entities(representations: $r) { ... on CourseType { slug pricedSeatTypes { slug } } } }`;
  const r = Array.from({ length: MANY }, () => ({ __typename: 'CourseType', slug: 'masters' }));

  expect(await cost(query, { r })).toBe(0);
});

describe('a batch of entities', () => {
  const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on Course { ${OF_COURSE} } ... on CourseRun { ${OF_RUN} ${PROVISIONING} course { key } }
    ... on Provisioning { state courseRun { key } } } }`;

  test.each<[string, number, (keyof typeof representations)[]]>([
    ['courses by one key', 4, ['byKey']],
    ['courses by both keys', 5, ['byKey', 'byUuid']],
    ['runs by one key', 3, ['runsByKey']],
    ['runs by both keys', 4, ['runsByKey', 'runsByUuid']],
    ['provisionings', 2, ['provisionings']],
  ])('of %s takes %i statements, however many there are', async (_, expected, kinds) => {
    const batch = (size: number) => ({
      r: Array.from(
        { length: size },
        (_entry, at) => representations[kinds[at % kinds.length] ?? 'byKey'][at],
      ),
    });

    const few = await cost(ENTITIES, batch(kinds.length));
    const many = await cost(ENTITIES, batch(MANY));

    expect({ few, many }).toEqual({ few: expected, many: expected });
  });

  test('of all kinds at once takes no more than its kinds of keys and their fields', async () => {
    const all = Object.values(representations).map((list) => list.slice(0, 200));

    expect(await cost(ENTITIES, { r: all.flat() })).toBeLessThanOrEqual(9);
  });
});

test.each([
  ['a course', 1, 'course(key: "ManyX+7") { key title type { slug } entitlements { sku } }'],
  ['a course with its runs', 4, `course(key: "ManyX+7") { ${OF_COURSE} }`],
  ['a run with its course', 1, 'courseRun(key: "course-v1:ManyX+7+1T") { key course { key title } }'],
])('%s takes %i statements', async (_, expected, query) => {
  expect(await cost(`{ ${query} }`, {})).toBe(expected);
});
