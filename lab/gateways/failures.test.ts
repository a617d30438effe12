// Behind each gateway: what remains of an answer if our subgraph is down or slow, and what its refusals look like.
import { DEVELOPER } from '../../src/identity/permissions';
import { Fault } from '../../src/model/faults';
import type { Viewer } from '../../src/model/viewer';
import { aMember, useTestApp, type Json } from '../../test/support/app';
import { aPublishedMastersCourse, aVerifiedCourse } from '../../test/support/changes';
import { saidIn } from '../../test/support/joins';
import { startCatalogue, startEnrollments } from '../../test/support/other-subgraphs';
import type { OtherSubgraph } from '../../test/support/subgraph';
import { startLine, type Line } from './line';
import { GATEWAYS, PATIENCE_MS, startGateway } from './start-gateway';

const app = useTestApp({
  authenticate: async ({ authorization }) => {
    if (authorization === 'forged') throw new Fault('UNAUTHENTICATED', 'Who is this?');
    return authorization ? (JSON.parse(authorization) as Viewer) : DEVELOPER;
  },
});
let masters: Awaited<ReturnType<typeof aPublishedMastersCourse>>;
let verified: { key: string; run: string };
let others: OtherSubgraph[];
let line: Line;
beforeAll(async () => {
  masters = await aPublishedMastersCourse(app.replica);
  verified = await aVerifiedCourse(app.replica);
  const { courseRun } = await app.data(`{ courseRun(key: "${verified.run}") { uuid title start end } }`);
  const { uuid: run, ...dates } = courseRun;
  others = await Promise.all([
    startCatalogue({ featured: [masters.key, verified.key], courseTitle: 'Computing', run: dates }),
    startEnrollments([{ username: 'reader', run, track: 'verified' }]),
  ]);
  line = await startLine(app.url);
});
afterAll(async () => {
  await Promise.all([line.stop(), ...others.map(({ stop }) => stop())]);
});

