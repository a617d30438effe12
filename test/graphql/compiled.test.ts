// Which requests are answered by compiled queries, and that nobody can tell. All other tests of this folder ask compiled
// queries; `npm run check` asks graphql-js the same once more, with COMPILED_AFTER set so that nothing is compiled.
import { getOperationAST, Kind, parse } from 'graphql';
import { createAhead } from '../../src/graphql/compiled/ahead';
import { createCompile } from '../../src/graphql/compiled/compile';
import { createKeptAnswers, isOfCatalogue } from '../../src/graphql/compiled/kept-answers';
import { answerCompiled } from '../../src/graphql/compiled/answer-compiled';
import { createContext } from '../../src/graphql/context';
import { buildSchema } from '../../src/graphql/schema';
import { DEVELOPER } from '../../src/identity/permissions';
import { useTestApp, type Json } from '../support/app';
import { aPublishedMastersCourse } from '../support/changes';

const schema = buildSchema();
const compile = createCompile(schema);
const compiling = useTestApp({ compiledAfter: 0 });
const executing = useTestApp({ compiledAfter: Infinity });

/** What the plugin answers by itself to each of so many requests for one document. */
async function answersTo(query: string, { after = 0, times = 1, variables = {} } = {}): Promise<Json[]> {
  const document = parse(query);
  const contextValue = createContext(compiling.replica, DEVELOPER);
  const context = {
    document,
    operation: getOperationAST(document),
    request: { variables },
    contextValue,
  };
  const ahead = createAhead({ isTooMuch: () => false });
  const listener: Json = await answerCompiled({ after, compile, ahead }).requestDidStart?.({} as never);
  const answers: Json[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await listener.responseForOperation(context));
  return answers;
}

test('a query is compiled once it was executed so many times', async () => {
  const answers = await answersTo('{ modes { slug } }', { after: 2, times: 4 });

  expect(answers.map((answer) => answer !== null)).toEqual([false, false, true, true]);
  expect(answers[2].body.singleResult.data.modes).toContainEqual({ slug: 'masters' });
});

test.each([
  ['a mutation', 'mutation { retryProvisioning(input: { id: "x", reason: "x" }) { provisioning { id } } }'],
  ['a question about the schema', '{ __schema { queryType { name } } }'],
  [
    'a question about a type, in a fragment',
    '{ ...F } fragment F on Query { __type(name: "Course") { name } }',
  ],
  ['an answer with an error in it', '{ course(key: "none") { key } }'],
])('%s is left to graphql-js', async (_, query) => {
  expect(await answersTo(query)).toEqual([null]);
});

describe('compiled or not, the answer is the same', () => {
  const RUN = 'course-v1:edX+None+1T2026';
  test.each<[string, string, object?]>([
    ['of an unknown key', '{ course(key: "edX+None") { key } }'],
    ['of a malformed key beside a good one', '{ good: courseTypes { slug } bad: course(key: "x") { key } }'],
    [
      'of an alias, a fragment and directives',
      '{ a: courseTypes { ...T } } fragment T on CourseType { slug @skip(if: true) name }',
    ],
    [
      'of variables with a default',
      'query ($first: Int = 2) { courses(first: $first) { nodes { key } } }',
      {},
    ],
    [
      'of a variable of the wrong type',
      'query ($first: Int) { courses(first: $first) { nodes { key } } }',
      { first: 'x' },
    ],
    [
      'of entities, bad ones among them',
      `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on CourseRun { key }
        ... on CourseType { slug courseRunTypes { trackTypes { mode { slug } } } } } }`,
      {
        r: [
          { __typename: 'CourseType', slug: 'masters' },
          { __typename: 'CourseType', slug: 'none' },
          { __typename: 'CourseRun', key: RUN },
          { __typename: 'CourseRun', key: 'malformed' },
          { __typename: 'Nothing' },
        ],
      },
    ],
  ])('%s', async (_, query, variables = {}) => {
    const executed = await executing.ask(query, variables);

    expect(await compiling.ask(query, variables)).toEqual(executed);
    // Once more: now it is answered ahead of Apollo Server.
    expect(await compiling.ask(query, variables)).toEqual(executed);
  });

  test('of a course with all that hangs on it', async () => {
    const { key } = await aPublishedMastersCourse(compiling.replica);
    const query = `{ course(key: "${key}") { key version type { slug } courseRuns { key status seats { sku }
      typeOptions { type { slug } isAllowed violations { code } plan { isEmpty } } provisioning { target state } }
      changes { edges { cursor node { kind before after } } } } courses { totalCount edges { cursor } } }`;

    const compiled = await compiling.ask(query);

    expect(compiled.errors).toEqual([]);
    const context = createContext(compiling.replica, DEVELOPER);
    const { graphql } = await import('graphql');
    const executed = await graphql({ schema, source: query, contextValue: context });
    expect(compiled.data).toEqual(JSON.parse(JSON.stringify(executed.data)));
  });
});

