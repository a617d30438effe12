// Requests that are answered ahead of Apollo Server: nobody can tell but by the time it takes, and nobody gets in by it.
import type { IncomingHttpHeaders } from 'node:http';
import type { Answered } from '../../src/graphql/http/observe';
import { getOperationAST, parse } from 'graphql';
import { createAhead } from '../../src/graphql/compiled/ahead';
import { createCompile } from '../../src/graphql/compiled/compile';
import { createContext } from '../../src/graphql/context';
import { buildSchema } from '../../src/graphql/schema';
import { DEVELOPER } from '../../src/identity/permissions';
import { Fault } from '../../src/model/faults';
import { MAX_REPRESENTATIONS, statementsOf, useTestApp, type Json } from '../support/app';
import { aVerifiedCourse, changeCourse } from '../support/changes';

const answered: Answered[] = [];
const denied: string[] = [];
/** How many had to wait for who they are: what is kept is answered without. */
let authenticated = 0;
const app = useTestApp({
  compiledAfter: 0,
  observer: { started: () => undefined, answered: (one) => void answered.push(one) },
  authenticate: Object.assign(
    async ({ authorization }: IncomingHttpHeaders) => {
      if (authorization !== 'somebody') {
        denied.push(String(authorization));
        throw new Fault('UNAUTHENTICATED', 'Who is it?');
      }
      authenticated += 1;
      return DEVELOPER;
    },
    {
      recognize: ({ authorization }: IncomingHttpHeaders) =>
        authorization === 'somebody' ? DEVELOPER.username : undefined,
    },
  ),
});
const QUERY = 'query Types($organization: String) { courseTypes(organization: $organization) { slug name } }';
const BODY = { query: QUERY, variables: { organization: 'edX' } };

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(app.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'somebody', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    headers: Object.fromEntries(response.headers),
    json: JSON.parse(text),
  };
}
/** Often enough that it is kept, and answered ahead. */
async function postOften(body: object) {
  for (let time = 0; time < 4; time += 1) await post(body);
  return post(body);
}
const withoutTimes = ({ date: _, 'x-request-id': __, ...headers }: Record<string, string>) => headers;

