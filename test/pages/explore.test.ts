// /explore: what each page shows, to whom, and that no name can inject HTML.
import { randomUUID } from 'node:crypto';
import { transitionsOf, verdictOf } from '../../src/changes/transitions';
import type { RequestSummary } from '../../src/graphql/http/observe';
import type { Denial } from '../../src/identity/permissions';
import { DEVELOPER } from '../../src/identity/permissions';
import { Fault } from '../../src/model/faults';
import type { Viewer } from '../../src/model/viewer';
import { createExplorePages } from '../../src/pages/explore/explore';
import { STYLESHEET_PATH } from '../../src/pages/explore/style';
import { RULES } from '../../src/rules';
import { aMember, useTestApp } from '../support/app';
import { aPublishedMastersCourse, aVerifiedCourse } from '../support/changes';

const broken: unknown[] = [];
const denied: Denial[] = [];
const told: RequestSummary[] = [];
let asking: Parameters<ReturnType<typeof createExplorePages>>[2];
let viewer: Viewer | null = DEVELOPER;
const types = () => ({ catalogue: app.replica.catalogue.current(), policy: app.replica.policy });
const explore = createExplorePages({ types, newId: randomUUID, onError: (error) => void broken.push(error) });
const app = useTestApp({
  authenticate: async () => {
    if (!viewer) throw new Fault('UNAUTHENTICATED', 'Log in first.');
    return viewer;
  },
  onDenied: (denial) => void denied.push(denial),
  observer: { started: () => undefined, answered: (answered) => void told.push(answered) },
  pages: {
    '/explore': (request, response, ask) => {
      asking = ask;
      return explore(request, response, ask);
    },
  },
});
beforeEach(() => {
  viewer = DEVELOPER;
});

async function get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(new URL(path, app.url));
  const text = (await response.text()).replaceAll(/\s+/g, ' ');
  return { status: response.status, text, headers: response.headers };
}
const pathOf = (key: string): string => `/explore/courses/${encodeURIComponent(key)}`;

