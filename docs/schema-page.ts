// docs/schema.graphql: the whole subgraph schema in one file, sorted by name, so that a diff shows API changes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { lexicographicSortSchema, parse } from 'graphql';

const FOLDER = join(__dirname, '..', 'schema');

/** The schema in schema/ as a gateway receives it, without resolvers. */
export function subgraphSchema() {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));
  const typeDefs = parse(files.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('\n'));
  return buildSubgraphSchema([{ typeDefs }]);
}

/** The subgraph schema, printed. */
export function schemaPage(): string {
  const printed = printSubgraphSchema(lexicographicSortSchema(subgraphSchema()));
  return `# Printed from schema/ by \`npm run docs\`. Change those files, not this one.\n\n${printed.trim()}\n`;
}
