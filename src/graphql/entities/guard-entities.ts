// Resolves _entities. The library answers `data: null` for a whole batch where one representation is bad, and a type
// without a reference resolver by the representation itself; and it makes a promise of every entity. Here one bad
// representation is an error of its own, every entity has a resolver, and what is in memory is answered at once.
import { isUnionType } from 'graphql';
import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Context } from '../context';
import { badInput } from '../../model/faults';

type Resolve = GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }, unknown>;
type ResolveReference = (reference: object, context: Context, info: GraphQLResolveInfo) => unknown;

/** Puts the resolver in its place. Throws for an entity that has no reference resolver. */
export function guardEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const union = schema.getType('_Entity');
  if (!field || !isUnionType(union)) throw new Error('The schema has no entities to guard.');
  const references = new Map(
    union.getTypes().map(({ name, extensions }) => [name, referenceResolver(extensions.apollo)]),
  );
  const echoing = [...references].filter(([, resolve]) => !resolve).map(([name]) => name);
  if (echoing.length > 0) throw new Error(`Without a reference resolver: ${echoing.join(', ')}.`);
  field.resolve = entitiesBy(references);
}

/** What the library made of a type's __resolveReference. */
function referenceResolver(apollo: unknown): ResolveReference | undefined {
  return (apollo as { subgraph?: { resolveReference?: ResolveReference } } | undefined)?.subgraph
    ?.resolveReference;
}

function entitiesBy(references: ReadonlyMap<string, ResolveReference | undefined>): Resolve {
  return (_, { representations }, ...[context, info]) =>
    representations.map((representation) => {
      const typename = typenameOf(representation);
      const resolve = references.get(typename);
      if (!resolve) {
        const fault = 'A representation is an object whose __typename is that of an entity of this subgraph.';
        return badInput('representations', fault);
      }
      try {
        const entity = resolve(representation as object, context, info);
        return entity instanceof Promise
          ? entity.then((found: object | null) => named(found, typename))
          : namedOnce(entity as object | null, typename);
      } catch (error) {
        return error;
      }
    });
}

/** Empty for what is no object with a name of a type. */
function typenameOf(representation: unknown): string {
  if (typeof representation !== 'object' || representation === null) return '';
  const { __typename } = representation as { readonly __typename?: unknown };
  return typeof __typename === 'string' ? __typename : '';
}

/** A copy that says its type: what was loaded is others' too. */
const named = (entity: object | null | undefined, __typename: string): object | null =>
  entity ? { ...entity, __typename } : null;

/** Of what is in memory, by itself: the same is asked for by many. */
const copies = new WeakMap<object, { readonly __typename: string }>();

function namedOnce(entity: object | null, __typename: string): object | null {
  if (!entity) return null;
  const known = copies.get(entity);
  if (known?.__typename === __typename) return known;
  const copy = { ...entity, __typename };
  copies.set(entity, copy);
  return copy;
}
