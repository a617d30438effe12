// Reads what the checker needs once all is quiet: the journals of the other systems, and the database. Judges nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProvisioned } from '../../src/model/courses';
import type { Policy } from '../../src/model/policy';
import { desiredOf } from '../../src/provisioning/desired-state';
import { readCatalogue } from '../../src/store/catalogue';
import { loadCourses } from '../../src/store/courses/course-states';
import type { Database } from '../../src/store/database';
import type { Acknowledged, Applied, Evidence, Sent, Wanted } from './checker';

export const POLICY: Policy = {
  currency: 'USD',
  maximumPrice: '10000.00',
  isPriceWhole: true,
  upgradeDeadlineDays: 10,
  isSelling: true,
  mostRuns: 500,
};

interface Line {
  readonly idempotencyKey: string;
  readonly courseRunKey: string;
  readonly input: unknown;
}

/** What both systems applied, each in order. */
export const effectsIn = (folder: string): Applied[] =>
  ['ecommerce', 'lms'].flatMap((system) => {
    const lines = readFileSync(join(folder, `${system}.jsonl`), 'utf8').split('\n');
    const entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
    return entries.map(({ idempotencyKey, courseRunKey, input }) => {
      return { key: idempotencyKey, target: system.toUpperCase(), run: courseRunKey, input };
    });
  });

export async function readEvidence(
  db: Database,
  effects: readonly Applied[],
  acknowledged: readonly Acknowledged[],
): Promise<Evidence> {
  const provisionings = await db.query<Sent[]>(
    `SELECT provisioning.uuid AS key, target, course_run.key AS run, lane_id AS lane, seq, state,
       sent_at IS NOT NULL AS "wasSent"
     FROM provisioning JOIN course_run ON course_run.id = course_run_id`,
  );
  const courses = await db.query<(Evidence['courses'][number] & { id: string })[]>(
    `SELECT id, key, version, (SELECT count(*)::integer FROM history
       WHERE course_key = course.key AND kind LIKE 'COURSE%') AS entries FROM course`,
  );
  const deliveries = await db.query<[string, number][]>(
    `SELECT after->>'id' AS key, count(*)::integer FROM history WHERE kind = 'PROVISIONING_DELIVERED' GROUP BY 1`,
  );
  const reasons = await db.query<object[]>(
    `SELECT reason, count(*)::integer FROM history WHERE reason IS NOT NULL GROUP BY 1`,
  );
  return {
    provisionings,
    effects,
    wanted: await wantedIn(
      db,
      courses.map((course) => course.id),
    ),
    acknowledged,
    courses,
    deliveredEntries: counted(deliveries),
    entriesByReason: counted(reasons),
  };
}

const counted = (rows: readonly object[]) =>
  new Map(rows.map((row): [string, number] => Object.values(row) as [string, number]));

async function wantedIn(db: Database, ids: readonly string[]): Promise<Wanted[]> {
  const catalogue = await readCatalogue(db);
  const loaded = await loadCourses(db, ids);
  return loaded.flatMap(({ state, requested }) => {
    const context = { catalogue, policy: POLICY, now: new Date(), requested };
    const runs = state.runs.filter((run) => isProvisioned(run, context.now));
    return runs.flatMap((run): Wanted[] => {
      const { ecommerce, lms } = desiredOf(run, context);
      const modes = lms.modes.map(({ seatType: _, ...mode }) => mode);
      const toLms = { target: 'LMS', run: run.key, state: { ...lms, modes } };
      if (!ecommerce) return [toLms];
      // Only shops are sent the mode that a buyer gets.
      const seats = ecommerce.seats.map(({ mode: _, ...seat }) => seat);
      return [{ target: 'ECOMMERCE', run: run.key, state: { ...ecommerce, seats } }, toLms];
    });
  });
}
