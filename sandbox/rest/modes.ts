// The LMS stand-in's modes: what its course_modes and commerce APIs accept, refuse and answer. Checked against
// recordings of the real ones (test/recordings); what those do not show is marked "not recorded".
import { z } from 'zod';
import { priceRefusal } from '../course-modes';
import type { Answer } from '../faults';
import { json, notFound, serverError } from './stand-in';

/** As Django formats times: in UTC, with microseconds unless they are zero. */
export function djangoTime(time: string | null): string | null {
  if (time === null) return null;
  const micros = (/\.(\d+)/.exec(time)?.[1] ?? '').padEnd(6, '0').slice(0, 6);
  return `${new Date(time).toISOString().slice(0, 19)}${Number(micros) > 0 ? `.${micros}` : ''}Z`;
}
export const isPast = (time: string | null, now: Date): boolean =>
  time !== null && Date.parse(time) < now.getTime();

const text = z
  .string({
    // Not recorded.
    error: ({ input }) => (input === undefined ? 'This field is required.' : 'This field may not be null.'),
  })
  .trim();
const time = text.transform((written) => djangoTime(written));
/** Optional fields may be left out, but not null. */
const mode = z.object({
  course_id: text,
  mode_slug: text,
  mode_display_name: text,
  currency: text,
  min_price: z.int('A valid integer is required.').optional(),
  expiration_datetime: time.optional(),
  description: text.optional(),
  sku: text.optional(),
  bulk_sku: text.optional(),
});
const NONE = {
  min_price: 0,
  expiration_datetime: null,
  description: null,
  sku: null,
  bulk_sku: null,
  android_sku: null,
  ios_sku: null,
};
export type RestMode = {
  course_id: string;
  mode_slug: string;
  mode_display_name: string;
  currency: string;
  min_price: number;
  expiration_datetime: string | null;
  /** Left out: explicit if there is an expiry, as after every push. */
  expiration_datetime_is_explicit?: boolean;
  description: string | null;
  sku: string | null;
  bulk_sku: string | null;
  android_sku: string | null;
  ios_sku: string | null;
};
export type Modes = Map<string, RestMode>;

/** A mode as somebody configures it by hand: free and without an expiry, unless the deviations say otherwise. */
export const modeOf = (
  course_id: string,
  mode_slug: string,
  deviations: Partial<RestMode> = {},
): RestMode => ({
  ...{ ...NONE, course_id, mode_slug, mode_display_name: mode_slug, currency: 'usd' },
  ...deviations,
});

/** The body of PUT /api/commerce/v1/courses/{id}/. */
const pushedMode = z.object({
  name: z.string(),
  currency: z.string(),
  price: z.int(),
  sku: z.string().nullable(),
  bulk_sku: z.string().nullable(),
  expires: z.string().nullable(),
  android_sku: z.string().nullish(),
  ios_sku: z.string().nullish(),
});
export const pushedCourse = z.object({
  id: z.string(),
  name: z.string(),
  verification_deadline: z.string().nullable(),
  modes: z.array(pushedMode),
});
export type PushedCourse = z.infer<typeof pushedCourse>;

const errorsIn = (error: z.ZodError) => json(400, z.flattenError(error).fieldErrors);

/** As the course_modes API serializes a mode: without the SKUs of mobile shops. */
export const serializedMode = ({ android_sku, ios_sku, ...one }: RestMode) => ({
  ...one,
  expiration_datetime_is_explicit: one.expiration_datetime_is_explicit ?? one.expiration_datetime !== null,
});

/** Nothing here catches the model's own refusals: a price that is too low, or an existing mode. Not recorded. */
export function create(modes: Modes, input: unknown): Answer {
  const { data, error } = mode.safeParse(input);
  if (error) return errorsIn(error);
  const isRefused =
    modes.has(data.mode_slug) ||
    modelRefusal(data.mode_slug, data.min_price ?? 0, data.expiration_datetime ?? null);
  if (isRefused) return serverError;
  const made = { ...NONE, ...data };
  modes.set(data.mode_slug, made);
  return json(201, serializedMode(made));
}

/** Its refusals were not recorded. */
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
  const { min_price, expiration_datetime } = { ...found, ...data };
  if (modelRefusal(slug, min_price, expiration_datetime)) return serverError;
  Object.assign(found, data);
  return json(204, undefined);
}

/** The refusals of CourseMode itself. Not recorded. */
function modelRefusal(slug: string, price: number, expires: string | null): string | undefined {
  if (slug.includes('professional') && expires !== null) {
    return 'Professional education modes are not allowed to have expiration_datetime set.';
  }
  return priceRefusal(slug, price);
}

/** Not recorded as an answer to GET; has the form of the answers to PUT. */
export function commerceCourse(id: string, modes: Iterable<RestMode>, verification_deadline: string | null) {
  const written = [...modes].map(({ mode_slug, min_price, expiration_datetime, ...one }) => {
    const { currency, sku, bulk_sku, android_sku, ios_sku } = one;
    return {
      name: mode_slug,
      currency,
      price: min_price,
      sku,
      bulk_sku,
      expires: expiration_datetime,
      android_sku,
      ios_sku,
    };
  });
  return { id, name: 'Demonstration', verification_deadline, modes: written };
}

/**
 * Takes all modes of a run. Unlisted ones are deleted, except masters; of several with one name the last is kept, but
 * if the run lacks that mode, two with one name break the push.
 */
export function push(modes: Modes, pushed: PushedCourse): Answer {
  const written = pushed.modes.map((one) => ({ ...one, expires: djangoTime(one.expires) }));
  const refusal = written
    .map(({ name, price, expires }) => modelRefusal(name, price, expires))
    .concat(isDeadlineEarly(pushed) ? [EARLY] : [])
    .find(Boolean);
  // Not recorded.
  if (refusal) return json(400, { non_field_errors: [refusal] });
  const names = written.map(({ name }) => name);
  if (names.some((name, index) => !modes.has(name) && names.indexOf(name) !== index)) return serverError;
  const isNew = modes.size === 0;
  for (const slug of modes.keys()) if (slug !== 'masters' && !names.includes(slug)) modes.delete(slug);
  for (const { name, price, expires, currency, sku, bulk_sku, ...mobile } of written) {
    modes.set(name, {
      ...NONE,
      ...modes.get(name),
      course_id: pushed.id,
      mode_slug: name,
      mode_display_name: displayNameOf(name),
      min_price: price,
      currency: currency.toLowerCase(),
      expiration_datetime: expires,
      sku,
      bulk_sku,
      android_sku: mobile.android_sku ?? null,
      ios_sku: mobile.ios_sku ?? null,
    });
  }
  const merged = [...modes.values()].filter(({ mode_slug }) => names.includes(mode_slug));
  return json(isNew ? 201 : 200, commerceCourse(pushed.id, merged, djangoTime(pushed.verification_deadline)));
}

const EARLY = 'Verification deadline must be after the course mode upgrade deadlines.';

function isDeadlineEarly({ verification_deadline, modes }: PushedCourse): boolean {
  const deadlines = modes.flatMap(({ expires }) => (expires === null ? [] : [Date.parse(expires)]));
  if (verification_deadline === null || deadlines.length === 0) return false;
  return Date.parse(verification_deadline) < Math.min(...deadlines);
}

/** The names that a push gives, whatever the mode was called. */
function displayNameOf(slug: string): string {
  if (slug.includes('professional')) return 'Professional Education';
  const names: Record<string, string> = {
    credit: 'Credit',
    verified: 'Verified Certificate',
    honor: 'Honor Certificate',
    audit: 'Audit',
  };
  return names[slug] ?? slug;
}
