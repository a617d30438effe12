// Guards around the library's _entities: one bad representation is an error of its own, where the library would answer
// `data: null` for the whole batch; and no type is answered by the representation itself, as it would be otherwise.
import { isUnionType } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { Context } from '../context';
import { badInput } from '../../model/faults';

type Resolve = GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }, unknown>;

/** Puts the guard in its place. Throws for an entity that has no reference resolver. */
export function guardEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const union = schema.getType('_Entity');
  const resolve = field?.resolve;
  if (!field || !resolve || !isUnionType(union)) throw new Error('The schema has no entities to guard.');
  const echoing = union.getTypes().filter(({ extensions }) => !hasReferenceResolver(extensions.apollo));
  if (echoing.length > 0) throw new Error(`Without a reference resolver: ${echoing.join(', ')}.`);
  const names = new Set(union.getTypes().map((type) => type.name));
  field.resolve = guarded(resolve as Resolve, names);
}

/** Whether these extensions of a type have what the library makes of its __resolveReference. */
function hasReferenceResolver(apollo: unknown): boolean {
  const { subgraph } = (apollo ?? {}) as { subgraph?: { resolveReference?: unknown } };
  return typeof subgraph?.resolveReference === 'function';
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
