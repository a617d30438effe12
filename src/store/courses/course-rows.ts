// The SQL of a course and of a run as the model knows them, and how they are made of its rows. One statement reads either
// whole, whatever the batch. Rows are arrays: an object for each would be made twice, and with a form of its own.
import { COURSE_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { Course, CourseRun, CourseRunStatus, Prices, SeatProduct } from '../../model/courses';
import { namesOf } from '../../model/fields';
import { memoize } from '../../model/memoize';
import type { Row } from '../database';

/** `professional 100.00 verified 50.00`, null for none: neither a slug nor an amount has a blank. As text, so that no float ever comes near an amount. */
const amounts = (table: string, owner: string, id: string): string =>
  `(SELECT string_agg(seat_type_slug || ' ' || amount, ' ') FROM ${table} WHERE ${owner} = ${id})`;

const SKUS = '(SELECT json_object_agg(seat_type_slug, sku) FROM entitlement_product WHERE course_id = c.id)';
/** What makes a Course, of `course c`. */
const COURSE = [
  ...['c.id::text', amounts('course_price', 'course_id', 'c.id'), SKUS],
  ...namesOf(COURSE_FIELDS).map((name) => `c.${COURSE_FIELDS[name].column}`),
];
/** What makes a CourseRun but for its course, of `course_run r`. */
const RUN = [
  ...['r.id::text', 'r.revision', amounts('course_run_price', 'course_run_id', 'r.id')],
  // As text too: to build a JSON for each takes a tenth of the statement's time. No SKU has a control character in it.
  `(SELECT string_agg(seat_type_slug || E'\\x1f' || sku || E'\\x1f' || coalesce(bulk_sku, ''), E'\\x1e')
     FROM seat_product WHERE course_run_id = r.id)`,
  ...namesOf(RUN_FIELDS).map((name) => `r.${RUN_FIELDS[name].column}`),
];

/** The columns of a row that `courseOf` reads, of `course c`. */
export const COURSE_COLUMNS = COURSE.join(', ');
/** The same, as if nothing were sold of it yet. */
export const COURSE_COLUMNS_WITHOUT_SKUS = COURSE_COLUMNS.replace(SKUS, 'NULL::json');
/** The same, named so that they can be said once more: for a statement that reads a course once and its runs. */
export const NAMED_COURSE_COLUMNS = COURSE.map((sql, index) => `${sql} AS course_${index}`).join(', ');
export const COURSE_NAMES = COURSE.map((_, index) => `course_${index}`).join(', ');
/** The columns of a row that `bareRunOf` reads, of `course_run r`. */
export const BARE_RUN_COLUMNS = RUN.join(', ');
/** The columns of a row that `runOf` reads, of `course_run r JOIN course c`. */
export const RUN_COLUMNS = `${BARE_RUN_COLUMNS}, ${COURSE_COLUMNS}`;
/** The same, as if nothing were sold of the course yet. */
export const RUN_COLUMNS_WITHOUT_SKUS = `${BARE_RUN_COLUMNS}, ${COURSE_COLUMNS_WITHOUT_SKUS}`;
export const RUNS = 'course_run r JOIN course c ON c.id = r.course_id';
/** How many columns they are. */
export const [COURSE_WIDTH, RUN_WIDTH] = [COURSE.length, RUN.length];

/** The course that begins at that column. Positions are those of COURSE; names would cost time. */
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
    prices: pricesOf(row[at + 1] as string | null),
    skus: (row[at + 2] as Course['skus'] | null) ?? NONE,
  };
}

/** The run of that course that begins at that column. Positions are those of RUN. */
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
  };
}

/** The run, with its course. */
export const runOf = (row: Row): CourseRun => bareRunOf(row, courseOf(row, RUN_WIDTH));

const NONE = {};

/** Most courses have one of a few sets of prices. */
const MOST_PRICES = 1_000;
const pricesIn = memoize((text: string): Prices => {
  const parts = text.split(' ');
  const prices: Record<string, string> = {};
  for (let index = 0; index + 1 < parts.length; index += 2)
    prices[parts[index] ?? ''] = parts[index + 1] ?? '';
  return prices;
}, MOST_PRICES);

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
 * The condition that a column is one of the keys in the statement's first value. How many they are is kept from the planner,
 * or it would plan anew for each list, which takes it longer than to find a course.
 */
export const among = (column: string, type: 'text' | 'uuid' | 'bigint'): string =>
  `${column} = ANY((SELECT $1::${type}[])::${type}[])`;

/** As `among`, to be joined: each is looked up by itself, so that a hash index serves. What is asked twice is found twice. */
export const eachOf = (column: string, type: 'text' | 'uuid' | 'bigint'): string =>
  `JOIN unnest((SELECT $1::${type}[])) AS asked (one) ON ${column} = asked.one`;
