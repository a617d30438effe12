// What one request may ask for: each limit of a document at its default, reached and exceeded by one, in every form.
import { getIntrospectionQuery } from 'graphql';
import { LIMITS, statementsOf, useTestApp, type Answer } from '../../support/app';

const app = useTestApp();
const times = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
const refusal = (what: string, limit: number, count?: number) => ({
  status: 400,
  data: undefined,
  errors: [
    {
      message: expect.stringContaining(`has ${count ?? `more than ${limit}`} `),
      extensions: { code: 'LIMIT_EXCEEDED', what, ...(count !== undefined && { count }), limit },
    },
  ],
});

/** The answer, and how many statements it took. */
async function asked(query: string, variables = {}): Promise<Answer & { statements: number }> {
  let answer: Answer | undefined;
  const statements = await statementsOf(app, async () => (answer = await app.ask(query, variables)));
  if (!answer) throw new Error('Nothing was answered.');
  return { ...answer, statements: statements.length };
}

/** Types of types of types, `depth` levels in all. */
const nested = (depth: number, inner = 'name') =>
  `{ __schema { types { fields { type { ${'ofType { '.repeat(depth - 5)}${inner}${' }'.repeat(depth - 5)} } } } } }`;
const aliases = (count: number, field: string) => times(count, (n) => `a${n}: ${field}`);

/** A document with exactly this many, for each way to reach the number. */
const WAYS: readonly [
  what: 'depth' | 'aliases' | 'rootFields' | 'selections',
  how: string,
  document: (count: number) => string,
][] = [
  ['depth', 'fields', (count) => nested(count)],
  ['depth', 'an inline fragment, which is no level', (count) => nested(count, '... on __Type { name }')],
  ['depth', 'a fragment', (count) => `${nested(count, '...F')} fragment F on __Type { name }`],
  ['aliases', 'leaves', (count) => `{ modes { ${aliases(count, 'slug')} } }`],
  ['aliases', '__typename', (count) => `{ modes { ${aliases(count, '__typename')} } }`],
  [
    'aliases',
    'inline fragments',
    (count) => `{ modes { ... { ... on Mode { ${aliases(count, 'slug')} } } } }`,
  ],
  [
    'aliases',
    'a fragment that is spread at two places',
    (count) => `{ modes { ...F ${aliases(count % 2, 'slug')} } trackTypes { mode { ...F } } }
      fragment F on Mode { ${aliases(Math.floor(count / 2), 'slug')} }`,
  ],
  ['rootFields', 'one field again and again', (count) => `{ ${'__typename '.repeat(count)} }`],
  [
    'rootFields',
    'fragments within fragments',
    (count) => `{ ...F ...G } fragment F on Query { ${'modes { slug } '.repeat(count - 2)} ...G }
      fragment G on Query { __typename }`,
  ],
  [
    'selections',
    'a fragment that is spread at 19 places',
    (count) =>
      `{ modes { ${'slug '.repeat(count - 1_901)} ${'...F '.repeat(19)} } } fragment F on Mode { ${'name '.repeat(99)} }`,
  ],
];

describe.each(WAYS)('%s by %s', (what, _, document) => {
  const limit = LIMITS[what];

  test(`are answered up to ${limit}`, async () => {
    expect(await app.ask(document(limit))).toMatchObject({ status: 200, errors: [] });
  });

  test('are refused with one more, and nothing is loaded', async () => {
    expect(await asked(document(limit + 1))).toEqual({ ...refusal(what, limit, limit + 1), statements: 0 });
  });
});

describe('tokens', () => {
  const document = (count: number) =>
    `{ provisionings(filter: { states: [${'FAILED '.repeat(count - 19)}] }) { nodes { id } } }`;

  test('are read up to 2,000', async () => {
    expect(await app.ask(document(2_000))).toMatchObject({ status: 200, errors: [] });
  });

  test.each([
    ['one more', document(2_001)],
    ['a document of 900 kB', document(130_000)],
    ['a list of 100,000 values', `{ course(key: [${'0 '.repeat(100_000)}]) { key } }`],
    ['selections 3,000 deep', `{ ${'course { '.repeat(3_000)}`],
    ['10,000 directives', `{ __typename ${'@a '.repeat(10_000)} }`],
  ])('are refused by the parser: %s', async (_, text) => {
    const { errors, ...answer } = await asked(text);

    expect({ ...answer, errors: [{ ...errors[0], locations: undefined }] }).toEqual({
      ...refusal('tokens', 2_000),
      statements: 0,
    });
  });
});

