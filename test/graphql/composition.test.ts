// The three subgraphs as one graph: what both composers accept and refuse, and what a client can see of it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { buildSchema, parse, type GraphQLSchema } from 'graphql';

const root = join(__dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const schemaFiles = readdirSync(join(root, 'schema'))
  .filter((file) => file.endsWith('.graphql'))
  .sort();
const trackTypes = schemaFiles.map((file) => read('schema', file)).join('\n');
const ecommerce = read('sandbox', 'ecommerce.graphql');
const lms = read('sandbox', 'lms.graphql');

const services = (sdls: Record<string, string>) =>
  Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(sdl) }));

type Composed = { codes: unknown[]; api: GraphQLSchema | null };
type Composer = (sdls: Record<string, string>) => Composed;
const composers: [string, Composer][] = [
  [
    '@theguild/federation-composition',
    (sdls) => {
      const { errors = [], publicSdl } = composeWithGuild(services(sdls));
      const codes = errors.map(({ extensions }) => extensions.code);
      return { codes, api: publicSdl === undefined ? null : buildSchema(publicSdl) };
    },
  ],
  [
    '@apollo/composition',
    (sdls) => {
      const { errors = [], schema } = composeWithApollo(services(sdls));
      const codes = errors.map(({ extensions }) => extensions.code);
      return { codes, api: schema?.toAPISchema().toGraphQLJSSchema() ?? null };
    },
  ],
];

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])';

describe.each(composers)('%s', (_, compose) => {
  test('accepts our schema with those of E-Commerce and the LMS', () => {
    const { codes, api } = compose({ trackTypes, ecommerce, lms });

    expect(codes).toEqual([]);
    expect(Object.keys(api?.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining(['courseTypes', 'courseRun', 'provisionedProducts', 'provisionedCourseModes']),
    );
  });

  test('hides the mutations that are only for this service', () => {
    const { api } = compose({ trackTypes, ecommerce, lms });

    const mutations = Object.keys(api?.getMutationType()?.getFields() ?? {});
    expect(mutations).toContain('changeCourse');
    expect(mutations).not.toContain('provisionProducts');
    expect(mutations).not.toContain('provisionCourseModes');
  });

  test.each([
    [
      'a key of a field that the type lacks',
      'KEY_INVALID_FIELDS',
      'type Bundle @key(fields: "nothing") { id: ID! }',
    ],
    [
      'a requirement of a field that the type lacks',
      'REQUIRES_INVALID_FIELDS',
      'type Bundle @key(fields: "id") { id: ID!  total: Int @requires(fields: "nothing") }',
    ],
    [
      'a field that both subgraphs claim',
      'INVALID_FIELD_SHARING',
      'type ModeEnrollment { slug: String!  count: Int! }',
    ],
    [
      'a field that no key leads to',
      'SATISFIABILITY_ERROR',
      'type CourseRun @key(fields: "invented") { invented: ID!  extra: Int }',
    ],
  ])('refuses %s with %s', (_what, code, types) => {
    const other = `${link}\n type Query { bundle: String }\n ${types}`;

    const { codes, api } = compose({ trackTypes, ecommerce, lms, other });

    expect(codes).toContain(code);
    expect(api).toBeNull();
  });
});
