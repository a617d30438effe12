// PERSISTED_DOCUMENTS: a folder of the only documents that run, requested by text or id.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocuments } from '../../../src/graphql/http/listed-documents';
import { buildSchema } from '../../../src/graphql/schema';
import { LIMITS, createTestApp, type Json, type TestApp, UNOBSERVED } from '../../support/app';

const folder = mkdtempSync(join(tmpdir(), 'track-types-documents-'));
const read = () => readDocuments(folder, { schema: buildSchema(), limits: LIMITS });
const MODE =
  'query Modes($first: Int = 1) {\n  modes { slug }\n  courses(first: $first) { pageInfo { hasNextPage } }\n}';
const SAVE =
  'mutation { deleteCourse(input: { key: "NoX+Where", expectedVersion: 1, reason: "test" }) { deletedKey } }';
const idOf = (text: string) => createHash('sha256').update(text).digest('hex');
const refused: string[] = [];
let app: TestApp;

beforeAll(async () => {
  // As an editor saves it, with a newline at the end.
  writeFileSync(join(folder, 'modes.graphql'), `${MODE}\n`);
  writeFileSync(join(folder, 'save.graphql'), SAVE);
  const { documents } = read();
  app = await createTestApp({
    documents,
    observer: { ...UNOBSERVED, refused: (what) => void refused.push(what) },
  });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

async function post(body: object): Promise<{ status: number; json: Json }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(app.url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

test.each<[string, object]>([
  ['its text', { query: MODE }],
  ['its text with a new line at the end', { query: `${MODE}\n` }],
  ['its id', { documentId: `sha256:${idOf(MODE)}` }],
  ['its id without a prefix', { documentId: idOf(MODE) }],
  ['its id, whatever text is beside it', { documentId: idOf(MODE), query: '{ rules { code } }' }],
  [
    'its id, with variables and the name of the operation',
    { documentId: idOf(MODE), variables: { first: 2 }, operationName: 'Modes' },
  ],
])('a listed document runs by %s', async (_, body) => {
  const { status, json } = await post(body);

  expect([status, json.errors, json.data.modes.length]).toEqual([200, undefined, 12]);
});

test.each<[string, object]>([
  ['another document', { query: '{ modes { slug } }' }],
  ['a listed one with another space in it', { query: MODE.replace('{ slug }', '{  slug }') }],
  [
    'what a gateway makes up',
    { query: 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', variables: { r: [] } },
  ],
  ['an unknown id', { documentId: `sha256:${idOf('{ modes { slug } }')}` }],
  ['an id that is none', { documentId: '__proto__' }],
  ['an id that is no text', { documentId: { $ne: null } }],
  ['a listed one among several requests', [{ query: MODE }] as object],
  ['nothing', {}],
])('%s does not run, and is counted', async (_, body) => {
  refused.splice(0);

  const { status, json } = await post(body);

  expect([status, json.data, refused]).toEqual([400, undefined, ['document']]);
  expect(json.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_LISTED' } }]);
});

describe('by GET', () => {
  const get = (search: Record<string, string>) =>
    fetch(`${app.url}?${new URLSearchParams(search).toString()}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });

  test('an id runs with its variables', async () => {
    const response = await get({ documentId: `sha256:${idOf(MODE)}`, variables: '{"first":2}' });

    expect(await response.json()).toMatchObject({ data: { modes: expect.any(Array) } });
  });

  test('a mutation does not run, nor do other documents', async () => {
    expect((await get({ documentId: idOf(SAVE) })).status).toBe(405);
    expect((await get({ query: '{ __typename }' })).status).toBe(400);
  });
});

test.each([
  ['does not fit the schema', '{ colours }', 'bad.graphql: Cannot query field "colours"'],
  ['is none', '{ modes {', 'bad.graphql: Syntax Error'],
  ['asks for too much', `{ ${'__typename '.repeat(21)} }`, 'bad.graphql: The request has 21 root fields'],
])('one that %s is named before anything is served', (_, text, mistake) => {
  writeFileSync(join(folder, 'bad.graphql'), text);

  const { mistakes } = read();
  rmSync(join(folder, 'bad.graphql'));

  expect(mistakes).toEqual([expect.stringContaining(mistake)]);
});

test.each([
  ['is not there', join(folder, 'nowhere'), 'ENOENT'],
  ['has no document', __dirname, 'has no *.graphql files.'],
])('a folder that %s is a mistake', (_, where, mistake) => {
  const { mistakes } = readDocuments(where, { schema: buildSchema(), limits: LIMITS });

  expect(mistakes).toEqual([expect.stringContaining(mistake)]);
});
