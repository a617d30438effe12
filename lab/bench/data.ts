// The data to measure on: courses, runs, prices, products and history, generated in SQL from their numbers, so that
// every request can name existing keys without asking. The same numbers give the same data.
import { Client } from 'pg';

export interface Size {
  readonly courses: number;
}

/** Runs of each course, except those that are given many. */
export const RUNS_PER_COURSE = 4;
/** Courses with MANY_RUNS runs, for decisions about many runs. */
export const LARGE_COURSES = 16;
export const MANY_RUNS = 20;
export const ORGANIZATIONS = 50;

const organizationOf = (course: number): string => `Org${course % ORGANIZATIONS}`;
export const courseKey = (course: number): string =>
  `${organizationOf(course)}+C${String(course).padStart(7, '0')}`;
export const runKey = (course: number, run: number): string => `course-v1:${courseKey(course)}+R${run}`;
export const largeCourseKey = (course: number): string => `OrgL+L${course}`;

/** Runs start on any day of four years. */
const startOf = (course: string, run: string): string =>
  `'2027-01-01'::timestamptz + (${course} * 13 + ${run} * 90) % 1461 * interval '1 day'`;

/** The type by a course's number; all its runs have the type of the same slug. Two seats per run on average. */
const TYPES = `(ARRAY['verified-audit','verified-audit','verified-audit','masters-verified-audit','credit-verified-audit',
  'professional','verified-audit','verified-audit','audit','verified-audit'])[1 + i % 10]`;

/** Empties the tables, then creates that many courses. The database must be used by nobody else. */
export async function fill(url: string, { courses }: Size): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Bypasses triggers and foreign keys: the data is correct, and chaining a hundred thousand history entries one by
    // one would take longer than measuring.
    await client.query(`SET session_replication_role = replica; SET synchronous_commit = off;
      TRUNCATE course, course_run, course_price, course_run_price, seat_product, entitlement_product,
        lane, provisioning, history RESTART IDENTITY CASCADE`);
    await client.query(statementsFor(courses));
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

function statementsFor(courses: number): string {
  const all = `generate_series(0, ${courses - 1}) i`;
  return `
    INSERT INTO course (uuid, key, organization, title, type_slug, version)
    SELECT md5('course' || i)::uuid, 'Org' || i % ${ORGANIZATIONS} || '+C' || lpad(i::text, 7, '0'),
      'Org' || i % ${ORGANIZATIONS}, 'Course number ' || i, ${TYPES}, 1 FROM ${all};
    INSERT INTO course (uuid, key, organization, title, type_slug, version)
    SELECT md5('large' || i)::uuid, 'OrgL+L' || i, 'OrgL', 'Large course ' || i, 'credit-verified-audit', 1
    FROM generate_series(0, ${LARGE_COURSES - 1}) i;
    INSERT INTO course_run (uuid, key, course_id, title, start_at, end_at, status, type_slug, has_products, revision,
      credit_provider, credit_hours)
    SELECT md5('run ' || c.key || ' ' || j)::uuid, 'course-v1:' || c.key || '+R' || j, c.id,
      CASE WHEN j = 3 THEN 'A title of its own' END, ${startOf('c.id', 'j')}, ${startOf('c.id', 'j')} + interval '60 days', 'PUBLISHED', c.type_slug, true, 0,
      CASE WHEN c.type_slug LIKE 'credit%' THEN 'asu' END, CASE WHEN c.type_slug LIKE 'credit%' THEN 3 END
    FROM course c, generate_series(0, CASE WHEN c.organization = 'OrgL' THEN ${MANY_RUNS} ELSE ${RUNS_PER_COURSE} END - 1) j
    ORDER BY c.id, j;
    UPDATE course c SET last_start_at = (SELECT max(start_at) FROM course_run r WHERE r.course_id = c.id);
    INSERT INTO course_price (course_id, seat_type_slug, amount)
    SELECT c.id, t.seat, 50 + c.id % 200 FROM course c CROSS JOIN LATERAL (SELECT DISTINCT k.seat_type_slug AS seat
      FROM course_type_run_type x JOIN course_run_type_track y USING (course_run_type_slug)
      JOIN track_type k ON k.slug = y.track_type_slug
      WHERE x.course_type_slug = c.type_slug AND (k.paid_to_platform OR k.paid_to_partner) AND k.seat_type_slug IS NOT NULL) t;
    INSERT INTO course_run_price (course_run_id, seat_type_slug, amount)
    SELECT r.id, 'verified', 75 FROM course_run r WHERE r.id % 10 = 0 AND r.type_slug LIKE '%verified%';
    INSERT INTO seat_product (course_run_id, seat_type_slug, sku)
    SELECT r.id, k.seat_type_slug, upper(substr(md5(r.key || k.seat_type_slug), 1, 7))
    FROM course_run r JOIN course_run_type_track y ON y.course_run_type_slug = r.type_slug
    JOIN track_type k ON k.slug = y.track_type_slug WHERE k.seat_type_slug IS NOT NULL;
    INSERT INTO history (at, kind, subject, actor, reason, course_key, course_run_key, before, after, transaction_id, hash)
    OVERRIDING SYSTEM VALUE
    SELECT '2026-01-01'::timestamptz + row_number() OVER (ORDER BY r.id) * interval '1 second',
      CASE WHEN r.key LIKE '%+R0' THEN 'COURSE_CREATED' ELSE 'COURSE_RUN_ADDED' END, 'course:' || c.key, 'editor' || c.id % 20, 'A new run.', c.key, r.key, NULL,
      jsonb_build_object('courseRuns', jsonb_build_object(r.key, jsonb_build_object('type', r.type_slug,
        'status', 'UNPUBLISHED', 'start', r.start_at, 'end', r.end_at, 'prices', '{}'::jsonb)))
        || CASE WHEN r.key LIKE '%+R0' THEN jsonb_build_object('type', c.type_slug, 'prices', '{}'::jsonb) ELSE '{}' END,
      0, sha256(r.key::bytea)
    FROM course_run r JOIN course c ON c.id = r.course_id ORDER BY r.id;
    SELECT setval('history_id_seq', (SELECT max(id) FROM history));`;
}

/** The current versions of these courses. */
export async function versionsOf(url: string, keys: readonly string[]): Promise<Map<string, number>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ key: string; version: number }>(
      'SELECT key, version FROM course WHERE key = ANY($1)',
      [keys],
    );
    return new Map(rows.map(({ key, version }) => [key, version]));
  } finally {
    await client.end();
  }
}
