// The LMS stand-in's course modes and their learners: what it refuses, and how it applies a desired state.
import { currencyRefusals, timeRefusals, twiceRefusals, utc, type Books } from './desired-state';
import type { UserError } from './faults';
import type { Message } from './ledger';

type ModeOffer = {
  slug: string;
  displayName: string;
  minPrice: number;
  currency: string;
  expirationDatetime?: string | null;
  sku?: string | null;
  bulkSku?: string | null;
};

export type ProvisionCourseModesInput = Message & { modes: ModeOffer[] };
export type CourseMode = Required<ModeOffer>;
export type ProvisionedCourseModes = { revision: number; modes: CourseMode[] };
export type ModeEnrollment = { slug: string; count: number };

/** The modes with a minimum price, with the LMS's names for them; all others may be free. */
const minimumPrices = new Map([
  ['verified', { name: 'Verified', minimum: 1 }],
  ['professional', { name: 'Professional', minimum: 1 }],
  ['executive-education', { name: 'Executive Education', minimum: 1 }],
  ['paid-executive-education', { name: 'Paid Executive Education', minimum: 1 }],
  ['paid-bootcamp', { name: 'Paid Bootcamp', minimum: 1 }],
]);

export function createCourseModes() {
  const runs = new Map<string, ProvisionedCourseModes>();
  const learners = new Map<string, Map<string, number>>();
  const enrolled = (runKey: string, slug: string) => learners.get(runKey)?.get(slug) ?? 0;

  const books: Books<ProvisionCourseModesInput, ProvisionedCourseModes> = {
    find: (courseRunKey) => runs.get(courseRunKey) ?? null,
    apply({ courseRunKey, revision, modes }) {
      const had = runs.get(courseRunKey)?.modes ?? [];
      const hadOf = ({ slug }: ModeOffer) => had.find((mode) => mode.slug === slug);
      runs.set(courseRunKey, { revision, modes: modes.map((mode) => courseMode(mode, hadOf(mode))) });
    },
    refusals({ courseRunKey, modes }) {
      const listed = modes.map(({ slug }) => slug);
      const removed = (runs.get(courseRunKey)?.modes ?? []).filter(({ slug }) => !listed.includes(slug));
      return [
        ...modes.flatMap((mode, index) => modeRefusals(mode, ['modes', String(index)])),
        ...twiceRefusals(listed, 'modes'),
        ...removed
          .map(({ slug }) => ({ slug, count: enrolled(courseRunKey, slug) }))
          .filter(({ count }) => count > 0)
          .map(hasEnrollments),
      ];
    },
    clear() {
      runs.clear();
      learners.clear();
    },
  };

  /** Sets the number of learners in a mode. Lost on a restart: only tests set it. */
  function enroll(courseRunKey: string, slug: string, count: number): void {
    learners.set(courseRunKey, new Map(learners.get(courseRunKey)).set(slug, count));
  }

  /** Removes all modes of the run, as somebody might by hand: without a message, and unknown to the ledger. */
  function strip(courseRunKey: string): void {
    const run = runs.get(courseRunKey);
    if (run) runs.set(courseRunKey, { ...run, modes: [] });
  }

  /** For every mode that the run has, or that has learners in the run. */
  function enrollmentCounts(courseRunKey: string): ModeEnrollment[] {
    const modes = (runs.get(courseRunKey)?.modes ?? []).map(({ slug }) => slug);
    const slugs = new Set([...modes, ...(learners.get(courseRunKey)?.keys() ?? [])]);
    return [...slugs].map((slug) => ({ slug, count: enrolled(courseRunKey, slug) }));
  }

  return { books, enroll, strip, enrollmentCounts };
}

/** Omitted SKUs stay as they are. */
function courseMode(mode: ModeOffer, had?: CourseMode): CourseMode {
  const { expirationDatetime, sku = had?.sku ?? null, bulkSku = had?.bulkSku ?? null } = mode;
  return { ...mode, expirationDatetime: utc(expirationDatetime), sku, bulkSku };
}

function hasEnrollments({ slug, count }: ModeEnrollment): UserError {
  const message = `The ${slug} course mode has ${count} enrolled learners and can't be removed.`;
  return { code: 'MODE_HAS_ENROLLMENTS', message, path: ['modes'] };
}

/** In the LMS's words; undefined if the price is high enough. */
export function priceRefusal(slug: string, price: number): string | undefined {
  const { name, minimum } = minimumPrices.get(slug) ?? { name: slug, minimum: 0 };
  if (price >= minimum) return undefined;
  return `The ${name} course mode has a minimum price of ${minimum}. You must set a price greater than or equal to ${minimum}.`;
}

function modeRefusals(
  { slug, minPrice, currency, expirationDatetime }: ModeOffer,
  path: string[],
): UserError[] {
  const errors: UserError[] = [];
  if (slug === '') {
    errors.push({
      code: 'SLUG_MISSING',
      message: 'A course mode must have a slug.',
      path: [...path, 'slug'],
    });
  }
  const tooCheap = priceRefusal(slug, minPrice);
  if (tooCheap) errors.push({ code: 'PRICE_BELOW_MINIMUM', message: tooCheap, path: [...path, 'minPrice'] });
  return [
    ...errors,
    // The LMS itself keeps currencies in lower case.
    ...currencyRefusals(currency.toUpperCase(), [...path, 'currency']),
    ...timeRefusals(expirationDatetime, [...path, 'expirationDatetime']),
  ];
}
