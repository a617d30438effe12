// What the schema tells gateways beyond types: sizes, costs, scopes for those that enforce them, tags for contracts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeSchemaContract, composeServices as composeWithGuild } from '@theguild/federation-composition';
import { buildSchema, getNamedType, getNullableType, isListType, isObjectType, parse } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { silentLogger } from '../../sandbox/graphql-endpoint';
import { schemaPage } from '../../docs/schema-page';
import { readSubgraph } from '../project/schema-gate';
import { createTestApp } from '../support/app';

const SDL = schemaPage();
const objects = Object.values(readSubgraph(SDL).getTypeMap()).filter(isObjectType);
const read = (file: string) => readFileSync(join(__dirname, '../../sandbox', file), 'utf8');
const services = (sdl: string) =>
  Object.entries({ trackTypes: sdl, ecommerce: read('ecommerce.graphql'), lms: read('lms.graphql') }).map(
    ([name, typeDefs]) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(typeDefs) }),
  );
const compose: Record<string, (sdl: string) => { supergraphSdl?: string; codes: unknown[] }> = {
  '@apollo/composition': (sdl) => {
    const { supergraphSdl, errors = [] } = composeWithApollo(services(sdl));
    return { supergraphSdl, codes: errors.map(({ extensions }) => extensions.code) };
  },
  '@theguild/federation-composition': (sdl) => {
    const { supergraphSdl, errors = [] } = composeWithGuild(services(sdl));
    return { supergraphSdl, codes: errors.map(({ extensions }) => extensions.code) };
  },
};

type Field = GraphQLField<unknown, unknown>;
const directivesOf = ({ astNode }: Field) => astNode?.directives?.map(({ name }) => name.value) ?? [];
const fieldsOf = (type: GraphQLObjectType): [string, Field][] =>
  Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
const rootFields = objects
  .filter(({ name }) => ['Query', 'Mutation'].includes(name))
  .flatMap(fieldsOf)
  .filter(([, { name }]) => !name.startsWith('_'));
const isEntity = ({ astNode }: GraphQLObjectType) =>
  astNode?.directives?.some(({ name }) => name.value === 'key') ?? false;

describe('every list of objects of a root field or an entity has a size', () => {
  const all = [...rootFields, ...objects.filter(isEntity).flatMap(fieldsOf)];
  const isPage = (field: Field) => getNamedType(field.type).name.endsWith('Connection');
  const isList = ({ type }: Field) => isListType(getNullableType(type)) && isObjectType(getNamedType(type));

  test.each(all.filter(([, field]) => isList(field) || isPage(field)))('%s', (_, field) => {
    expect(directivesOf(field)).toContain('listSize');
  });
});

test.each(rootFields)('%s says who may request it', (path, field) => {
  const printed = field.astNode?.directives?.map(({ name, arguments: [argument] = [] }) =>
    name.value === 'requiresScopes' ? scopesOf(argument?.value) : name.value,
  );

  const allowed = path.startsWith('Mutation.') ? ['tracks:write'] : ['authenticated', 'tracks:read'];
  expect(printed?.filter((name) => allowed.includes(name))).toHaveLength(1);
});

function scopesOf(value: unknown): string {
  const [, scope = ''] = /"value":"([^"]+)"/.exec(JSON.stringify(value)) ?? [];
  return scope;
}

describe.each(Object.entries(compose))('%s', (_, composed) => {
  test.each(['@cost', '@listSize', '@tag', '@authenticated', '@requiresScopes'])(
    'accepts %s',
    (directive) => {
      const { supergraphSdl, codes } = composed(SDL);

      expect(codes).toEqual([]);
      expect(supergraphSdl?.match(new RegExp(` ${directive}(__\\w+)?\\b`, 'g'))?.length).toBeGreaterThan(3);
    },
  );

  test.each([
    ['a size of a field that a page lacks', 'sizedFields: ["nodes"', 'sizedFields: ["things"'],
    ['a size by an argument that a list lacks', 'slicingArguments: ["first"]', 'slicingArguments: ["most"]'],
    ['a size below zero', 'assumedSize: 2', 'assumedSize: -2'],
  ])('refuses %s', (_what, part, replacement) => {
    const { codes } = composed(SDL.replace(part, replacement));

    expect(codes).toEqual([expect.stringMatching(/^LIST_SIZE_/)]);
  });
});

describe('scopes', () => {
  const sdlOf = async (isScoped?: boolean) => {
    const app = await createTestApp({ isScoped });
    try {
      return String((await app.data('{ _service { sdl } }'))._service.sdl);
    } finally {
      await app.stop();
    }
  };
  /** Where they are applied; their definitions remain in any case. */
  const used = (sdl: string) => sdl.match(/ @authenticated\b(?! on)|@requiresScopes\(scopes: \[\["/g) ?? [];
  const load = async (sdl: string) => {
    const { supergraphSdl = '' } = composeWithGuild(services(sdl));
    // Otherwise it would send telemetry to its makers.
    process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
    const gateway = new ApolloGateway({ supergraphSdl, logger: silentLogger });
    await gateway.load();
    await gateway.stop();
  };

  test('are hidden from gateways unless configured: one that cannot enforce them refuses the graph', async () => {
    const sdl = await sdlOf();

    expect(used(sdl)).toEqual([]);
    await expect(load(sdl)).resolves.toBeUndefined();
    await expect(load(SDL)).rejects.toThrow(/for: SECURITY but is unsupported/);
  });

  test('are given to gateways if configured', async () => {
    const sdl = await sdlOf(true);

    expect(used(sdl).length).toBeGreaterThanOrEqual(rootFields.length);
    expect(compose['@apollo/composition']?.(sdl).codes).toEqual([]);
  });
});

test('a contract without administration and operations is a complete graph of what course teams need', () => {
  const tags = { include: new Set<string>(), exclude: new Set(['administration', 'operations']) };

  const contract = composeSchemaContract(services(SDL), tags);

  expect(contract.errors ?? []).toEqual([]);
  const api = buildSchema(contract.publicSdl ?? '');
  const names = [api.getQueryType(), api.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  expect(names).toEqual(expect.arrayContaining(['course', 'courseTypes', 'changeCourse']));
  expect(names).not.toEqual(expect.arrayContaining(['saveMode']));
  expect(names).not.toEqual(expect.arrayContaining(['drift']));
});
