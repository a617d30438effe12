// What the schema calls @sameForAll may be shared between viewers: none of its resolvers may depend on the viewer.
import { getNamedType, graphql, isLeafType, isObjectType, isRequiredArgument, parse } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { createContext } from '../../src/graphql/context';
import type { Context } from '../../src/graphql/context';
import { operationsOf } from '../../src/graphql/documents/operation';
import { buildSchema } from '../../src/graphql/schema';
import { DEVELOPER } from '../../src/identity/permissions';
import { useTestApp } from '../support/app';

const schema = buildSchema();
const app = useTestApp();
const TYPES = ['CourseRunType', 'CourseType', 'Mode', 'Rule', 'SeatType', 'TrackType'];

const isMarked = ({
  astNode,
}: {
  astNode?: { directives?: readonly { name: { value: string } }[] } | null;
}) => astNode?.directives?.some(({ name }) => name.value === 'sameForAll') ?? false;
const markedTypes = (of: GraphQLSchema) =>
  Object.values(of.getTypeMap()).filter(isObjectType).filter(isMarked);
const markedQueries = (of: GraphQLSchema) =>
  Object.values(of.getQueryType()?.getFields() ?? {}).filter(isMarked);

/** Everything that can be selected of the type, to that depth. */
function everythingOf(type: GraphQLObjectType, depth = 3): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    const named = getNamedType(of);
    if (isLeafType(named)) return [name];
    return isObjectType(named) && depth > 0 ? [`${name} { ${everythingOf(named, depth - 1)} }`] : [];
  });
  return ['__typename', ...fields].join(' ');
}

/** A context that records each use of what depends on the viewer. */
function watchedContext(seen: string[]): Context {
  const context = createContext(app.replica, DEVELOPER);
  return new Proxy(context, {
    get: (target, name) => {
      if (!['deps', 'catalogue'].includes(String(name))) seen.push(String(name));
      return Reflect.get(target, name, target) as unknown;
    },
  });
}

/** What the resolvers of all such queries use that depends on the viewer. */
async function lookedAtBy(of: GraphQLSchema): Promise<string[]> {
  const seen: string[] = [];
  for (const field of markedQueries(of)) {
    const given = field.args.filter(isRequiredArgument).map(({ name }) => `${name}: "masters"`);
    const type = getNamedType(field.type) as GraphQLObjectType;
    const source = `{ ${field.name}${given.length > 0 ? `(${given.join()})` : ''} { ${everythingOf(type)} } }`;
    const { errors, data } = await graphql({ schema: of, source, contextValue: watchedContext(seen) });
    expect([errors, data?.[field.name]]).toEqual([undefined, expect.anything()]);
  }
  return seen;
}

test('it covers the types of the catalogue, and the queries that return them', () => {
  expect(
    markedTypes(schema)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(TYPES);
  const queries = markedQueries(schema).map(({ type }) => getNamedType(type).name);
  expect([...new Set(queries)].sort()).toEqual(TYPES);
});

test('none of its fields has an argument, or a type that is not @sameForAll', () => {
  const fields = markedTypes(schema).flatMap((type) => Object.values(type.getFields()));
  const others = fields.filter(({ args, type }) => {
    const named = getNamedType(type);
    return args.length > 0 || !(isLeafType(named) || isMarked(named));
  });

  expect(others).toEqual([]);
});

test('none of its resolvers reads the viewer, or what they may read', async () => {
  expect(await lookedAtBy(schema)).toEqual([]);
});

test('one that does is noticed', async () => {
  const other = buildSchema();
  const { isCertificateEligible } = (other.getType('Mode') as GraphQLObjectType).getFields();
  if (!isCertificateEligible) throw new Error('Mode has another field.');
  isCertificateEligible.resolve = (_mode, _args, { viewer }: Context) => viewer.isStaff;

  expect(await lookedAtBy(other)).toContain('viewer');
});

test.each([
  [
    'types alone',
    '{ courseTypes { slug courseRunTypes { ...R } } rules { code } } fragment R on CourseRunType { trackTypes { mode { slug } } }',
    true,
  ],
  ['a course', '{ courseTypes { slug } course(key: "edX+DemoX") { key } }', false],
  ['who asks', '{ modes { slug } viewer { username } }', false],
  ['entities', '{ _entities(representations: []) { __typename ... on Mode { slug } } }', false],
  ['a course in a fragment', '{ ...F } fragment F on Query { courses { nodes { key } } }', false],
  ['a mutation', 'mutation { saveMode(input: { slug: "a" }) { mode { slug } } }', false],
])('the answer to a query for %s may be shared: %3$s', (_, query, isSameForAll) => {
  expect(operationsOf(schema, parse(query))[0]?.isSameForAll).toBe(isSameForAll);
});
