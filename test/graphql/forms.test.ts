// What a form for course teams needs beyond the mutations: a new course's result, the given prices, what a run may
// become together with its course, and what somebody else did since a version.
import { PERMISSIONS } from '../../src/model/viewer';
import type { Viewer } from '../../src/model/viewer';
import { aMember, useTestApp } from '../support/app';
import type { Json } from '../support/app';
import { addCourseRun, aPublishedMastersCourse, aVerifiedCourse, accepted } from '../support/changes';
import { changeCourse, createCourse, DEVELOPER } from '../support/changes';

const app = useTestApp();
const reason = 'test';

describe('previewCreateCourse', () => {
  const query = `query ($input: CreateCourseInput!) { previewCreateCourse(input: $input) {
    course { version courseRuns { key type { slug } } } provisioning { id }
    violations { code path seatType } plan { seats { action seatType { slug } } modes { action mode { slug } } } } }`;
  const input = {
    key: 'FormX+1',
    title: 'Form',
    type: 'verified-audit',
    runs: [{ key: 'course-v1:FormX+1+R1' }],
  };

  test('returns what would be created, and creates nothing', async () => {
    const prices = [{ seatType: 'verified', amount: '49' }];
    const { previewCreateCourse: preview } = await app.data(query, { input: { ...input, prices } });

    expect(preview).toMatchObject({ violations: [], provisioning: [], course: { version: 1 } });
    expect(preview.plan.seats).toEqual([
      { action: 'CREATE', seatType: { slug: 'verified' } },
      { action: 'CREATE', seatType: { slug: 'audit' } },
    ]);
    expect(await app.data('{ course(key: "FormX+1") { key } }')).toEqual({ course: null });
  });

  test('reports every violation, and an existing course', async () => {
    const { previewCreateCourse: preview } = await app.data(query, { input });
    const { key } = await aVerifiedCourse(app.replica);
    const { errors } = await app.ask(query, { input: { key, title: 'Again', type: 'audit' } });

    expect(preview).toMatchObject({ course: null, plan: { seats: [] } });
    expect(preview.violations).toEqual([{ code: 'PRICE_REQUIRED', path: ['prices'], seatType: 'verified' }]);
    expect(errors[0].extensions).toMatchObject({ code: 'ALREADY_EXISTS', path: ['key'] });
  });
});

test("a course's prices are those given for it, a run's only its own", async () => {
  const { key, run, version } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const prices = [{ seatType: 'verified', amount: '60' }];
  const query = `query ($key: ID!) { course(key: $key) { prices { ...given } courseRuns { prices { ...given } } } }
    fragment given on SeatTypePrice { seatType { slug } price { amount currency } }`;
  const priced = (amount: string) => [{ seatType: { slug: 'verified' }, price: { amount, currency: 'USD' } }];

  expect(await app.data(query, { key })).toEqual({
    course: { prices: priced('49.00'), courseRuns: [{ prices: [] }] },
  });
  const input = { key, expectedVersion: version, runs: [{ key: run, prices }], reason };
  accepted(await changeCourse(app.replica, DEVELOPER, input));
  expect(await app.data(query, { key })).toEqual({
    course: { prices: priced('49.00'), courseRuns: [{ prices: priced('60.00') }] },
  });
});

