// Bulk changes as clients use them: starting, watching and cancelling; permissions; what is refused before the start.
import { changeDueCourse } from '../../src/changes/bulk/change-due-course';
import { PERMISSIONS, type Viewer } from '../../src/model/viewer';
import { aMember, statementsOf, useTestApp, type Json } from '../support/app';
import { aVerifiedCourse } from '../support/changes';
import { mastersCourses, TO_MVA } from '../changes/bulk-world';

const app = useTestApp();
/** Three Masters courses, and one that loses nothing by a change to MVA. */
let keys: string[];
let verified: string;
beforeAll(async () => {
  keys = await mastersCourses(app.replica, 3);
  verified = (await aVerifiedCourse(app.replica, 'LEGAL_REVIEW')).key;
});

const OF_BULK_CHANGE = `id name state isDryRun isOverride change filter actor reason ratePerMinute requestedAt startedAt
  endedAt cancelledBy progress counts { total pending changed unchanged refused failed }
  steps { target action count deferred } refusals { code courses }
  items { nodes { courseKey course { key type { slug } } outcome at violations { code path } error { code message } } }`;
const START = `mutation ($input: StartBulkChangeInput!) { answer: startBulkChange(input: $input) {
  isReplay bulkChange { ${OF_BULK_CHANGE} } } }`;
const input = (deviations: object = {}) => ({
  ...{ name: 'MVA for all', reason: 'a decision', keys, change: TO_MVA, dryRun: true },
  ...deviations,
});
const start = async (deviations: object = {}, viewer?: Viewer): Promise<Json> =>
  (
    await app.data(
      START,
      {
        input: input(deviations),
      },
      viewer,
    )
  ).answer.bulkChange;
const find = async (id: string, viewer?: Viewer): Promise<Json> =>
  (await app.data(`query ($id: ID!) { bulkChange(id: $id) { ${OF_BULK_CHANGE} } }`, { id }, viewer))
    .bulkChange;
const turns = async (id: string, number: number) => {
  for (let turn = 0; turn < number; turn += 1) await changeDueCourse(app.replica, id);
};

test('a new one is QUEUED, and has all its fields', async () => {
  const started = await start({ dryRun: false, ratePerMinute: 30, override: true });

  expect(started).toEqual({
    ...{ id: started.id, name: 'MVA for all', state: 'QUEUED', isDryRun: false, isOverride: true },
    ...{ change: TO_MVA, filter: null, actor: 'developer', reason: 'a decision', ratePerMinute: 30 },
    ...{ requestedAt: expect.any(String), startedAt: null, endedAt: null, cancelledBy: null, progress: 0 },
    counts: { total: 3, pending: 3, changed: 0, unchanged: 0, refused: 0, failed: 0 },
    ...{ steps: [], refusals: [] },
    items: {
      nodes: keys.map((courseKey) => ({
        ...{ courseKey, course: { key: courseKey, type: { slug: 'masters' } }, outcome: 'PENDING', at: null },
        ...{ violations: [], error: null },
      })),
    },
  });
  await app.data('mutation ($id: ID!) { cancelBulkChange(input: { id: $id }) { bulkChange { id } } }', {
    id: started.id,
  });
  expect(await find(started.id)).toMatchObject({ state: 'CANCELLED', cancelledBy: 'developer', progress: 0 });
});

test('while it runs its progress and counts rise, and at the end they are complete', async () => {
  const { id } = await start({ keys: [...keys, verified] });
  await turns(id, 2);
  const half = await find(id);
  await turns(id, 2);
  const whole = await find(id);

  expect(half).toMatchObject({
    state: 'RUNNING',
    progress: 0.5,
    counts: { pending: 2, changed: 2 },
    endedAt: null,
  });
  expect(whole).toMatchObject({
    ...{ state: 'DONE', progress: 1, counts: { total: 4, pending: 0, changed: 3, refused: 1 } },
    refusals: [{ code: 'RUN_IN_REVIEW', courses: 1 }],
    steps: [
      { target: 'ECOMMERCE', action: 'CREATE', count: 9, deferred: 0 },
      { target: 'LMS', action: 'CREATE', count: 6, deferred: 0 },
    ],
  });
});

