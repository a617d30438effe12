// Resolves _entities. The library answers `data: null` for a whole batch where one representation is bad, and a type
// without a reference resolver by the representation itself; and it makes a promise of every entity. Here one bad
// representation is an error of its own, every entity has a resolver, and what is in memory is answered at once.
import { isUnionType } from 'graphql';
import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Context } from '../context';
import { badInput } from '../../model/faults';

type Resolve = GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }, unknown>;
type ResolveReference = (reference: object, context: Context, info: GraphQLResolveInfo) => unknown;

type Asked = readonly [context: Context, info: GraphQLResolveInfo];

/** How entities of a type are found that must be loaded: all that are asked for at once, without a promise for each. */
export interface Entities<R> {
  /** Throws for a representation that is malformed. */
  readonly refOf: (given: object) => R;
  /** Each in the place of its reference; null where there is none. A method, so that each may have references of its own. */
  findAll(refs: readonly R[], ...asked: Asked): Promise<readonly (object | null)[]>;
  /** Whether that is one of these, of the entities of which many are found at once. */
  readonly has: (entity: object) => boolean;
}
/** By the name of their type. */
type Loaded = ReadonlyMap<string, Entities<unknown>>;

/** Puts the resolver in its place. Throws for an entity of which nothing says how it is found. */
export function guardEntities(
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

/** Tells the type of an entity: of what is loaded by what it is, since to name each would be to copy it, or change others'. */
const typeBy =
  (loaded: readonly (readonly [string, Entities<unknown>])[]) =>
  (entity: { readonly __typename?: string }): string | undefined =>
    entity.__typename ?? loaded.find(([, { has }]) => has(entity))?.[0];

/** What the library made of a type's __resolveReference. */
function referenceResolver(apollo: unknown): ResolveReference | undefined {
  return (apollo as { subgraph?: { resolveReference?: ResolveReference } } | undefined)?.subgraph
    ?.resolveReference;
}

/** What is to be loaded of one type: for which places of the answer. */
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
    return batches.size === 0 ? answers : withBatches(answers, { batches, loaded, asked: [context, info] });
  };
}

function add(batches: Map<string, Batch>, typename: string, one: { ref: unknown; place: number }): void {
  const batch = batches.get(typename) ?? { refs: [], places: [] };
  batches.set(typename, batch);
  batch.refs.push(one.ref);
  batch.places.push(one.place);
}

/** The answers, with what is loaded in its places. What cannot be loaded is an error in each of them. */
async function withBatches(
  answers: unknown[],
  { batches, loaded, asked }: { batches: Map<string, Batch>; loaded: Loaded; asked: Asked },
): Promise<unknown[]> {
  await Promise.all(
    [...batches].map(async ([typename, { refs, places }]) => {
      try {
        const found = (await loaded.get(typename)?.findAll(refs, ...asked)) ?? [];
        for (const [at, place] of places.entries()) answers[place] = found[at] ?? null;
      } catch (error) {
        for (const place of places) answers[place] = error;
      }
    }),
  );
  return answers;
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