describe('the options of a run, if its course moved to another type', () => {
  const query = `query ($key: ID!, $type: String) { courseRun(key: $key) {
    typeOptions(courseType: $type) { type { slug } isCurrent isAllowed violations { code path } plan { modes { action } } } } }`;
  const optionsOf = async (key: string, type?: string) =>
    (await app.data(query, { key, type })).courseRun.typeOptions;

  test("are that type's run types", async () => {
    const { run } = await aPublishedMastersCourse(app.replica);

    expect((await optionsOf(run)).map(({ type }: { type: { slug: string } }) => type.slug)).toEqual([
      'masters',
    ]);
    expect(await optionsOf(run, 'masters-verified-audit')).toMatchObject([
      { type: { slug: 'masters-verified-audit' }, isAllowed: true, plan: { modes: [{}, {}] } },
      { type: { slug: 'verified-audit' }, isAllowed: false, violations: [{ code: 'TRACK_REMOVED' }] },
      { type: { slug: 'audit' }, isAllowed: false, violations: [{ path: ['runs', '0', 'type'] }] },
      { type: { slug: 'masters' }, isCurrent: true, isAllowed: true, violations: [] },
    ]);
  });

  test('are refused for what is wrong with the run, not with that type', async () => {
    const { run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');

    const [bootcamp] = await optionsOf(run, 'bootcamp-2u');

    expect(bootcamp.violations.every(({ code }: { code: string }) => code === 'TYPE_RETIRED')).toBe(true);
    expect(bootcamp.isAllowed).toBe(false);
  });

  test('of a type that does not exist are an error that names the argument', async () => {
    const { run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');

    const { errors } = await app.ask(query, { key: run, type: 'nonsense' });

    expect(errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['courseType'] });
  });
});

test('changes since a version are the commands that made the later ones', async () => {
  const { key, second, version } = await aPublishedMastersCourse(app.replica);
  const query = `query ($key: ID!, $since: Int) { course(key: $key) { version
    changes(sinceVersion: $since, first: 1) { nodes { kind reason after } pageInfo { hasNextPage } } } }`;
  accepted(
    await addCourseRun(app.replica, DEVELOPER, {
      ...{ courseKey: key, expectedVersion: version, run: { key: second }, reason },
    }),
  );

  const since = async (value: number | null) => (await app.data(query, { key, since: value })).course.changes;

  expect(await since(version)).toMatchObject({
    nodes: [{ kind: 'COURSE_RUN_ADDED', reason, after: { version: version + 1 } }],
    pageInfo: { hasNextPage: false },
  });
  expect(await since(version + 1)).toEqual({ nodes: [], pageInfo: { hasNextPage: false } });
  expect(await since(null)).toMatchObject({
    nodes: [{ kind: 'COURSE_CREATED' }],
    pageInfo: { hasNextPage: true },
  });
});

describe('knowledge that a form would otherwise need', () => {
  test('previewSetCourseRunStatus returns what would be sent, or why not, and changes nothing', async () => {
    const { run, version } = await aVerifiedCourse(app.replica, 'INTERNAL_REVIEW');
    const query = `query ($input: SetCourseRunStatusInput!) { previewSetCourseRunStatus(input: $input) {
      course { version } courseRun { status } isReplay notices { code } violations { code }
      plan { seats { isDeferred } } provisioning { id } } }`;
    const preview = async (status: string) => {
      const input = { key: run, expectedVersion: version, status, reason };
      return (await app.data(query, { input })).previewSetCourseRunStatus;
    };

    expect(await preview('REVIEWED')).toEqual({
      ...{
        course: { version: version + 1 },
        courseRun: { status: 'REVIEWED' },
        isReplay: false,
        notices: [],
      },
      ...{
        violations: [],
        plan: { seats: [{ isDeferred: false }, { isDeferred: false }] },
        provisioning: [],
      },
    });
    expect((await preview('PUBLISHED')).violations).toEqual([{ code: 'STATUS_NOT_REACHABLE' }]);
    expect(await app.data(`{ courseRun(key: "${run}") { status } }`)).toEqual({
      courseRun: { status: 'INTERNAL_REVIEW' },
    });
  });

  test('policy returns the figures of the rules', async () => {
    expect(await app.data('{ policy { currency maximumPrice wholePrices upgradeDeadlineDays } }')).toEqual({
      policy: { currency: 'USD', maximumPrice: '10000.00', wholePrices: true, upgradeDeadlineDays: 10 },
    });
  });

  test('a new run has its credit at once', async () => {
    const query = `query ($input: CreateCourseInput!) { previewCreateCourse(input: $input) {
      violations { code } course { courseRuns { seats { seatType { slug } creditProvider creditHours } } } } }`;
    const run = { key: 'course-v1:CreditX+1+R1', creditProvider: 'asu', creditHours: 3 };
    const prices = ['credit', 'verified'].map((seatType) => ({ seatType, amount: '100' }));
    const input = { key: 'CreditX+1', title: 'Credit', type: 'credit-verified-audit', prices, runs: [run] };

    const { violations, course } = (await app.data(query, { input })).previewCreateCourse;

    expect(violations).toEqual([]);
    expect(course.courseRuns[0].seats).toContainEqual({
      ...{ seatType: { slug: 'credit' }, creditProvider: 'asu', creditHours: 3 },
    });
  });

  const options = async (run: string) =>
    (
      await app.data(
        `{ courseRun(key: "${run}") { statusOptions { status permission isAllowed violations { code path } } } }`,
      )
    ).courseRun.statusOptions;

  test('a run returns its possible next statuses, and what they need', async () => {
    const { run } = await aVerifiedCourse(app.replica, 'INTERNAL_REVIEW');

    const free = { isAllowed: true, violations: [] };
    expect(await options(run)).toEqual([
      { status: 'REVIEWED', permission: 'REVIEW', ...free },
      { status: 'LEGAL_REVIEW', permission: 'REVIEW', ...free },
      { status: 'UNPUBLISHED', permission: 'EDIT', ...free },
    ]);
  });

  test('a run for which nothing may be sent says why its status stays, like the mutation', async () => {
    const { run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
    // As an import may have left it.
    await app.replica.database.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE course_run SET type_slug = 'empty' WHERE key = '${run}'; COMMIT`);
    const query = `query ($input: SetCourseRunStatusInput!) { answer: previewSetCourseRunStatus(input: $input) { violations { code path } } }`;
    const input = { key: run, expectedVersion: 1, status: 'LEGAL_REVIEW' };

    const { violations } = (await app.data(query, { input })).answer;

    expect(violations).toEqual([{ code: 'TYPE_EMPTY', path: ['status'] }]);
    expect(await options(run)).toEqual([
      { status: 'LEGAL_REVIEW', permission: 'EDIT', isAllowed: false, violations },
    ]);
  });

  test('the payload of setCourseRunStatus has the course with its new version', async () => {
    const { run, version } = await aVerifiedCourse(app.replica, 'LEGAL_REVIEW');
    const set = `mutation ($input: SetCourseRunStatusInput!) { setCourseRunStatus(input: $input) {
      course { version courseRuns { key status } } } }`;
    const input = { key: run, expectedVersion: version, status: 'UNPUBLISHED' };

    expect(await app.data(set, { input })).toEqual({
      setCourseRunStatus: {
        course: { version: version + 1, courseRuns: [{ key: run, status: 'UNPUBLISHED' }] },
      },
    });
  });

  test('an option that then needs a price says which', async () => {
    const { key, run } = await aPublishedMastersCourse(app.replica);
    const { course, courseRun } = await app.data(
      `query ($key: ID!, $run: ID!) { course(key: $key) { typeOptions { type { slug } isAllowed pricesNeeded { slug } } }
        courseRun(key: $run) { typeOptions(courseType: "masters-verified-audit") { type { slug } isAllowed pricesNeeded { slug } } } }`,
      { key, run },
    );
    const of = (slug: string, list: { type: { slug: string } }[]) =>
      list.find(({ type }) => type.slug === slug);

    expect(of('masters', course.typeOptions)).toMatchObject({ isAllowed: true, pricesNeeded: [] });
    const needed = { isAllowed: true, pricesNeeded: [{ slug: 'verified' }] };
    expect(of('masters-verified-audit', course.typeOptions)).toMatchObject(needed);
    expect(of('masters-verified-audit', courseRun.typeOptions)).toMatchObject(needed);
  });

  test('organizations are those that the viewer may see, with permissions and the number of courses', async () => {
    const create = (key: string) =>
      createCourse(app.replica, DEVELOPER, { key, title: 'T', type: 'audit', prices: [], runs: [] });
    for (const key of ['OrgX+1', 'orgX+2', 'OrgX+3']) accepted(await create(key));
    const ask = async (viewer?: Viewer): Promise<Json[]> =>
      (await app.data('{ organizations { organization permissions courseCount } }', {}, viewer))
        .organizations;

    expect(await ask()).toContainEqual({
      organization: 'OrgX',
      permissions: [...PERMISSIONS],
      courseCount: 3,
    });
    expect(await ask(aMember('ORGX', 'READ', 'EDIT'))).toEqual([
      { organization: 'OrgX', permissions: ['READ', 'EDIT'], courseCount: 3 },
    ]);
    expect(await ask(aMember('NewX', 'READ'))).toEqual([
      { organization: 'NewX', permissions: ['READ'], courseCount: 0 },
    ]);
    expect(await ask({ ...DEVELOPER, permissions: [] })).toEqual([]);
  });

  test('null removes a price of a course or run, unless something needs it', async () => {
    const { key, run } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
    const change = async (input: object) =>
      (
        await app.data(
          `mutation ($input: ChangeCourseInput!) { answer: changeCourse(input: $input) {
            violations { code path } course { version prices { price { amount } } courseRuns { prices { price { amount } } } } } }`,
          { input: { key, reason, ...input } },
        )
      ).answer;
    const [none, own] = [
      { seatType: 'verified', amount: null },
      { seatType: 'verified', amount: '59' },
    ];

    expect((await change({ expectedVersion: 1, prices: [none] })).violations).toEqual([
      { code: 'PRICE_REQUIRED', path: ['prices'] },
    ]);
    await change({ expectedVersion: 1, runs: [{ key: run, prices: [own] }] });
    const back = await change({ expectedVersion: 2, runs: [{ key: run, prices: [none] }] });
    expect(back.course.courseRuns).toEqual([{ prices: [] }]);
    const moved = { type: 'audit', prices: [none], runs: [{ key: run, type: 'audit' }] };
    expect((await change({ expectedVersion: 3, ...moved })).course).toMatchObject({ version: 4, prices: [] });
    expect(await app.data(`{ course(key: "${key}") { prices { price { amount } } } }`)).toEqual({
      course: { prices: [] },
    });
  });
});