test('the first and the last answer are the same, byte for byte and header for header', async () => {
  const first = await post(BODY);
  const last = await postOften(BODY);

  expect(last.text).toBe(first.text);
  expect(last.status).toBe(200);
  expect(withoutTimes(last.headers)).toEqual(withoutTimes(first.headers));
  expect(last.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
});

test('what is kept is answered to whoever is recognized, without waiting for who they are', async () => {
  await postOften(BODY);
  const before = authenticated;

  const kept = await post(BODY);
  const inAnotherForm = await post({ ...BODY, operationName: 'Types' });

  expect(kept.status).toBe(200);
  expect(inAnotherForm.text).toBe(kept.text);
  expect(authenticated).toBe(before + 1);
});

test('each is told of with its operation and who asked', async () => {
  await postOften(BODY);
  answered.length = 0;

  await post(BODY, { 'x-request-id': 'mine', 'apollographql-client-name': 'publisher' });

  expect(answered).toMatchObject([
    {
      requestId: 'mine',
      operation: 'Types',
      type: 'query',
      client: 'publisher',
      actor: DEVELOPER.username,
      codes: [],
    },
  ]);
});

test('nobody who is not known is answered so, and each is told of once', async () => {
  await postOften(BODY);
  denied.length = 0;

  const stranger = await post(BODY, { authorization: 'nobody' });

  expect(stranger.status).toBe(401);
  expect(stranger.json).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(denied).toEqual(['nobody']);
});

test.each<[string, object, Record<string, string>?]>([
  ['other variables', { ...BODY, variables: { organization: 'other' } }],
  ['no variables', { query: QUERY }],
  ['an operation that there is not', { ...BODY, operationName: 'Other' }],
  ['a stored query', { ...BODY, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
  ['variables that are none', { ...BODY, variables: 'x' }],
  ['another form of answer', BODY, { accept: 'application/graphql-response+json' }],
  ['no form of answer that there is', BODY, { accept: 'text/html' }],
])('asked with %s, it is answered as if nothing were kept', async (_, body, headers = {}) => {
  const fresh = await post({ ...body, query: `${QUERY} # not kept` }, headers);
  expect(fresh.status).toBeLessThan(500);
  await postOften(BODY);

  const answer = await post(body, headers);

  expect([answer.status, answer.text]).toEqual([fresh.status, fresh.text]);
  expect(answer.headers['content-type']).toBe(fresh.headers['content-type']);
});

test('an answer ends with the version of the catalogue', async () => {
  const titles = async () => (await postOften(BODY)).json.data.courseTypes.map(({ name }: Json) => name);
  const before = await titles();
  const [type] = (await post({ query: '{ courseTypes(organization: "edX") { slug name } }' })).json.data
    .courseTypes;

  await app.replica.database.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(`UPDATE course_type SET name = 'Renamed' WHERE slug = $1`, [type.slug]);
    await tx.query('UPDATE catalogue_version SET version = version + 1');
  });
  const { version } =
    (await app.replica.database.query<{ version: string }[]>('SELECT version FROM catalogue_version'))[0] ??
    {};
  await app.replica.catalogue.atLeast(Number(version));

  expect(before).not.toContain('Renamed');
  expect((await post(BODY)).json.data.courseTypes).toContainEqual({ slug: type.slug, name: 'Renamed' });
  expect(await titles()).toContain('Renamed');
});

test('too much is refused as ever, however often the operation was answered', async () => {
  const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on Mode { slug } } }`;
  const body = (count: number) => ({
    query,
    variables: { r: Array.from({ length: count }, () => ({ __typename: 'Mode', slug: 'audit' })) },
  });
  expect((await postOften(body(2))).json.data._entities).toHaveLength(2);

  const tooMany = await post(body(MAX_REPRESENTATIONS + 1));

  expect(tooMany.status).toBe(400);
  expect(tooMany.json.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
});

test('a course is answered anew each time, and a mistake in the words of graphql-js', async () => {
  const { key, version } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const body = (of: string) => ({
    query: 'query($key: ID!) { course(key: $key) { title } }',
    variables: { key: of },
  });
  const before = await postOften(body(key));
  await changeCourse(app.replica, DEVELOPER, {
    key,
    expectedVersion: version,
    title: 'Another',
    reason: 'test',
  });

  const after = await post(body(key));
  const malformed = await post(body('malformed'));

  expect([before.json.data.course.title, after.json.data.course.title]).toEqual([
    expect.any(String),
    'Another',
  ]);
  expect(malformed.json.errors).toMatchObject([{ path: ['course'], extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('an answer with a mistake in it is worked out twice, not three times', async () => {
  const query = 'query($key: ID!) { courses(first: 1) { nodes { key } } course(key: $key) { key } }';
  const body = (key: string) => ({ query, variables: { key } });
  expect((await postOften(body('edX+None'))).json.errors).toBeUndefined();

  const lists = (await statementsOf(app, () => post(body('malformed')))).filter(
    (sql) => sql.includes('FROM course c') && sql.includes('AS asked (page'),
  );

  expect(lists).toHaveLength(2);
});

describe('of operations, it', () => {
  const compile = createCompile(buildSchema());
  const asked = (query: string, more: object = {}) =>
    ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: { query, ...more } }) as never;
  /** Has the query answered as Apollo Server would have it. */
  function answered(ahead: ReturnType<typeof createAhead>, query: string): void {
    const document = parse(query);
    const operation = getOperationAST(document);
    const compiled = operation && compile(document, operation);
    const http = {};
    if (compiled) ahead.mark(http, compiled);
    ahead.keep(asked(query), http, [['content-length', '7']]);
  }

  test('answers what was answered before, and nothing else', async () => {
    const ahead = createAhead({ isTooMuch: () => false });
    const context = createContext(app.replica, DEVELOPER);
    answered(ahead, '{ courses { totalCount } }');

    const found = ahead.find(asked('{ courses { totalCount } }'));
    const answer = await found?.answer(context);

    expect(JSON.parse(String(answer?.bytes))).toEqual({
      data: { courses: { totalCount: expect.any(Number) } },
    });
    expect(answer?.headers).toEqual([]);
    expect(ahead.find(asked('{ courses { totalCount } }', { documentId: 'sha256:x' }))).toBeDefined();
    expect(ahead.find(asked('{ modes { slug } }'))).toBeUndefined();
    expect(ahead.find(asked('{ courses { totalCount } }', { extensions: {} }))).toBeUndefined();
  });

  test('knows no more than 500, and forgets the oldest', () => {
    const ahead = createAhead({ isTooMuch: () => false });
    const query = (index: number) => `{ modes { slug } } # ${index}`;
    for (let index = 0; index <= 500; index += 1) answered(ahead, query(index));

    expect(ahead.find(asked(query(0)))).toBeUndefined();
    expect(ahead.find(asked(query(1)))).toBeDefined();
    expect(ahead.find(asked(query(500)))).toBeDefined();
  });

  test('leaves alone what was not compiled, such as a mutation', () => {
    const ahead = createAhead({ isTooMuch: () => false });
    const query = 'mutation { retryProvisioning(input: { id: "x", reason: "x" }) { provisioning { id } } }';

    answered(ahead, query);

    expect(ahead.find(asked(query))).toBeUndefined();
  });
});
