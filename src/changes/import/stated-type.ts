// Finds the type that another system's name or UUID means here. Pure.
import { isEmptyType } from '../../model/catalogue';
import type { CourseRunType, CourseType } from '../../model/catalogue';
import { memoize } from '../../model/memoize';
import type { TypeClue, TypeOption } from './imported-course';

export interface StatedType {
  readonly slug: string;
  readonly by: 'SLUG' | 'UUID';
}

/**
 * The type, found by its slug or name, by its UUID, or by the name that the type options give for the UUID. If none is
 * found, or it is Empty, `unknown` names what means nothing here.
 */
export function statedType<T extends CourseType | CourseRunType>(
  { slug, uuid }: TypeClue,
  types: ReadonlyMap<string, T>,
  options: ReadonlyMap<string, TypeOption>,
): StatedType | { readonly unknown: string } {
  const named = slug === undefined ? undefined : (types.get(slug) ?? byName(types, slug));
  if (named && !isEmptyType(named)) return { slug: named.slug, by: 'SLUG' };
  const option = uuid === undefined ? undefined : options.get(uuid);
  const meant =
    [...types.values()].find((type) => type.uuid === uuid) ?? (option && byName(types, option.name));
  if (meant && !isEmptyType(meant)) return { slug: meant.slug, by: 'UUID' };
  const unknown = [
    slug === undefined || named ? '' : `No type here is called "${slug}".`,
    uuid === undefined || meant
      ? ''
      : `The type ${uuid} ${option ? `(${option.name}) ` : ''}means nothing here.`,
  ];
  return { unknown: unknown.join(' ').trim() };
}

/** The one type with that name; undefined if there is none, or several. */
function byName<T extends CourseType | CourseRunType>(
  types: ReadonlyMap<string, T>,
  name: string,
): T | undefined {
  const called = [...types.values()].filter((type) => bare(type.name) === bare(name));
  return called.length === 1 ? called[0] : undefined;
}

/** Only letters and digits count: production's "Executive Education(2U)" has no space. */
const bare = memoize((name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''), 1_000);
