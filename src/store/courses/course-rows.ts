// The SQL of a course and of a run as the model knows them. One statement reads either whole, whatever the batch.

/** Amounts as text, so that no float ever comes near them. */
const amounts = (table: string, owner: string, id: string): string =>
  `(SELECT coalesce(jsonb_object_agg(seat_type_slug, amount::text), '{}') FROM ${table} WHERE ${owner} = ${id})`;

const COURSE_FIELDS: Readonly<Record<string, string>> = {
  id: 'c.id::text',
  uuid: 'c.uuid',
  key: 'c.key',
  organization: 'c.organization',
  title: 'c.title',
  type: 'c.type_slug',
  version: 'c.version',
  prices: amounts('course_price', 'course_id', 'c.id'),
  skus: `(SELECT coalesce(jsonb_object_agg(seat_type_slug, sku), '{}') FROM entitlement_product WHERE course_id = c.id)`,
};

/** A row that is a Course, of `course c`. */
export const COURSE_ROW = Object.entries(COURSE_FIELDS)
  .map(([name, sql]) => `${sql} AS "${name}"`)
  .join(', ');

const COURSE_JSON = `jsonb_build_object(${Object.entries(COURSE_FIELDS)
  .map(([name, sql]) => `'${name}', ${sql}`)
  .join(', ')})`;

/** The fields of a row that is a CourseRun but for its course, of `course_run r`. */
export const BARE_RUN_ROW = `r.id::text AS "id", r.uuid, r.key, r.title, r.start_at AS "start", r.end_at AS "end",
  r.go_live_at AS "goLiveAt", r.status, r.type_slug AS "type",
  ${amounts('course_run_price', 'course_run_id', 'r.id')} AS "prices",
  r.upgrade_deadline_override AS "upgradeDeadlineOverride", r.credit_provider AS "creditProvider",
  r.credit_hours AS "creditHours", r.has_products AS "hasProducts", r.revision,
  (SELECT coalesce(jsonb_object_agg(seat_type_slug, jsonb_build_object('sku', sku, 'bulkSku', bulk_sku)), '{}')
     FROM seat_product WHERE course_run_id = r.id) AS "products"`;

/** A row that is a CourseRun, of `course_run r JOIN course c`. */
export const RUN_ROW = `${BARE_RUN_ROW}, ${COURSE_JSON} AS "course"`;

export const RUNS = 'course_run r JOIN course c ON c.id = r.course_id';

/**
 * The condition that a column is one of the keys in the statement's first value. How many they are is kept from the planner,
 * or it would plan anew for each list, which takes it longer than to find a course.
 */
export const among = (column: string, type: 'text' | 'uuid' | 'bigint'): string =>
  `${column} = ANY((SELECT $1::${type}[])::${type}[])`;
