// Changes made without GraphQL, on the database of a test file.
import { randomUUID } from 'node:crypto';
import type { ChangeDeps } from '../../src/changes/deps';
import { addCourseRun } from '../../src/changes/add-course-run';
import { changeCourse } from '../../src/changes/change-course';
import { createCourse } from '../../src/changes/create-course';
import { setCourseRunStatus } from '../../src/changes/set-course-run-status';
import type { Outcome } from '../../src/changes/apply/command';
import { DEVELOPER } from '../../src/identity/permissions';
import type { CourseRunStatus, CourseState } from '../../src/model/courses';
import { createCatalogueSource } from '../../src/store/catalogue';
import type { Database } from '../../src/store/database';
import { openDatabase } from '../../src/store/data-source';

export const POLICY = {
  currency: 'USD',
  maximumPrice: '10000.00',
  isPriceWhole: true,
  upgradeDeadlineDays: 10,
  isSelling: true,
  mostRuns: 500,
} as const;

/** A replica of the service on that database, without GraphQL and the relay. */
export interface Replica extends ChangeDeps {
  readonly stop: () => Promise<void>;
}

export async function startReplica(url: string, deviations: Partial<ChangeDeps> = {}): Promise<Replica> {
  const database = await openDatabase({ url, poolSize: 20 });
  const catalogue = await createCatalogueSource(database, { pollMs: 200, onError: () => undefined });
  return {
    database,
    catalogue,
    policy: POLICY,
    bulkRatePerMinute: 6_000,
    clock: () => new Date('2027-03-01T12:00:00Z'),
    newId: randomUUID,
    countLearners: () => Promise.reject(new Error('nobody expected to be asked')),
    readers: { ECOMMERCE: { read: unread }, LMS: { read: unread } },
    onProvisioningQueued: () => undefined,
    ...deviations,
    stop: async () => {
      await catalogue.stop();
      await database.destroy();
    },
  };
}

/**
 * Does by SQL what no change does. The database requires a history entry for every course affected, so each gets an
 * empty one.
 */
export const bySql = <T>(database: Database, sql: string, parameters: unknown[] = []): Promise<T> =>
  database.transaction(async (tx) => {
    const tell = () =>
      tx.query(`INSERT INTO history (kind, subject, actor, course_key)
        SELECT 'IMPORTED', 'course:' || key, 'a test', key FROM course`);
    await tell();
    const rows: T = await tx.query(sql, parameters);
    await tell();
    return rows;
  });

const unread = async () => ({ kind: 'retry', error: 'nobody is there', retryAfterMs: 0 }) as const;

/** The state after a change; throws with the violations if it was refused. */
export function accepted(outcome: Outcome): CourseState {
  if (outcome.violations.length > 0 || !outcome.state) throw new Error(JSON.stringify(outcome.violations));
  return outcome.state;
}

let counter = 0;
/** A course key that no other test uses, and the key of its first run. */
export function freshKeys(): { key: string; run: string; second: string } {
  counter += 1;
  const key = `TestX+C${counter}`;
  return { key, run: `course-v1:${key}+R1`, second: `course-v1:${key}+R2` };
}

const REVIEW: CourseRunStatus[] = ['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'];

/** Moves a run from UNPUBLISHED through review to that status; returns the course's version then. */
export async function review(
  replica: ChangeDeps,
  { run, version, to }: { run: string; version: number; to: CourseRunStatus },
): Promise<number> {
  let expectedVersion = version;
  for (const status of REVIEW.slice(0, REVIEW.indexOf(to) + 1)) {
    const outcome = await setCourseRunStatus(replica, DEVELOPER, { key: run, expectedVersion, status });
    expectedVersion = accepted(outcome).course.version;
  }
  return expectedVersion;
}

/** A Masters-only course whose run is PUBLISHED. */
export async function aPublishedMastersCourse(replica: ChangeDeps) {
  const keys = freshKeys();
  const input = { key: keys.key, title: 'Data', type: 'masters', prices: [], runs: [{ key: keys.run }] };
  accepted(await createCourse(replica, DEVELOPER, input));
  const version = await review(replica, { run: keys.run, version: 1, to: 'PUBLISHED' });
  return { ...keys, version };
}

/** A Verified and Audit course at 49.00 whose run is moved to that status. */
export async function aVerifiedCourse(replica: ChangeDeps, to: CourseRunStatus = 'PUBLISHED') {
  const keys = freshKeys();
  accepted(
    await createCourse(replica, DEVELOPER, {
      key: keys.key,
      title: 'Computing',
      type: 'verified-audit',
      prices: [{ seatType: 'verified', amount: '49.00' }],
      runs: [{ key: keys.run, start: '2027-01-01T00:00:00Z', end: '2027-06-30T00:00:00Z' }],
    }),
  );
  const version = to === 'UNPUBLISHED' ? 1 : await review(replica, { run: keys.run, version: 1, to });
  return { ...keys, version };
}

export { addCourseRun, changeCourse, createCourse, setCourseRunStatus, DEVELOPER };
