// Bad arguments of queries: the fault names the wrong argument; something merely unknown is null.
import { useTestApp } from '../support/app';
import { aVerifiedCourse } from '../support/changes';

const app = useTestApp();
beforeAll(() => aVerifiedCourse(app.replica, 'UNPUBLISHED'));

const cursor = (text: string) => Buffer.from(text).toString('base64url');
const NODES = '{ nodes { __typename } }';

test.each([
  [`course(key: "edX") { key }`, 'key'],
  [`course(key: "course-v1:edX+D+1") { key }`, 'key'],
  [`courseRun(key: "edX+D") { key }`, 'key'],
  [`courseRun(key: "") { key }`, 'key'],
  [`courseType(slug: "a\\u0000") { slug }`, 'slug'],
  [`courseTypes(organization: "a\\u0000") { slug }`, 'organization'],
  [`provisioning(id: "\\u0000") { id }`, 'id'],
  [`courses(first: 0) ${NODES}`, 'first'],
  [`courses(first: -1) ${NODES}`, 'first'],
  [`courses(first: 1001) ${NODES}`, 'first'],
  [`courseRuns(first: 0) ${NODES}`, 'first'],
  [`provisionings(first: 1001) ${NODES}`, 'first'],
  [`courses(after: "") ${NODES}`, 'after'],
  [`courses(after: "x") ${NODES}`, 'after'],
  [`courses(after: "edX+D") ${NODES}`, 'after'],
  [`courses(after: "${cursor('courses edX')}") ${NODES}`, 'after'],
  [`courses(after: "${cursor('courses edX+\0')}") ${NODES}`, 'after'],
  [`courses(after: "${cursor('courses edX+D')}=") ${NODES}`, 'after'],
  [`courses(after: "${cursor('courseRuns course-v1:edX+D+1')}") ${NODES}`, 'after'],
  [`courseRuns(after: "${cursor('courses edX+D')}") ${NODES}`, 'after'],
  [`provisionings(after: "${cursor('provisionings x')}") ${NODES}`, 'after'],
  [`courses(filter: { type: "nothing" }) ${NODES}`, 'filter.type'],
  [`courses(filter: { organization: "a\\u0000" }) ${NODES}`, 'filter.organization'],
  [`courses(filter: { search: "a\\u0000" }) ${NODES}`, 'filter.search'],
  [`courses(filter: { search: "${'x'.repeat(256)}" }) ${NODES}`, 'filter.search'],
  [`courseRuns(filter: { type: "verified-audi" }) ${NODES}`, 'filter.type'],
  [`courseRuns(filter: { trackType: "nothing" }) ${NODES}`, 'filter.trackType'],
  [`courseRuns(filter: { courseKey: "edX" }) ${NODES}`, 'filter.courseKey'],
  [`provisionings(filter: { courseRunKey: "edX" }) ${NODES}`, 'filter.courseRunKey'],
  [`changes(filter: { subject: "none" }) ${NODES}`, 'filter.subject'],
  [`changes(filter: { subject: "course:edX" }) ${NODES}`, 'filter.subject'],
  [`changes(filter: { subject: "courseType:nothing" }) ${NODES}`, 'filter.subject'],
])('%s names %s', async (query, field) => {
  const { status, errors } = await app.ask(`{ ${query} }`);

  expect(status).toBe(200);
  expect(errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'BAD_USER_INPUT', field, path: field.split('.') },
  ]);
});

test.each(['first: 1', 'first: 1000', 'first: null'])('courses(%s) is allowed', async (args) => {
  expect((await app.data(`{ courses(${args}) ${NODES} }`)).courses.nodes).not.toEqual([]);
});

test.each([
  ['provisioning(id: "x") { id }'],
  ['provisioning(id: "00000000-0000-4000-8000-000000000000") { id }'],
  ['course(key: "NoX+1") { key }'],
  ['courseRun(key: "course-v1:NoX+1+1") { key }'],
  ['courseType(slug: "nothing") { slug }'],
  ['courseRunType(slug: "constructor") { slug }'],
  ['trackType(slug: "") { slug }'],
])('%s is null', async (query) => {
  expect(Object.values(await app.data(`{ ${query} }`))).toEqual([null]);
});

test('a literal that is not text is judged by its text', async () => {
  const { errors } = await app.ask('{ courseAsOf(key: "edX+D", at: 5) { key } }');

  expect(errors).toMatchObject([
    {
      message: '“5” is not a valid time; use for example 2026-09-01T00:00:00Z.',
      extensions: { code: 'BAD_USER_INPUT', path: ['at'] },
    },
  ]);
});

test('every mistake in the arguments of a list is its own error', async () => {
  const { errors } = await app.ask(
    `{ courses(first: 0, after: "x", filter: { type: "none", search: "${'x'.repeat(256)}" }) ${NODES} }`,
  );

  expect(errors.map(({ extensions, message }) => [extensions.path.join('.'), message])).toEqual([
    ['first', 'A page has 1 to 1000 entries, not 0.'],
    ['after', 'The cursor is not one of this list and order; use the endCursor of another page of it.'],
    ['filter.type', '“none” is not a course type.'],
    ['filter.search', 'The search is longer than 255 characters.'],
  ]);
});

test('null characters are told together with every other mistake, each once', async () => {
  const { errors } = await app.ask(
    `{ courses(first: 0, after: "a\\u0000", filter: { type: "none", organization: "b\\u0000" }) ${NODES} }`,
  );

  expect(errors.map(({ extensions }) => extensions.path.join('.'))).toEqual([
    'after',
    'filter.organization',
    'first',
    'filter.type',
  ]);
});

test('a mutation with a null character saves nothing, even if it could without', async () => {
  const create = `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { key } } }`;
  const input = { key: 'NullX+1', title: 'A\0course', type: 'audit', prices: [], runs: [] };
  const also = { ...input, type: 'nothing', runs: [{ key: 'x', title: '\0' }] };
  const [one, all] = [await app.ask(create, { input }), await app.ask(create, { input: also })];

  expect(one.errors.map(({ message, extensions: { path } }) => [path, message])).toEqual([
    [['title'], 'The text contains a null character.'],
  ]);
  expect(all.errors.map(({ extensions }) => extensions.path.join('.'))).toEqual([
    'title',
    'runs.0.title',
    'type',
    'runs.0.key',
  ]);
  expect((await app.data('{ course(key: "NullX+1") { key } }')).course).toBeNull();
});
