// How much one request may ask for in its `_entities`, in any form, and that no representation is echoed.
import { getNamedType, isLeafType, isObjectType, isUnionType, parse } from 'graphql';
import { buildSchema, subgraphOf } from '../../src/graphql/schema';
import {
  createTestApp,
  LIMITS,
  MAX_REPRESENTATIONS,
  statementsOf,
  useTestApp,
  type Json,
} from '../support/app';

// A thousand literals have more tokens than a document may.
const app = useTestApp({ limits: { ...LIMITS, tokens: 50_000 } });
// Nobody's: looking for it takes a statement, which a request that is refused does not send.
const course = { __typename: 'Course', key: 'NoX+Where' };
const courses = (count: number) => Array<unknown>(count).fill(course);
const refused = (count: number, limit = MAX_REPRESENTATIONS) => ({
  status: 400,
  data: undefined,
  errors: [
    {
      message: `The request has ${count} representations; ${limit} are allowed.`,
      extensions: { code: 'LIMIT_EXCEEDED', what: 'representations', count, limit },
    },
  ],
});

const literal = (count: number) => `[${'{ __typename: "Course", key: "NoX+Where" } '.repeat(count)}]`;
const ONE = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
const A = 'a: _entities(representations: $r) { __typename }';
const B = 'b: _entities(representations: $r) { __typename }';

/** A request of each form, whose `_entities` have `count` representations in all; an even number. */
const ways: Record<string, (count: number) => [query: string, variables?: object]> = {
  'a variable': (count) => [ONE, { r: courses(count) }],
  "a variable's default": (count) => [ONE.replace('[_Any!]!', `[_Any!]! = ${literal(count)}`)],
  'a literal': (count) => [`{ _entities(representations: ${literal(count)}) { __typename } }`],
  'a literal of variables': (count) => [
    `query ($c: _Any!) { _entities(representations: [${'$c '.repeat(count)}]) { __typename } }`,
    { c: course },
  ],
  aliases: (count) => [`query ($r: [_Any!]!) { ${A} ${B} }`, { r: courses(count / 2) }],
  'a variable and a literal': (count) => [
    `query ($r: [_Any!]!) { ${A} b: _entities(representations: ${literal(count / 2)}) { __typename } }`,
    { r: courses(count / 2) },
  ],
  fragments: (count) => [
    `query ($r: [_Any!]!) { ... { ... on Query { ${A} } } ...F } fragment F on Query { ...G } fragment G on Query { ${B} }`,
    { r: courses(count / 2) },
  ],
  'the operation that is named': (count) => [ONE.replace('query', 'query Named'), { r: courses(count) }],
};

describe.each(Object.entries(ways))('representations in %s', (_, asking) => {
  test('are answered up to 1,000', async () => {
    let answer: Json;
    const statements = await statementsOf(app, async () => (answer = await app.ask(...asking(1_000))));

    const { status, data, errors } = answer;
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    expect(Object.values<Json[]>(data).flat()).toHaveLength(1_000);
    expect(statements).toHaveLength(1);
  });

  test('are refused from 1,002 on, and nothing is loaded', async () => {
    let answer: unknown;
    const statements = await statementsOf(app, async () => (answer = await app.ask(...asking(1_002))));

    expect(answer).toEqual(refused(1_002));
    expect(statements).toEqual([]);
  });
});

test('one more than allowed is refused', async () => {
  expect(await app.ask(ONE, { r: courses(1_001) })).toEqual(refused(1_001));
});

test('a field selected twice counts once, as it is executed', async () => {
  const { status, errors } = await app.ask(
    `query ($r: [_Any!]!) { ${A} ${A} ...F } fragment F on Query { ${A} }`,
    {
      r: courses(1_000),
    },
  );

  expect({ status, errors }).toEqual({ status: 200, errors: [] });
});

test('the limit is the configured one', async () => {
  const small = await createTestApp({ limits: { ...LIMITS, representations: 2 }, isIntrospectable: false });
  try {
    expect((await small.ask(ONE, { r: courses(2) })).status).toBe(200);
    expect(await small.ask(ONE, { r: courses(3) })).toEqual(refused(3, 2));
  } finally {
    await small.stop();
  }
});

test.each<[string, object]>([
  ['a variable that is missing', {}],
  ['a variable that is null', { r: null }],
  ['a variable with a null among 10,000', { r: [...courses(10_000), null] }],
])('%s is a mistake in the input', async (_, variables) => {
  const { status, errors } = await app.ask(ONE, variables);

  expect(status).toBe(400);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('a single representation is a list of one', async () => {
  expect((await app.ask(ONE, { r: course })).data).toEqual({ _entities: [null] });
});

describe('a representation is not echoed', () => {
  const SECRET = 'planted-by-the-caller';
  const entity = buildSchema().getType('_Entity');
  const types = isUnionType(entity) ? entity.getTypes() : [];
  const leaves = (type: Json) => {
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
  };
  const send = async (r: unknown, query: string) => {
    const response = await fetch(app.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { r } }),
    });
    return response.text();
  };

  test.each(types.map((type) => [type.name, type] as const))(
    'of a %s, by any of its fields',
    async (name, type) => {
      const fields = leaves(type).map((field) => field.name);
      const planted = Object.fromEntries(fields.map((field) => [field, SECRET]));
      const selection = fields.map((field) => `${name}_${field}: ${field}`).join(' ');
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${name} { ${selection} } } }`;
      const one = { ...planted, __typename: name, extra: SECRET };
      const malformed = Object.fromEntries(Object.keys(planted).map((field) => [field, [SECRET]]));

      expect(fields.length).toBeGreaterThan(0);
      expect(await send([one, { ...malformed, __typename: name }], query)).not.toContain(SECRET);
      expect(await send([one, null], query)).not.toContain(SECRET);
      expect(await send(Array(1_001).fill(one), query)).not.toContain(SECRET);
    },
  );

  test.each<[string, unknown]>([
    ['an unknown type', { __typename: SECRET }],
    ['a type that is no text', { __typename: { name: SECRET } }],
    ['a text', SECRET],
    ['a list', [SECRET]],
  ])('of %s', async (_, representation) => {
    expect(await send([representation, course], ONE)).not.toContain(SECRET);
  });

  test('because an entity without a reference resolver keeps the server from starting', () => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
    const types = parse(`${link} type Query { a: Int } type Echo @key(fields: "id") { id: ID! }`);

    expect(() => subgraphOf(types, {})).toThrow('Without a reference resolver: Echo.');
    expect(() => subgraphOf(types, { Echo: { __resolveReference: () => null } })).not.toThrow();
  });
});
