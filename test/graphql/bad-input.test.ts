// Bad input, end to end: a fault that names the wrong field, and nothing saved.
import { useTestApp, type Json } from '../support/app';
import { aVerifiedCourse } from '../support/changes';

const app = useTestApp();
let course: Awaited<ReturnType<typeof aVerifiedCourse>>;
let other: Awaited<ReturnType<typeof aVerifiedCourse>>;
beforeAll(async () => {
  course = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  other = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
});

/** Everything that a mutation could have saved. */
const saved = (): Promise<Json[]> =>
  app.replica.database
    .query(`SELECT (SELECT count(*) FROM course) AS courses, (SELECT count(*) FROM course_run) AS runs,
    (SELECT sum(version) FROM course) AS versions, (SELECT count(*) FROM history) AS history,
    (SELECT count(*) FROM command) AS commands, (SELECT version FROM catalogue_version) AS catalogue`);

async function faultOf(query: string, variables: object = {}): Promise<Json> {
  const before = await saved();
  const { status, errors } = await app.ask(query, variables);
  expect(await saved()).toEqual(before);
  expect(status).toBe(200);
  expect(errors).toHaveLength(1);
  return errors[0].extensions;
}

/** The extensions of a fault of that code, at that field. */
const at = (code: string, field: string) => ({ code, field, path: field.split('.') });

