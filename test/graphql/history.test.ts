// History as clients read it: the feed with its filters, and the changes of courses and runs.
import { saveSeatType } from '../../src/changes/catalogue/save-definition';
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { aMember, statementsOf, useTestApp, type Json } from '../support/app';
import {
  accepted,
  addCourseRun,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  DEVELOPER,
} from '../support/changes';

const app = useTestApp();
const reason = 'test';
/** A course whose title, second run and prices were added later; a deleted one; and a renamed seat type. */
let course: { key: string; run: string; second: string };
beforeAll(async () => {
  course = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const { key, run, second } = course;
  const to = (expectedVersion: number) => ({ key, expectedVersion, reason });
  const price = (run: string, amount: string) => ({ key: run, prices: [{ seatType: 'verified', amount }] });
  accepted(await changeCourse(app.replica, DEVELOPER, { ...to(1), title: 'Another' }));
  accepted(await addCourseRun(app.replica, DEVELOPER, { ...to(2), courseKey: key, run: { key: second } }));
  accepted(await changeCourse(app.replica, DEVELOPER, { ...to(3), runs: [price(run, '70')] }));
  accepted(
    await changeCourse(app.replica, DEVELOPER, { ...to(4), runs: [price(run, '80'), price(second, '80')] }),
  );
  await deleteCourseRun(app.replica, DEVELOPER, { key: second, expectedVersion: 5, reason });
  const gone = { key: 'GoneX+1', title: 'Mistyped', type: 'audit', prices: [], runs: [] };
  accepted(await createCourse(app.replica, DEVELOPER, gone));
  await deleteCourse(app.replica, DEVELOPER, { key: 'GoneX+1', expectedVersion: 1, reason });
  const honor = { slug: 'honor', name: 'Honour', createsProduct: true };
  await saveSeatType(app.replica, DEVELOPER, { ...honor, reason });
});