describe.each(GATEWAYS)('behind %s', (name) => {
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  beforeAll(async () => {
    gateway = await startGateway(name, [{ name: 'track-types', url: line.url }, ...others]);
  });
  afterAll(() => gateway.stop());
  afterEach(() => line.become('open'));

  async function ask(
    query: string,
    authorization: string | null = null,
  ): Promise<{ data: Json; errors: Json[] }> {
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return { errors: [], ...(await response.json()) };
  }

  const joined = `{ enrollments(username: "reader") { username courseRun { key status } trackType { slug name } }
    featuredCourses { key shortDescription blurb } sold: featuredCourses { key type { slug } } }`;
  const featured = (...blurbs: unknown[]) =>
    [masters, verified].map(({ key }, index) => ({
      ...{ key, shortDescription: `All about ${key}`, blurb: blurbs[index] ?? null },
    }));

  test.each([
    ['cut', 'cut', 0],
    ['silent', 'silent', PATIENCE_MS],
  ] as const)('with our line %s, data of others is still returned', async (_, state, leastMs) => {
    line.become(state);
    const started = performance.now();

    const { data, errors } = await ask(joined);

    // A null in one of our non-null fields makes its object null, and so whatever contains it.
    expect(data).toEqual({
      enrollments: [{ username: 'reader', courseRun: null, trackType: null }],
      featuredCourses: featured(),
      sold: [null, null],
    });
    expect(errors).not.toEqual([]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(leastMs);
  });

  test('the gateway waits for a late answer of ours', async () => {
    line.become({ lateMs: PATIENCE_MS / 4 });

    const { data, errors } = await ask(joined);

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      enrollments: [
        { username: 'reader', courseRun: { key: verified.run }, trackType: { name: 'Verified' } },
      ],
      featuredCourses: featured(`Masters Only, edition ${masters.version}`, 'Verified and Audit, edition 5'),
      sold: [{ type: { slug: 'masters' } }, { type: { slug: 'verified-audit' } }],
    });
  });

  const setStatus = (key: string, version: number) =>
    `mutation { setCourseRunStatus(input: { key: "${key}", expectedVersion: ${version}, status: UNPUBLISHED }) {
      violations { code } } }`;

  const many = `{ ${Array.from({ length: 25 }, (_, n) => `c${n}: course(key: "a+b") { key }`).join(' ')} }`;

  test.each([
    ['BAD_USER_INPUT', () => '{ courses(first: 0) { totalCount } }', { field: 'first' }],
    ['NOT_FOUND', () => setStatus('course-v1:TestX+C1+Nowhere', 1), {}],
    ['STALE_VERSION', () => setStatus(masters.run, 1), { currentVersion: 5 }],
    [
      'FORBIDDEN',
      () => setStatus(masters.run, 5),
      { authorization: JSON.stringify(aMember('TestX', 'READ')) },
    ],
    ['LIMIT_EXCEEDED', () => many, { what: 'rootFields', count: 25, limit: 20 }],
    ['UNAUTHENTICATED', () => '{ viewer { username } }', { authorization: 'forged' }],
  ] as [string, () => string, { authorization?: string }][])(
    '%s is passed on, with its details',
    async (code, query, { authorization = null, ...details }) => {
      const { data, errors } = await ask(query(), authorization);

      expect(Object.values(data ?? {})).not.toContainEqual(expect.anything());
      expect(errors).not.toEqual([]);
      for (const error of errors) expect(saidIn(error)).toMatchObject({ code, ...details });
    },
  );

  test('a violation is data, as it is without a gateway', async () => {
    const change = `changeCourse(input: { key: "${masters.key}", expectedVersion: 5, reason: "Sell it.",
      runs: [{ key: "${masters.run}", type: "professional" }] }) { course { key } violations { code path } }`;

    const { data } = await ask(`mutation { ${change} }`);

    expect(data.changeCourse).toEqual((await app.data(`mutation { ${change} }`)).changeCourse);
    expect(data.changeCourse.violations).toContainEqual({
      code: 'TRACK_REMOVED',
      path: ['runs', '0', 'type'],
    });
  });

  test(`entities of two types come in ${name === 'hive' ? 'one request, under aliases' : 'a request each'}`, async () => {
    line.sentQueries.splice(0);

    const { data } = await ask(
      '{ enrollments(username: "reader") { courseRun { key paidToPlatform } trackType { slug paidToPlatform } } }',
    );

    expect(data.enrollments).toEqual([
      {
        courseRun: { key: verified.run, paidToPlatform: true },
        trackType: { slug: 'verified', paidToPlatform: true },
      },
    ]);
    const entities = line.sentQueries.map((query) => [...query.matchAll(/\b_entities\(/g)].length);
    expect(entities).toEqual(name === 'hive' ? [2] : [1, 1]);
    if (name === 'hive') expect(line.sentQueries[0]).toMatch(/\w+:\s*_entities\(.*\w+:\s*_entities\(/s);
  });

  test("the ticket's example: a run for all, beside the one for Masters students", async () => {
    const { key, version } = await aPublishedMastersCourse(app.replica);
    const run = `course-v1:${key}+For${name}`;

    const { data, errors } =
      await ask(`mutation { addCourseRun(input: { courseKey: "${key}", expectedVersion: ${version},
      courseType: "masters-verified-audit", run: { key: "${run}", type: "masters-verified-audit" },
      prices: [{ seatType: "verified", amount: "100.00" }], reason: "Open to all." }) {
        violations { code }
        course { version blurb shortDescription entitlements { seatType { slug } price { amount } } }
        courseRun { key marketingUrl callToAction enrollmentCount paidToPlatform paidToPartner
          type { trackTypes { slug badge } } } } }`);

    expect(errors).toEqual([]);
    expect(data.addCourseRun).toEqual({
      violations: [],
      course: {
        version: version + 1,
        blurb: `Masters, Verified, and Audit, edition ${version + 1}`,
        shortDescription: `All about ${key}`,
        entitlements: [{ seatType: { slug: 'verified' }, price: { amount: '100.00' } }],
      },
      courseRun: {
        ...{
          key: run,
          marketingUrl: `https://catalogue.example/${run}`,
          callToAction: 'Apply',
          enrollmentCount: 0,
        },
        ...{ paidToPlatform: true, paidToPartner: true },
        type: {
          trackTypes: [
            { slug: 'masters', badge: 'Masters (not sold here)' },
            { slug: 'verified', badge: 'Verified' },
            { slug: 'audit', badge: 'Audit' },
          ],
        },
      },
    });
  });
});
