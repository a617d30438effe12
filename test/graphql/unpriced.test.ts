// Unknown prices: null in the API, never 0.00, and visible in lists, metrics, pages and notices.
import { publishProvisioning } from '../../src/changes/publish-provisioning';
import { createMetrics } from '../../src/ops/metrics';
import { coursePage } from '../../src/pages/explore/course-pages';
import { provisioningPage } from '../../src/pages/explore/provisioning-page';
import type { QueryApi } from '../../src/pages/explore/query-api';
import { countUnpriced } from '../../src/store/courses/course-pages';
import { useTestApp } from '../support/app';
import { aVerifiedCourse, bySql, changeCourse, createCourse, DEVELOPER, freshKeys } from '../support/changes';

const app = useTestApp();
type Keys = Awaited<ReturnType<typeof aVerifiedCourse>>;
let held: Keys;
let priced: Keys;

/** As an import leaves it: REVIEWED or PUBLISHED without a price. */
async function withoutPrice(): Promise<Keys> {
  const keys = await aVerifiedCourse(app.replica);
  const ofCourse = 'course_id = (SELECT id FROM course WHERE key = $1)';
  await bySql(app.replica.database, `DELETE FROM course_price WHERE ${ofCourse}`, [keys.key]);
  return keys;
}
beforeAll(async () => {
  held = await withoutPrice();
  priced = await aVerifiedCourse(app.replica);
});

const SEATS = 'seats { seatType { slug } price { amount } }';

test('an unknown price is null, in the present and the past; a free seat costs 0.00', async () => {
  const { course, courseRun } = await app.data(
    `query ($key: ID!, $run: ID!) { course(key: $key) { entitlements { price { amount } } } courseRun(key: $run) { ${SEATS} } }`,
    { key: held.key, run: held.run },
  );

  expect(course.entitlements).toEqual([{ price: null }]);
  expect(courseRun.seats).toEqual([
    { seatType: { slug: 'verified' }, price: null },
    { seatType: { slug: 'audit' }, price: { amount: '0.00' } },
  ]);
});

test('a snapshot also has null for a price that was unknown', async () => {
  const keys = freshKeys();
  const type = { key: keys.key, title: 'Data', type: 'verified-audit' };
  await createCourse(app.replica, DEVELOPER, {
    ...{ ...type, prices: [{ seatType: 'verified', amount: '49' }], runs: [{ key: keys.run }] },
  });
  await bySql(
    app.replica.database,
    `INSERT INTO history (kind, subject, actor, course_key, before, after)
     VALUES ('IMPORTED', $1, 'a test', $2, '{"prices": {"verified": "49.00"}}', '{"prices": {}}')`,
    [`course:${keys.key}`, keys.key],
  );
  const at = new Date().toISOString();

  const { course, run } = await app.data(
    `query ($key: ID!, $run: ID!, $at: DateTime!) {
      course: courseAsOf(key: $key, at: $at) { entitlements { price { amount } } }
      run: courseRunAsOf(key: $run, at: $at) { seats { seatType price { amount } } } }`,
    { key: keys.key, run: keys.run, at },
  );

  expect(course.entitlements).toEqual([{ price: null }]);
  expect(run.seats).toEqual([
    { seatType: 'verified', price: null },
    { seatType: 'audit', price: { amount: '0.00' } },
  ]);
});

test('a filter finds runs without a price, unless they have ended', async () => {
  const over = await withoutPrice();
  await bySql(app.replica.database, `UPDATE course_run SET end_at = '2020-01-01' WHERE key = $1`, [over.run]);
  const keysOf = async (isUnpriced: boolean): Promise<string[]> => {
    const query = 'query ($is: Boolean) { courseRuns(filter: { isUnpriced: $is }) { nodes { key } } }';
    const { courseRuns } = await app.data(query, { is: isUnpriced });
    return courseRuns.nodes.map(({ key }: { key: string }) => key);
  };

  expect(await keysOf(true)).toEqual([held.run]);
  expect(await keysOf(false)).toEqual(expect.arrayContaining([priced.run, over.run]));
});

test('metrics count runs without a price, at most once a minute', async () => {
  let now = Date.now();
  let counted = 0;
  const countAll = () => ((counted += 1), countUnpriced(app.replica.database, true));
  const metrics = createMetrics(
    () => Promise.resolve([]),
    () => new Date(now),
    { countUnpriced: countAll },
  );

  expect(await metrics.text()).toMatch(/^track_types_unpriced_runs 1$/m);
  await metrics.text();
  expect(counted).toBe(1);
  now += 60_000;
  await metrics.text();
  expect(counted).toBe(2);
});

test('both pages of /explore mark a missing price', async () => {
  const ask: QueryApi = (query, variables) => app.ask(query, variables);
  const request = { headers: {}, query: new URLSearchParams() };

  const page = (await provisioningPage(ask, { viewer: DEVELOPER, token: '', ...request })).text;

  expect(page).toMatch(/Without a price: <[^>]*>1</);
  expect(page).toContain('seat Verified, entitlement Verified');
  expect((await coursePage(ask, held.key, request)).text).toContain('not known');
});

test('publishProvisioning returns PRICE_REQUIRED, once for the seat type', async () => {
  const { violations, provisioning } = await publishProvisioning(app.replica, DEVELOPER, {
    courseRunKey: held.run,
    reason: 'Again.',
  });

  expect(provisioning).toEqual([]);
  expect(violations.map(({ code, path, seatType }) => [code, path, seatType])).toEqual([
    ['PRICE_REQUIRED', ['courseRunKey'], 'verified'],
  ]);
});

test('PRICE_REQUIRED names only the entitlement, if entitlements are sold at all', async () => {
  const keys = await withoutPrice();
  await changeCourse(app.replica, DEVELOPER, {
    ...{ key: keys.key, expectedVersion: keys.version, reason: 'Its own price.' },
    runs: [{ key: keys.run, prices: [{ seatType: 'verified', amount: '59' }] }],
  });
  const publish = { courseRunKey: keys.run, reason: 'Again.' };
  const codesWith = async (policy: object) => {
    const deps = { ...app.replica, policy: { ...app.replica.policy, ...policy } };
    return (await publishProvisioning(deps, DEVELOPER, publish)).violations.map(({ message }) => message);
  };

  expect(await codesWith({})).toEqual([
    expect.stringContaining(`needs one for the entitlement of ${keys.key}.`),
  ]);
  expect(await codesWith({ isSelling: false })).toEqual([]);
  expect(await codesWith({ isShop: true })).toEqual([]);
});

test('the notices of a change name what is held back', async () => {
  const outcome = await changeCourse(app.replica, DEVELOPER, {
    ...{ key: held.key, expectedVersion: held.version, title: 'Renamed', reason: 'A better title.' },
  });

  expect(outcome.notices.map(({ message }) => message)).toEqual([
    `Verified of ${held.run} has no price, and is not offered until it has one.`,
    `The entitlement Verified of ${held.run} has no price, and is not offered until it has one.`,
  ]);
});
