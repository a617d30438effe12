// Holds examples/ to the schema: each file is one named operation that fits, with its variables in the first line.
// That they run, in order, on a fresh start is shown in test/graphql/ticket-example.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import {
  buildSchema,
  getVariableValues,
  Kind,
  parse,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { subgraphSchema } from '../../docs/schema-page';
import { ROOT } from './project-files';

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const filesIn = (...folder: string[]) =>
  readdirSync(join(ROOT, ...folder)).filter((name) => name.endsWith('.graphql'));

function gatewaySchema(): GraphQLSchema {
  const ours = filesIn('schema').map((name) => read('schema', name));
  const sdls = {
    ours: ours.join('\n'),
    ecommerce: read('sandbox', 'ecommerce.graphql'),
    lms: read('sandbox', 'lms.graphql'),
  };
  const services = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    url: `http://${name}`,
    typeDefs: parse(sdl),
  }));
  const { publicSdl } = composeServices(services);
  if (publicSdl === undefined) throw new Error('The subgraphs do not compose: see test/graphql/composition.');
  return buildSchema(publicSdl);
}

const subgraph = subgraphSchema();
const gateway = gatewaySchema();
const examples = [
  ...filesIn('examples').map((name) => [name, read('examples', name), [subgraph, gateway]] as const),
  ...filesIn('examples', 'gateway').map(
    (name) => [`gateway/${name}`, read('examples', 'gateway', name), [gateway]] as const,
  ),
];

/** What is wrong with an example under that schema: its document, its name or its variables. */
function mistakesIn(text: string, schema: GraphQLSchema): string[] {
  const document = parse(text);
  const invalid = validate(schema, document);
  const [operation, ...others] = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation?.name || others.length > 0) return ['It is not one named operation.'];
  const [, json = '{}'] = /^# variables: (.*)\n/.exec(text) ?? [];
  const given: Record<string, unknown> = JSON.parse(json);
  const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  return [...invalid, ...errors].map(({ message }) => message);
}

test('there are examples, and they are in the order of a story', () => {
  const numbers = filesIn('examples').map((name) => Number(name.slice(0, 2)));

  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(numbers.length).toBeGreaterThan(6);
});

test.each(examples)('%s fits the schema, and its variables fit it', (_, text, schemas) => {
  expect(schemas.flatMap((schema) => mistakesIn(text, schema))).toEqual([]);
});

test.each([
  ['a field that is not there', 'query Q { modes { colour } }'],
  ['a variable that is missing', 'query Q($key: ID!) { course(key: $key) { key } }'],
  [
    'a variable of another type',
    '# variables: {"key": []}\nquery Q($key: ID!) { course(key: $key) { key } }',
  ],
  ['an operation without a name', '{ modes { slug } }'],
  ['two operations', 'query A { modes { slug } } query B { modes { slug } }'],
])('%s would be found', (_, text) => {
  expect(mistakesIn(text, subgraph)).not.toEqual([]);
});
