// What the database refuses: changes without their entry, and changes of history itself. And what reveals alterations.
import { saveCourseType } from '../../src/changes/catalogue/save-definition';
import { RUN_FIELDS } from '../../src/model/courses';
import { namesOf } from '../../src/model/fields';
import type { Database, Transaction } from '../../src/store/database';
import { verifyHistory } from '../../src/store/history/verify';
import {
  accepted,
  aVerifiedCourse,
  changeCourse,
  DEVELOPER,
  startReplica,
  type Replica,
} from '../support/changes';
import { useTestDatabase } from '../support/database';

const server = useTestDatabase();
let replica: Replica;
let db: Database;
let course: Awaited<ReturnType<typeof aVerifiedCourse>>;
beforeAll(async () => {
  replica = await startReplica(server.url);
  db = replica.database;
  course = await aVerifiedCourse(replica, 'UNPUBLISHED');
  for (const [expectedVersion, amount] of ['70', '80', '90'].entries()) {
    const runs = [{ key: course.run, prices: [{ seatType: 'verified', amount }] }];
    const input = {
      key: course.key,
      expectedVersion: expectedVersion + 1,
      runs,
      reason: 'a price of its own',
    };
    accepted(await changeCourse(replica, DEVELOPER, input));
  }
});
afterAll(() => replica.stop());

const tell = (tx: Transaction, subject: string) =>
  tx.query(`INSERT INTO history (kind, subject, actor) VALUES ('IMPORTED', $1, 'a test')`, [subject]);
const ROLLED_BACK = new Error('only tried');

/** Whether the changes may be committed: fires all triggers, and commits nothing. */
async function isAccepted(...work: ((tx: Transaction) => Promise<unknown>)[]): Promise<boolean> {
  try {
    await db.transaction(async (tx) => {
      for (const step of work) await step(tx);
      await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
      throw ROLLED_BACK;
    });
  } catch (error) {
    if (error === ROLLED_BACK) return true;
    expect(error).toMatchObject({ code: '23000', message: expect.stringContaining('in history') });
  }
  return false;
}

test('every field of a run in history is one for which the database requires an entry', async () => {
  const [guarded] = await db.query<{ columns: string[] }[]>(
    `SELECT array_agg(attname::text) AS columns FROM pg_trigger JOIN pg_attribute
       ON attrelid = tgrelid AND attnum = ANY(tgattr::smallint[]) WHERE tgname = 'course_run_has_history'`,
  );
  const told = namesOf(RUN_FIELDS).filter((name) => name !== 'hasProducts');

  expect(new Set(guarded?.columns)).toEqual(
    new Set(['course_id', ...told.map((name) => RUN_FIELDS[name].column)]),
  );
});

const COURSE = () => `course:${course.key}`;
describe.each<[string, string, () => string]>([
  ['a course', `UPDATE course SET title = 'By hand'`, COURSE],
  ['a course that goes, with all that it has', 'DELETE FROM course', COURSE],
  [
    'a new course',
    `INSERT INTO course (uuid, key, organization, title, type_slug, version)
     VALUES (gen_random_uuid(), 'NewX+1', 'NewX', 'By hand', 'audit', 1)`,
    () => 'course:NewX+1',
  ],
  ['a price of a course', 'UPDATE course_price SET amount = 1', COURSE],
  ['a price of a course that goes', 'DELETE FROM course_price', COURSE],
  ['a run', `UPDATE course_run SET status = 'REVIEWED'`, COURSE],
  ['a run that goes', 'DELETE FROM course_run', COURSE],
  [
    'a new run',
    `INSERT INTO course_run (uuid, key, course_id, status, type_slug)
     SELECT gen_random_uuid(), 'course-v1:NewX+1+1', id, 'UNPUBLISHED', 'audit' FROM course`,
    COURSE,
  ],
  ['a price of a run', 'UPDATE course_run_price SET amount = 1', COURSE],
  ['a price of a run that goes', 'DELETE FROM course_run_price', COURSE],
  ['a mode', `UPDATE mode SET name = 'By hand' WHERE slug = 'audit'`, () => 'mode:audit'],
  [
    'a new mode',
    `INSERT INTO mode (slug, name, is_id_verified, is_credit_eligible, minimum_price)
     VALUES ('new', 'By hand', false, false, 0)`,
    () => 'mode:new',
  ],
  [
    'a seat type',
    `UPDATE seat_type SET creates_product = false WHERE slug = 'audit'`,
    () => 'seatType:audit',
  ],
  [
    'a track type',
    `UPDATE track_type SET paid_to_partner = true WHERE slug = 'audit'`,
    () => 'trackType:audit',
  ],
  [
    'a run type',
    `UPDATE course_run_type SET is_retired = true WHERE slug = 'audit'`,
    () => 'courseRunType:audit',
  ],
  [
    'a track of a run type',
    `DELETE FROM course_run_type_track WHERE course_run_type_slug = 'audit'`,
    () => 'courseRunType:audit',
  ],
  [
    'a course type',
    `UPDATE course_type SET is_retired = true WHERE slug = 'audit'`,
    () => 'courseType:audit',
  ],
  [
    'an entitlement of a course type',
    `DELETE FROM course_type_entitlement WHERE course_type_slug = 'verified'`,
    () => 'courseType:verified',
  ],
  [
    'a run type of a course type',
    `DELETE FROM course_type_run_type WHERE course_type_slug = 'audit'`,
    () => 'courseType:audit',
  ],
  [
    'a membership',
    `INSERT INTO membership (organization, username, role) VALUES ('edX', 'ada', 'EDITOR')`,
    () => 'membership:edX/ada',
  ],
])('%s', (_, sql, subject) => {
  const change = (tx: Transaction) => tx.query(sql);
  const told = (tx: Transaction) => tell(tx, subject());

  test('is refused without an entry for it', async () => {
    expect(await isAccepted(change)).toBe(false);
    expect(await isAccepted((tx) => tell(tx, 'course:OtherX+1'), change)).toBe(false);
  });

  test('is accepted with one, written before or after', async () => {
    expect(await isAccepted(told, change)).toBe(true);
    expect(await isAccepted(change, told)).toBe(true);
  });
});

