// All mistakes in an input are reported at once: an error for each, in words for course teams, with its path.
import { aMember, useTestApp, type Json } from '../support/app';
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

const reason = 'test';
const mutation = (name: string, selection = 'violations { code }') =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { answer: ${name}(input: $input) { ${selection} } }`;
const CHANGE = mutation('changeCourse');

const aNewCourse = (deviations: object) => ({
  key: 'BadX+1',
  title: 'Bad',
  type: 'verified-audit',
  ...deviations,
});
const verified = (amount: string) => [{ seatType: 'verified', amount }];

describe('everything that is wrong with an input', () => {
  const wrongRun = {
    type: 'verifed',
    title: '',
    start: 1_800_000_000,
    end: { year: 2027 },
    creditHours: -1,
    prices: [{ seatType: 'verifed', amount: 49.505 }, ...verified('1'), ...verified('abc')],
  };
  const OF_RUN = [
    ['type', '“verifed” is not a run type.'],
    ['title', 'The title is empty; use 1 to 255 characters.'],
    ['start', '“1800000000” is not a valid time; use for example 2026-09-01T00:00:00Z.'],
    ['end', '“{"year":2027}” is not a valid time; use for example 2026-09-01T00:00:00Z.'],
    ['creditHours', 'The credit hours cannot be negative.'],
    ['prices.0.seatType', '“verifed” is not a seat type.'],
    ['prices.0.amount', '“49.505” is not an amount; use up to two decimals, for example 49.00.'],
    ['prices.2.seatType', 'Verified has two prices.'],
    ['prices.2.amount', '“abc” is not an amount; use up to two decimals, for example 49.00.'],
  ];
  const ofRun = (at: string) => OF_RUN.map(([field, message]) => [`${at}.${field}`, message]);
  const REASON = ['reason', 'The reason is empty; use 1 to 2000 characters.'];
  const price = ['prices.0.amount', '“x” is not an amount; use up to two decimals, for example 49.00.'];

  async function mistakesOf(name: string, input: object, selection?: string): Promise<string[][]> {
    const before = await saved();
    const { errors } = await app.ask(mutation(name, selection), { input });
    expect(await saved()).toEqual(before);
    expect(errors.map((error) => error.path)).toEqual(errors.map(() => ['answer']));
    return errors.map(({ message, extensions: { path, field, code } }) => {
      expect(path.join('.')).toBe(field);
      return code === 'BAD_USER_INPUT' ? [field, message] : [field, code];
    });
  }

  test('of a new course is reported at once', async () => {
    const run = { key: 'course-v1:Other+1+R', ...wrongRun };
    const taken = { key: course.run, start: '2027-02-01T00:00:00Z', end: '2027-01-01T00:00:00Z' };
    const input = { key: 'BadX', title: ' ', type: 'nothing', prices: verified('x'), runs: [run, taken] };

    expect(await mistakesOf('createCourse', { ...input, reason: '', idempotencyKey: '' })).toEqual([
      ['key', '“BadX” is not a course key; use organization and number, for example edX+DemoX.'],
      REASON,
      ['idempotencyKey', 'The idempotency key is empty; use 1 to 255 characters.'],
      ['runs.1.key', 'ALREADY_EXISTS'],
      ['title', 'The title is empty; use 1 to 255 characters.'],
      ['type', '“nothing” is not a course type.'],
      price,
      ['runs.0.key', 'course-v1:Other+1+R is a run of Other+1, not of BadX.'],
      ...ofRun('runs.0'),
      ['runs.1.key', `${course.run} is a run of ${course.key}, not of BadX.`],
      ['runs.1.end', 'The end of a run must be after its start.'],
    ]);
  });

  test('of a change is reported at once, together with what only the course shows', async () => {
    const runs = [{ key: course.run, ...wrongRun }, { key: other.run }];
    const input = { key: course.key, expectedVersion: 1, title: null, keyForReruns: 'Other+1', reason: '' };

    expect(await mistakesOf('changeCourse', { ...input, prices: verified('x'), runs })).toEqual([
      ['title', 'The title cannot be cleared.'],
      REASON,
      ['keyForReruns', expect.stringMatching(/^Other\+1 is a key of Other, not of /)],
      price,
      ...ofRun('runs.0'),
      ['runs.1.key', `“${other.run}” is not a run of ${course.key}.`],
    ]);
  });

  test('of a change is reported even if the key itself is malformed', async () => {
    const input = { key: 'BadX', expectedVersion: 1, type: 'nothing', keyForReruns: 'Other', reason };
    const runs = [{ key: 'x', ...wrongRun }];

    expect(await mistakesOf('changeCourse', { ...input, prices: verified('x'), runs })).toEqual([
      ['key', '“BadX” is not a course key; use organization and number, for example edX+DemoX.'],
      ['type', '“nothing” is not a course type.'],
      ['keyForReruns', '“Other” is not a course key; use organization and number, for example edX+DemoX.'],
      price,
      ...ofRun('runs.0'),
    ]);
  });

  test('of a run to be added is reported at once, even if the course key is malformed', async () => {
    const input = { courseKey: 'BadX', expectedVersion: 1, courseType: 'nothing', prices: verified('x') };
    const run = { key: 'course-v1:BadX+1+R', ...wrongRun };

    expect(await mistakesOf('addCourseRun', { ...input, reason: '', run })).toEqual([
      ['courseKey', '“BadX” is not a course key; use organization and number, for example edX+DemoX.'],
      REASON,
      ['courseType', '“nothing” is not a course type.'],
      price,
      ...ofRun('run'),
    ]);
  });

  test('of a definition is reported at once', async () => {
    const input = { slug: 'No', name: '', entitlementTypes: ['x', 'x'], courseRunTypes: ['y'] };

    const form =
      'use 1 to 64 lower-case letters, digits, hyphens and underscores, beginning with a letter or digit.';
    expect(await mistakesOf('saveCourseType', { ...input, organizations: [], reason: '' })).toEqual([
      REASON,
      ['slug', `“No” is not a slug; ${form}`],
      ['name', 'The name is empty; use 1 to 255 characters.'],
      ['entitlementTypes.0', '“x” is not a seat type.'],
      ['entitlementTypes.1', '“x” is given twice.'],
      ['courseRunTypes.0', '“y” is not a run type.'],
    ]);
  });

  test('of a membership is reported at once', async () => {
    const input = { organization: 'a b', username: 'c d', role: 'EDITOR', reason: '' };

    expect((await mistakesOf('saveMembership', input, 'isReplay')).map(([field]) => field)).toEqual([
      ...['organization', 'username', 'reason'],
    ]);
  });

  test('of a bulk change is reported at once', async () => {
    const runTypes = [{ from: 'x', to: 'y' }];
    const change = { type: 'nothing', prices: verified('x'), runTypes };
    const filter = { type: 'none', organization: '', search: '' };
    const input = { name: '', filter, change, reason: '', ratePerMinute: 0 };

    expect((await mistakesOf('startBulkChange', input, 'isReplay')).map(([field]) => field)).toEqual([
      ...['reason', 'filter.type', 'filter.organization', 'filter.search', 'name', 'ratePerMinute'],
      ...['change.type', 'change.prices.0.amount', 'change.runTypes.0.from', 'change.runTypes.0.to'],
    ]);
  });

  test('is reported up to fifty times', async () => {
    const prices = Array.from({ length: 200 }, () => ({ seatType: 'x', amount: 'y' }));

    expect(await mistakesOf('createCourse', aNewCourse({ prices }))).toHaveLength(50);
  });
});

test("amounts and times in a request's text are read like those in variables", async () => {
  const text = `mutation { answer: createCourse(input: { key: "BadX+1", title: "t", type: "audit", runs: [{ key: "course-v1:BadX+1+R", start: 5 }]
    prices: [{ seatType: "audit", amount: 49.505 }, { seatType: "verified", amount: [] }] }) { violations { code } } }`;

  const { errors } = await app.ask(text);

  expect(errors.map(({ message }) => message)).toEqual([
    '“49.505” is not an amount; use up to two decimals, for example 49.00.',
    '“[]” is not an amount; use up to two decimals, for example 49.00.',
    '“5” is not a valid time; use for example 2026-09-01T00:00:00Z.',
  ]);
});

test('an amount may be given as a number', async () => {
  const preview = `query ($input: CreateCourseInput!) { answer: previewCreateCourse(input: $input) { course { prices { price { amount } } } } }`;
  const input = {
    key: 'BadX+1',
    title: 't',
    type: 'verified-audit',
    prices: [{ seatType: 'verified', amount: 49 }],
  };

  expect((await app.data(preview, { input })).answer.course.prices).toEqual([{ price: { amount: '49.00' } }]);
});

test('its mistakes do not reveal a course that the viewer may not see', async () => {
  const viewer = aMember('OtherX', 'READ');
  const input = { expectedVersion: 1, prices: verified('x'), reason };
  const answers = [];
  for (const key of [course.key, 'NoX+1'])
    answers.push(
      (await app.ask(CHANGE, { input: { ...input, key } }, viewer)).errors.map(
        ({ extensions }) => extensions,
      ),
    );

  expect(answers).toEqual([[{ code: 'NOT_FOUND' }], [{ code: 'NOT_FOUND' }]]);
});
