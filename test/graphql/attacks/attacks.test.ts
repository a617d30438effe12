// Attacks on a server as it is in production: what is answered, and that next to nothing is looked up for it. Others have
// tests of their own: limits (../limits), slow clients and floods (../load), representations (../entities-cap).
import { gzipSync } from 'node:zlib';
import { statementsOf, useTestApp, type Json } from '../../support/app';

const app = useTestApp({ isIntrospectable: false });
const JSON_TYPE = { 'content-type': 'application/json' };
const PREFLIGHT = { 'apollo-require-preflight': 'true' };
const times = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
const query = (text: string, variables = {}): RequestInit => ({
  method: 'POST',
  headers: JSON_TYPE,
  body: JSON.stringify({ query: text, variables }),
});
const body = (text: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_TYPE, ...headers },
  body: text,
});

async function attack(init: RequestInit, search = ''): Promise<{ status: number; text: string; json: Json }> {
  const response = await fetch(`${app.url}${search}`, init);
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}

const get = (text: string) => `?${new URLSearchParams({ query: text }).toString()}`;
const CIRCULAR = `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`;

describe("graphql-cop's checks find nothing", () => {
  test.each<[check: string, init: RequestInit, search: string]>([
    ['field suggestions', query('{ __schema { directive } }'), ''],
    ['introspection', query('{ __schema { types { name } } }'), ''],
    ['queries by GET', { method: 'GET' }, get('{ __typename }')],
    ['101 aliases', query(`{ ${times(101, (n) => `a${n}: __typename`)} }`), ''],
    ['a batch of 10', body(JSON.stringify(Array(10).fill({ query: '{ __typename }' }))), ''],
    ['10 duplicate directives', query(`{ __typename ${'@aa '.repeat(10)} }`), ''],
    ['circular introspection', query(CIRCULAR), ''],
    ['mutations by GET', { method: 'GET' }, get('mutation { __typename }')],
    ['a form', body('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }), ''],
    ['an unhandled exception', query('qwerty cop { abc }'), ''],
    ['500 times the same field', query(`{ ${'__typename '.repeat(500)} }`), ''],
  ])('%s', async (_, init, search) => {
    const { status, text, json } = await attack(init, search);

    expect([status, json.data]).toEqual([400, undefined]);
    expect(text).not.toMatch(/Did you mean|exception|stack|tracing/i);
  });

  test('no IDE is served beside it, and no tracing', async () => {
    for (const path of ['/graphiql', '/playground', '/console', '/graphql']) {
      const response = await fetch(new URL(path, app.url), { headers: { accept: 'text/html' } });
      expect(await response.text()).not.toMatch(/graphi?ql.?(?:playground|\.min)|GraphiQL/i);
    }
    const traced = await attack({
      ...query('{ __typename }'),
      headers: { ...JSON_TYPE, 'apollo-tracing': '1' },
    });
    expect(traced.json).toEqual({ data: { __typename: 'Query' } });
  });
});

const MEBIBYTE = 1024 * 1024;
test.each<[what: string, init: RequestInit, expected: [status: number, code: string]]>([
  ['2 MB of a document', query(' '.repeat(2 * MEBIBYTE)), [413, 'LIMIT_EXCEEDED']],
  [
    '100 MB in 100 kB of gzip',
    body(new Uint8Array(gzipSync(Buffer.alloc(100 * MEBIBYTE, 32))), { 'content-encoding': 'gzip' }),
    [413, 'LIMIT_EXCEEDED'],
  ],
  [
    'a body in a charset of its own',
    body('{}', { 'content-type': 'application/json; charset=shift_jis' }),
    [415, 'BAD_REQUEST'],
  ],
  ['plain text', body('{"query":"{ __typename }"}', { 'content-type': 'text/plain' }), [400, 'BAD_REQUEST']],
  ['GET with another type', { headers: { ...PREFLIGHT, 'content-type': 'text/xml' } }, [415, 'BAD_REQUEST']],
  ['a mutation by GET, past the preflight', { headers: PREFLIGHT }, [405, 'BAD_REQUEST']],
  [
    'a registration of a persisted query',
    body(
      JSON.stringify({
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } },
      }),
    ),
    [200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
  ],
  ['pages of -1', query('{ courses(first: -1) { nodes { key } } }'), [200, 'BAD_USER_INPUT']],
  ['pages of a billion', query('{ courses(first: 1000000000) { nodes { key } } }'), [200, 'BAD_USER_INPUT']],
  [
    'a forged cursor',
    query('{ courses(after: "Y291cnNlcyAnOy0t") { nodes { key } } }'),
    [200, 'BAD_USER_INPUT'],
  ],
  [
    '900 kB for a key',
    query('query ($k: ID!) { course(key: $k) { key } }', { k: 'x'.repeat(900_000) }),
    [200, 'BAD_USER_INPUT'],
  ],
  [
    '50 mutations at once',
    query(`mutation { ${times(50, (n) => `m${n}: __typename`)} }`),
    [400, 'LIMIT_EXCEEDED'],
  ],
])('%s is refused, and nothing is looked up', async (_, init, expected) => {
  const search =
    init.method === 'POST' ? '' : get(expected[0] === 405 ? 'mutation { __typename }' : '{ __typename }');
  let answer: Awaited<ReturnType<typeof attack>> | undefined;
  const statements = await statementsOf(app, async () => (answer = await attack(init, search)));

  expect([answer?.status, answer?.json.errors[0].extensions.code]).toEqual(expected);
  expect(statements).toEqual([]);
});

test('a thousand values of a wrong type are told of ten times', async () => {
  const runs = Array(1_000).fill({ key: 5, colour: 'red' });
  const { status, errors } = await app.ask(
    'mutation ($i: CreateCourseInput!) { createCourse(input: $i) { violations { code } } }',
    { i: { key: 'a+b', title: 'T', type: 'audit', runs } },
  );

  expect(status).toBe(400);
  expect(errors.length).toBeLessThanOrEqual(11);
});
