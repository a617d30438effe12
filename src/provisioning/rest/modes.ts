// What must change so that the LMS has the modes that it should, one by one. Pure.
import type { LmsMessage } from '../messages';
import type { ModeFields } from './answers';

export interface Change {
  readonly slug: string;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly fields: object;
}

export const pathOf = (courseRunKey: string): string =>
  `/api/course_modes/v1/courses/${encodeURIComponent(courseRunKey)}/`;

/**
 * What must be added or changed, then what must be removed. A value can not be taken away, as the API refuses null: such
 * a mode is removed and added again. Its learners stay, since an enrollment knows its mode by slug alone.
 */
export function changesFor({ courseRunKey, modes }: LmsMessage, had: readonly ModeFields[]): Change[] {
  const kept = modes.flatMap((mode): Change[] => {
    const { slug } = mode;
    const fields = Object.entries(fieldsOf(mode, courseRunKey));
    const actual = had.find(({ mode_slug }) => mode_slug === slug);
    const differing = fields.filter(
      ([name, value]) => meaningOf(name, value) !== meaningOf(name, actual?.[name as keyof ModeFields]),
    );
    if (differing.length === 0) return [];
    const stated = Object.fromEntries(fields.filter(([, value]) => value !== null));
    if (!actual) return [{ slug, method: 'POST', fields: stated }];
    const isPatched = differing.every(([, value]) => value !== null);
    if (isPatched) return [{ slug, method: 'PATCH', fields: Object.fromEntries(differing) }];
    return [
      { slug, method: 'DELETE', fields: {} },
      { slug, method: 'POST', fields: stated },
    ];
  });
  const gone = had.filter(({ mode_slug }) => !modes.some(({ slug }) => slug === mode_slug));
  return [...kept, ...gone.map(({ mode_slug: slug }) => ({ slug, method: 'DELETE' as const, fields: {} }))];
}

const fieldsOf = (mode: LmsMessage['modes'][number], courseRunKey: string): ModeFields => ({
  course_id: courseRunKey,
  mode_slug: mode.slug,
  mode_display_name: mode.displayName,
  min_price: mode.minPrice,
  currency: mode.currency.toLowerCase(),
  expiration_datetime: mode.expirationDatetime,
  sku: mode.sku,
  bulk_sku: mode.bulkSku,
});

function meaningOf(name: string, value: string | number | null = null): string | number | null {
  if (name === 'expiration_datetime' && value !== null) return new Date(value).getTime();
  return name === 'currency' ? String(value).toLowerCase() : value;
}

export const actualOf = ({ mode_slug, mode_display_name, expiration_datetime, ...mode }: ModeFields) => ({
  slug: mode_slug,
  displayName: mode_display_name,
  minPrice: mode.min_price,
  currency: mode.currency.toUpperCase(),
  expirationDatetime: expiration_datetime && new Date(expiration_datetime).toISOString(),
  sku: mode.sku,
  bulkSku: mode.bulk_sku,
});
