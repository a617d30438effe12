// The SQL that reads a course or a run as the model knows it, and the mapping of its rows. One statement reads either
// completely, whatever the batch size. Rows are arrays, which spares creating an object for each row twice.
import { COURSE_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { Course, CourseRun, CourseRunStatus, SeatProduct } from '../../model/courses';
import type { Prices } from '../../model/money';
import { namesOf } from '../../model/fields';
import { memoize } from '../../model/memoize';
import type { Row } from '../database';

/** `professional 100.00 verified 50.00`, null for none. No slug or amount has a space. Text, to keep floats out. */
const amounts = (table: string, owner: string, id: string): string =>
  `(SELECT string_agg(seat_type_slug || ' ' || amount, ' ') FROM ${table} WHERE ${owner} = ${id})`;

const SKUS = '(SELECT json_object_agg(seat_type_slug, sku) FROM entitlement_product WHERE course_id = c.id)';
/** The columns of a Course, from `course c`. */
const COURSE = [
  ...['c.id::text', amounts('course_price', 'course_id', 'c.id'), SKUS],
  ...namesOf(COURSE_FIELDS).map((name) => `c.${COURSE_FIELDS[name].column}`),
];
/** The columns of a CourseRun except its course, from `course_run r`. */
const RUN = [
  ...['r.id::text', 'r.revision', amounts('course_run_price', 'course_run_id', 'r.id')],
  // Also text: building JSON for each takes a tenth of the statement's time. SKUs contain no control characters.
  `(SELECT string_agg(seat_type_slug || E'\\x1f' || sku || E'\\x1f' || coalesce(bulk_sku, ''), E'\\x1e')
     FROM seat_product WHERE course_run_id = r.id)`,
  ...namesOf(RUN_FIELDS).map((name) => `r.${RUN_FIELDS[name].column}`),
];

/** The columns that `courseOf` reads, from `course c`. */
export const COURSE_COLUMNS = COURSE.join(', ');
/** The same, with no SKUs. */
export const COURSE_COLUMNS_WITHOUT_SKUS = COURSE_COLUMNS.replace(SKUS, 'NULL::json');
/** The same, with names to refer to: for a statement that reads a course once, with its runs. */
export const NAMED_COURSE_COLUMNS = COURSE.map((sql, index) => `${sql} AS course_${index}`).join(', ');
export const COURSE_NAMES = COURSE.map((_, index) => `course_${index}`).join(', ');
/** The columns that `bareRunOf` reads, from `course_run r`. */
export const BARE_RUN_COLUMNS = RUN.join(', ');
/** The columns that `runOf` reads, from `course_run r JOIN course c`. */
export const RUN_COLUMNS = `${BARE_RUN_COLUMNS}, ${COURSE_COLUMNS}`;
/** The same, with no SKUs of the course. */
export const RUN_COLUMNS_WITHOUT_SKUS = `${BARE_RUN_COLUMNS}, ${COURSE_COLUMNS_WITHOUT_SKUS}`;
export const RUNS = 'course_run r JOIN course c ON c.id = r.course_id';
/** The number of columns of each. */
export const [COURSE_WIDTH, RUN_WIDTH] = [COURSE.length, RUN.length];

/** Reads the course that starts at that column. Positions follow COURSE; names would cost time. */
export function courseOf(row: Row, at = 0): Course {
  return {
    id: row[at] as string,
    uuid: row[at + 3] as string,
    key: row[at + 4] as string,
    organization: row[at + 5] as string,
    title: row[at + 6] as string,
    type: row[at + 7] as string,
    version: row[at + 8] as number,
    keyForReruns: row[at + 9] as string | null,
    variantId: row[at + 10] as string | null,
    prices: pricesOf(row[at + 1] as string | null),
    skus: (row[at + 2] as Course['skus'] | null) ?? NONE,
  };
}

/** Reads the run of that course that starts at that column. Positions follow RUN. */
export function bareRunOf(row: Row, course: Course, at = 0): CourseRun {
  return {
    id: row[at] as string,
    revision: row[at + 1] as number,
    prices: pricesOf(row[at + 2] as string | null),
    products: productsOf(row[at + 3] as string | null),
    course,
    key: row[at + 4] as string,
    uuid: row[at + 5] as string,
    title: row[at + 6] as string | null,
    start: row[at + 7] as Date | null,
    end: row[at + 8] as Date | null,
    goLiveAt: row[at + 9] as Date | null,
    status: row[at + 10] as CourseRunStatus,
    type: row[at + 11] as string,
    upgradeDeadlineOverride: row[at + 12] as Date | null,
    creditProvider: row[at + 13] as string | null,
    creditHours: row[at + 14] as number | null,
    hasProducts: row[at + 15] as boolean,
    enrollmentEnd: row[at + 16] as Date | null,
    isSellingStopped: row[at + 17] as boolean,
    restriction: row[at + 18] as CourseRun['restriction'],
    soldPrices: row[at + 19] as CourseRun['soldPrices'],
    variantId: row[at + 20] as string | null,
  };
}

/** Reads a run with its course. */
export const runOf = (row: Row): CourseRun => bareRunOf(row, courseOf(row, RUN_WIDTH));

const NONE = {};

/** Most courses share a few sets of prices. */
const MAX_CACHED_PRICES = 1_000;
const pricesIn = memoize((text: string): Prices => {
  const parts = text.split(' ');
  const prices: Record<string, string> = {};
  for (let index = 0; index + 1 < parts.length; index += 2)
    prices[parts[index] ?? ''] = parts[index + 1] ?? '';
  return prices;
}, MAX_CACHED_PRICES);

const pricesOf = (text: string | null): Prices => (text === null ? NONE : pricesIn(text));

function productsOf(text: string | null): CourseRun['products'] {
  if (text === null) return NONE;
  const products: Record<string, SeatProduct> = {};
  for (const one of text.split('\x1e')) {
    const [seatType = '', sku = '', bulkSku] = one.split('\x1f');
    products[seatType] = { sku, bulkSku: bulkSku || null };
  }
  return products;
}

/**
 * A condition that a column is one of the keys in the statement's first value. Hides the number of keys from the
 * planner, which would otherwise plan again for each list; that takes longer than finding a course.
 */
export const among = (column: string, type: 'text' | 'uuid' | 'bigint'): string =>
  `${column} = ANY((SELECT $1::${type}[])::${type}[])`;

/** Like `among`, as a join: looks up each key singly, so that a hash index works. A repeated key repeats rows. */
export const eachOf = (column: string, type: 'text' | 'uuid' | 'bigint'): string =>
  `JOIN unnest((SELECT $1::${type}[])) AS asked (one) ON ${column} = asked.one`;
