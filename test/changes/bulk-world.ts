// Bulk changes on their own database: courses to change, and their outcomes.
import { changeDueCourse } from '../../src/changes/bulk/change-due-course';
import { startBulkChange, type StartBulkChangeInput } from '../../src/changes/bulk/start-bulk-change';
import type { ChangeDeps } from '../../src/changes/deps';
import type { BulkChange, BulkChangeItem } from '../../src/model/bulk-change';
import { findBulkChangesByIds, findItemPages } from '../../src/store/bulk-changes';
import { bySql, DEVELOPER } from '../support/changes';

/** The user who starts bulk changes here. */
export const ADMINISTRATOR = { ...DEVELOPER, username: 'ada' };
const REASON = 'The Masters courses are opened.';

/** What the ticket asks for: courses for Masters students only are opened to all. */
export const TO_MVA = {
  type: 'masters-verified-audit',
  prices: [{ seatType: 'verified', amount: '100' }],
  runTypes: [{ from: 'masters', to: 'masters-verified-audit' }],
};

let organizations = 0;
/** Creates that many Masters-only courses of one new organization, each with a PUBLISHED run; returns the keys. */
export async function mastersCourses({ database }: ChangeDeps, number: number): Promise<string[]> {
  organizations += 1;
  const organization = `Bulk${organizations}X`;
  const rows = await bySql<{ key: string }[]>(
    database,
    `WITH made AS (
       INSERT INTO course (uuid, key, organization, title, type_slug, version)
       SELECT gen_random_uuid(), $1 || '+C' || lpad(n::text, 5, '0'), $1, 'Title', 'masters', 1
       FROM generate_series(1, $2::integer) n RETURNING id, key),
     run AS (
       INSERT INTO course_run (uuid, key, course_id, status, type_slug, has_products)
       SELECT gen_random_uuid(), 'course-v1:' || key || '+R1', id, 'PUBLISHED', 'masters', true FROM made)
     SELECT key FROM made ORDER BY key`,
    [organization, number],
  );
  return rows.map(({ key }) => key);
}

/** Started by the administrator; to MVA unless given. */
export async function started(deps: ChangeDeps, input: Partial<StartBulkChangeInput>): Promise<BulkChange> {
  const wanted = { name: 'MVA', change: TO_MVA, reason: REASON, ...input };
  return (await startBulkChange(deps, ADMINISTRATOR, wanted)).bulkChange;
}

export async function found({ database }: ChangeDeps, { id }: BulkChange): Promise<BulkChange> {
  const [row] = await findBulkChangesByIds(database, [id]);
  if (!row) throw new Error(`There is no bulk change ${id}.`);
  return row;
}

/** Takes turns until it has ended. */
export async function done(deps: ChangeDeps, bulkChange: BulkChange): Promise<BulkChange> {
  for (let now = await found(deps, bulkChange); ; now = await found(deps, bulkChange)) {
    if (now.endedAt) return now;
    await changeDueCourse(deps, bulkChange.id);
  }
}

export async function itemsOf(
  { database }: ChangeDeps,
  { id }: BulkChange,
): Promise<readonly BulkChangeItem[]> {
  const asked = { bulkChangeId: id, outcome: null, first: 10_000, after: null };
  const [page] = await findItemPages(database, [asked]);
  return page?.rows ?? [];
}

/** What it did, according to the database: its history entries, and the versions of the courses, by course key. */
export async function effectsOf({ database }: ChangeDeps, { id }: BulkChange) {
  const rows = await database.query<{ key: string; entries: number; version: number; types: string }[]>(
    `SELECT i.course_key AS key, c.version, count(h.id)::integer AS entries,
       c.type_slug || ' ' || (SELECT string_agg(DISTINCT r.type_slug, ' ') FROM course_run r WHERE r.course_id = c.id) AS types
     FROM bulk_change_item i JOIN course c ON c.key = i.course_key
     LEFT JOIN history h ON h.course_key = i.course_key AND h.bulk_change_id = $1
     WHERE i.bulk_change_id = (SELECT id FROM bulk_change WHERE uuid = $1)
     GROUP BY i.course_key, c.id ORDER BY i.course_key`,
    [id],
  );
  return rows;
}