test('its courses are paged in the order of their keys, and can be filtered by outcome', async () => {
  const { id } = await start({ keys: [...keys, verified] });
  await turns(id, 4);
  const query = `query ($id: ID!, $first: Int, $after: String, $outcome: BulkChangeOutcome) { bulkChange(id: $id) {
    items(first: $first, after: $after, outcome: $outcome) { nodes { courseKey } pageInfo { hasNextPage endCursor } } } }`;
  const page = async (variables: object) => (await app.data(query, { id, ...variables })).bulkChange.items;
  const keysOf = ({ nodes }: Json) => nodes.map(({ courseKey }: Json) => courseKey);

  const first = await page({ first: 3 });
  const rest = await page({ first: 3, after: first.pageInfo.endCursor });

  expect([first, rest].map(keysOf)).toEqual([keys, [verified]]);
  expect([first, rest].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
  expect(keysOf(await page({ outcome: 'REFUSED' }))).toEqual([verified]);
  expect(keysOf(await page({ outcome: 'FAILED' }))).toEqual([]);
});

test('history entries link to it', async () => {
  const [key = ''] = await mastersCourses(app.replica, 1);
  const { id } = await start({ keys: [key], dryRun: false });
  await turns(id, 1);
  const query = `query ($key: ID!) { course(key: $key) { changes { nodes { kind bulkChangeId bulkChange { name } } } } }`;

  const nodes = async (viewer?: Viewer) =>
    (await app.data(query, { key }, viewer)).course.changes.nodes.filter(
      ({ kind }: Json) => kind === 'COURSE_CHANGED',
    );

  expect(await nodes()).toEqual([
    { kind: 'COURSE_CHANGED', bulkChangeId: id, bulkChange: { name: 'MVA for all' } },
  ]);
  const member = aMember(key.split('+')[0] ?? '', 'READ');
  expect(await nodes(member)).toEqual([{ kind: 'COURSE_CHANGED', bulkChangeId: id, bulkChange: null }]);
});

test('an idempotency key answers a repeat with the first, and refuses different input', async () => {
  const once = { idempotencyKey: 'once', filter: { search: keys[0] }, keys: undefined };

  const answer = async () => (await app.data(START, { input: input(once) })).answer;
  const [{ bulkChange: first, isReplay }, again] = [await answer(), await answer()];
  const { errors } = await app.ask(START, { input: input({ ...once, name: 'Another' }) });

  expect([isReplay, again]).toEqual([false, { bulkChange: first, isReplay: true }]);
  expect(first).toMatchObject({ filter: { search: keys[0] }, counts: { total: 1 } });
  expect(errors[0].extensions).toEqual({
    code: 'IDEMPOTENCY_KEY_REUSED',
    field: 'idempotencyKey',
    path: ['idempotencyKey'],
  });
});

test('unknown and repeated courses are told with every other mistake, each with its position', async () => {
  const wrong = { keys: [keys[0], 'NoX+1', 'NoX+2', keys[0]], name: ' ', change: { type: 'nothing' } };
  const { errors } = await app.ask(START, { input: input(wrong) });

  expect(errors.map(({ message, extensions }) => [extensions.path.join('.'), message])).toEqual([
    ['keys.1', 'There is no course “NoX+1”.'],
    ['keys.2', 'There is no course “NoX+2”.'],
    ['keys.3', `“${keys[0]}” is given twice.`],
    ['name', expect.stringMatching(/^The name is empty/)],
    ['change.type', '“nothing” is not a course type.'],
  ]);
});

describe('it does not start', () => {
  const move = (from: string, to: string) => ({ change: { runTypes: [{ from, to }] } });
  const price = (seatType: string, amount: string) => ({ change: { prices: [{ seatType, amount }] } });

  test.each<[string, string, object]>([
    ['neither filter nor keys', 'filter', { keys: undefined }],
    ['both', 'filter', { filter: { type: 'masters' } }],
    ['a filter without a condition', 'filter', { keys: undefined, filter: { type: null } }],
    ['a filter by an unknown type', 'filter.type', { keys: undefined, filter: { type: 'nothing' } }],
    ['a filter by no organization', 'filter.organization', { keys: undefined, filter: { organization: '' } }],
    ['a search for half a character', 'filter.search', { keys: undefined, filter: { search: '\ud800' } }],
    ['no keys', 'keys', { keys: [] }],
    ['too many keys', 'keys', { keys: Array.from({ length: 10_001 }, (_, n) => `A+${n}`) }],
    ['a key of no course', 'keys.0', { keys: ['A+1'] }],
    ['nothing to change', 'change', { change: { prices: [], runTypes: [] } }],
    ['an unknown course type', 'change.type', { change: { type: 'nothing' } }],
    ['an unknown seat type', 'change.prices.0.seatType', price('nothing', '1')],
    ['what is not an amount', 'change.prices.0.amount', price('verified', '1.234')],
    ['an unknown run type that runs have', 'change.runTypes.0.from', move('nothing', 'audit')],
    ['an unknown run type that they get', 'change.runTypes.0.to', move('audit', 'nothing')],
    [
      'two run types for one',
      'change.runTypes.1.from',
      { change: { runTypes: ['masters', 'verified'].map((to) => ({ from: 'audit', to })) } },
    ],
    ['no name', 'name', { name: ' ' }],
    ['no reason', 'reason', { reason: '' }],
    ['a rate of 0', 'ratePerMinute', { ratePerMinute: 0 }],
    ['a rate that is too high', 'ratePerMinute', { ratePerMinute: 6_001 }],
  ])('with %s', async (_, field, deviations) => {
    const { data, errors } = await app.ask(START, { input: input(deviations) });

    expect(data).toEqual({ answer: null });
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'BAD_USER_INPUT', field, path: field.split('.') },
    ]);
  });

  test('and nothing of it is kept', async () => {
    const count = async () => (await app.replica.database.query('SELECT count(*) FROM bulk_change'))[0].count;
    const before = await count();
    await app.ask(START, { input: input({ keys: [...keys, 'NoX+1', 'NoX+2'], idempotencyKey: 'kept?' }) });

    expect(await count()).toBe(before);
    await expect(start({ idempotencyKey: 'kept?' })).resolves.toMatchObject({ state: 'QUEUED' });
  });

  const everybody = { username: 'ada', isStaff: true, memberships: [] };
  const but = (missing: string) => ({
    ...everybody,
    permissions: PERMISSIONS.filter((one) => one !== missing),
  });

  test.each<[string, Viewer, object]>([
    ['ADMINISTER', but('ADMINISTER'), {}],
    ['ADMINISTER', aMember('Bulk1X', ...PERMISSIONS), {}],
    ['OVERRIDE', but('OVERRIDE'), { override: true }],
  ])('without %s in all organizations', async (permission, viewer, deviations) => {
    const { errors } = await app.ask(START, { input: input(deviations) }, viewer);
    const cancel = 'mutation { cancelBulkChange(input: { id: "x" }) { bulkChange { id } } }';
    const cancelled = await app.ask(cancel, {}, viewer);

    expect(errors[0].extensions).toEqual({ code: 'FORBIDDEN', permission, organization: null });
    expect(cancelled.errors[0].extensions.code).toBe(permission === 'ADMINISTER' ? 'FORBIDDEN' : 'NOT_FOUND');
  });
});

