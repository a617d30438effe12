// Reads the representations that a gateway sends for entities. A malformed one is an error; an unknown one is null.
import { badInput } from '../../model/faults';
import { parseCourseKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import type { Ref } from '../loading/loaders';
export { isUuid } from '../../model/keys';

/** Whether a text can be the value of a key field. */
type IsKey = (text: string) => boolean;

export const isSlug: IsKey = (text) => !text.includes('\0');
export const isCourseKey: IsKey = (text) => parseCourseKey(text) !== null;
export const isRunKey: IsKey = (text) => (parseRunKey(text) ?? parseOldRunKey(text)) !== null;

/**
 * Returns a function that reads the first of these keys that a representation has. It throws BAD_USER_INPUT if the
 * representation has none of them, or if the key is malformed.
 */
export function refBy<By extends string>(keys: Readonly<Record<By, IsKey>>): (given: object) => Ref<By> {
  const names = Object.keys(keys) as By[];
  return (given) => {
    const values = given as Readonly<Record<string, unknown>>;
    for (const by of names) {
      const value = values[by];
      if (value == null) continue;
      if (typeof value === 'string' && keys[by](value)) return { by, value };
      throw badInput(`representations.${by}`, `The ${by} of a representation is malformed.`);
    }
    throw badInput('representations', `A representation needs ${names.join(' or ')}.`);
  };
}

/** Returns the catalogue entry with that key; null if none exists. */
export function entryOf<T extends { readonly slug: string; readonly uuid?: string }>(
  entries: ReadonlyMap<string, T>,
  { by, value }: Ref<'slug' | 'uuid'>,
): T | null {
  if (by === 'slug') return entries.get(value) ?? null;
  return [...entries.values()].find((entry) => entry.uuid === value.toLowerCase()) ?? null;
}
