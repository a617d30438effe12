// Reference resolvers over a list of entities with any number of keys, including compound and nested ones.
import { badInput } from '../../src/model/faults';

/** The values of one key, read from an entity or from a representation, which may contain anything. */
export type Key = (of: Readonly<Record<string, unknown>>) => readonly unknown[];

/** The field of a value that may be an object. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isWhole = (values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');
const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.every((value, at) => value === other[at]);

/**
 * Returns a copy of the entity that the first complete key of a representation names, or null. A representation without
 * a complete key is BAD_USER_INPUT.
 */
export const entityByKeys =
  <T extends Readonly<Record<string, unknown>>>(entities: readonly T[], keys: readonly Key[]) =>
  async (representation: Readonly<Record<string, unknown>>): Promise<T | null> => {
    const key = keys.find((candidate) => isWhole(candidate(representation)));
    if (!key) throw badInput('representations', 'A representation needs all the fields of one of its keys.');
    const found = entities.find((entity) => isSame(key(entity), key(representation)));
    return found ? { ...found } : null;
  };
