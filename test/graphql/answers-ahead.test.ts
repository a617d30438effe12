// Requests that are answered ahead of Apollo Server: nobody can tell but by the time it takes, and nobody gets in by it.
import type { IncomingHttpHeaders } from 'node:http';
import type { Answered } from '../../src/graphql/http/observe';
import { createAnswersAhead } from '../../src/graphql/compiled/answers-ahead';
import { DEVELOPER } from '../../src/identity/permissions';
import { Fault } from '../../src/model/faults';
import { useTestApp, type Json } from '../support/app';

const answered: Answered[] = [];
const denied: string[] = [];
const app = useTestApp({
  compiledAfter: 0,
  observer: { started: () => undefined, answered: (one) => void answered.push(one) },
  authenticate: async ({ authorization }: IncomingHttpHeaders) => {
    if (authorization !== 'somebody') {
      denied.push(String(authorization));
      throw new Fault('UNAUTHENTICATED', 'Who is it?');
    }
    return DEVELOPER;
  },
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

test('what holds courses is never kept', async () => {
  const ahead = createAnswersAhead<object>(() => 1);
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: { query: '{ courses { totalCount } }' },
  } as never;

  ahead.keep(request, {}, { headers: [], text: '{}' });

  expect(ahead.find(request)).toBeUndefined();
});
