// Lists: their order, pages and filters, and what a viewer sees of them.
import { aMember, useTestApp, type Json } from '../support/app';
import { aPublishedMastersCourse, bySql, createCourse, DEVELOPER } from '../support/changes';

const app = useTestApp();
/** Key, title and type; with runs of these types. Nobody chooses Empty: a run that has it was imported. */
const COURSES: [key: string, title: string, type: string, runs: Record<string, string>][] = [
  ['AX+100~', '100% sure', 'audit', {}],
  ['AX+10', 'Übung', 'verified-audit', { R1: 'audit' }],
  ['AX+9', 'a_b', 'audit', { R1: 'audit' }],
  ['BX+1', 'axb', 'masters', { R1: 'audit', r2: 'masters' }],
  ['Zx+1', 'Zed', 'audit', { R1: 'audit' }],
  ['aX+1', 'Small', 'audit', {}],
];
const EMPTY_RUN = 'course-v1:Zx+1+R1';

beforeAll(async () => {
  for (const [key, title, type, runs] of COURSES) {
    await createCourse(app.replica, DEVELOPER, {
      key,
      title,
      type,
      prices: type === 'verified-audit' ? [{ seatType: 'verified', amount: '49' }] : [],
      runs: Object.entries(runs).map(([run, type]) => ({ key: `course-v1:${key}+${run}`, type })),
      override: true,
      reason: 'an oddity of old',
    });
  }
  await bySql(app.replica.database, `UPDATE course_run SET type_slug = 'empty' WHERE key = $1`, [EMPTY_RUN]);
});

const PAGE =
  'nodes { key } edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const keysOf = (page: Json): string[] => page.nodes.map((node: Json) => node.key);
async function page(
  list: 'courses' | 'courseRuns',
  args: string,
  viewer?: Parameters<typeof app.data>[2],
): Promise<Json> {
  return (await app.data(`{ page: ${list}${args && `(${args})`} { ${PAGE} totalCount } }`, {}, viewer)).page;
}

describe('courses', () => {
  const ALL = ['AX+10', 'AX+100~', 'AX+9', 'BX+1', 'Zx+1', 'aX+1'];

  test('are in the order of their keys, byte by byte', async () => {
    expect(keysOf(await page('courses', ''))).toEqual(ALL);
  });

  test('requested by many at once are the same as alone, and a viewer sees only their own organizations', async () => {
    const reader = aMember('AX', 'READ');
    const asked = Array.from({ length: 24 }, (_, index) => `first: ${1 + (index % 4)}`);
    const alone: string[][] = [];
    for (const args of asked.slice(0, 4)) alone.push(keysOf(await page('courses', args)));

    const [own, ...all] = await Promise.all([
      page('courses', 'first: 4', reader),
      ...asked.map((args) => page('courses', args)),
    ]);

    expect(all.map(keysOf)).toEqual(asked.map((_, index) => alone[index % 4]));
    expect(keysOf(own)).toEqual(['AX+10', 'AX+100~', 'AX+9', 'aX+1']);
  });

  test('are paged without gaps or repetition, for any size of page', async () => {
    for (const first of [1, 2, 5, 6, 7]) {
      const found: string[] = [];
      let after = '';
      for (let isLast = false; !isLast;) {
        const { nodes, pageInfo } = await page('courses', `first: ${first} ${after}`);
        expect(pageInfo.hasPreviousPage).toBe(after !== '');
        found.push(...nodes.map((node: Json) => node.key));
        after = `after: "${pageInfo.endCursor}"`;
        isLast = !pageInfo.hasNextPage;
      }
      expect(found).toEqual(ALL);
    }
  });

  test("have a cursor each, the first and last of which are the page's", async () => {
    const { edges, nodes, pageInfo } = await page('courses', 'first: 3');

    expect(edges.map((edge: Json) => edge.node)).toEqual(nodes);
    expect(pageInfo).toMatchObject({ startCursor: edges[0].cursor, endCursor: edges[2].cursor });
    expect(keysOf(await page('courses', `first: 1, after: "${edges[0].cursor}"`))).toEqual([nodes[1].key]);
  });

  test('may be an empty page', async () => {
    const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };

    expect(await page('courses', 'filter: { organization: "None" }')).toEqual({
      nodes: [],
      edges: [],
      pageInfo,
      totalCount: 0,
    });
  });

  test('added between pages are seen once, and none is missed', async () => {
    const { pageInfo } = await page('courses', 'first: 2');
    const insert = `INSERT INTO course (uuid, key, organization, title, type_slug, version)
      VALUES (gen_random_uuid(), 'AX+0', 'AX', 'Before', 'audit', 1), (gen_random_uuid(), 'AX+8', 'AX', 'After', 'audit', 1)`;
    await bySql(app.replica.database, insert);

    const next = await page('courses', `after: "${pageInfo.endCursor}"`);
    await bySql(app.replica.database, `DELETE FROM course WHERE key IN ('AX+0', 'AX+8')`);

    expect(keysOf(next)).toEqual(['AX+8', ...ALL.slice(2)]);
  });

  test.each<[string, string[]]>([
    ['organization: "ax"', ['AX+10', 'AX+100~', 'AX+9', 'aX+1']],
    ['type: "masters"', ['BX+1']],
    ['type: "audit", organization: "AX"', ['AX+100~', 'AX+9', 'aX+1']],
    ['search: "ax+1"', ['AX+10', 'AX+100~', 'aX+1']],
    ['search: "ZED"', ['Zx+1']],
    ['search: "übung"', ['AX+10']],
    ['search: "0%"', ['AX+100~']],
    ['search: "a_b"', ['AX+9']],
    ['search: "\\\\"', []],
    ['search: ""', ALL],
    ['hasMismatchedRun: true', ['BX+1']],
    ['hasMismatchedRun: false', ALL.filter((key) => key !== 'BX+1')],
    ['organization: null, type: null, search: null, hasMismatchedRun: null', ALL],
  ])('filtered by { %s } are %j', async (filter, expected) => {
    const found = await page('courses', `filter: { ${filter} }`);

    expect({ keys: keysOf(found), totalCount: found.totalCount }).toEqual({
      keys: expected,
      totalCount: expected.length,
    });
  });

  test.each<[string, string[]]>([
    ['AX', ['AX+10', 'AX+100~', 'AX+9', 'aX+1']],
    ['ax', ['AX+10', 'AX+100~', 'AX+9', 'aX+1']],
    ['CX', []],
  ])('outside the organization %s are hidden from its members', async (organization, expected) => {
    const member = aMember(organization, 'READ');

    const found = await page('courses', '', member);

    expect({ keys: keysOf(found), totalCount: found.totalCount }).toEqual({
      keys: expected,
      totalCount: expected.length,
    });
    expect(keysOf(await page('courses', 'filter: { organization: "BX" }', member))).toEqual([]);
  });
});

