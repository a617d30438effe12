// Resolves _entities. The library answers `data: null` for a whole batch with one bad representation, echoes the
// representation for a type without a reference resolver, and creates a promise for every entity. Here a bad
// representation is an error of its own, every entity has a resolver, and entities in memory are answered at once.
import { isUnionType } from 'graphql';
import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Context } from '../context';
import { badInput } from '../../model/faults';

type Resolve = GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }, unknown>;
type ResolveReference = (reference: object, context: Context, info: GraphQLResolveInfo) => unknown;

type ResolverArgs = readonly [context: Context, info: GraphQLResolveInfo];

/** How to find a type's entities that must be loaded: all of a request at once, without a promise for each. */
export interface Entities<R> {
  /** Throws for a malformed representation. */
  readonly refOf: (given: object) => R;
  /** Results are in the order of `refs`; null where none exists. A method, so that each type has its own references. */
  findAll(refs: readonly R[], ...resolverArgs: ResolverArgs): Promise<readonly (object | null)[]>;
  /** Whether the object is one of these entities. */
  readonly has: (entity: object) => boolean;
}
/** By type name. */
type Loaded = ReadonlyMap<string, Entities<unknown>>;

/** Installs the resolver. Throws if an entity type has no way to be found. */
export function installEntityResolver(
  schema: GraphQLSchema,
  loaded: Readonly<Record<string, Entities<unknown>>>,
): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const union = schema.getType('_Entity');
  if (!field || !isUnionType(union)) throw new Error('The schema has no entities to guard.');
  const references = new Map(
    union.getTypes().map(({ name, extensions }) => [name, referenceResolver(extensions.apollo)]),
  );
  const echoing = [...references].filter(([name, resolve]) => !resolve && !(name in loaded));
  if (echoing.length > 0) {
    throw new Error(`Without a reference resolver: ${echoing.map(([name]) => name).join(', ')}.`);
  }
  field.resolve = entitiesBy(references, new Map(Object.entries(loaded)));
  union.resolveType = typeBy(Object.entries(loaded));
}

/** Returns an entity's type. Loaded ones are identified by shape: naming each would copy or change shared objects. */
const typeBy =
  (loaded: readonly (readonly [string, Entities<unknown>])[]) =>
  (entity: { readonly __typename?: string }): string | undefined =>
    entity.__typename ?? loaded.find(([, { has }]) => has(entity))?.[0];

/** Returns what the library made of a type's __resolveReference. */
function referenceResolver(apollo: unknown): ResolveReference | undefined {
  return (apollo as { subgraph?: { resolveReference?: ResolveReference } } | undefined)?.subgraph
    ?.resolveReference;
}

/** The entities of one type to load, and their places in the response. */
interface Batch {
  readonly refs: unknown[];
  readonly places: number[];
}

function entitiesBy(references: ReadonlyMap<string, ResolveReference | undefined>, loaded: Loaded): Resolve {
  return (_, { representations }, ...[context, info]) => {
    const batches = new Map<string, Batch>();
    const answers = representations.map((representation, place) => {
      const typename = typenameOf(representation);
      const [resolve, many] = [references.get(typename), loaded.get(typename)];
      if (!resolve && !many) {
        const fault = 'A representation is an object whose __typename is that of an entity of this subgraph.';
        return badInput('representations', fault);
      }
      try {
        if (many) return void add(batches, typename, { ref: many.refOf(representation as object), place });
        const entity = resolve?.(representation as object, context, info);
        return entity instanceof Promise
          ? entity.then((found: object | null) => named(found, typename))
          : namedOnce(entity as object | null, typename);
      } catch (error) {
        return error;
      }
    });
    return batches.size === 0
      ? answers
      : withBatches(answers, { batches, loaded, resolverArgs: [context, info] });
  };
}

function add(batches: Map<string, Batch>, typename: string, one: { ref: unknown; place: number }): void {
  const batch = batches.get(typename) ?? { refs: [], places: [] };
  batches.set(typename, batch);
  batch.refs.push(one.ref);
  batch.places.push(one.place);
}

/** Fills in the loaded entities. If loading fails, each of their places gets the error. */
async function withBatches(
  answers: unknown[],
  {
    batches,
    loaded,
    resolverArgs,
  }: { batches: Map<string, Batch>; loaded: Loaded; resolverArgs: ResolverArgs },
): Promise<unknown[]> {
  await Promise.all(
    [...batches].map(async ([typename, { refs, places }]) => {
      try {
        const found = (await loaded.get(typename)?.findAll(refs, ...resolverArgs)) ?? [];
        for (const [at, place] of places.entries()) answers[place] = found[at] ?? null;
      } catch (error) {
        for (const place of places) answers[place] = error;
      }
    }),
  );
  return answers;
}

/** Returns '' for anything but an object with a type name. */
function typenameOf(representation: unknown): string {
  if (typeof representation !== 'object' || representation === null) return '';
  const { __typename } = representation as { readonly __typename?: unknown };
  return typeof __typename === 'string' ? __typename : '';
}

/** Returns a copy that names its type, because loaded objects are shared. */
const named = (entity: object | null | undefined, __typename: string): object | null =>
  entity ? { ...entity, __typename } : null;

/** Named copies by object in memory: many requests ask for the same one. */
const copies = new WeakMap<object, { readonly __typename: string }>();

function namedOnce(entity: object | null, __typename: string): object | null {
  if (!entity) return null;
  const known = copies.get(entity);
  if (known?.__typename === __typename) return known;
  const copy = { ...entity, __typename };
  copies.set(entity, copy);
  return copy;
}
