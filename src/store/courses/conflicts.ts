// Stores where the LMS has a title or date of a run that a rule refuses here.
import type { Database } from '../database';

/** What the LMS has of a run, and a rule refuses here. */
export interface LmsConflict {
  /** Of the run: title, start, end, enrollmentEnd. */
  readonly field: string;
  /** As text; null where the LMS has none. */
  readonly there: string | null;
  readonly problem: string;
  readonly since: Date;
}

export interface RunConflict extends Omit<LmsConflict, 'since'> {
  readonly courseRunId: string;
}

/** Replaces the conflicts of these runs. A conflict that existed already keeps its time. */
export async function saveConflicts(
  db: Database,
  courseRunIds: readonly string[],
  conflicts: readonly RunConflict[],
): Promise<void> {
  await db.query(
    `WITH given AS (
       SELECT "courseRunId"::bigint AS run, field, there, problem
       FROM jsonb_to_recordset($2) AS given ("courseRunId" text, field text, there text, problem text)
     ), gone AS (
       DELETE FROM lms_conflict c WHERE course_run_id = ANY($1)
         AND NOT EXISTS (SELECT 1 FROM given WHERE run = c.course_run_id AND given.field = c.field)
     )
     INSERT INTO lms_conflict (course_run_id, field, there, problem) SELECT run, field, there, problem FROM given
     ON CONFLICT (course_run_id, field) DO UPDATE
       SET there = excluded.there, problem = excluded.problem, modified = now()
       WHERE (lms_conflict.there, lms_conflict.problem) IS DISTINCT FROM (excluded.there, excluded.problem)`,
    [courseRunIds, JSON.stringify(conflicts)],
  );
}

/** Returns conflicts by the run's internal id, ordered by field name. */
export async function findConflictsOfRuns(
  db: Database,
  courseRunIds: readonly string[],
): Promise<Map<string, (RunConflict & LmsConflict)[]>> {
  const rows = await db.query<(RunConflict & LmsConflict)[]>(
    `SELECT course_run_id::text AS "courseRunId", field, there, problem, created AS since
     FROM lms_conflict WHERE course_run_id = ANY($1) ORDER BY field`,
    [courseRunIds],
  );
  return new Map(courseRunIds.map((id) => [id, rows.filter(({ courseRunId }) => courseRunId === id)]));
}
