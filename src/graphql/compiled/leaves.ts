// A schema in which what is of the catalogue alone is a leaf: whoever compiles a query of it is not concerned with what
// such a leaf is made of.
import {
  defaultFieldResolver,
  getNamedType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLUnionType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { GraphQLFieldConfig, GraphQLFieldResolver, GraphQLNamedType, GraphQLOutputType } from 'graphql';
import { CATALOGUE_TYPES } from './kept-answers';

/** What an entry of the catalogue is answered as. Throws where that cannot be told. */
export type PartOf = (entry: object) => unknown;
type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** What is handed on as it is. */
const Part = new GraphQLScalarType({ name: 'Part' });

/**
 * The same schema, in which every field of one of the catalogue's types is a leaf. What it is answered as is asked of `partOf`,
 * which the field's resolver has to be given with its GraphQLResolveInfo.
 */
export function withLeaves(schema: GraphQLSchema): GraphQLSchema {
  const made = new Map<string, GraphQLNamedType>();
  const named = (type: GraphQLNamedType): GraphQLNamedType => {
    const known = made.get(type.name) ?? again(type);
    made.set(type.name, known);
    return known;
  };
  const field = (config: GraphQLFieldConfig<unknown, unknown>): GraphQLFieldConfig<unknown, unknown> =>
    CATALOGUE_TYPES.includes(getNamedType(config.type).name)
      ? {
          ...config,
          type: within(config.type, () => Part),
          resolve: inParts(config.resolve ?? defaultFieldResolver),
        }
      : { ...config, type: within(config.type, named) };
  const again = (type: GraphQLNamedType): GraphQLNamedType => {
    if (isObjectType(type)) {
      const { fields, ...config } = type.toConfig();
      const own = () => Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, field(of)]));
      return new GraphQLObjectType({ ...config, fields: own });
    }
    if (!isUnionType(type)) return type;
    const { types, ...config } = type.toConfig();
    return new GraphQLUnionType({ ...config, types: () => types.map(named) as GraphQLObjectType[] });
  };
  const query = schema.getQueryType();
  return new GraphQLSchema({ query: query && (named(query) as GraphQLObjectType), assumeValid: true });
}

/** The type with another one within its lists and exclamation marks. */
function within(
  type: GraphQLOutputType,
  of: (named: GraphQLNamedType) => GraphQLNamedType,
): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(within(type.ofType, of));
  if (isListType(type)) return new GraphQLList(within(type.ofType, of));
  return of(type) as GraphQLOutputType;
}

const inParts =
  (resolve: Resolve): Resolve =>
  (source, args, ...[context, info]) => {
    const { partOf: part } = info as unknown as { readonly partOf: PartOf };
    const parts = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(parts);
      return typeof value !== 'object' || value === null || value instanceof Error ? value : part(value);
    };
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise ? value.then(parts) : parts(value);
  };
