// Refuses null characters, which PostgreSQL text cannot contain, in every argument; reported with all other mistakes.
import { defaultFieldResolver } from 'graphql';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { badInput, Fault, readEach } from '../model/faults';
import { rolledBack } from '../store/database';
import type { Context } from './context';

/** Guards all queries and mutations. Entities have guards of their own. */
export function refuseNullCharacters(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (field.name === '_entities') continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: object, ...[context, info]: [Context, GraphQLResolveInfo]) => {
        const found = placesIn(args);
        if (found.length === 0) return resolve(source, args, context, info);
        return refused(found, async () => resolve(source, replaced(args), changingNothing(context), info));
      };
    }
  }
}

/** Throws a fault for each place, with those of `work`, which reads the same arguments without null characters. */
async function refused(places: readonly string[], work: () => Promise<unknown>): Promise<never> {
  const faults = places.map((place) => badInput(place, 'The text contains a null character.'));
  const others = await work().then(
    () => [],
    (error: unknown) => (error instanceof Fault && error.code === 'BAD_USER_INPUT' ? [error] : []),
  );
  const all = [...faults, ...others.flatMap((one) => [withoutOthers(one), ...one.others])];
  const isRepeated = ({ details }: Fault) => places.includes(String(details['field']));
  readEach(
    all
      .filter((one) => faults.includes(one) || !isRepeated(one))
      .map((one) => () => {
        throw one;
      }),
  );
  throw new Error('There is a fault for each place.');
}

const withoutOthers = ({ code, message, details }: Fault): Fault => new Fault(code, message, details);

function changingNothing(context: Context): Context {
  const { database, ...deps } = context.deps;
  const value = { ...deps, database: rolledBack(database) };
  return Object.create(context, { deps: { value } }) as Context;
}

/** The places of texts with a null character, for example runs.0.title: within `input`, as faults have them. */
function placesIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.includes('\0') ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    placesIn(entry, path === '' || path === 'input' ? name : `${path}.${name}`),
  );
}

function replaced<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD') as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(replaced) as T;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, replaced(entry)])) as T;
}
