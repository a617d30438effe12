// Finds runs that the service handles on its own: those due to go live, and those whose products are checked for drift.
import type { Database } from '../database';
import { inBatches } from '../pages';

/** Runs with products, after a run key; `courseKey` null: of all courses. */
export interface SoldRuns {
  readonly after: string;
  readonly courseKey: string | null;
}

const AT_ONCE = 500;
const SOLD = `FROM course_run WHERE has_products AND key > $1
  AND ($2::text IS NULL OR course_id = (SELECT id FROM course WHERE key = $2))`;

/** Yields their keys in order, a few hundred at a time. */
export const findSoldRuns = (db: Database, runs: SoldRuns): AsyncGenerator<readonly string[]> =>
  inBatches(AT_ONCE, async (after: string | undefined, limit) => {
    const values = [after ?? runs.after, runs.courseKey, limit];
    const rows = await db.query<{ key: string }[]>(`SELECT key ${SOLD} ORDER BY key LIMIT $3`, values);
    return rows.map((row) => row.key);
  });

export async function countSoldRuns(db: Database, { after, courseKey }: SoldRuns): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(`SELECT count(*)::integer AS count ${SOLD}`, [
    after,
    courseKey,
  ]);
  return row?.count ?? 0;
}

/** Returns the keys of REVIEWED runs that go live at that time or earlier, longest waiting first. */
export async function findRunsToGoLive(db: Database, at: Date): Promise<string[]> {
  const rows = await db.query<{ key: string }[]>(
    `SELECT key FROM course_run WHERE status = 'REVIEWED' AND go_live_at <= $1 ORDER BY go_live_at, key`,
    [at],
  );
  return rows.map((row) => row.key);
}