describe('runs', () => {
  const runs = (...keys: string[]) => keys.map((key) => `course-v1:${key}`);
  const ALL = runs('AX+10+R1', 'AX+9+R1', 'BX+1+R1', 'BX+1+r2', 'Zx+1+R1');

  test('are paged in the order of their keys', async () => {
    const first = await page('courseRuns', 'first: 3');
    const second = await page('courseRuns', `first: 3, after: "${first.pageInfo.endCursor}"`);

    expect([...keysOf(first), ...keysOf(second)]).toEqual(ALL);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
  });

  test.each<[string, string[]]>([
    ['courseKey: "BX+1"', runs('BX+1+R1', 'BX+1+r2')],
    ['courseKey: "BX+2"', []],
    ['organization: "AX"', runs('AX+10+R1', 'AX+9+R1')],
    ['type: "audit"', runs('AX+10+R1', 'AX+9+R1', 'BX+1+R1')],
    ['trackType: "masters"', runs('BX+1+r2')],
    ['trackType: "audit"', runs('AX+10+R1', 'AX+9+R1', 'BX+1+R1')],
    ['trackType: "verified"', []],
    ['trackType: "audit", type: "masters"', []],
    ['status: UNPUBLISHED', ALL],
    ['status: PUBLISHED', []],
    ['isMismatched: true', runs('BX+1+R1')],
    ['isMismatched: false', runs('AX+10+R1', 'AX+9+R1', 'BX+1+r2', 'Zx+1+R1')],
  ])('filtered by { %s } are %j', async (filter, expected) => {
    const found = await page('courseRuns', `filter: { ${filter} }`);

    expect({ keys: keysOf(found), totalCount: found.totalCount }).toEqual({
      keys: expected,
      totalCount: expected.length,
    });
  });

  test('return the values they are filtered by', async () => {
    const { courseRuns } = await app.data('{ courseRuns { nodes { key isMismatched } } }');

    const mismatched = courseRuns.nodes.filter((run: Json) => run.isMismatched).map((run: Json) => run.key);
    expect(mismatched).toEqual(runs('BX+1+R1'));
  });

  test('of other organizations are hidden from a member, on every path', async () => {
    const member = aMember('AX', 'READ');
    const query = `{ courseRuns { nodes { key } totalCount } course(key: "BX+1") { key }
      courseRun(key: "course-v1:BX+1+R1") { key } mine: course(key: "AX+9") { courseRuns { key } } }`;

    expect(await app.data(query, {}, member)).toEqual({
      courseRuns: { nodes: runs('AX+10+R1', 'AX+9+R1').map((key) => ({ key })), totalCount: 2 },
      course: null,
      courseRun: null,
      mine: { courseRuns: [{ key: 'course-v1:AX+9+R1' }] },
    });
  });
});

