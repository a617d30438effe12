// Builds the executable subgraph: schema/*.graphql with its resolvers, and guards for what the library leaves open.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { defaultFieldResolver, parse, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { badInput } from '../model/faults';
import { installEntityResolver } from './entities/entity-resolver';
import { packageRoot } from './package-root';
import { ENTITIES, resolvers } from './resolvers';

type SubgraphModule = Parameters<typeof buildSubgraphSchema>[0];

export interface SchemaVariant {
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

/** PostgreSQL text cannot contain a null character, so no argument may. */
function refuseNullCharacters(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (field.name === '_entities') continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: unknown, ...rest) => {
        const path = pathOfNullCharacter(args);
        // Faults name the field within the input.
        const at = path?.join('.').replace(/^input\./, '');
        if (at !== undefined) throw badInput(at, `${at} contains a null character.`);
        return resolve(source, args, ...rest);
      };
    }
  }
}

function pathOfNullCharacter(value: unknown): string[] | undefined {
  if (typeof value === 'string') return value.includes('\0') ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, entry] of Object.entries(value)) {
    const path = pathOfNullCharacter(entry);
    if (path) return [name, ...path];
  }
  return undefined;
}
