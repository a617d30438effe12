// docs/api.md: queries and mutations, each with an example that the tests run, and every type. Meanings are the
// descriptions in schema/, examples those in examples/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  Kind,
} from 'graphql';
import { parse as parseYaml, stringify } from 'yaml';
import type { GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import { code, heading, table } from './markdown';
import { subgraphSchema } from './schema-page';

const EXAMPLES = join(__dirname, '..', 'examples');
const ROOTS = ['Query', 'Mutation'];
const isOfFederation = (name: string): boolean => /^_|^(federation|link|connect)__/.test(name);

/** The files of examples/ by the fields of Query and Mutation that they use; the simplest is preferred. */
function examplesByField(): ReadonlyMap<string, string> {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.graphql') && !file.includes('node_modules') && !file.startsWith('publisher'),
    )
    .sort();
  const exampleQueries = files.flatMap((file) => {
    const fields = parse(readFileSync(join(EXAMPLES, file), 'utf8')).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? definition.selectionSet.selections.flatMap((field) =>
            field.kind === Kind.FIELD ? [field.name.value] : [],
          )
        : [],
    );
    return [...new Set(fields)].map((field) => ({ field, file, others: fields.length }));
  });
  return new Map(
    exampleQueries.sort((left, right) => right.others - left.others).map(({ field, file }) => [field, file]),
  );
}

/** What the author of a client needs: operations with examples, then the types in the order of their names. */
export function apiPage(): string {
  const schema = subgraphSchema();
  const examples = examplesByField();
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !isOfFederation(name) && !ROOTS.includes(name) && !name.startsWith('__'),
  );
  return `${heading('The API', 'schema/ and examples/')}
What can be asked and changed. Each example can be run after \`npm start\`, and is by the tests. Whose permission is needed is in
[permissions.md](permissions.md), what the codes mean in [errors.md](errors.md), and all of it as SDL in
[schema.graphql](schema.graphql).

## Queries

${operations(schema, 'Query', examples)}

## Mutations

${operations(schema, 'Mutation', examples)}

## Scalars

Every scalar but \`JSON\` is a string in an answer. A \`Decimal\` has two decimals; add amounts up as decimals, never as floating-point
numbers. A \`DateTime\` is UTC with milliseconds, and is given in any form of RFC 3339. For
[GraphQL Code Generator](https://the-guild.dev/graphql/codegen) map them so, as the form in \`examples/publisher\` does:

\`\`\`yaml
${scalarMapping()}\`\`\`

## Types

${types
  .sort((left, right) => (left.name < right.name ? -1 : 1))
  .flatMap(typeSection)
  .join('\n\n')}
`;
}

/** The scalar types of the example form; they are only in codegen.yml. */
function scalarMapping(): string {
  const { generates } = parseYaml(readFileSync(join(__dirname, '..', 'codegen.yml'), 'utf8')) as {
    generates: Record<string, { config: { scalars: object } }>;
  };
  const scalars = generates['examples/publisher/src/generated/']?.config.scalars;
  return stringify({ config: { strictScalars: true, scalars } });
}

function operations(schema: GraphQLSchema, root: string, examples: ReadonlyMap<string, string>): string {
  const type = schema.getType(root);
  if (!isObjectType(type)) throw new Error(`There is no type ${root}.`);
  return Object.values(type.getFields())
    .filter(({ name }) => !isOfFederation(name))
    .map((field) => operation(field, examples.get(field.name)))
    .join('\n\n');
}

function operation(field: GraphQLField<unknown, unknown>, example: string | undefined): string {
  const { name, args, type, description } = field;
  if (example === undefined) throw new Error(`${name} has no example: add one to examples/reference.`);
  const rows = args.map((arg) => [
    code(arg.name),
    linked(String(arg.type)),
    code(arg.defaultValue === undefined ? '' : JSON.stringify(arg.defaultValue)),
    arg.description ?? '',
  ]);
  return [
    `### ${name}`,
    `${description ?? ''}\n\nAnswers ${linked(String(type))}. Example: [${example}](../examples/${example}).`.trim(),
    ...(rows.length > 0 ? [table(['argument', 'type', 'left out', 'meaning'], rows)] : []),
  ].join('\n\n');
}

/** The section of a type; empty for GraphQL's own scalars. */
function typeSection(type: GraphQLNamedType): string[] {
  const section = (rows: string[][], head: string[]) => [
    [`### ${type.name}`, type.description ?? '', table(head, rows)].filter(Boolean).join('\n\n'),
  ];
  const fieldHead = ['field', 'type', 'meaning'];
  if (isObjectType(type) || isInterfaceType(type)) {
    const rows = Object.values(type.getFields()).map(({ name, args, type: of, description }) => [
      code(
        args.length > 0
          ? `${name}(${args.map((arg) => `${arg.name}: ${String(arg.type)}`).join(', ')})`
          : name,
      ),
      linked(String(of)),
      description ?? '',
    ]);
    return section(rows, fieldHead);
  }
  if (isInputObjectType(type)) {
    const rows = Object.values(type.getFields()).map(({ name, type: of, description }) => [
      code(name),
      linked(String(of)),
      description ?? '',
    ]);
    return section(rows, fieldHead);
  }
  if (isEnumType(type)) {
    return section(
      type.getValues().map(({ name, description }) => [code(name), description ?? '']),
      ['value', 'meaning'],
    );
  }
  if (isUnionType(type))
    return [
      `### ${type.name}\n\n${type
        .getTypes()
        .map(({ name }) => linked(name))
        .join(', ')}`,
    ];
  return type.description ? [`### ${type.name}\n\n${type.description}`] : [];
}

/** A type in SDL notation, with a link to its section. */
function linked(type: string): string {
  const name = type.replaceAll(/[[\]!]/g, '');
  return ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name)
    ? code(type)
    : `[${code(type)}](#${name.toLowerCase()})`;
}