const CHANGE = 'id at kind subject actor reason overridden course { key } courseRun { key } before after';
const PAGE = `nodes { ${CHANGE} } edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
const FEED = `query ($first: Int, $after: String, $filter: ChangeFilter) {
  page: changes(first: $first, after: $after, filter: $filter) { ${PAGE} } }`;
const feed = async (variables: object = {}, viewer?: Parameters<typeof app.data>[2]): Promise<Json> =>
  (await app.data(FEED, variables, viewer)).page;
const told = (page: Json): string[] => page.nodes.map(({ kind, subject }: Json) => `${kind} ${subject}`);
const kindsOf = (page: Json): string[] => page.nodes.map(({ kind }: Json) => kind);

describe('the feed', () => {
  test('has every change, oldest first', async () => {
    const of = (kind: string) => `${kind} course:${course.key}`;

    expect(told(await feed())).toEqual([
      ...['COURSE_CREATED', 'COURSE_CHANGED', 'COURSE_RUN_ADDED'].map(of),
      ...['COURSE_RUN_CHANGED', 'COURSE_CHANGED', 'COURSE_RUN_DELETED'].map(of),
      ...[
        'COURSE_CREATED course:GoneX+1',
        'COURSE_DELETED course:GoneX+1',
        'CATALOGUE_CHANGED seatType:honor',
      ],
    ]);
  });

  test('says who did what to which, and the fields before and after', async () => {
    const { nodes } = await feed();

    expect(nodes[3]).toMatchObject({
      ...{
        actor: 'developer',
        reason,
        overridden: [],
        course: { key: course.key },
        courseRun: { key: course.run },
      },
      before: { version: 3, courseRuns: { [course.run]: { prices: {} } } },
      after: { version: 4, courseRuns: { [course.run]: { prices: { verified: '70.00' } } } },
    });
    expect(nodes[6]).toMatchObject({
      course: null,
      courseRun: null,
      before: null,
      after: { title: 'Mistyped' },
    });
    expect(nodes[8]).toMatchObject({ course: null, before: { name: 'Honor' }, after: { name: 'Honour' } });
  });

  const DETAILS = 'overridden course { key } courseRun { key } bulkChangeId';
  test.each([
    ['nodes', `nodes { id ...All } pageInfo { endCursor }`],
    ['edges', `pageInfo { endCursor } edges { cursor node { ... on Change { id ...All } } }`],
    ['both, in parts', `nodes { id before } ...Others`],
  ])('has everything selected of %s, through fragments', async (_, selection) => {
    const fragments = `fragment All on Change { before after ${DETAILS} }
      fragment Others on ChangeConnection { nodes { after } edges { node { ${DETAILS} } } }`;
    const used = selection.includes('Others') ? fragments.split('\n')[1] : fragments.split('\n')[0];

    const { changes } = await app.data(`{ changes { ${selection} } } ${used}`);

    const entries = (changes.nodes ?? []).map((node: Json, index: number) => ({
      ...node,
      ...changes.edges?.[index].node,
    }));
    const found = entries.length > 0 ? entries : changes.edges.map(({ node }: Json) => node);
    const whole = await app.data(`{ changes { nodes { id before after ${DETAILS} } } }`);
    expect(found).toEqual(whole.changes.nodes);
  });

  test('unselected fields are not read', async () => {
    const columnsOf = async (selection: string) => {
      const statements = await statementsOf(app, () => app.data(`{ changes { nodes { ${selection} } } }`));
      const read = statements.find((text) => /FROM history h/.test(text)) ?? '';
      return ['h.before', 'h.after', 'h.overridden', 'h.course_key'].filter((column) =>
        read.slice(0, read.indexOf('FROM')).includes(column),
      );
    };

    expect(await columnsOf('id at kind')).toEqual([]);
    expect(await columnsOf('id after')).toEqual(['h.before', 'h.after']);
    expect(await columnsOf('bulkChangeId')).toEqual(['h.overridden', 'h.course_key']);
  });

  test.each([1, 2, 4, 9, 10])('is paged by %i without gaps or repetition', async (first) => {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page: Json; !page || page.pageInfo.hasNextPage; after = page.pageInfo.endCursor) {
      page = await feed({ first, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      ids.push(...page.nodes.map((node: Json) => node.id));
    }

    expect(ids).toEqual((await feed()).nodes.map((node: Json) => node.id));
  });

  test('continues where it ended: the cursor of an empty page is the given one', async () => {
    const { pageInfo } = await feed();
    const empty = await feed({ after: pageInfo.endCursor });

    await app.data(`mutation { saveSeatType(input: { slug: "late", name: "Late", createsProduct: false, reason: "x" })
      { seatType { slug } } }`);
    const next = await feed({ after: empty.pageInfo.endCursor });

    expect(empty).toMatchObject({
      nodes: [],
      pageInfo: { endCursor: pageInfo.endCursor, hasNextPage: false },
    });
    expect(told(next)).toEqual(['CATALOGUE_CHANGED seatType:late']);
    expect((await feed({ filter: { subject: 'course:NoneX+1' } })).pageInfo.endCursor).toBeNull();
  });

  test.each<[string, () => object, string[]]>([
    ['a subject', () => ({ subject: 'seatType:honor' }), ['CATALOGUE_CHANGED']],
    ['a course that is gone', () => ({ courseKey: 'GoneX+1' }), ['COURSE_CREATED', 'COURSE_DELETED']],
    [
      'kinds',
      () => ({ kinds: ['COURSE_DELETED', 'COURSE_RUN_ADDED'] }),
      ['COURSE_RUN_ADDED', 'COURSE_DELETED'],
    ],
    ['no kind', () => ({ kinds: [] }), []],
    [
      'a run, alone or among others, also where it is gone',
      () => ({ courseRunKey: course.second }),
      ['COURSE_RUN_ADDED', 'COURSE_CHANGED', 'COURSE_RUN_DELETED'],
    ],
    ['a run of another course', () => ({ courseRunKey: course.second, courseKey: 'GoneX+1' }), []],
    [
      'a run and kinds',
      () => ({ courseRunKey: course.run, kinds: ['COURSE_CHANGED', 'COURSE_RUN_CHANGED'] }),
      ['COURSE_RUN_CHANGED', 'COURSE_CHANGED'],
    ],
  ])('is filtered to %s', async (_, filter, expected) => {
    expect(kindsOf(await feed({ filter: filter() }))).toEqual(expected);
  });

  test('is filtered to a time on, including that time', async () => {
    const { nodes, edges } = await feed();
    const since = nodes[5].at;
    const expected = nodes.filter((node: Json) => node.at >= since);

    expect((await feed({ filter: { since } })).nodes).toEqual(expected);
    expect((await feed({ filter: { since }, after: edges[5].cursor })).nodes).toEqual(nodes.slice(6));
    expect((await feed({ filter: { since: '2100-01-01T00:00:00Z' } })).nodes).toEqual([]);
  });

  test("shows a viewer the catalogue, and their organizations' courses, including deleted ones", async () => {
    const mine = await feed({}, aMember('TestX', 'READ'));
    const others = await feed({}, aMember('GoneX', 'READ'));
    const editor = await feed({}, aMember('GoneX', 'EDIT'));
    const hidden = await feed({ filter: { courseKey: course.key } }, aMember('GoneX', 'READ'));

    expect(told(mine).filter((line) => line.includes('GoneX'))).toEqual([]);
    expect(told(mine)).toHaveLength(8);
    expect(told(others).slice(0, 3)).toEqual([
      'COURSE_CREATED course:GoneX+1',
      'COURSE_DELETED course:GoneX+1',
      'CATALOGUE_CHANGED seatType:honor',
    ]);
    expect(new Set(kindsOf(editor))).toEqual(new Set(['CATALOGUE_CHANGED']));
    expect(hidden.nodes).toEqual([]);
  });

  test.each<[string, object]>([
    ['after', { after: 'nonsense' }],
    ['after', { after: Buffer.from('changes -1').toString('base64url') }],
    ['first', { first: 0 }],
    ['first', { first: 1_001 }],
    ['filter.courseKey', { filter: { courseKey: 'nonsense' } }],
    ['filter.courseRunKey', { filter: { courseRunKey: 'TestX+C1' } }],
    ['filter.since', { filter: { since: 'yesterday' } }],
  ])('names %s when it is malformed', async (field, variables) => {
    const { errors } = await app.ask(FEED, variables);

    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
  });
});

describe('the changes of', () => {
  const OF = `query ($key: ID!, $run: ID!, $first: Int, $after: String) {
    course(key: $key) { changes(first: $first, after: $after) { ${PAGE} } }
    courseRun(key: $run) { changes(first: $first, after: $after) { ${PAGE} } } }`;
  const ask = (variables: object = {}) => app.data(OF, { key: course.key, run: course.run, ...variables });

  test('a course are all its entries, those of a run concern that run', async () => {
    const { course: ofCourse, courseRun } = await ask();

    expect(kindsOf(ofCourse.changes)).toHaveLength(6);
    expect(courseRun.changes.nodes.map((node: Json) => node.after.version)).toEqual([1, 4, 5]);
  });

  test('a course are paged, and continue where they ended', async () => {
    const one = (await ask({ first: 2 })).course.changes;
    const two = (await ask({ first: 9, after: one.pageInfo.endCursor })).course.changes;
    const empty = (await ask({ after: two.pageInfo.endCursor })).course.changes;

    expect(one.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect([...one.nodes, ...two.nodes].map((node: Json) => node.after.version)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(empty.pageInfo).toMatchObject({ hasNextPage: false, endCursor: two.pageInfo.endCursor });
  });

  test.each([1, 20])(
    'courses and their runs cost two statements, and two for the lists, for %i of them',
    async (n) => {
      for (let i = 0; n > 1 && i < n; i += 1) await aVerifiedCourse(app.replica, 'UNPUBLISHED');
      const query = `{ courses(first: ${n}) { nodes { changes { nodes { id course { key } } }
      courseRuns { changes { nodes { kind } } } } } }`;

      const statements = await statementsOf(app, () => app.data(query));

      // And the courses that the changes refer to.
      expect(statements).toHaveLength(5);
    },
  );
});