const reason = 'test';
const MEGABYTE = 'x'.repeat(1_000_000);
const mutation = (name: string, selection = 'violations { code }') =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { answer: ${name}(input: $input) { ${selection} } }`;
const CREATE = mutation('createCourse');
const CHANGE = mutation('changeCourse');
const ADD = mutation('addCourseRun');

const aNewCourse = (deviations: object) => ({
  key: 'BadX+1',
  title: 'Bad',
  type: 'verified-audit',
  ...deviations,
});
const aNewRun = (deviations: object) => aNewCourse({ runs: [{ key: 'course-v1:BadX+1+R', ...deviations }] });
const verified = (amount: string) => [{ seatType: 'verified', amount }];

describe('createCourse', () => {
  test.each<[string, string, object]>([
    ['a key without number', 'key', aNewCourse({ key: 'BadX' })],
    ['a key with a space', 'key', aNewCourse({ key: 'Bad X+1' })],
    ['a key with a line break', 'key', aNewCourse({ key: 'BadX+1\n' })],
    ['a key that is too long', 'key', aNewCourse({ key: `BadX+${'1'.repeat(251)}` })],
    ['a key of a megabyte', 'key', aNewCourse({ key: `BadX+${MEGABYTE}` })],
    ['a run key as the key', 'key', aNewCourse({ key: 'course-v1:BadX+1+R' })],
    ['an empty title', 'title', aNewCourse({ title: '' })],
    ['a title of blanks', 'title', aNewCourse({ title: '  ' })],
    ['a title that is too long', 'title', aNewCourse({ title: 'x'.repeat(256) })],
    ['a title of a megabyte', 'title', aNewCourse({ title: MEGABYTE })],
    ['a null character in the title', 'title', aNewCourse({ title: 'a\0b' })],
    ['an unknown type', 'type', aNewCourse({ type: 'nothing' })],
    ['the type of a run', 'type', aNewCourse({ type: 'unpaid-bootcamp' })],
    ['an amount of three decimals', 'prices.0.amount', aNewCourse({ prices: verified('49.999') })],
    ['a negative amount', 'prices.0.amount', aNewCourse({ prices: verified('-1.00') })],
    ['an amount that is none', 'prices.0.amount', aNewCourse({ prices: verified('abc') })],
    ['an amount with an exponent', 'prices.0.amount', aNewCourse({ prices: verified('1e3') })],
    ['an empty amount', 'prices.0.amount', aNewCourse({ prices: verified('') })],
    ['an amount too large to store', 'prices.0.amount', aNewCourse({ prices: verified('123456789') })],
    ['an unknown seat type', 'prices.0.seatType', aNewCourse({ prices: [{ seatType: 'x', amount: '1' }] })],
    ['a seat type twice', 'prices.1.seatType', aNewCourse({ prices: [...verified('1'), ...verified('2')] })],
    ['a malformed run key', 'runs.0.key', aNewRun({ key: 'BadX/1/R' })],
    ['a run key of another course', 'runs.0.key', aNewRun({ key: 'course-v1:BadX+2+R' })],
    ['an unknown run type', 'runs.0.type', aNewRun({ type: 'nothing' })],
    ['a date without time', 'runs.0.start', aNewRun({ start: '2027-01-01' })],
    ['a time without zone', 'runs.0.end', aNewRun({ end: '2027-01-01T00:00:00' })],
    ['a day that no month has', 'runs.0.end', aNewRun({ end: '2027-02-30T00:00:00Z' })],
    ['words for a time', 'runs.0.goLiveAt', aNewRun({ goLiveAt: 'tomorrow' })],
    [
      'an end before the start',
      'runs.0.end',
      aNewRun({ start: '2027-02-01T00:00:00Z', end: '2027-01-01T00:00:00Z' }),
    ],
    ['an amount of a run', 'runs.0.prices.0.amount', aNewRun({ prices: verified('49.999') })],
    [
      'two runs of one key',
      'runs.1.key',
      aNewCourse({ runs: [{ key: 'course-v1:BadX+1+R' }, { key: 'course-v1:BadX+1+R' }] }),
    ],
    ['an empty idempotency key', 'idempotencyKey', aNewCourse({ idempotencyKey: '' })],
    ['a null character in a list', 'runs.0.title', aNewRun({ title: '\0' })],
    ['a reason that is too long', 'reason', aNewCourse({ reason: 'x'.repeat(2_001) })],
    ['an override without a reason', 'reason', aNewCourse({ override: true })],
  ])('refuses %s, naming %s', async (_, field, input) => {
    expect(await faultOf(CREATE, { input })).toEqual(at('BAD_USER_INPUT', field));
  });

  test('refuses a second course with the same key', async () => {
    const fault = await faultOf(CREATE, { input: { key: course.key, title: 'Again', type: 'audit' } });

    expect(fault).toEqual(at('ALREADY_EXISTS', 'key'));
  });
});

describe('a change of a course', () => {
  const change = (deviations: object) => ({ key: course.key, expectedVersion: 1, reason, ...deviations });

  test.each<[string, object, () => object]>([
    ['an unknown course', { code: 'NOT_FOUND' }, () => change({ key: 'NoX+1' })],
    ['an old version', { code: 'STALE_VERSION', currentVersion: 1 }, () => change({ expectedVersion: 0 })],
    ['a title that is cleared', at('BAD_USER_INPUT', 'title'), () => change({ title: null })],
    [
      'a run of another course',
      at('BAD_USER_INPUT', 'runs.0.key'),
      () => change({ runs: [{ key: other.run }] }),
    ],
    ['an unknown run', at('BAD_USER_INPUT', 'runs.0.key'), () => change({ runs: [{ key: course.second }] })],
    [
      'a run named twice',
      at('BAD_USER_INPUT', 'runs.1.key'),
      () => change({ runs: [{ key: course.run }, { key: course.run }] }),
    ],
    [
      'negative hours of credit',
      at('BAD_USER_INPUT', 'runs.0.creditHours'),
      () => change({ runs: [{ key: course.run, creditHours: -1 }] }),
    ],
    [
      'a deadline that is none',
      at('BAD_USER_INPUT', 'runs.0.upgradeDeadlineOverride'),
      () => change({ runs: [{ key: course.run, upgradeDeadlineOverride: 'x' }] }),
    ],
    ['an empty reason', at('BAD_USER_INPUT', 'reason'), () => change({ reason: '' })],
  ])('refuses %s with %j, and so does its preview', async (_, fault, input) => {
    const preview =
      'query ($input: ChangeCourseInput!) { answer: previewChangeCourse(input: $input) { violations { code } } }';

    expect(await faultOf(CHANGE, { input: input() })).toEqual(fault);
    expect(await faultOf(preview, { input: input() })).toEqual(fault);
  });

  test.each<[string, object, () => object]>([
    ['a run that is there', at('ALREADY_EXISTS', 'run.key'), () => ({ run: { key: course.run } })],
    ['a run of another course', at('BAD_USER_INPUT', 'run.key'), () => ({ run: { key: other.second } })],
    [
      'an unknown course type',
      at('BAD_USER_INPUT', 'courseType'),
      () => ({ courseType: 'x', run: { key: course.second } }),
    ],
    [
      'an amount that is none',
      at('BAD_USER_INPUT', 'run.prices.0.amount'),
      () => ({ run: { key: course.second, prices: verified('1,00') } }),
    ],
  ])('refuses to add %s with %j', async (_, fault, input) => {
    const given = { courseKey: course.key, expectedVersion: 1, reason, ...input() };

    expect(await faultOf(ADD, { input: given })).toEqual(fault);
  });
});

describe('the other mutations', () => {
  const mode = {
    slug: 'new',
    name: 'New',
    isIdVerified: false,
    isCreditEligible: false,
    minimumPrice: '0',
    reason,
  };

  test.each<[string, object, object]>([
    ['setCourseRunStatus', { key: 'x', expectedVersion: 1, status: 'REVIEWED' }, at('BAD_USER_INPUT', 'key')],
    [
      'setCourseRunStatus',
      { key: 'course-v1:NoX+1+R', expectedVersion: 1, status: 'REVIEWED' },
      { code: 'NOT_FOUND' },
    ],
    ['deleteCourse', { key: 'x', expectedVersion: 1, reason }, at('BAD_USER_INPUT', 'key')],
    ['deleteCourseRun', { key: 'NoX+1', expectedVersion: 1, reason }, at('BAD_USER_INPUT', 'key')],
    ['stopSelling', { courseRunKey: 'x', reason }, at('BAD_USER_INPUT', 'courseRunKey')],
    ['publishProvisioning', { courseRunKey: 'x', reason }, at('BAD_USER_INPUT', 'courseRunKey')],
    ['saveMode', { ...mode, slug: 'Not A Slug' }, at('BAD_USER_INPUT', 'slug')],
    ['saveMode', { ...mode, minimumPrice: '-1' }, at('BAD_USER_INPUT', 'minimumPrice')],
    ['saveMode', { ...mode, name: '' }, at('BAD_USER_INPUT', 'name')],
    [
      'saveCourseRunType',
      { slug: 'new', name: 'New', trackTypes: ['audit', 'x'], isMarketable: true, reason },
      at('BAD_USER_INPUT', 'trackTypes.1'),
    ],
  ])('%s refuses %j with %j', async (name, input, fault) => {
    expect(await faultOf(mutation(name), { input })).toEqual(fault);
  });

  test.each(['x', '00000000-0000-4000-8000-000000000000'])(
    'retryProvisioning finds nothing for the id %s',
    async (id) => {
      const retry = mutation('retryProvisioning', 'provisioning { id }');

      expect(await faultOf(retry, { input: { id, reason } })).toEqual({ code: 'NOT_FOUND' });
    },
  );
});

test.each<[string, object]>([
  ['a list for a key', aNewCourse({ key: ['BadX+1'] })],
  ['a field that is none', aNewCourse({ colour: 'red' })],
])('a variable with %s never reaches a resolver', async (_, input) => {
  const { status, errors } = await app.ask(CREATE, { input });

  expect(status).toBe(400);
  expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
});

test('a value of a wrong type in a variable names its path, relative to the input', async () => {
  const { errors } = await app.ask(CREATE, { input: aNewRun({ creditHours: 'many' }) });

  expect(errors[0].extensions).toMatchObject(at('BAD_USER_INPUT', 'runs.0.creditHours'));
});
