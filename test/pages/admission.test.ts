// Who may see a page: by the same authentication, within the same limits and as visibly as callers of the API.
import { randomUUID } from 'node:crypto';
import { request as openRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Fault } from '../../src/model/faults';
import { DEVELOPER } from '../../src/identity/permissions';
import type { RequestSummary } from '../../src/graphql/http/observe';
import { createExplorePages } from '../../src/pages/explore/explore';
import { createTestApp, LIMITS, LOAD } from '../support/app';
import type { TestApp, TestAppOptions } from '../support/app';
import { addCourseRun, aVerifiedCourse } from '../support/changes';

const told: RequestSummary[] = [];
const refused: string[] = [];
const seen: IncomingHttpHeaders[] = [];
let app: TestApp;
beforeEach(() => [told, refused, seen].forEach((list) => list.splice(0)));
afterEach(() => app.stop());

async function start(options: TestAppOptions = {}): Promise<void> {
  const types = () => ({ catalogue: app.replica.catalogue.current(), policy: app.replica.policy });
  app = await createTestApp({
    authenticate: async (headers) => {
      seen.push(headers);
      if (headers['use-jwt-cookie'] !== 'true') throw new Fault('UNAUTHENTICATED', 'This needs a token.');
      return DEVELOPER;
    },
    observer: {
      started: () => undefined,
      answered: (answered) => void told.push(answered),
      refused: (what) => void refused.push(what),
    },
    pages: {
      '/explore': createExplorePages({
        types,
        newId: randomUUID,
        onError: (error) => app.logged.push(error as never),
      }),
    },
    ...options,
  });
}

async function get(
  path: string,
  headers: Record<string, string> = { 'sec-fetch-site': 'none' },
  method = 'GET',
) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    openRequest(new URL(path, app.url), { headers, method })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
  return { status: response.statusCode, text: await text(response), headers: response.headers };
}

test.each([
  ['typed the address', { 'sec-fetch-site': 'none' }, 200],
  ['came from a page of ours', { 'sec-fetch-site': 'same-origin' }, 200],
  ['came from another host of the site', { 'sec-fetch-site': 'same-site' }, 401],
  ['came from another site', { 'sec-fetch-site': 'cross-site' }, 401],
  ['has a browser that does not say', {}, 401],
  [
    'says that cookies count, and came from another site',
    { 'sec-fetch-site': 'cross-site', 'use-jwt-cookie': 'true' },
    401,
  ],
])('the cookies of a reader who %s count accordingly', async (_, headers, status) => {
  await start();

  expect((await get('/explore', headers)).status).toBe(status);
});

test('a reader who followed a link from another site gets a link that counts', async () => {
  await start();

  const { text: page } = await get('/explore/courses?search=%22%3E%3Cb', { 'sec-fetch-site': 'cross-site' });

  expect(page).toContain('href="/explore/courses?search=%22%3E%3Cb"');
});

test("a page needs the gateway's secret, unless direct access is allowed", async () => {
  await start({ admits: ({ 'x-secret': secret }) => secret === 'yes' });
  const headers = { 'sec-fetch-site': 'none' };
  const statuses = [await get('/explore', headers), await get('/explore', { ...headers, 'x-secret': 'yes' })];

  expect(statuses.map(({ status }) => status)).toEqual([401, 200]);
  await app.stop();
  await start({ admits: () => false, admitsPage: () => true });
  expect((await get('/explore/rules')).status).toBe(200);
});

test('a page is recorded like a request: by name, with its reader, and with the code of a refusal', async () => {
  await start();
  await get('/explore/courses');
  await get('/explore/courses/edX%2BNone', {});

  expect(told).toMatchObject([
    { operation: 'explore', type: 'query', actor: DEVELOPER.username, status: 200, codes: [] },
    { operation: 'explore', actor: null, status: 401, codes: ['UNAUTHENTICATED'] },
  ]);
});

test('a page authenticates its reader once, however much it queries', async () => {
  await start();
  await get('/explore/provisioning');

  expect(seen).toHaveLength(1);
});

test("a page's queries are subject to the API's limits", async () => {
  await start({ limits: { ...LIMITS, rootFields: 1 } });
  const { key } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const run = { key: `course-v1:${key}+more` };
  await addCourseRun(app.replica, DEVELOPER, { courseKey: key, expectedVersion: 1, run, reason: 'test' });
  const path = `/explore/courses/${encodeURIComponent(key)}`;

  expect((await get(`${path}?drift`)).status).toBe(400);
  expect(refused).toEqual(['rootFields']);
  expect((await get(`${path}?drift=${encodeURIComponent(run.key)}`)).status).toBe(200);
});

test('a page that takes too long is given up like a request', async () => {
  await start({ limits: { ...LIMITS, seconds: 1 }, authenticate: () => new Promise(() => undefined) });

  const { status, text: page } = await get('/explore');

  expect([status, refused]).toEqual([400, ['seconds']]);
  expect(page).toContain('LIMIT_EXCEEDED');
});

test('under overload a page is refused like a request', async () => {
  await start({ load: LOAD, pressure: () => 'pool' });

  expect((await get('/explore')).status).toBe(503);
});

test.each(['PUT', 'DELETE'])('%s is not found: only a form of a page can change anything', async (method) => {
  await start();

  expect((await get('/explore/rules', { 'sec-fetch-site': 'none' }, method)).status).toBe(404);
});

test('without the database a page is refused for now, and says when to retry', async () => {
  await start();
  await app.replica.database.destroy();

  const { status, headers, text: page } = await get('/explore/courses');

  expect([status, headers['retry-after']]).toEqual([503, '5']);
  expect(page).toContain('database');
  expect(await get('/explore/rules')).toMatchObject({ status: 200 });
  await app.replica.database.initialize();
});