describe('provisionings', () => {
  const list = async (args: string, viewer?: Parameters<typeof app.data>[2]): Promise<Json> =>
    (
      await app.data(
        `{ page: provisionings${args} { nodes { id state target courseRun { key } } totalCount pageInfo { endCursor hasNextPage } } }`,
        {},
        viewer,
      )
    ).page;
  let runs: [string, string];
  beforeAll(async () => {
    const [first, second] = [
      await aPublishedMastersCourse(app.replica),
      await aPublishedMastersCourse(app.replica),
    ];
    runs = [first.run, second.run];
  });

  test('are paged, newest first', async () => {
    const first = await list('(first: 1)');
    const second = await list(`(first: 1, after: "${first.pageInfo.endCursor}")`);

    expect([first, second].map(({ nodes }) => nodes[0].courseRun.key)).toEqual([runs[1], runs[0]]);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    expect(first.totalCount).toBe(2);
  });

  test.each([
    ['', 2],
    ['target: LMS', 2],
    ['target: ECOMMERCE', 0],
    ['states: [PENDING, FAILED]', 2],
    ['states: [FAILED]', 0],
    ['states: []', 0],
    ['courseRunKey: "course-v1:AX+9+R1"', 0],
    ['courseRunKey: "course-v1:NoX+1+1"', 0],
  ])('filtered by { %s } are %i', async (filter, expected) => {
    const { nodes, totalCount } = await list(`(filter: { ${filter} })`);

    expect([nodes.length, totalCount]).toEqual([expected, expected]);
  });

  test('of one run are its own', async () => {
    const { nodes } = await list(`(filter: { courseRunKey: "${runs[0]}" })`);

    expect(nodes.map((node: Json) => node.courseRun.key)).toEqual([runs[0]]);
  });

  test('of other organizations are hidden from a member, on every path', async () => {
    const [{ id }] = (await list('')).nodes;
    const query = `{ provisioning(id: "${id}") { id } courseRun(key: "${runs[0]}") { key } }`;

    expect((await list('', aMember('AX', 'READ'))).totalCount).toBe(0);
    expect((await list('', aMember('TestX', 'READ'))).totalCount).toBe(2);
    expect(await app.data(query, {}, aMember('AX', 'READ'))).toEqual({ provisioning: null, courseRun: null });
    expect(await app.data(query, {}, aMember('TestX', 'READ'))).toMatchObject({ provisioning: { id } });
  });
});

describe('selectable types', () => {
  const slugs = async (list: string): Promise<string[]> =>
    (await app.data(`{ types: ${list} { slug } }`)).types.map((type: Json) => type.slug);

  test('are in display order, without Empty and the retired ones', async () => {
    const courseTypes = await slugs('courseTypes');

    expect(courseTypes.slice(0, 3)).toEqual(['verified-audit', 'audit', 'professional']);
    expect(courseTypes).not.toContain('empty');
    expect(courseTypes).not.toContain('bootcamp-2u');
    expect(await slugs('courseRunTypes')).not.toContain('paid-bootcamp');
  });

  test('include the retired ones on request, and never Empty', async () => {
    const all = [
      await slugs('courseTypes(includeRetired: true)'),
      await slugs('courseRunTypes(includeRetired: true)'),
    ];

    expect(all[0]).toContain('bootcamp-2u');
    expect(all[1]).toEqual(expect.arrayContaining(['paid-bootcamp', 'unpaid-bootcamp']));
    expect(all.flat()).not.toContain('empty');
  });

  test('are those that the organization may use', async () => {
    const input = { slug: 'only-ax', name: 'AX only', entitlementTypes: [], courseRunTypes: ['audit'] };
    const save =
      'mutation ($input: SaveCourseTypeInput!) { saveCourseType(input: $input) { courseType { organizations } } }';
    await app.data(save, { input: { ...input, organizations: ['AX'], reason: 'test' } });

    expect(await slugs('courseTypes(organization: "AX")')).toContain('only-ax');
    expect(await slugs('courseTypes(organization: "BX")')).not.toContain('only-ax');
    expect(await slugs('courseTypes(organization: "BX")')).toContain('audit');
    expect(await slugs('courseTypes')).toContain('only-ax');
  });
});
