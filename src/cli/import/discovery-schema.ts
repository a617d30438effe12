// The schema of a course in course-discovery's API, field by field. Unknown fields are ignored, missing ones undefined.
// Amounts are numbers or texts, times RFC 3339.
import { z } from 'zod';
import { readText, readTime } from '../../changes/input/read';
import { trimmed } from '../../model/text';
import type { CourseRunStatus, Restriction } from '../../model/courses';
import { Fault } from '../../model/faults';
import { isUuid, parseCourseKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import { parseAmount } from '../../model/money';

export const STATUSES: Readonly<Record<string, CourseRunStatus>> = {
  unpublished: 'UNPUBLISHED',
  review_by_legal: 'LEGAL_REVIEW',
  review_by_internal: 'INTERNAL_REVIEW',
  reviewed: 'REVIEWED',
  published: 'PUBLISHED',
};
export const RESTRICTION_TYPES: Readonly<Record<string, Restriction>> = {
  'custom-b2c': 'CUSTOM_B2C',
  'custom-b2b-enterprise': 'CUSTOM_B2B_ENTERPRISE',
};

/** Parses a text with the reader, whose fault becomes the message. */
const readBy = <T>(read: (text: string) => T) =>
  z.string().transform((given, context) => {
    try {
      return read(given);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });

const time = readBy((given) => readTime(given, 'text')).nullish();
/** Text that can be stored. U+FFFD means that the encoding was not UTF-8. */
const textOrNull = readBy((given) => {
  if (given.includes('\uFFFD'))
    throw new Fault('BAD_USER_INPUT', 'The text has a character that is not UTF-8.');
  return trimmed(given) === '' ? null : readText(given, 'text');
}).nullish();
const text = textOrNull.transform((given) => given ?? undefined);
/** SKUs are stored in a text that control characters separate. */
const sku = text.refine((given) => !/\p{Cc}/u.test(given ?? ''), { error: 'contains a control character.' });
const word = z
  .string()
  .nullish()
  .transform((given) => (given && trimmed(given)) || undefined);
const uuidOrNull = z
  .string()
  .refine(isUuid, { error: 'is not a UUID.' })
  .nullish()
  .transform((given) => given && given.toLowerCase());
const uuid = uuidOrNull.transform((given) => given ?? undefined);
const amount = z
  .union([z.string(), z.number()], { error: 'is not an amount.' })
  .nullish()
  .transform((given, context) => {
    const parsed = given == null ? null : parseAmount(String(given).trim());
    if (given != null && parsed === null)
      context.addIssue('is not an amount; give 0 to 2 decimals, such as 49.00.');
    return parsed;
  });
const list = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry)
    .nullish()
    .transform((given) => given ?? undefined);

const seat = z.object({
  type: z.string(),
  price: amount,
  currency: word,
  upgrade_deadline: time,
  upgrade_deadline_override: time,
  credit_provider: textOrNull,
  credit_hours: z.int32().min(0).nullish(),
  sku,
  bulk_sku: sku,
});

const entitlement = z.object({ mode: z.string(), price: amount, currency: word, sku });

const run = z.object({
  key: z.string().refine((key) => parseRunKey(key) ?? parseOldRunKey(key), {
    error: 'is not a run key; use for example course-v1:edX+DemoX+1T2026.',
  }),
  uuid,
  title: text,
  run_type: word,
  modes: list(z.string()),
  seats: list(seat),
  start: time,
  end: time,
  enrollment_end: time,
  go_live_date: time,
  restriction_type: z.enum([...Object.keys(RESTRICTION_TYPES), '']).nullish(),
  fixed_price_usd: amount,
  variant_id: uuidOrNull,
  status: z.enum(Object.keys(STATUSES)).nullish(),
  modified: word,
});

const metadata = z.object({ variant_id: uuidOrNull });

export const course = z.object({
  key: z.string().refine((key) => parseCourseKey(key), {
    error: 'is not a course key; use organization and number, for example edX+DemoX.',
  }),
  uuid,
  title: text,
  key_for_reruns: word.refine((key) => key === undefined || parseCourseKey(key), {
    error: 'is not a course key; use organization and number, for example edX+DemoX.',
  }),
  type: word,
  course_type: word,
  entitlements: list(entitlement),
  additional_metadata: metadata.nullish(),
  course_runs: list(run),
  modified: word,
});

/** The names of fields that have a value but are not read, once per occurrence. */
export const fieldsNotRead = (value: unknown): string[] => [
  ...notIn(course.shape, value, ''),
  ...notIn(metadata.shape, isObject(value) && value['additional_metadata'], 'additional_metadata.'),
  ...entriesOf(value, 'entitlements').flatMap((one) => notIn(entitlement.shape, one, 'entitlements.')),
  ...entriesOf(value, 'course_runs').flatMap((one) => [
    ...notIn(run.shape, one, 'course_runs.'),
    ...entriesOf(one, 'seats').flatMap((sold) => notIn(seat.shape, sold, 'course_runs.seats.')),
  ]),
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function entriesOf(value: unknown, name: string): readonly unknown[] {
  const entries = isObject(value) ? value[name] : null;
  return Array.isArray(entries) ? entries : [];
}

function notIn(shape: object, value: unknown, prefix: string): string[] {
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((name) => !Object.hasOwn(shape, name) && value[name] != null && value[name] !== '')
    .map((name) => prefix + name);
}

/** The readable part of a course with mistakes, to find contradictions as well. */
export const readable = z.object({
  entitlements: list(
    z.object({ mode: z.string().catch(''), price: amount.catch(null), currency: word.catch(undefined) }),
  ).catch(undefined),
  course_runs: list(
    z.object({
      key: z.string().catch(''),
      start: time.catch(null),
      end: time.catch(null),
      seats: list(z.object({ price: amount.catch(null), currency: word.catch(undefined) })).catch(undefined),
    }),
  ).catch(undefined),
});

export type DiscoveryCourse = z.infer<typeof course>;
export type DiscoveryRun = z.infer<typeof run>;
export type DiscoverySeat = z.infer<typeof seat>;
