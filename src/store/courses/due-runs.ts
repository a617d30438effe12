// Which runs the service looks after by itself: those that go live, and those whose products are held against what is sold.
import type { Database } from '../database';

/** Runs that have products, after a key; null: of all courses. */
export interface SoldRuns {
  readonly after: string;
  readonly courseKey: string | null;
}

const SOLD = `FROM course_run WHERE has_products AND key > $1
  AND ($2::text IS NULL OR course_id = (SELECT id FROM course WHERE key = $2))`;

/** The keys of the next ones in the order of keys. */
export async function findSoldRuns(
  db: Database,
  { after, courseKey }: SoldRuns,
  limit: number,
): Promise<string[]> {
  const rows = await db.query<{ key: string }[]>(`SELECT key ${SOLD} ORDER BY key LIMIT $3`, [
    after,
    courseKey,
    limit,
  ]);
  return rows.map((row) => row.key);
}

export async function countSoldRuns(db: Database, { after, courseKey }: SoldRuns): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(`SELECT count(*)::integer AS count ${SOLD}`, [
    after,
    courseKey,
  ]);
  return row?.count ?? 0;
}

/** The keys of the runs that are REVIEWED and go live at that time or before, the longest waiting first. */
export async function findRunsToGoLive(db: Database, at: Date): Promise<string[]> {
  const rows = await db.query<{ key: string }[]>(
    `SELECT key FROM course_run WHERE status = 'REVIEWED' AND go_live_at <= $1 ORDER BY go_live_at, key`,
    [at],
  );
  return rows.map((row) => row.key);
}