describe('directives', () => {
  const six = '@include(if: true) '.repeat(6);

  test.each([
    ['a field', `{ modes { slug ${six} } }`],
    ['an inline fragment', `{ ... ${six} { __typename } }`],
    ['a spread', `{ ...F ${six} } fragment F on Query { __typename }`],
    ['a fragment', `{ ...F } fragment F on Query ${six} { __typename }`],
    ['an operation', `query ${six} { __typename }`],
    ['a variable', `query ($a: Boolean = true ${six}) { modes { slug @include(if: $a) } }`],
  ])('more than 5 on %s are refused before any other error', async (_, text) => {
    const { status, errors } = await app.ask(text);

    expect({ status, data: undefined, errors: errors.slice(0, 1) }).toEqual(refusal('directives', 5, 6));
    expect(errors.length).toBeLessThanOrEqual(11);
  });
});

describe('a fragment bomb', () => {
  const bomb = (type: string, leaf: string) => `
    ${times(40, (n) => `fragment F${n} on ${type} { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on ${type} { ${leaf} }`;

  test.each([
    ['of leaves', `{ modes { ...F0 } } ${bomb('Mode', 'slug')}`],
    ['at the root', `{ ...F0 } ${bomb('Query', 'modes { slug }')}`],
    ['of aliases', `{ modes { ...F0 } } ${bomb('Mode', 'a: slug')}`],
    ['of entities', `{ ...F0 } ${bomb('Query', '_entities(representations: []) { __typename }')}`],
  ])('%s is refused, and is traversed once', async (_, text) => {
    const { status, errors, statements } = await asked(text);

    expect([status, statements]).toEqual([400, 0]);
    expect(errors.map(({ extensions }) => extensions)).toContainEqual(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', what: 'selections', count: expect.any(Number) }),
    );
  });

  test.each([
    ['spreads itself', '{ ...F } fragment F on Query { ...F modes { slug } }'],
    [
      'spreads one that spreads it',
      '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F __typename }',
    ],
    ['spreads itself below a field', '{ modes { ...F } } fragment F on Mode { ...F slug }'],
    ['is not there', '{ ...F }'],
    ['is called __schema', '{ ...__schema } fragment __schema on Query { ...__schema }'],
  ])('whose fragment %s is not a valid document', async (_, text) => {
    const { status, errors } = await app.ask(text);

    expect([status, errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});

test('every exceeded limit is reported', async () => {
  const { errors } = await app.ask(`{ ${aliases(31, '__typename')} }`);

  expect(errors.map(({ extensions }) => extensions.what)).toEqual(['aliases', 'rootFields']);
});

test('the worst of several operations counts, whichever is requested', async () => {
  const { errors } = await app.ask(`query A { modes { slug } } query B { modes { ${aliases(31, 'slug')} } }`);

  expect(errors[0].extensions).toMatchObject({ what: 'aliases', count: 31 });
});

test('the usual introspection query passes', async () => {
  expect(await app.ask(getIntrospectionQuery())).toMatchObject({ status: 200, errors: [] });
});

test.each([
  ["Hive's planner", (n: number) => `_e${n}: _entities(representations: $r) { ... on Course { title } }`],
  [
    "Hive's stitching",
    (n: number) => `_v${n}__entities: _entities(representations: $r) { ... on Course { title } }`,
  ],
])(
  'more entities than the limits of aliases and root fields pass in the way %s combines them',
  async (_, field) => {
    const r = [{ __typename: 'Course', key: 'NoX+Where' }];

    const answer = await asked(`query ($r: [_Any!]!) { ${times(60, field)} }`, { r });

    expect(answer).toMatchObject({ status: 200, errors: [], statements: 1 });
    expect(Object.keys(answer.data as object)).toHaveLength(60);
  },
);
