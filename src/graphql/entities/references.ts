// Reads the representations that a gateway sends for entities. A malformed one is an error of its own; an unknown one is null.
import { badInput } from '../../model/faults';
import { parseCourseKey, parseRunKey } from '../../model/keys';
import type { Ref } from '../loading/loaders';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be the value of a key field. */
type IsKey = (text: string) => boolean;

export const isUuid: IsKey = (text) => UUID.test(text);
export const isSlug: IsKey = (text) => !text.includes('\0');
export const isCourseKey: IsKey = (text) => parseCourseKey(text) !== null;
export const isRunKey: IsKey = (text) => parseRunKey(text) !== null;

/** The first of these keys that the representation gives. Throws BAD_USER_INPUT if there is none, or it is malformed. */
export function refOf<By extends string>(representation: object, keys: Readonly<Record<By, IsKey>>): Ref<By> {
  const given: Readonly<Record<string, unknown>> = { ...representation };
  const names = Object.keys(keys) as By[];
  const by = names.find((name) => given[name] != null);
  if (by === undefined) {
    throw badInput('representations', `A representation needs ${names.join(' or ')}.`);
  }
  const value = given[by];
  if (typeof value !== 'string' || !keys[by](value)) {
    throw badInput(`representations.${by}`, `The ${by} of a representation is malformed.`);
  }
  return { by, value };
}

/** The entry of the catalogue with that key, as an object that the library may put __typename on; null if there is none. */
export function entryOf<T extends { readonly slug: string; readonly uuid?: string }>(
  entries: ReadonlyMap<string, T>,
  { by, value }: Ref<'slug' | 'uuid'>,
): T | null {
  if (by === 'slug') return copyOf(entries.get(value));
  return copyOf([...entries.values()].find((entry) => entry.uuid === value.toLowerCase()));
}

/** A copy that is nobody else's: the library writes on what a reference resolver answers. */
export const copyOf = <T extends object>(entity: T | null | undefined): T | null =>
  entity ? { ...entity } : null;
