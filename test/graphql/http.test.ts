// The subgraph over HTTP: what is answered before GraphQL runs, and what is disabled.
import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { createTestApp, type TestApp, useTestApp } from '../support/app';
import { aVerifiedCourse } from '../support/changes';

const app = useTestApp();
const JSON_TYPE = { 'content-type': 'application/json' };

async function post(body: string, headers: Record<string, string> = JSON_TYPE) {
  const response = await fetch(app.url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

describe('a body', () => {
  const sized = (bytes: number) => {
    const query = '{ modes { slug } }';
    const empty = JSON.stringify({ query, variables: { fill: '' } });
    return JSON.stringify({ query, variables: { fill: 'x'.repeat(bytes - empty.length) } });
  };

  test.each([
    [1024 * 1024, 200, undefined],
    [1024 * 1024 + 1, 413, 'LIMIT_EXCEEDED'],
    [5_000_000, 413, 'LIMIT_EXCEEDED'],
  ])('of %i bytes is answered with %i', async (bytes, status, code) => {
    const answer = await post(sized(bytes));

    expect([answer.status, answer.json.errors?.[0].extensions.code]).toEqual([status, code]);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>]>([
    ['its length alone', '{"query": "{ __typename }"}', JSON_TYPE],
    ['its charset', '{"query": "{ __typename }"}', { 'content-type': 'application/json; charset=utf-8' }],
    [
      'a charset in capitals',
      '{"query": "{ __typename }"}',
      { 'content-type': 'application/json;charset=UTF-8' },
    ],
    ['a mark that it is UTF-8', '\uFEFF{"query": "{ __typename }"}', JSON_TYPE],
    ['blanks before it', ' \n{"query": "{ __typename }"}', JSON_TYPE],
    [
      'gzip',
      new Uint8Array(gzipSync('{"query": "{ __typename }"}')),
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
    ],
    [
      'brotli',
      new Uint8Array(brotliCompressSync('{"query": "{ __typename }"}')),
      { ...JSON_TYPE, 'content-encoding': 'br' },
    ],
    [
      'its charset in quotes',
      '{"query": "{ __typename }"}',
      { 'content-type': 'application/json; charset="utf8"' },
    ],
  ])('sent with %s is read', async (_, body, headers) => {
    const response = await fetch(app.url, { method: 'POST', headers, body });

    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test('in many pieces, which split characters, is read', async () => {
    const bytes = Buffer.from('{"query": "{ __typename } # é ü 漢字"}');
    const headers = { ...JSON_TYPE, 'content-length': bytes.length };
    const request = openRequest(app.url, { method: 'POST', headers });
    for (const byte of bytes) {
      request.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    request.end();

    expect(await json((await answered)[0])).toEqual({ data: { __typename: 'Query' } });
  });

  test.each<[string, string, Record<string, string>?, number?]>([
    ['that is no JSON', '{ modes'],
    ['that is empty', ''],
    ['that is text', '"query"'],
    ['that is null', 'null'],
    ['without a query', '{}'],
    ['with a query that is none', '{"query": 5}'],
    ['with variables that are none', '{"query": "{ __typename }", "variables": "x"}'],
    ['of several requests', '[{"query": "{ __typename }"}, {"query": "{ __typename }"}]'],
    ['that a form could send', '{"query": "{ __typename }"}', { 'content-type': 'text/plain' }],
    ['in a charset that nobody knows', '{}', { 'content-type': 'application/json; charset=x' }, 415],
    ['in UTF-16', '{}', { 'content-type': 'application/json; charset=utf-16le' }, 415],
    ['in a packing that nobody knows', '{}', { ...JSON_TYPE, 'content-encoding': 'zip' }, 415],
    ['in a packing that it is not in', '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['with a mistake in the query', '{"query": "{ modes { "}'],
    ['that asks for what there is not', '{"query": "{ colours }"}'],
  ])('%s is an error in JSON, without a stack', async (_, body, ...[headers, status = 400]) => {
    const answer = await post(body, headers);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch('application/json');
    expect(answer.json.errors).toMatchObject([
      { message: expect.any(String), extensions: { code: expect.any(String) } },
    ]);
    expect(answer.text).not.toMatch(/stack|node_modules/);
  });
});

test.each<[string, string | Uint8Array<ArrayBuffer>, RegExp]>([
  ['is null', 'null', /not an object; send \{"query"/],
  ['is a text', '"x"', /not an object/],
  ['is no JSON', '{', /not JSON/],
  ['is not in UTF-8', new Uint8Array([0x22, 0xe9, 0x22]), /not in UTF-8/],
  ['breaks off in a letter', new Uint8Array([0x22, 0xe2, 0x82]), /not in UTF-8/],
])('a body that %s is refused with the reason', async (_, body, message) => {
  const response = await fetch(app.url, { method: 'POST', headers: JSON_TYPE, body });

  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  expect(errors[0]?.message).toMatch(message);
});

test('a page of another site cannot query by a link; a client that identifies itself can', async () => {
  const get = (headers: Record<string, string>) => fetch(`${app.url}?query={__typename}`, { headers });

  expect((await get({})).status).toBe(400);
  expect(await (await get({ 'apollo-require-preflight': 'true' })).json()).toEqual({
    data: { __typename: 'Query' },
  });
});

test.each(['/', '/graphiql', '/graphql/x?query=1', '/constructor'])('%s is not found', async (path) => {
  const response = await fetch(new URL(path, app.url), { headers: { accept: 'text/html' } });

  expect(response.status).not.toBe(200);
  expect(response.headers.get('content-type')).toMatch('application/json');
});

test('the software is not revealed, and no timing of resolvers', async () => {
  const headers = { ...JSON_TYPE, 'apollo-federation-include-trace': 'ftv1' };

  const answer = await post('{"query": "{ modes { slug } }"}', headers);

  expect(answer.json.extensions).toBeUndefined();
  expect(answer.headers.get('x-powered-by')).toBeNull();
});

test.each([
  ['answered by Apollo Server', `{ modes { slug } } # ${Math.random()}`],
  ['compiled', '{ modes { slug } }'],
  ['refused', '{ colours }'],
  ['too large', ' '.repeat(2_000_000)],
])('nothing on the way may cache what is %s', async (_, query) => {
  for (let time = 0; time < 5; time += 1) {
    const { headers } = await post(JSON.stringify({ query }));
    expect(headers.get('cache-control')).toBe('private, no-store');
  }
});

test('a stored query is not accepted by its hash', async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } };

  const { json } = await post(JSON.stringify({ extensions }));

  expect(json.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
});

test('the schema can be read, with a description of every type', async () => {
  const data = await app.data(getIntrospectionQuery());

  const types = Object.values(buildClientSchema(data).getTypeMap());
  const own = types.filter(({ name }) => !/^_|__/.test(name) && !['Query', 'Mutation'].includes(name));
  expect(own.length).toBeGreaterThan(50);
  expect(own.filter(({ description }) => !description)).toEqual([]);
});

test('without introspection a gateway still gets the schema, and errors name no part of it', async () => {
  const closed = await createTestApp({ isIntrospectable: false });
  try {
    const introspection = await closed.ask('{ __schema { types { name } } }');
    const mistake = await closed.ask('{ mode }');
    const { _service } = await closed.data('{ _service { sdl } }');

    expect(introspection.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(mistake.errors[0].message).not.toMatch(/modes/);
    expect(_service.sdl).toContain('type CourseType');
  } finally {
    await closed.stop();
  }
});

describe('an error, without introspection,', () => {
  let closed: TestApp;
  beforeAll(async () => {
    closed = await createTestApp({ isIntrospectable: false });
  });
  afterAll(() => closed.stop());
  const CREATE = 'mutation ($input: CreateCourseInput!) { createCourse(input: $input) { isIdle } }';
  const input = { key: 'A+B', title: 'x', type: 'audit', prices: [] };

  test.each<[string, string, object]>([
    ['of a field', '{ mode }', {}],
    ['of an argument', '{ course(kex: "A+B") { key } }', {}],
    ['of a type', 'query ($k: IDD) { course(key: $k) { key } }', { k: 'A+B' }],
    ['of an input field in the document', '{ courses(filter: { searcx: "a" }) { totalCount } }', {}],
    ['of an input field in a variable', CREATE, { input: { ...input, typex: 'audit' } }],
    [
      'of a value in a variable',
      'query ($s: Phase) { courseRuns(filter: { phase: $s }) { totalCount } }',
      { s: 'DRAF' },
    ],
  ])('%s suggests no name', async (_, query, variables) => {
    const { status, errors } = await closed.ask(query, variables);

    expect([status, errors.length > 0]).toEqual([400, true]);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });
});

test.each<[string, string, object]>([
  ['a value', 'query ($n: Int) { courses(first: $n) { totalCount } }', { n: 'x'.repeat(100_000) }],
  ['a name', `{ ${'x'.repeat(1_000)} }`, {}],
  ['a key', 'query ($k: ID!) { course(key: $k) { key } }', { k: 'x'.repeat(100_000) }],
])('the message about a very long %s has its beginning and its end', async (_, query, variables) => {
  const { errors } = await app.ask(query, variables);

  for (const { message } of errors) expect(message.length).toBeLessThan(1_000);
  expect(JSON.stringify(errors).length).toBeLessThan(4_000);
});

test('a stopping server answers requests under way', async () => {
  const stopping = await createTestApp();
  const course = await aVerifiedCourse(stopping.replica, 'PUBLISHED');
  const query = `{ course(key: "${course.key}") { typeOptions { plan { isEmpty } } } }`;

  const underWay = Array.from({ length: 5 }, () => stopping.data(query));
  await stopping.data('{ __typename }');
  const stopped = stopping.stop();

  expect(await Promise.all(underWay)).toHaveLength(5);
  await stopped;
  await expect(stopping.data(query)).rejects.toThrow();
});