test('an entry of another transaction does not count', async () => {
  await db.transaction((tx) => tell(tx, `course:${course.key}`));

  expect(await isAccepted((tx) => tx.query(`UPDATE course SET title = 'By hand'`))).toBe(false);
});

test('data without an entry is refused at the commit, and nothing of it stays', async () => {
  const writing = db.query(`UPDATE course SET title = 'By hand'`);

  await expect(writing).rejects.toMatchObject({ code: '23000', constraint: 'course_has_history' });
  expect(await db.query(`SELECT FROM course WHERE title = 'By hand'`)).toEqual([]);
});

test('requesting provisioning again, which another entry records, needs no other', async () => {
  expect(await isAccepted((tx) => tx.query('UPDATE course_run SET revision = 7, has_products = true'))).toBe(
    true,
  );
});

describe('verifying', () => {
  const verify = () => verifyHistory(db, () => undefined);
  /** As the owner of the database could; rolled back after verifying. */
  async function tampered(sql: string, parameters: unknown[] = []) {
    const runner = db.createQueryRunner();
    await runner.startTransaction();
    await runner.query('ALTER TABLE history DISABLE TRIGGER USER');
    await runner.query(sql, parameters);
    // The verification must see uncommitted changes.
    const found = await verifyHistory(runner.manager as unknown as Database, () => undefined);
    await runner.rollbackTransaction();
    await runner.release();
    return found;
  }
  const chain = (): Promise<{ id: string }[]> =>
    db.query('SELECT id FROM history WHERE subject = $1 ORDER BY id', [`course:${course.key}`]);

  test('finds nothing if all is as it was written', async () => {
    const type = { slug: 'audit', name: 'Audit', entitlementTypes: [], organizations: [] };
    await saveCourseType(replica, DEVELOPER, { ...type, courseRunTypes: ['audit'], reason: 'a name' });

    const found = await verify();

    expect(found).toMatchObject({ first: null, misfits: 0 });
    expect(found.entries).toBeGreaterThan(3);
  });

  test.each([
    ['who', `actor = 'somebody else'`],
    ['why', `reason = 'another'`],
    ['when', `at = at - interval '1 millisecond'`],
    ['what', `after = '{}'`],
    ['about what', `course_run_key = NULL`],
    ['in which transaction', 'transaction_id = transaction_id + 1'],
    ['by which version of the hash', 'hash_version = 1'],
    ['which rules were waived', `overridden = '{TRACK_REMOVED}'`],
  ])('names the entry in which %s was altered', async (_, change) => {
    const [, , third] = await chain();

    const found = await tampered(`UPDATE history SET ${change} WHERE id = $1`, [third?.id]);

    expect(found).toMatchObject({ first: { id: third?.id, subject: `course:${course.key}` }, misfits: 1 });
  });

  test('names the next entry if one was removed', async () => {
    const [, second, third] = await chain();

    const found = await tampered('DELETE FROM history WHERE id = $1', [second?.id]);

    expect(found.first).toMatchObject({ id: third?.id });
  });

  test('names the first of several, by id', async () => {
    const [first] = await chain();

    const found = await tampered(
      `UPDATE history SET actor = 'x' WHERE id = $1 OR subject = 'courseType:audit'`,
      [first?.id],
    );

    expect(found).toMatchObject({ first: { id: first?.id }, misfits: 2 });
  });
});
