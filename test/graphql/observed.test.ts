// What is recorded of an answered request, and the id shared by client, log and answer.
import { request as openRequest } from 'node:http';
import type { RequestSummary } from '../../src/graphql/http/observe';
import { Fault } from '../../src/model/faults';
import { createTestApp, type TestApp } from '../support/app';
import { aVerifiedCourse } from '../support/changes';
import { until } from '../support/until';

let app: TestApp;
let started = 0;
const told: RequestSummary[] = [];
beforeAll(async () => {
  app = await createTestApp({
    observer: { started: () => void (started += 1), answered: (answered) => void told.push(answered) },
    authenticate: async ({ authorization }) => {
      if (authorization === 'nobody') throw new Fault('UNAUTHENTICATED', 'No.');
      if (authorization === 'broken') throw new Error('marked');
      return { username: 'someone', isStaff: true, permissions: ['READ'], memberships: [] };
    },
  });
});
afterAll(() => app.stop());
beforeEach(() => {
  started = 0;
  told.length = 0;
});

async function post(body: object | string, headers: Record<string, string> = {}) {
  const response = await fetch(app.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.text();
  await until(async () => told.length === started);
  return { id: response.headers.get('x-request-id'), said: told.at(-1) };
}

test('a request is recorded with its operation, client, actor, status and time', async () => {
  const query = 'query TheModes { modes { slug } }';
  const { id, said } = await post(
    { query },
    { 'apollographql-client-name': 'publisher', 'apollographql-client-version': '1.2' },
  );

  expect(said).toEqual({
    requestId: id,
    operation: 'TheModes',
    type: 'query',
    client: 'publisher',
    clientVersion: '1.2',
    actor: 'someone',
    status: 200,
    codes: [],
    seconds: expect.any(Number),
  });
  expect(said?.seconds).toBeGreaterThan(0);
});

test.each([
  [
    'of several, the one that was asked for',
    'query A { __typename } mutation B { __typename }',
    'B',
    'mutation',
  ],
  ['without a name', '{ __typename }', undefined, 'query'],
])('the operation is named %s', async (_, query, ...[operationName, type]) => {
  const { said } = await post({ query, operationName });

  expect(said).toMatchObject({ operation: operationName ?? null, type, codes: [] });
});

test.each<[string, object | string, Record<string, string>, Partial<RequestSummary>]>([
  [
    'a viewer who is not known',
    { query: '{ __typename }' },
    { authorization: 'nobody' },
    { status: 401, codes: ['UNAUTHENTICATED'], actor: null },
  ],
  ['a body that is none', '{', {}, { status: 400, codes: ['BAD_REQUEST'], actor: null }],
  ['a body that is too large', `"${'x'.repeat(2_000_000)}"`, {}, { status: 413, codes: ['LIMIT_EXCEEDED'] }],
  [
    'an operation that is not valid',
    { query: 'query Wrong { colours }', operationName: 'Wrong' },
    {},
    { status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'], operation: null, type: null },
  ],
  [
    'what the viewer may not do',
    { query: 'mutation M { retryProvisioning(input: { id: "x", reason: "y" }) { provisioning { id } } }' },
    {},
    { status: 200, operation: 'M', actor: 'someone', codes: [expect.any(String)] },
  ],
])('%s is recorded with its code', async (_, body, ...[headers, expected]) => {
  const { said } = await post(body, headers);

  expect(said).toMatchObject(expected);
});

test('several errors with one code are recorded once', async () => {
  const { said } = await post({ query: '{ a: course(key: "x") { key } b: course(key: "y") { key } }' });

  expect(said?.codes).toEqual(['BAD_USER_INPUT']);
});

describe('the id of a request', () => {
  test.each(['a', 'f1e2d3-00:1', 'Root=1-67891233-abcdef012345678912345678'])('%s is kept', async (sent) => {
    const { id, said } = await post({ query: '{ __typename }' }, { 'x-request-id': sent });

    expect([id, said?.requestId]).toEqual([sent, sent]);
  });

  test.each(['', 'two words', '{"a":1}', 'x'.repeat(129), 'ä'])(
    '%p is replaced by a new one',
    async (sent) => {
      const { id } = await post({ query: '{ __typename }' }, { 'x-request-id': sent });

      expect(id).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test('is in masked and logged errors', async () => {
    app.logged.length = 0;
    const { id, said } = await post({ query: '{ __typename }' }, { authorization: 'broken' });

    expect(app.logged).toMatchObject([{ requestId: id, errorId: expect.any(String) }]);
    expect(said).toMatchObject({ status: 500, codes: ['INTERNAL_SERVER_ERROR'] });
  });

  test('is with resolver errors, for each of two concurrent requests', async () => {
    const { database } = app.replica;
    await database.query('ALTER TABLE course RENAME COLUMN title TO another');
    app.logged.length = 0;

    const asked = (id: string) =>
      post({ query: `{ courses { nodes { key } } } # ${id}` }, { 'x-request-id': id });
    await Promise.all(['one', 'other'].map(asked));
    await database.query('ALTER TABLE course RENAME COLUMN another TO title');

    const { logged } = app as { logged: readonly { readonly requestId?: string }[] };
    expect(logged.map(({ requestId }) => requestId).sort()).toEqual(['one', 'other']);
  });

  test('is not mixed up between concurrent requests', async () => {
    const { key } = await aVerifiedCourse(app.replica, 'PUBLISHED');
    const names = Array.from({ length: 20 }, (_, index) => `Op${index}`);
    await Promise.all(
      names.map((name) =>
        post(
          { query: `query ${name} { course(key: "${key}") { typeOptions { plan { isEmpty } } } }` },
          { 'x-request-id': name },
        ),
      ),
    );

    expect(told.map(({ operation }) => operation).sort()).toEqual([...names].sort());
    expect(told.every(({ operation, requestId }) => operation === requestId)).toBe(true);
  });
});

test('an operation with a long name is recorded with the beginning of it', async () => {
  const { said } = await post({ query: `query ${'A'.repeat(1_000)} { __typename }` });

  expect(said).toMatchObject({ operation: 'A'.repeat(100), codes: [] });
});

test('a client that disconnects is recorded as such', async () => {
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const hasty = openRequest(app.url, { method: 'POST', headers });
  hasty.on('error', () => undefined).write(body.slice(0, 5));
  await until(async () => started === 1);
  hasty.destroy();
  await until(async () => told.length === 1);

  expect(told[0]?.codes).toEqual(['CLIENT_CLOSED_REQUEST']);
});
