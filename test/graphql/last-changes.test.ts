// History read from its end: recent activity in one query.
import { useTestApp, type Json } from '../support/app';
import {
  accepted,
  addCourseRun,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  DEVELOPER,
} from '../support/changes';

const app = useTestApp();
const PAGE = `nodes { id kind subject } edges { cursor }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
/** A course that was changed five times, its second run in some of them; and another course in between. */
let course: { key: string; run: string; second: string };
beforeAll(async () => {
  course = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const { key, run, second } = course;
  const to = (expectedVersion: number) => ({ key, expectedVersion, reason: 'test' });
  const price = (run: string, amount: string) => ({ key: run, prices: [{ seatType: 'verified', amount }] });
  accepted(await changeCourse(app.replica, DEVELOPER, { ...to(1), title: 'Another' }));
  accepted(await addCourseRun(app.replica, DEVELOPER, { ...to(2), courseKey: key, run: { key: second } }));
  const other = { key: 'OtherX+1', title: 'Other', type: 'audit', prices: [], runs: [] };
  accepted(await createCourse(app.replica, DEVELOPER, other));
  accepted(await changeCourse(app.replica, DEVELOPER, { ...to(3), runs: [price(run, '70')] }));
  accepted(await changeCourse(app.replica, DEVELOPER, { ...to(4), runs: [price(second, '80')] }));
  accepted(await changeCourse(app.replica, DEVELOPER, { ...to(5), title: 'A third' }));
});

describe('the last changes', () => {
  const LAST = `query ($last: Int, $before: String, $first: Int, $after: String, $filter: ChangeFilter) {
    page: changes(last: $last, before: $before, first: $first, after: $after, filter: $filter) { ${PAGE} totalCount } }`;
  const last = async (variables: object): Promise<Json> => (await app.data(LAST, variables)).page;

  test.each([[{}], [{ subject: `course:OtherX+1` }], [{ kinds: ['COURSE_CREATED', 'COURSE_RUN_ADDED'] }]])(
    'of %j are one query, oldest first, and those before them are the next',
    async (filter) => {
      const all = (await last({ filter })).nodes;
      const found: Json[] = [];
      let before: string | null = null;
      for (let hasPreviousPage = true; hasPreviousPage;) {
        const { nodes, pageInfo }: Json = await last({ last: 2, before, filter });
        expect(pageInfo.hasNextPage).toBe(before !== null);
        found.unshift(...nodes);
        ({ startCursor: before, hasPreviousPage } = pageInfo);
      }

      expect(found).toEqual(all);
      expect(await last({ last: 2, before, filter })).toMatchObject({
        nodes: [],
        pageInfo: { startCursor: before, hasPreviousPage: false },
      });
    },
  );

  test('are those between two cursors, from either side', async () => {
    const { nodes, edges } = await last({});
    const between = { after: edges[1].cursor, before: edges[6].cursor };

    expect((await last({ ...between, last: 2 })).nodes).toEqual(nodes.slice(4, 6));
    expect((await last({ ...between, first: 2 })).nodes).toEqual(nodes.slice(2, 4));
    expect((await last({ ...between, first: 9 })).nodes).toEqual(nodes.slice(2, 6));
  });

  test('of a course and of a run are read likewise, with the others of the same request, and counted', async () => {
    const query = `query ($key: ID!, $run: ID!) { course(key: $key) {
        all: changes { nodes { id } totalCount } last: changes(last: 2) { nodes { id } pageInfo { hasPreviousPage } }
        since: changes(sinceVersion: 4, last: 1) { nodes { id } totalCount } }
      courseRun(key: $run) { all: changes { nodes { id } totalCount } last: changes(last: 1) { nodes { id } } } }`;

    const { course: found, courseRun: run } = await app.data(query, { key: course.key, run: course.run });

    expect(found.last).toEqual({ nodes: found.all.nodes.slice(-2), pageInfo: { hasPreviousPage: true } });
    expect(found.since).toEqual({ nodes: found.all.nodes.slice(-1), totalCount: 2 });
    expect(run.last.nodes).toEqual(run.all.nodes.slice(-1));
    for (const { nodes, totalCount } of [found.all, run.all]) expect(totalCount).toBe(nodes.length);
    expect((await last({ first: 1 })).totalCount).toBeNull();
  });

  test.each([
    [{ last: 0 }, 'last'],
    [{ last: 1_001 }, 'last'],
    [{ last: 1, before: 'x' }, 'before'],
  ])('requested with %j are refused', async (variables, field) => {
    expect((await app.ask(LAST, variables)).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field } },
    ]);
  });
});
