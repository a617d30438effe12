// Builds the executable subgraph: schema/*.graphql with its resolvers, and guards for what the library leaves open.
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { refuseNullCharacters } from './null-characters';
import { installEntityResolver } from './entities/entity-resolver';
import { ENTITIES, resolvers } from './resolvers';

type SubgraphModule = Parameters<typeof buildSubgraphSchema>[0];

interface SchemaVariant {
  /** Whether the schema for gateways keeps @authenticated and @requiresScopes. */
  readonly isScoped: boolean;
}

/** Builds the schema as it is served. */
export function buildSchema({ isScoped }: SchemaVariant = { isScoped: false }): GraphQLSchema {
  const typeDefs = parse(readSchemaFiles());
  return subgraphOf(isScoped ? typeDefs : withoutScopes(typeDefs), resolvers);
}

/** Builds a subgraph of these types, with the guards installed. Throws for types that do not fit the resolvers. */
export function subgraphOf(typeDefs: DocumentNode, resolvers: object): GraphQLSchema {
  // The library's resolver type knows neither our context nor our parents.
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }] as SubgraphModule);
  installEntityResolver(schema, ENTITIES);
  refuseNullCharacters(schema);
  return schema;
}

const SCOPES = ['@authenticated', '@requiresScopes'];

/** Removes these directives and their import: a gateway that cannot enforce them refuses a graph that has them. */
const withoutScopes = (typeDefs: DocumentNode): DocumentNode =>
  visit(typeDefs, {
    Directive: ({ name }) => (SCOPES.includes(`@${name.value}`) ? null : undefined),
    StringValue: ({ value }) => (SCOPES.includes(value) ? null : undefined),
  });

/** Returns the text of the package's schema/*.graphql, in the order of the file names. */
function readSchemaFiles(): string {
  const folder = join(packageRoot(__dirname), 'schema');
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

/** Returns the folder of package.json, from anywhere in src/ or dist/src/. Throws if none is above. */
export function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder)
    throw new Error('The code was moved away from its package.json and schema/.');
  return packageRoot(dirname(folder));
}
