// The cost of a request: what gateways compute from @cost and @listSize, with the arguments sent.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { operationsOf } from '../../../src/graphql/documents/operation';
import { buildSchema } from '../../../src/graphql/schema';
import { LIMITS, statementsOf, useTestApp, type Answer } from '../../support/app';
import { ROOT } from '../../project/project-files';

const schema = buildSchema();
const EXAMPLES = join(ROOT, 'examples');
const examples = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => [name, readFileSync(join(EXAMPLES, name), 'utf8')] as const);
const PAGE = 'nodes { key }';

function costOf(document: string, variables: Record<string, unknown> = {}): number | undefined {
  const [operation] = operationsOf(schema, parse(document));
  return operation?.cost(variables);
}

describe('a request costs', () => {
  test.each<[why: string, document: string, cost: number]>([
    ['nothing for leaves', '{ __typename }', 0],
    ['nothing for introspection', '{ __schema { types { fields { name } } } }', 0],
    ['1 for an object', '{ course(key: "a+b") { key title } }', 1],
    ['1 for an object within', '{ course(key: "a+b") { type { slug } } }', 2],
    ['10 for a mutation', 'mutation { deleteCourse(input: {}) { deletedKey } }', 10],
    ['the assumed size of a list, times its elements', '{ modes { slug } }', 20],
    ['the size times all within', '{ course(key: "a+b") { courseRuns { type { slug } } } }', 1 + 20 * 2],
    ['3 elements where no size is said', '{ previewChangeCourse(input: {}) { violations { code } } }', 1 + 3],
    ['what @cost says of a list', '{ course(key: "a+b") { typeOptions { isAllowed } } }', 1 + 20 * 100],
    ['what @cost says of a leaf', '{ courses(first: 1) { totalCount } }', 1 + 5],
    ['the page and its entries', `{ courses(first: 7) { ${PAGE} } }`, 1 + 7],
    ['both lists of a page', '{ courses(first: 7) { nodes { key } edges { node { key } } } }', 1 + 7 + 7 * 2],
    ['what is beside the entries once', '{ courses(first: 7) { pageInfo { endCursor } } }', 2],
    ['the usual page where no size is given', `{ courses { ${PAGE} } }`, 1 + 50],
    ["the field's own usual page", '{ changes { nodes { id } } }', 1 + 100],
    [
      'a page within each entry',
      '{ courses(first: 2) { nodes { changes(first: 3) { nodes { id } } } } }',
      1 + 2 * (1 + 1 + 3),
    ],
    [
      'the entries of a fragment on a page',
      `{ courses(first: 7) { ...F } } fragment F on CourseConnection { ${PAGE} }`,
      1 + 7,
    ],
    [
      'a fragment in each of its pages',
      `{ a: courses(first: 7) { ...F } b: courses(first: 2) { ...F } } fragment F on CourseConnection { ${PAGE} }`,
      1 + 7 + 1 + 2,
    ],
    ['each alias', '{ a: course(key: "a+b") { key } b: course(key: "a+b") { key } }', 2],
    ['the widest page for one that is refused', `{ courses(first: 1000000000) { ${PAGE} } }`, 1 + 1_000],
    ['the last of a list as the first', '{ changes(last: 7) { nodes { id } } }', 1 + 7],
    ['the larger of two sizes', '{ changes(first: 3, last: 7) { nodes { id } } }', 1 + 7],
    ['the usual page for a size below nothing', `{ courses(first: -1) { ${PAGE} } }`, 1 + 50],
    ['nothing for what there is not', '{ colours { red } }', 0],
    ['1 for what spreads itself', '{ course(key: "a+b") { ...F } } fragment F on Course { key ...F }', 1],
  ])('%s: %s is %i', (_, document, cost) => {
    expect(costOf(document)).toBe(cost);
  });

  test.each<[variables: Record<string, unknown>, cost: number]>([
    [{ first: 7 }, 1 + 7],
    [{}, 1 + 5],
    [{ first: null }, 1 + 50],
    [{ first: 'seven' }, 1 + 50],
    [{ first: 1e9 }, 1 + 1_000],
  ])('for a page by a variable, given %j and defaulting to 5: %i', (variables, cost) => {
    const [operation] = operationsOf(
      schema,
      parse(`query ($first: Int) { courses(first: $first) { ${PAGE} } }`),
    );

    expect(operation?.cost({ first: 5, ...variables })).toBe(cost);
  });

  test.each<[what: string, asked: [representations: string, variables: object], count: number]>([
    ['a variable', ['$r', { r: [{}, {}, {}] }], 3],
    ['a single one', ['$r', { r: {} }], 1],
    ['a variable that is missing', ['$r', {}], 0],
    ['a literal', ['[{ __typename: "Course" }, { __typename: "Course" }]', {}], 2],
    ['a literal of variables', ['[$r, $r]', { r: {} }], 2],
  ])('for entities by %s each of them', (_, [representations, variables], count) => {
    const document = `query ($r: [_Any!]!) { _entities(representations: ${representations}) { ... on Course { type { slug } } } }`;

    expect(costOf(document, variables as Record<string, unknown>)).toBe(count * 2);
  });
});

describe('a request above the limit', () => {
  const app = useTestApp();
  const document = 'query ($first: Int) { courses(first: $first) { nodes { typeOptions { isAllowed } } } }';

  test('is refused by its actual variables, and nothing is loaded', async () => {
    let answer: Answer | undefined;
    const statements = await statementsOf(
      app,
      async () => (answer = await app.ask(document, { first: 1_000 })),
    );

    const [limit, cost] = [LIMITS.cost, 1 + 1_000 * (1 + 20 * 100)];
    expect(answer).toEqual({
      status: 400,
      data: undefined,
      errors: [
        {
          message: `The request has ${cost} points of cost; ${limit} are allowed.`,
          extensions: { code: 'LIMIT_EXCEEDED', what: 'cost', count: cost, limit },
        },
      ],
    });
    expect(statements).toEqual([]);
  });

  test('is answered with others', async () => {
    expect(await app.ask(document, { first: 100 })).toMatchObject({ status: 200, errors: [] });
  });

  test('is bad input if its variables are wrong too', async () => {
    const wrong = document.replace('$first: Int', '$first: Int, $key: ID!').replace('nodes', 'n: nodes');
    const { status, errors } = await app.ask(`${wrong.slice(0, -1)} course(key: $key) { key } }`, {
      first: 1_000,
    });

    expect([status, errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test.each(examples)('the example %s is far below it', (_, text) => {
    const [, json = '{}'] = /^# variables: (.*)\n/.exec(text) ?? [];

    expect(costOf(text, JSON.parse(json))).toBeLessThan(LIMITS.cost / 100);
  });
});
