// The answers of Open edX's REST services, as zod schemas: only the fields that are read. Pure.
import { z } from 'zod';
import type { ActualModes, SEAT } from '../../model/provisioning';

/** SKUs that the database can keep and return: no control characters, no halves of surrogate pairs. */
const sku = z.string().regex(/^[^\p{Cc}\p{Surrogate}]{1,255}$/u);
const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .nullable();
/** By code, because the name is a label there. */
const attributes = z
  .array(z.object({ code: z.string(), value: z.unknown() }))
  .transform((list) => new Map(list.map(({ code, value }) => [code, value])));
/** By name, as they were posted. */
const posted = z
  .array(z.object({ name: z.string(), value: z.unknown() }))
  .transform((list) => new Map(list.map(({ name, value }) => [name, value])));

/** E-Commerce's names for a seat's attributes; the other fields belong to the product itself or are not sent. */
export const ATTRIBUTES = {
  certificateType: 'certificate_type',
  idVerificationRequired: 'id_verification_required',
  creditProvider: 'credit_provider',
  creditHours: 'credit_hours',
  variantId: 'variant_id',
} as const satisfies Record<
  Exclude<keyof typeof SEAT, 'seatType' | 'mode' | 'price' | 'currency' | 'expires'>,
  string
>;

/** GET /api/v2/products/{id}/: ProductSerializer in openedx/ecommerce, extensions/api/serializers.py. */
export const product = z.object({
  id: z.number(),
  structure: z.string(),
  product_class: z.string().nullable(),
  expires: time,
  attribute_values: attributes,
  stockrecords: z.array(z.object({ partner_sku: sku, price: z.string(), price_currency: z.string() })),
});
export type Product = z.infer<typeof product>;

/** GET /api/v2/courses/{id}/?include_products=true: CourseSerializer, in the same file. */
export const course = z.object({ name: z.string(), verification_deadline: time, products: z.array(product) });
export type Course = z.infer<typeof course>;

/** GET /api/v2/stockrecords/{sku}/. */
export const stockRecord = z.object({ product: z.number() });

/** POST /api/v2/publication/: returns what was sent, each with its SKU. */
export const publication = z.object({
  products: z.array(z.object({ product_class: z.string(), attribute_values: posted, partner_sku: sku })),
});

const mode = z.object({
  course_id: z.string(),
  mode_slug: z.string(),
  mode_display_name: z.string(),
  min_price: z.number().int(),
  currency: z.string(),
  expiration_datetime: time,
  sku: z.string().nullable(),
  bulk_sku: z.string().nullable(),
});
export type ModeFields = z.infer<typeof mode>;
/** The course_modes API's names for the fields of a mode. */
export const MODE_NAMES = {
  slug: 'mode_slug',
  displayName: 'mode_display_name',
  minPrice: 'min_price',
  currency: 'currency',
  expirationDatetime: 'expiration_datetime',
  sku: 'sku',
  bulkSku: 'bulk_sku',
} as const satisfies Record<keyof ActualModes['modes'][number], keyof ModeFields>;
/** GET /api/course_modes/v1/courses/{id}/: CourseModeSerializer in openedx-platform, course_modes/rest_api. */
export const modes = z.array(mode);
/** The same with a field that only imports need; no recording says since when it is answered. */
export const explainedModes = z.array(
  mode.extend({ expiration_datetime_is_explicit: z.boolean().optional() }),
);
export type ExplainedMode = z.infer<typeof explainedModes>[number];

/** GET /api/courses/v1/courses/?page=N: CourseSerializer in openedx-platform, course_api; entries are `listedRun`s. */
export const courseList = z.object({
  results: z.array(z.unknown()),
  pagination: z.object({ next: z.string().nullable(), count: z.number() }),
});

/** `id` is the run's key, `name` its title, HTML-escaped. `org` and `number` are display values, and may differ. */
export const listedRun = z.object({
  id: z.string(),
  name: z.string().nullish(),
  start: time.optional(),
  end: time.optional(),
  enrollment_end: time.optional(),
});

/** GET /api/commerce/v1/courses/{id}/: all modes of a run, and the SKUs of mobile shops. */
export const commerce = z.looseObject({
  verification_deadline: time,
  modes: z.array(
    z.looseObject({ name: z.string(), price: z.number().int(), currency: z.string(), expires: time }),
  ),
});
export type Commerce = z.infer<typeof commerce>;

/** GET /api/instructor/v2/courses/{id}: expired modes are left out, but their learners are in the total. */
export const instructor = z.object({
  enrollment_counts: z.record(z.string(), z.number().int().nonnegative()),
});

/** A page of GET /api/enrollment/v1/enrollments; `next` is the next page's URL. */
export const enrollments = z.object({
  results: z.array(z.object({ mode: z.string(), is_active: z.boolean() })),
  next: z.url().nullable(),
});

/** POST /oauth2/access_token; `expires_in` is in seconds. */
export const accessToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export const anything = z.unknown();
