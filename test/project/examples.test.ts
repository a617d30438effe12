// Checks examples/ against the schema: each file is one valid named operation, with its variables in the first line.
// That they run, in order, on a fresh start is tested in test/graphql/ticket-example.test.ts.
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
const examplesIn = (folder: string, schemas: GraphQLSchema[]) =>
  filesIn('examples', folder).map((name) => {
    const path = join(folder, name);
    return [path, read('examples', path), schemas] as const;
  });
const examples = [
  ...examplesIn('', [subgraph, gateway]),
  ...examplesIn('data-engineering', [subgraph, gateway]),
  ...examplesIn('gateway', [gateway]),
  ...examplesIn('reference', [subgraph, gateway]),
];

/** The mistakes of an example under that schema: in its document, its name or its variables. */
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

test.each(['', 'data-engineering'])('the examples in "%s" are in the order of a story', (folder) => {
  const numbers = filesIn('examples', folder).map((name) => Number(name.slice(0, 2)));

  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(numbers.length).toBeGreaterThan(4);
});

test.each(examples)('%s fits the schema, and so do its variables', (_, text, schemas) => {
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
