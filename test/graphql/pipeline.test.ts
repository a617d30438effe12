// The pipeline of a request: compiled and cached requests are answered like Apollo Server's, and grant nobody access.
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestSummary } from '../../src/graphql/http/observe';
import { DEVELOPER } from '../../src/identity/permissions';
import { Fault } from '../../src/model/faults';
import { LIMITS, MAX_REPRESENTATIONS, statementsOf, useTestApp, type Json } from '../support/app';
import { aVerifiedCourse, changeCourse } from '../support/changes';

const answered: RequestSummary[] = [];
const denied: string[] = [];
/** How many had to wait for authentication: cached answers do not. */
let authenticated = 0;
const app = useTestApp({
  compiledAfter: 0,
  limits: { ...LIMITS, answerBytes: 20_000 },
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
    ...{ status: response.status, text, headers: Object.fromEntries(response.headers) },
    json: JSON.parse(text),
  };
}
/** Often enough that it is compiled, and cached where possible. */
async function postOften(body: object) {
  for (let time = 0; time < 3; time += 1) await post(body);
  return post(body);
}
const withoutTimes = ({ date: _, 'x-request-id': __, ...headers }: Record<string, string>) => headers;

describe('a request that was made before', () => {
  test('is answered the same, byte for byte and header for header', async () => {
    const first = await post(BODY);
    const last = await postOften(BODY);

    expect(last.text).toBe(first.text);
    expect(last.status).toBe(200);
    expect(withoutTimes(last.headers)).toEqual(withoutTimes(first.headers));
    expect(last.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  });

  test('is not taken for another whose query has half a character in the same place', async () => {
    const whole = { query: '{ courseType(slug: "\ufffd") { slug } }' };
    const half = { query: '{ courseType(slug: "\ud800") { slug } }' };
    const before = await post(half);

    const [last, after] = [await postOften(whole), await post(half)];

    expect([last.status, before.status, after.status]).toEqual([200, 400, 400]);
    expect(after.text).toBe(before.text);
    expect((await post({ query: '{ courseType(slug: "\u{1F600}") { slug } }' })).status).toBe(200);
  });

  test('is answered from the response cache to a recognized caller, without waiting for authentication', async () => {
    await postOften(BODY);
    const before = authenticated;

    const kept = await post(BODY);
    const padded = await post({ ...BODY, variables: { ...BODY.variables, undeclared: 'x'.repeat(1_000) } });

    expect([kept.status, padded.text]).toEqual([200, kept.text]);
    expect(authenticated).toBe(before);
  });

  test('is logged with its operation and caller', async () => {
    await postOften(BODY);
    answered.length = 0;

    await post(BODY, { 'x-request-id': 'mine', 'apollographql-client-name': 'publisher' });

    const told = { requestId: 'mine', operation: 'Types', type: 'query', client: 'publisher', codes: [] };
    expect(answered).toMatchObject([{ ...told, actor: DEVELOPER.username }]);
  });

  test('is not answered to a stranger, who is counted once', async () => {
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
    ['its operation named', { ...BODY, operationName: 'Types' }],
    ['a stored query', { ...BODY, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
    ['variables that are none', { ...BODY, variables: 'x' }],
    ['a variable of the wrong type', { ...BODY, variables: { organization: 7 } }],
    ['another form of answer', BODY, { accept: 'application/graphql-response+json' }],
    ['no form of answer that there is', BODY, { accept: 'text/html' }],
  ])('with %s is answered as if nothing were cached', async (_, body, headers = {}) => {
    const fresh = await post({ ...body, query: `${QUERY} # ${JSON.stringify(body)}` }, headers);
    expect(fresh.status).toBeLessThan(500);
    await postOften(BODY);

    for (let time = 0; time < 3; time += 1) {
      const answer = await post(body, headers);
      expect([answer.status, answer.text]).toEqual([fresh.status, fresh.text]);
      expect(answer.headers['content-type']).toBe(fresh.headers['content-type']);
    }
  });

  test('is answered afresh once a definition is saved', async () => {
    const titles = async () => (await postOften(BODY)).json.data.courseTypes.map(({ name }: Json) => name);
    const before = await titles();
    const [type] = (await post(BODY)).json.data.courseTypes;

    await app.replica.database.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(`UPDATE course_type SET name = 'Renamed' WHERE slug = $1`, [type.slug]);
      await tx.query('UPDATE catalogue_version SET version = version + 1');
    });
    const [{ version }] = await app.replica.database.query('SELECT version FROM catalogue_version');
    await app.replica.catalogue.atLeast(Number(version));

    expect(before).not.toContain('Renamed');
    expect((await post(BODY)).json.data.courseTypes).toContainEqual({ slug: type.slug, name: 'Renamed' });
  });

  test('is refused if it is too large, as before', async () => {
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

  test('for a course is answered afresh each time, and an error in the words of graphql-js', async () => {
    const { key, version } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
    const body = (of: string) => ({
      query: 'query($key: ID!) { course(key: $key) { title } }',
      variables: { key: of },
    });
    const before = await postOften(body(key));
    const change = { key, expectedVersion: version, title: 'Another', reason: 'test' };
    await changeCourse(app.replica, DEVELOPER, change);

    const after = await post(body(key));
    const malformed = await post(body('malformed'));

    expect([before.json.data.course.title, after.json.data.course.title]).toEqual(['Computing', 'Another']);
    expect(malformed.json.errors).toMatchObject([
      { path: ['course'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('with an error in its answer runs twice, not three times', async () => {
    const query = 'query($key: ID!) { courses(first: 1) { nodes { key } } course(key: $key) { key } }';
    const body = (key: string) => ({ query, variables: { key } });
    expect((await postOften(body('edX+None'))).json.errors).toBeUndefined();

    const lists = (await statementsOf(app, () => post(body('malformed')))).filter(
      (sql) => sql.includes('FROM course c') && sql.includes('AS asked (page'),
    );

    expect(lists).toHaveLength(2);
  });
});

describe('an answer that is too long is refused', () => {
  const alias = `a${'x'.repeat(1_000)}`;
  const query = `{ modes { ${alias}1: slug ${alias}2: name ${alias}3: slug } rules { code says because } }`;

  test.each([0, 1, 2])('requested %i times before', async () => {
    const { status, json } = await post({ query });

    expect(status).toBe(400);
    expect(json).toEqual({
      errors: [
        {
          message: 'The request has more than 20000 bytes in its response; 20000 are allowed.',
          extensions: { code: 'LIMIT_EXCEEDED', what: 'answerBytes', limit: 20_000 },
        },
      ],
    });
  });
});

describe('a document is refused, with HTTP 400,', () => {
  const long = `n${'x'.repeat(LIMITS.nameBytes)}`;
  test.each([
    ['for the name of an operation', `query ${long} { modes { slug } }`],
    ['for an alias', `{ ${long}: modes { slug } }`],
    ['for a fragment', `{ ...${long} } fragment ${long} on Query { modes { slug } }`],
    ['for a variable', `query ($${long}: Boolean) { courseTypes(includeRetired: $${long}) { slug } }`],
    ['for a field', `{ ${long} }`],
    ['for an argument', `{ modes(${long}: 1) { slug } }`],
    ['for a directive', `{ modes @${long} { slug } }`],
    ['for a type', `query ($a: ${long}) { modes { slug } }`],
  ])('%s of more than 1,024 bytes', async (_, query) => {
    const { status, json } = await post({ query });

    const codes = json.errors.map(({ extensions }: Json) => extensions.code);
    expect([status, codes.includes('LIMIT_EXCEEDED')]).toEqual([400, true]);
    const fault = json.errors.find(({ extensions }: Json) => extensions.code === 'LIMIT_EXCEEDED');
    expect(fault.extensions).toEqual({
      ...{ code: 'LIMIT_EXCEEDED', what: 'nameBytes', count: 1_025, limit: 1_024 },
    });
  });

  test('not for a name of 1,024 bytes', async () => {
    expect((await post({ query: `query ${long.slice(1)} { modes { slug } }` })).status).toBe(200);
  });

  test('when it subscribes: there are no subscriptions', async () => {
    const { status, json } = await post({ query: 'subscription { __typename }' });

    expect(status).toBe(400);
    expect(json.errors).toMatchObject([
      {
        message: 'The schema has no subscription type.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  test('when a condition is null', async () => {
    const { status, json } = await post({ query: '{ modes { slug @skip(if: null) } }' });

    expect([status, json.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test.each([
    ['a condition', 'query($x: Boolean = true) { modes { slug @skip(if: $x) } }'],
    [
      'an argument',
      'query($x: [PriceInput!]) { previewCreateCourse(input: { key: "A+B", title: "T", type: "audit", prices: $x }) { violations { code } } }',
    ],
    [
      'a condition in a fragment',
      'query($x: Boolean = true) { ...F } fragment F on Query { modes { slug @include(if: $x) } }',
    ],
  ])('when a variable is null in the place of %s that may not be', async (_, query) => {
    for (let time = 0; time < 3; time += 1) {
      const { status, json } = await post({ query, variables: { x: null } });

      expect(status).toBe(400);
      expect(json.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'x' } }]);
      expect((await post({ query })).status).toBe(200);
    }
  });
});