describe('the list', () => {
  const list = async (variables: object, viewer?: Viewer) =>
    (
      await app.data(
        `query ($first: Int, $after: String) { bulkChanges(first: $first, after: $after) {
           nodes { id items(first: 2) { nodes { courseKey course { key } } } } pageInfo { hasNextPage endCursor } } }`,
        variables,
        viewer,
      )
    ).bulkChanges;

  test('is newest first, page by page', async () => {
    const older = await start();
    const newer = await start();

    const first = await list({ first: 1 });
    const next = await list({ first: 1, after: first.pageInfo.endCursor });

    expect([first.nodes[0].id, next.nodes[0].id]).toEqual([newer.id, older.id]);
    expect(first.pageInfo.hasNextPage).toBe(true);
  });

  test('takes three statements with the courses of each, however many there are', async () => {
    const one = await statementsOf(app, () => list({ first: 1 }));
    const many = await statementsOf(app, () => list({ first: 50 }));

    expect([one.length, many.length]).toEqual([3, 3]);
  });

  test('is empty for viewers who may not read the courses of all organizations', async () => {
    const { id } = await start();
    const member = aMember('Bulk1X', ...PERMISSIONS);

    expect((await list({}, member)).nodes).toEqual([]);
    expect(await find(id, member)).toBeNull();
  });
});
