// A guard around the library's _entities: one bad representation is an error of its own, where the library would
// answer `data: null` for the whole batch.
import { isUnionType } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { Context } from '../context';
import { badInput } from '../../model/faults';

type Resolve = GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }, unknown>;

/** Puts the guard in its place. */
export function guardEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const union = schema.getType('_Entity');
  const resolve = field?.resolve;
  if (!field || !resolve || !isUnionType(union)) throw new Error('The schema has no entities to guard.');
  const names = new Set(union.getTypes().map((type) => type.name));
  field.resolve = guarded(resolve as Resolve, names);
}

/** The library's resolver for one representation at a time; what is loaded is still loaded in one batch. */
function guarded(resolve: Resolve, names: ReadonlySet<string>): Resolve {
  return (source, { representations }, ...rest) =>
    representations.map((representation) => {
      if (!isEntity(representation, names)) {
        const fault = 'A representation is an object whose __typename is that of an entity of this subgraph.';
        return badInput('representations', fault);
      }
      const [entity] = resolve(source, { representations: [representation] }, ...rest) as [unknown];
      return entity;
    });
}

function isEntity(representation: unknown, names: ReadonlySet<string>): boolean {
  if (typeof representation !== 'object' || representation === null) return false;
  return (
    '__typename' in representation &&
    typeof representation.__typename === 'string' &&
    names.has(representation.__typename)
  );
}
