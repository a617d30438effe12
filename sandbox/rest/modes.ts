// The modes of the LMS stand-in: what its course_modes API takes and refuses, and what E-Commerce's push does to them.
import { z } from 'zod';
import { priceRefusal } from '../course-modes';
import type { Answer } from '../faults';
import { json, notFound, serverError } from './stand-in';

const text = z.string({
  error: ({ input }) => (input === undefined ? 'This field is required.' : 'This field may not be null.'),
});
/** CourseModeSerializer: what is optional may be left out, and may not be null. */
const mode = z.object({
  course_id: text,
  mode_slug: text,
  mode_display_name: text,
  currency: text,
  min_price: z.int('A valid integer is required.').optional(),
  expiration_datetime: text.optional(),
  sku: text.optional(),
  bulk_sku: text.optional(),
});
const NONE = { min_price: 0, expiration_datetime: null, description: null, sku: null, bulk_sku: null };
export type RestMode = {
  course_id: string;
  mode_slug: string;
  mode_display_name: string;
  currency: string;
  min_price: number;
  expiration_datetime: string | null;
  sku: string | null;
  bulk_sku: string | null;
};
export type Modes = Map<string, RestMode>;

/** What E-Commerce says of a mode in PUT /api/commerce/v1/courses/{id}/. */
export type PushedMode = Pick<RestMode, 'currency' | 'sku' | 'bulk_sku'> & {
  name: string;
  price: number;
  expires: string | null;
};

const errorsIn = (error: z.ZodError) => json(400, z.flattenError(error).fieldErrors);

/** Nobody catches what the model itself refuses here: a price that is too low, or a mode that is there. */
export function create(modes: Modes, input: unknown): Answer {
  const { data, error } = mode.safeParse(input);
  if (error) return errorsIn(error);
  const isRefused = modes.has(data.mode_slug) || priceRefusal(data.mode_slug, data.min_price ?? 0);
  if (isRefused) return serverError;
  modes.set(data.mode_slug, { ...NONE, ...data });
  return json(201, { ...NONE, ...data });
}

export function patch(
  modes: Modes,
  slug: string,
  { input, type }: { input: unknown; type?: string },
): Answer {
  const found = modes.get(slug);
  if (!found) return notFound;
  if (type !== 'application/merge-patch+json') {
    return json(415, { detail: `Unsupported media type "${type}" in request.` });
  }
  const { data, error } = mode.partial().safeParse(input);
  if (error) return errorsIn(error);
  const fixed = (['course_id', 'mode_slug'] as const).filter((name) => data[name] !== undefined);
  const words = fixed.map((name) => [name, ['This field cannot be modified.']]);
  if (fixed.length > 0) return json(400, Object.fromEntries(words));
  if (priceRefusal(slug, data.min_price ?? found.min_price)) return serverError;
  Object.assign(found, data);
  return json(204, undefined);
}

/**
 * Takes E-Commerce's push, or answers the words of the refusal. Deletes every mode that is not listed, but masters
 * (lms/djangoapps/commerce/api/v1/models.py).
 */
export function push(modes: Modes, course_id: string, pushed: PushedMode[]): string | undefined {
  const refusal = pushed.map(({ name, price }) => priceRefusal(name, price)).find(Boolean);
  if (refusal) return refusal;
  for (const slug of modes.keys()) {
    if (slug !== 'masters' && !pushed.some(({ name }) => name === slug)) modes.delete(slug);
  }
  for (const { name, price, expires, currency, sku, bulk_sku } of pushed) {
    const display = name === 'verified' ? 'Verified Certificate' : name;
    const said = { course_id, mode_slug: name, mode_display_name: display, min_price: price };
    modes.set(name, { ...NONE, ...said, expiration_datetime: expires, currency, sku, bulk_sku });
  }
  return undefined;
}
