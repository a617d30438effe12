// Parts of answers that are of the catalogue are worked out once and put in as text: nobody can tell, but by the time it takes.
import { getOperationAST, graphql, isObjectType, getNamedType, isLeafType, parse } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { CATALOGUE_TYPES } from '../../src/graphql/compiled/kept-answers';
import { createCompile } from '../../src/graphql/compiled/compile';
import { createParts } from '../../src/graphql/compiled/parts';
import { createContext } from '../../src/graphql/context';
import { buildSchema } from '../../src/graphql/schema';
import { DEVELOPER } from '../../src/identity/permissions';
import { stringify } from '../../src/model/reuse/raw-json';
import { useTestApp, type Json } from '../support/app';
import { aPublishedMastersCourse } from '../support/changes';

const schema = buildSchema();
const app = useTestApp({ compiledAfter: 0 });
let key: string;
beforeAll(async () => {
  ({ key } = await aPublishedMastersCourse(app.replica));
});

/** Everything that can be selected of a type of the catalogue, to that depth. */
function everything(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    const named = getNamedType(of);
    if (isLeafType(named)) return [name];
    return isObjectType(named) && depth > 0 ? [`${name} { ${everything(named, depth - 1)} }`] : [];
  });
  return ['__typename', ...fields].join(' ');
}
const of = (name: string, depth = 3): string => everything(schema.getType(name) as GraphQLObjectType, depth);

async function compiledAndExecuted(source: string, variableValues: Json = {}): Promise<[Json, Json]> {
  const document = parse(source);
  const operation = getOperationAST(document);
  const compiled = operation && createCompile(schema)(document, operation);
  const context = () => createContext(app.replica, DEVELOPER);
  const data = await compiled?.execute(context(), variableValues);
  const executed = await graphql({ schema, source, variableValues, contextValue: context() });
  expect(executed.errors).toBeUndefined();
  return [JSON.parse(stringify(data)), JSON.parse(JSON.stringify(executed.data))];
}

const COURSE = (fields: string) => `{ course(key: "${key}") { key ${fields} } }`;
test.each<[string, () => string, Json?]>([
  ['all of the type of a course', () => COURSE(`type { ${of('CourseType')} }`)],
  ['all of the type of a run', () => COURSE(`courseRuns { key type { ${of('CourseRunType')} } }`)],
  [
    'all of a seat',
    () => COURSE(`courseRuns { seats { seatType { ${of('SeatType')} } trackType { ${of('TrackType')} } } }`),
  ],
  ['a little of it', () => COURSE('type { slug } courseRuns { type { name } }')],
  [
    'the same twice, each with fields of its own',
    () => COURSE('type { slug } type { name courseRunTypes { slug } } t: type { name }'),
  ],
  [
    'fragments within and around it',
    () =>
      `{ ...Q } fragment Q on Query { course(key: "${key}") { ...C } } fragment C on Course { type { ...T ... on CourseType { isRetired } } }
     fragment T on CourseType { slug courseRunTypes { ...R } } fragment R on CourseRunType { trackTypes { mode { slug } } }`,
  ],
  [
    'directives with values',
    () =>
      COURSE(
        'type { slug @skip(if: true) name courseRunTypes @include(if: false) { slug } } courseRuns @skip(if: false) { key }',
      ),
  ],
  [
    'a directive with a variable around it',
    () =>
      `query ($x: Boolean!) { course(key: "${key}") { key type @include(if: $x) { ${of('CourseType', 2)} } } }`,
    { x: false },
  ],
  [
    'a directive with a variable within',
    () => `query ($x: Boolean!) { course(key: "${key}") { type { slug name @include(if: $x) } } }`,
    { x: true },
  ],
  ['options with their types', () => COURSE(`typeOptions { isAllowed type { ${of('CourseType', 1)} } }`)],
  [
    'lists of types beside courses',
    () =>
      `{ courses { nodes { key type { slug } } } courseTypes { ${of('CourseType', 2)} } modes { ${of('Mode')} } }`,
  ],
  ['a type that there is not', () => '{ courseType(slug: "none") { slug name } courses { totalCount } }'],
  [
    'entities',
    () => `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on CourseRunType { ${of('CourseRunType', 2)} }
     ... on Course { key type { ${of('CourseType', 1)} } } } }`,
    {
      r: [
        { __typename: 'CourseRunType', slug: 'masters' },
        { __typename: 'Course', key: 'EdX+None' },
        { __typename: 'Mode', slug: 'audit' },
      ],
    },
  ],
])('%s', async (_, source, variables = {}) => {
  const [compiled, executed] = await compiledAndExecuted(source(), variables);

  expect(compiled).toEqual(executed);
});

test('every field of every type of the catalogue can be a part: none depends on more than its entry', async () => {
  for (const name of CATALOGUE_TYPES) {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const { args } of Object.values(type.getFields())) expect(args).toEqual([]);
    for (const { type: inner } of Object.values(type.getFields())) {
      const named = getNamedType(inner);
      expect([name, named.name, isLeafType(named) || CATALOGUE_TYPES.includes(named.name)]).toEqual([
        name,
        named.name,
        true,
      ]);
    }
  }
});

test.each([
  ['without a type in it', '{ courses { totalCount } }', false],
  ['with one', '{ courses { nodes { type { slug } } } }', true],
  [
    'whose part depends on a variable',
    'query ($x: Boolean!) { courses { nodes { type { slug @skip(if: $x) } } } }',
    false,
  ],
  [
    'whose part does so in a fragment',
    'query ($x: Boolean!) { courses { nodes { type { ...T } } } } fragment T on CourseType { slug @skip(if: $x) }',
    false,
  ],
])('a document %s has parts: %3$s', (_, source, hasParts) => {
  expect(createParts(schema)(parse(source)) !== undefined).toBe(hasParts);
});

test('a type that is defined anew is answered anew', async () => {
  const query = `{ course(key: "${key}") { type { slug name courseRunTypes { slug name trackTypes { slug name mode { slug name } } } } } }`;
  const before = JSON.stringify(await app.data(query));
  await app.data(query);
  await app.data(
    `mutation { saveMode(input: { slug: "masters", name: "Master's, renamed", isIdVerified: false, isCreditEligible: false,
      certificateType: "masters", minimumPrice: "0", reason: "test" }) { violations { code } } }`,
  );

  const after = JSON.stringify(await app.data(query));

  expect(before).not.toContain('renamed');
  expect(after).toContain("Master's, renamed");
});
