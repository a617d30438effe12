// Computes the single changes that give the LMS the modes it should have. Pure.
import { trimmed } from '../../model/text';
import { isLeftAsIs } from '../../model/fields';
import { MODE } from '../../model/provisioning';
import type { ActualModes } from '../../model/provisioning';
import type { LmsMessage } from '../messages';
import { MODE_NAMES } from './responses';
import type { Commerce, ModeFields } from './responses';

export interface Change {
  readonly slug: string;
  /** CLEAR removes values, which the course_modes API cannot: it sends all modes of the run at once. */
  readonly method: 'POST' | 'CLEAR' | 'PATCH' | 'DELETE';
  /** With nulls for CLEAR. */
  readonly fields: Partial<ModeFields>;
}

export const pathOf = (courseRunKey: string): string =>
  `/api/course_modes/v1/courses/${encodeURIComponent(courseRunKey)}/`;

/** What must be added, then changed, then removed. */
export function changesFor({ courseRunKey, modes }: LmsMessage, had: readonly ModeFields[]): Change[] {
  const wantedChanges = modes.flatMap((mode): Change[] => {
    const { slug } = mode;
    if (isLeftAsIs(MODE, mode)) return [];
    const fields = fieldsOf(mode, courseRunKey);
    const actual = had.find(({ mode_slug }) => mode_slug === slug);
    if (!actual) return [{ slug, method: 'POST', fields: statedIn(fields) }];
    const differing = differingIn(fields, actual);
    if (Object.keys(differing).length === 0) return [];
    const isPatch = Object.values(differing).every((value) => value !== null);
    return [{ slug, method: isPatch ? 'PATCH' : 'CLEAR', fields: isPatch ? differing : fields }];
  });
  const gone = had.filter(({ mode_slug }) => !modes.some(({ slug }) => slug === mode_slug));
  const changes = [
    ...wantedChanges,
    ...gone.map(({ mode_slug: slug }): Change => ({ slug, method: 'DELETE', fields: {} })),
  ];
  const order: Change['method'][] = ['POST', 'CLEAR', 'PATCH', 'DELETE'];
  return changes.sort((left, right) => order.indexOf(left.method) - order.indexOf(right.method));
}

/** The fields that are not null. */
export const statedIn = (fields: Partial<ModeFields>): Partial<ModeFields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const differingIn = (fields: Partial<ModeFields>, actual: ModeFields): Partial<ModeFields> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => meaningOf(name, value) !== meaningOf(name, actual[name as keyof ModeFields]),
    ),
  );

/** Restores the names of modes that a push renamed, whether wanted or not. */
export function renamed(before: readonly ModeFields[], after: readonly ModeFields[]): Change[] {
  return before.flatMap(({ mode_slug: slug, mode_display_name }): Change[] => {
    const now = after.find((one) => one.mode_slug === slug);
    const isRenamed = now && trimmed(now.mode_display_name) !== trimmed(mode_display_name);
    return isRenamed ? [{ slug, method: 'PATCH', fields: { mode_display_name } }] : [];
  });
}

/** All modes as they were read, including mobile SKUs, except for what changes. */
export function clearedIn(course: Commerce, changes: readonly Change[]): Commerce {
  const fieldsFor = new Map(changes.map(({ slug, fields }) => [slug, fields]));
  return {
    ...course,
    modes: course.modes.map((mode) => {
      const fields = fieldsFor.get(mode.name);
      if (!fields) return mode;
      const { min_price: price = mode.price, currency = mode.currency } = fields;
      const { sku = mode.sku, bulk_sku = mode.bulk_sku } = fields;
      return { ...mode, price, currency, sku, bulk_sku, expires: fields.expiration_datetime ?? null };
    }),
  };
}

const NAMES = Object.entries(MODE_NAMES) as [keyof typeof MODE_NAMES, keyof ModeFields][];

/** A field missing from the message is left as it is. */
const fieldsOf = (mode: LmsMessage['modes'][number], courseRunKey: string): Partial<ModeFields> => ({
  course_id: courseRunKey,
  ...Object.fromEntries(
    NAMES.filter(([field]) => mode[field] !== undefined).map(([field, name]) => [
      name,
      name === 'currency' ? mode.currency.toLowerCase() : plain(mode[field]),
    ]),
  ),
});
const plain = <T>(value: T): T | string => (typeof value === 'string' ? trimmed(value) : value);

function meaningOf(name: string, value: string | number | null = null): string | number | null {
  if (typeof value !== 'string') return value;
  if (name === 'expiration_datetime') return new Date(value).getTime();
  return name === 'currency' ? value.toLowerCase() : trimmed(value);
}

/** The mode in our own terms. */
export function actualOf(mode: ModeFields): ActualModes['modes'][number] {
  const { currency, expiration_datetime: expires } = mode;
  return {
    ...(Object.fromEntries(
      NAMES.map(([field, name]) => [field, mode[name]]),
    ) as unknown as ActualModes['modes'][number]),
    currency: currency.toUpperCase(),
    expirationDatetime: expires && new Date(expires).toISOString(),
  };
}