test.each([
  ['/explore', 'Masters, Verified, and Audit'],
  ['/explore/changes', 'Allowed type changes'],
  ['/explore/courses', 'Key or title'],
  ['/explore/provisioning', 'Failed: 0'],
  ['/explore/rules', 'TRACK_REMOVED'],
])(
  '%s is a page of under 100 kB that runs no script and needs nothing but its stylesheet',
  async (path, says) => {
    const { status, text, headers } = await get(path);

    expect(status).toBe(200);
    expect(text).toContain(says);
    expect(text.replaceAll(/<svg[\s\S]*?<\/svg>/g, '').length).toBeLessThan(100_000);
    expect(text).not.toMatch(/<script|<style|<img|<iframe|javascript:|\son\w+=/i);
    expect(text.match(/<link[^>]*>/g)).toEqual([`<link rel="stylesheet" href="${STYLESHEET_PATH}" />`]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  },
);

test('the stylesheet is served to everybody, and may be cached for ever', async () => {
  viewer = null;

  const { status, text, headers } = await get(STYLESHEET_PATH);

  expect(status).toBe(200);
  expect(text).toContain('.timeline');
  expect(headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(headers.get('cache-control')).toContain('immutable');
});

test('the history of a course says from which status a run moved to which', async () => {
  const { key } = await aPublishedMastersCourse(app.replica);

  const { text } = await get(pathOf(key));

  for (const says of ['status: unpublished → legal review', 'status: reviewed → published'])
    expect(text).toContain(says);
});

test('a course shows its state in a sentence, what it may become, and why not the rest', async () => {
  const { key } = await aPublishedMastersCourse(app.replica);

  const { text } = await get(pathOf(key));

  expect(text).toContain('Masters Only, version 5. Runs: 1 published.');
  expect(text).toMatch(
    /<h2>What it may become<\/h2>.*Masters, Verified, and Audit.*Why not the others \(\d+\)\?/,
  );
  const options = text.slice(text.indexOf('<h2>What it may become'), text.indexOf('<h2>History'));
  expect(options).not.toMatch(/Bootcamp|>Empty</);
});

test('a course shows its runs with their tracks, what each system has, and who did what', async () => {
  const { key, run } = await aPublishedMastersCourse(app.replica);

  const { text } = await get(pathOf(key));

  for (const says of [
    run,
    'Masters (<code>masters</code>)',
    'paid to partner',
    'pending',
    'Course created',
  ]) {
    expect(text).toContain(says);
  }
  expect(text).toContain('RUN_TYPE_NOT_IN_COURSE_TYPE');
  expect(text).not.toContain(`Drift of ${run}`);
});

test('drift is read only on request', async () => {
  const { key, run } = await aPublishedMastersCourse(app.replica);

  expect((await get(`${pathOf(key)}?drift`)).text).toContain(`Drift of ${run}`);
});

test('a list of provisionings starts with the oldest', async () => {
  const courses = [await aPublishedMastersCourse(app.replica), await aPublishedMastersCourse(app.replica)];

  const { text } = await get('/explore/provisioning');

  const [first = 0, second = 0] = courses.map(({ run }) => text.indexOf(run));
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(first);
});

test('a provisioning says what it waits for', async () => {
  await aVerifiedCourse(app.replica);

  const { text } = await get('/explore/provisioning');

  expect(text).toContain('It waits for E-Commerce to accept the same revision and return its SKUs.');
});

test('a name that is HTML is shown as text', async () => {
  const title = `"><script>alert(1)</script>' onload=x &amp;`;
  const { key, version } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  await app.data(
    'mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { violations { code } } }',
    { input: { key, expectedVersion: version, title, reason: title } },
  );

  for (const path of [
    pathOf(key),
    '/explore/courses',
    `/explore/courses?search=${encodeURIComponent(title)}`,
  ]) {
    const { status, text } = await get(path);
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script|' onload=x/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  }
});

test('courses can be filtered by organization, status and text together, and are counted', async () => {
  const { text: all } = await get('/explore/courses');
  const total = / of (\d+)<\/p>/.exec(all)?.[1];
  expect(Number(total)).toBeGreaterThan(0);
  const { text: none } = await get('/explore/courses?organization=NoX&status=PUBLISHED&search=x');

  expect(none).toContain('<p>0 of 0</p>');
  for (const kept of ['value="NoX"', 'value="PUBLISHED" selected', 'value="x"']) expect(none).toContain(kept);
});

test.each([
  ['/explore/nothing', 404],
  ['/explore/courses/edX%2BNone', 404],
  ['/explore/courses/malformed', 400],
  ['/explore/courses/%E0%A4%A', 400],
  ['/explore/courses?after=forged', 400],
  ['/explore/courses?status=DONE', 400],
])('%s is answered %d, with a page that says why', async (path, expected) => {
  const { status, text } = await get(path);

  expect(status).toBe(expected);
  expect(text).toMatch(/<main id="main">\s*<h1>\d+<\/h1>\s*<p>.{10,}<\/p>/s);
  expect(broken).toEqual([]);
});

test('a course that the reader may not see is answered as missing', async () => {
  const { key } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  viewer = aMember('OtherX', 'READ');

  expect((await get(pathOf(key))).status).toBe(404);
  expect((await get('/explore/courses')).text).not.toContain(key);
  expect((await get('/explore/rules')).status).toBe(200);
});

test('an unauthenticated reader sees no page', async () => {
  viewer = null;

  for (const path of ['/explore', '/explore/rules', '/explore/courses']) {
    expect((await get(path)).status).toBe(401);
  }
});

describe('the page of allowed type changes', () => {
  test('is what the rules say of the phase and course type', async () => {
    const context = { catalogue: app.replica.catalogue.current(), policy: app.replica.policy };
    const verdicts = (phase: 'DRAFT' | 'LOCKED' | 'IN_REVIEW') =>
      transitionsOf('masters-verified-audit', phase, context).map(
        (one) => `${one.from.slug} ${one.to.slug} ${verdictOf(one)}`,
      );

    expect(verdicts('DRAFT').every((verdict) => verdict.endsWith(' yes'))).toBe(true);
    expect(verdicts('LOCKED')).toEqual(
      expect.arrayContaining([
        'audit verified-audit yes',
        'masters masters-verified-audit yes',
        'verified-audit audit override',
      ]),
    );
    expect(verdicts('IN_REVIEW')).toContain('masters masters-verified-audit no');
    const { text } = await get('/explore/changes?courseType=masters-verified-audit&phase=LOCKED');
    expect(text.match(/class="good">✓ allowed/g)?.length).toBe(
      verdicts('LOCKED').filter((one) => one.endsWith('yes')).length - 4,
    );
  });
});

test('every rule is on the page of rules', async () => {
  const { text } = await get('/explore/rules');

  for (const { code } of RULES) expect(text).toContain(`<code>${code}</code>`);
});

test("a page's refusals are recorded, like the API's", async () => {
  const { key } = await aPublishedMastersCourse(app.replica);
  viewer = { ...DEVELOPER, username: 'ann', permissions: ['READ'], memberships: [] };
  const query = `{ previewChangeCourse(input: { key: "${key}", expectedVersion: 1, reason: "test" }) { violations { code } } }`;

  await get('/explore');
  const { errors } = await asking(query);

  expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  expect(denied[0]).toMatchObject({ actor: 'ann', operation: 'changeCourse', code: 'FORBIDDEN' });
});
