// What a change returns beside violations: notices, and whether it is a repeat.
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { saveCourseRunType, saveSeatType } from '../../src/changes/catalogue/save-definition';
import { removeMembership, saveMembership } from '../../src/changes/memberships';
import {
  accepted,
  aVerifiedCourse,
  bySql,
  changeCourse,
  createCourse,
  DEVELOPER,
  freshKeys,
  POLICY,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

const reason = 'test';

describe('an accepted change returns notices', () => {
  test('the end moves, and the deadline that a reviewer set stays: the path is that of the end', async () => {
    const { key, run } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const changed = (expectedVersion: number, fields: object) =>
      changeCourse(replica, DEVELOPER, { key, expectedVersion, runs: [{ key: run, ...fields }], reason });
    await changed(1, { upgradeDeadlineOverride: '2027-06-01T00:00:00Z' });

    const moved = await changed(2, { end: '2027-07-30T00:00:00Z' });
    const both = await changed(3, { end: '2027-08-30T00:00:00Z', upgradeDeadlineOverride: null });
    const before = await changed(4, { upgradeDeadlineOverride: '2027-08-01T00:00:00Z' });
    const refused = await changed(5, { end: '2027-07-30T00:00:00Z' });

    expect(moved.notices).toMatchObject([
      { code: 'DEADLINE_OVERRIDE_KEPT', path: ['runs', '0', 'end'], courseRunKey: run },
    ]);
    expect([both.notices, before.notices, refused.notices]).toEqual([[], [], []]);
    expect(refused.violations).toMatchObject([
      { code: 'DEADLINE_AFTER_END', message: expect.stringContaining('the permission REVIEW may clear it') },
    ]);
  });

  test('a price has cents where they are allowed, and the LMS gets whole units', async () => {
    const { key, run } = freshKeys();
    const lenient = { ...replica, policy: { ...POLICY, isPriceWhole: false } };
    const { notices } = await createCourse(lenient, DEVELOPER, {
      ...{ key, title: 'A course', type: 'verified-audit', reason },
      prices: [{ seatType: 'verified', amount: '49.50' }],
      runs: [{ key: run, prices: [{ seatType: 'verified', amount: '59.99' }] }],
    });

    expect(notices.map(({ code, path, message }) => [code, path.join('.'), message])).toEqual([
      ['PRICE_CENTS_CUT', 'prices.0.amount', expect.stringContaining('receives 49')],
      ['PRICE_CENTS_CUT', 'runs.0.prices.0.amount', expect.stringContaining('receives 59')],
    ]);
  });

  test('a run is still mismatched, and a published run is not offered because it has no price', async () => {
    const { key, run, version } = await aVerifiedCourse(replica);
    await bySql(replica.database, `UPDATE course_run SET type_slug = 'honor' WHERE key = $1`, [run]);
    const input = { key, expectedVersion: version, runs: [{ key: run, title: 'Another' }], reason };

    expect((await changeCourse(replica, DEVELOPER, input)).notices).toMatchObject([
      { code: 'RUN_STILL_MISMATCHED', courseRunKey: run },
    ]);

    const other = await aVerifiedCourse(replica);
    await bySql(
      replica.database,
      `DELETE FROM course_price p USING course c WHERE c.id = course_id AND key = $1`,
      [other.key],
    );
    const titled = { key: other.key, expectedVersion: other.version, title: 'Another', reason };
    expect((await changeCourse(replica, DEVELOPER, titled)).notices).toMatchObject([
      { code: 'NOT_SENT_UNPRICED', courseRunKey: other.run, path: [] },
      { code: 'NOT_SENT_UNPRICED', message: expect.stringContaining('The entitlement Verified') },
    ]);
  });
});

describe('a repeat of an idempotency key says that it is a repeat', () => {
  const twice = async <T extends { readonly isReplay: boolean }>(once: () => Promise<T>): Promise<[T, T]> => {
    const [first, again] = [await once(), await once()];
    expect([first.isReplay, again.isReplay]).toEqual([false, true]);
    return [first, again];
  };

  test('of a course that is created, changed and deleted, with the notices of the first time', async () => {
    const { key, run } = freshKeys();
    const creation = {
      ...{ key, title: 'A course', type: 'verified-audit', reason, idempotencyKey: 'make' },
      prices: [{ seatType: 'verified', amount: '49.50' }],
      runs: [{ key: run }],
    };
    const lenient = { ...replica, policy: { ...POLICY, isPriceWhole: false } };
    const [made, again] = await twice(() => createCourse(lenient, DEVELOPER, creation));
    expect(again.notices).toEqual(made.notices);
    expect(accepted(again).course.version).toBe(1);

    const deletion = { key: run, expectedVersion: 1, reason, idempotencyKey: 'delete run' };
    await twice(() => deleteCourseRun(replica, DEVELOPER, deletion));
    const gone = { key, expectedVersion: 2, reason, idempotencyKey: 'delete' };
    const [, deleted] = await twice(() => deleteCourse(replica, DEVELOPER, gone));
    expect(deleted).toMatchObject({ state: null, violations: [] });

    await expect(createCourse(lenient, DEVELOPER, creation)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `This was done before, and the course ${key} has since been deleted.`,
    });
  });

  test('of a type, even if it was refused', async () => {
    const honor = { slug: 'honor', name: 'Honour', createsProduct: true, reason, idempotencyKey: 'type' };
    await twice(() => saveSeatType(replica, DEVELOPER, honor));
    const wrong = {
      slug: 'twice',
      name: 'Twice',
      trackTypes: ['audit', 'audit-unsold'],
      isMarketable: true,
      reason,
    };
    const [refused, again] = await twice(() =>
      saveCourseRunType(replica, DEVELOPER, { ...wrong, idempotencyKey: 'refused' }),
    );
    expect(again.violations).toEqual(refused.violations);
    await expect(saveSeatType(replica, DEVELOPER, { ...honor, name: 'Honor' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  test('of a membership', async () => {
    const person = { organization: 'AgainX', username: 'ada', role: 'EDITOR' as const, reason };
    await twice(() => saveMembership(replica, DEVELOPER, { ...person, idempotencyKey: 'join' }));
    const [left, again] = await twice(() =>
      removeMembership(replica, DEVELOPER, { ...person, idempotencyKey: 'leave' }),
    );
    expect(left.removed).toHaveLength(1);
    expect(again.removed).toEqual(left.removed);
  });
});