describe('an answer of the catalogue', () => {
  test.each([
    [
      'of types alone',
      '{ courseTypes { slug courseRunTypes { ...R } } rules { code } } fragment R on CourseRunType { trackTypes { mode { slug } } }',
      true,
    ],
    ['with a course in it', '{ courseTypes { slug } course(key: "edX+DemoX") { key } }', false],
    ['of who asks', '{ modes { slug } viewer { username } }', false],
    ['of entities', '{ _entities(representations: []) { __typename } }', false],
    ['with a course in a fragment', '{ ...F } fragment F on Query { courses { nodes { key } } }', false],
  ])('%s is kept: %3$s', (_, query, isKept) => {
    const document = parse(query);
    const fragments = Object.fromEntries(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
    const operation = getOperationAST(document);

    expect(operation && isOfCatalogue(schema, operation, fragments)).toBe(isKept);
  });

  const answer = { operation: null, headers: [], bytes: Buffer.from('{"data":{"modes":[]}}') };
  const asked = (text?: string, more: object = {}) => ({ method: 'POST', headers: {}, text, ...more });

  test('is kept until the version moves, by what was asked and what is accepted', () => {
    let version = 7;
    const kept = createKeptAnswers(() => version);
    kept.keep(asked('a'), answer, 7);

    expect(kept.find(asked('a'))).toBe(answer);
    expect(kept.find(asked('b'))).toBeUndefined();
    expect(kept.find(asked())).toBeUndefined();
    expect(kept.find(asked('a', { method: 'PUT' }))).toBeUndefined();
    expect(kept.find(asked('a', { headers: { accept: 'text/html' } }))).toBeUndefined();
    version = 8;
    expect(kept.find(asked('a'))).toBeUndefined();
  });

  test('of another version than there is by now is not kept', () => {
    const kept = createKeptAnswers(() => 8);
    kept.keep(asked('a'), answer, 7);

    expect(kept.find(asked('a'))).toBeUndefined();
  });

  test('is not kept for a longer text, nor for more than 500', () => {
    const kept = createKeptAnswers(() => 1);
    const long = 'x'.repeat(10_001);
    kept.keep(asked(long), answer, 1);
    // What is kept already takes no place of others.
    for (let index = 0; index < 501; index += 1) kept.keep(asked('0'), answer, 1);
    for (let index = 0; index < 501; index += 1) kept.keep(asked(String(index)), answer, 1);

    expect(kept.find(asked(long))).toBeUndefined();
    expect(kept.find(asked('499'))).toBe(answer);
    expect(kept.find(asked('500'))).toBeUndefined();
  });

  test('is another one as soon as a definition is saved', async () => {
    const query = '{ modes { slug name } }';
    const nameOf = async () =>
      (await compiling.data(query)).modes.find(({ slug }: Json) => slug === 'honor').name;
    expect([await nameOf(), await nameOf()]).toEqual(['Honor', 'Honor']);

    await compiling.data(
      `mutation { saveMode(input: { slug: "honor", name: "Honor code", isIdVerified: false, isCreditEligible: false,
        certificateType: "honor", minimumPrice: "0", reason: "test" }) { violations { code } } }`,
    );

    expect(await nameOf()).toBe('Honor code');
  });
});
