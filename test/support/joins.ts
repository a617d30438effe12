// Our entities in others' graphs: behind any gateway, on sockets, with subgraphs that extend and compute from them.
import type { Gateway, Subgraph } from '../../sandbox/gateway';
import { MAX_REPRESENTATIONS, statementsOf, useTestApp, type Json } from './app';
import { aPublishedMastersCourse, aVerifiedCourse } from './changes';
import { startCatalogue, startEnrollments } from './other-subgraphs';
import type { OtherSubgraph } from './subgraph';

/** Our subgraph's extensions of an error; Apollo's gateway nests them in the response if we refused all of it. */
export const saidIn = ({ extensions }: Json): Json =>
  extensions.response?.body.errors[0].extensions ?? extensions;

type Started = Pick<Gateway, 'url' | 'stop'>;

/** The tests of a gateway: `start` starts one over these subgraphs. */
export function describeJoins(start: (subgraphs: Subgraph[]) => Promise<Started>): void {
  const app = useTestApp();
  let masters: { key: string; run: string };
  let verified: { key: string; run: string };
  let others: OtherSubgraph[];
  let gateway: Started;

  beforeAll(async () => {
    masters = await aPublishedMastersCourse(app.replica);
    verified = await aVerifiedCourse(app.replica);
    const { courseRun } = await app.data(`{ courseRun(key: "${verified.run}") { uuid title start end } }`);
    const { uuid: run, ...dates } = courseRun;
    others = await Promise.all([
      startCatalogue({
        featured: [masters.key, 'NoX+Where', verified.key],
        courseTitle: 'Computing',
        run: dates,
      }),
      startEnrollments([
        { username: 'reader', run, track: 'verified' },
        { username: 'reader', run, track: 'audit' },
        { username: 'writer', run, track: 'verified' },
        ...Array.from({ length: MAX_REPRESENTATIONS + 1 }, (_, n) => ({
          username: 'everybody',
          run: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
          track: 'audit',
        })),
      ]),
    ]);
    const ours = { name: 'track-types', url: app.url };
    gateway = await start([ours, ...others]);
  });
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(others.map(({ stop }) => stop()));
  });

  async function ask(query: string): Promise<{ data: Json; errors: Json[] }> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return { errors: [], ...(await response.json()) };
  }
  /** The data of a query that must succeed. */
  async function read(query: string): Promise<Json> {
    const { data, errors } = await ask(query);
    expect(errors).toEqual([]);
    return data;
  }

  test("the catalogue's list is joined with our types and prices", async () => {
    const { data } = await ask(`{ featuredCourses { key title shortDescription type { slug }
      entitlements { price { amount } } courseRuns { key marketingUrl status } } }`);

    expect(data.featuredCourses).toEqual([
      expect.objectContaining({ key: masters.key, type: { slug: 'masters' }, entitlements: [] }),
      null,
      {
        key: verified.key,
        title: 'Computing',
        shortDescription: `All about ${verified.key}`,
        type: { slug: 'verified-audit' },
        entitlements: [{ price: { amount: '49.00' } }],
        courseRuns: [
          {
            key: verified.run,
            marketingUrl: `https://catalogue.example/${verified.run}`,
            status: 'PUBLISHED',
          },
        ],
      },
    ]);
  });

  test('a course that only the catalogue knows keeps its fields', async () => {
    const data = await read('{ featuredCourses { key shortDescription } }');

    expect(data.featuredCourses[1]).toEqual({ key: 'NoX+Where', shortDescription: 'All about NoX+Where' });
  });

  test("our lists are joined with both subgraphs' fields", async () => {
    const data = await read(`{ courses(filter: { search: "${verified.key}" }) { nodes { key shortDescription
      courseRuns { marketingUrl enrollmentCount } } } }`);

    expect(data.courses.nodes).toEqual([
      {
        key: verified.key,
        shortDescription: `All about ${verified.key}`,
        courseRuns: [{ marketingUrl: `https://catalogue.example/${verified.run}`, enrollmentCount: 3 }],
      },
    ]);
  });

  test('a run that enrollments know by uuid leads to the catalogue, which knows it by key', async () => {
    const data = await read(`{ enrollments(username: "reader") {
      courseRun { key title start marketingUrl course { key shortDescription } type { slug } }
      trackType { slug name mode { slug } badge enrollmentCount } } }`);

    const courseRun = {
      key: verified.run,
      title: 'Computing',
      start: '2027-01-01T00:00:00.000Z',
      marketingUrl: `https://catalogue.example/${verified.run}`,
      course: { key: verified.key, shortDescription: `All about ${verified.key}` },
      type: { slug: 'verified-audit' },
    };
    expect(data.enrollments).toEqual([
      {
        courseRun,
        trackType: expect.objectContaining({
          slug: 'verified',
          mode: { slug: 'verified' },
          badge: 'Verified',
        }),
      },
      {
        courseRun,
        trackType: expect.objectContaining({ slug: 'audit', mode: { slug: 'audit' }, badge: 'Audit' }),
      },
    ]);
  });

  describe('a field of theirs that requires ours', () => {
    test.each([
      [
        'a field of a type of the course',
        () => `course(key: "${masters.key}") { blurb }`,
        /^Masters Only, edition \d$/,
      ],
      ['a plain field of the run', () => `courseRun(key: "${masters.run}") { callToAction }`, 'Apply'],
      ['the same of another run', () => `courseRun(key: "${verified.run}") { callToAction }`, 'Enroll now'],
      ['prices within a list', () => `courseRun(key: "${verified.run}") { revenue }`, 98],
      ['an entity that is there', () => 'trackType(slug: "verified") { badge }', 'Verified'],
      ['an entity that is null', () => 'trackType(slug: "masters") { badge }', 'Masters (not sold here)'],
    ])('gets %s', async (_, query, expected) => {
      const [thing] = Object.values<Json>(await read(`{ ${query()} }`));

      const [value] = Object.values(thing);
      if (expected instanceof RegExp) expect(value).toMatch(expected);
      else expect(value).toBe(expected);
    });
  });

  test('a shared field is the same from either side, and resolved only once', async () => {
    const shared = 'title start end';
    const [catalogue] = others;
    catalogue?.receivedQueries.splice(0);

    const ours = await read(`{ courseRun(key: "${verified.run}") { ${shared} } }`);

    expect(catalogue?.receivedQueries).toEqual([]);
    const theirs = await read(
      `{ featuredCourses { title } enrollments(username: "writer") { courseRun { ${shared} } } }`,
    );
    expect(theirs.enrollments[0].courseRun).toEqual(ours.courseRun);
  });

  test('a mutation of ours returns their fields too', async () => {
    const input = `{ key: "TestX+Joined", title: "Joined", type: "audit" }`;

    const data = await read(
      `mutation { createCourse(input: ${input}) { course { key shortDescription blurb } } }`,
    );

    expect(data.createCourse.course).toEqual({
      key: 'TestX+Joined',
      shortDescription: 'All about TestX+Joined',
      blurb: 'Audit Only, edition 1',
    });
  });

  test('a longer list of theirs costs no more statements of ours', async () => {
    const query = (username: string) =>
      `{ enrollments(username: "${username}") { courseRun { key course { key type { slug } } } } }`;

    const one = await statementsOf(app, () => read(query('writer')));
    const two = await statementsOf(app, () => read(query('reader')));

    expect(two).toEqual(one);
    expect(one).toHaveLength(1);
  });

  test('a list that is too long is an error with our code, beside what others know', async () => {
    const { data, errors } = await ask('{ enrollments(username: "everybody") { courseRun { uuid key } } }');

    expect(data.enrollments).toHaveLength(MAX_REPRESENTATIONS + 1);
    const limited = { code: 'LIMIT_EXCEEDED', count: MAX_REPRESENTATIONS + 1, limit: MAX_REPRESENTATIONS };
    expect(errors).not.toEqual([]);
    for (const error of errors) expect(saidIn(error)).toMatchObject(limited);
  });
}
