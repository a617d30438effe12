import { previewChangeCourse } from '../../src/changes/change-course';
import { loadCourse } from '../../src/store/courses/course-states';
import {
  DEVELOPER,
  accepted,
  aVerifiedCourse,
  changeCourse,
  setCourseRunStatus,
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
const overridden = async (key: string): Promise<string[] | undefined> => {
  const [row]: { overridden: string[] }[] = await replica.database.query(
    'SELECT overridden FROM history WHERE course_key = $1 ORDER BY id DESC LIMIT 1',
    [key],
  );
  return row?.overridden;
};

describe('an override', () => {
  const toAudit = (course: { key: string; run: string; version: number }) => ({
    key: course.key,
    expectedVersion: course.version,
    type: 'audit',
    runs: [{ key: course.run, type: 'audit' }],
    reason: 'contract ended',
    override: true,
  });
  const counting = (count: number) =>
    startReplica(database.url, { countLearners: () => Promise.resolve(new Map([['verified', count]])) });

  test('removes a track when the LMS counts no learners, and the waived rules stay on the history entry', async () => {
    const course = await aVerifiedCourse(replica);
    const asking = await counting(0);

    const outcome = await changeCourse(asking, DEVELOPER, toAudit(course));

    expect(accepted(outcome).runs[0]?.type).toBe('audit');
    expect(outcome.plan.modes.map(({ action, mode }) => [action, mode.slug])).toEqual([
      ['RETIRE', 'verified'],
    ]);
    expect(await overridden(course.key)).toEqual(['TRACK_REMOVED', 'ENTITLEMENT_REMOVED']);
    await asking.stop();
  });

  test('does not remove a mode with enrolled learners', async () => {
    const course = await aVerifiedCourse(replica);
    const asking = await counting(1);

    const outcome = await changeCourse(asking, DEVELOPER, toAudit(course));

    expect(outcome.violations).toMatchObject([{ code: 'LEARNERS_ENROLLED', isWaivable: false }]);
    await asking.stop();
  });

  test('changes nothing while the LMS cannot be asked', async () => {
    const course = await aVerifiedCourse(replica);

    const refused = changeCourse(replica, DEVELOPER, toAudit(course));

    await expect(refused).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    const loaded = await loadCourse(replica.database, { course: course.key });
    expect(loaded?.state.course.version).toBe(course.version);
  });

  test('that removes nothing does not ask the LMS, and neither does a preview', async () => {
    const course = await aVerifiedCourse(replica);

    const preview = await previewChangeCourse(replica, DEVELOPER, toAudit(course));
    const status = { key: course.run, expectedVersion: course.version, status: 'LEGAL_REVIEW' as const };
    const moved = await setCourseRunStatus(replica, DEVELOPER, { ...status, reason, override: true });

    expect(preview.violations).toEqual([]);
    expect(accepted(moved).runs[0]?.status).toBe('LEGAL_REVIEW');
  });

  test('needs the permission and a reason', async () => {
    const course = await aVerifiedCourse(replica);
    const editor = { ...DEVELOPER, permissions: ['READ', 'EDIT', 'REVIEW'] as const };
    const move = {
      key: course.run,
      expectedVersion: course.version,
      status: 'REVIEWED' as const,
      override: true,
    };

    const [forbidden, unfounded] = await Promise.allSettled([
      setCourseRunStatus(replica, editor, { ...move, reason }),
      setCourseRunStatus(replica, DEVELOPER, move),
    ]);

    expect(forbidden).toMatchObject({ reason: { code: 'FORBIDDEN', details: { permission: 'OVERRIDE' } } });
    expect(unfounded).toMatchObject({ reason: { code: 'BAD_USER_INPUT', details: { field: 'reason' } } });
  });
});

describe('permissions', () => {
  const may = (...permissions: ('READ' | 'EDIT' | 'REVIEW')[]) => ({ ...DEVELOPER, permissions });

  test('an editor submits and withdraws; every other move is for a reviewer', async () => {
    const { run } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const editor = may('READ', 'EDIT');
    const move = (status: 'LEGAL_REVIEW' | 'INTERNAL_REVIEW' | 'UNPUBLISHED', expectedVersion: number) =>
      setCourseRunStatus(replica, editor, { key: run, expectedVersion, status });

    accepted(await move('LEGAL_REVIEW', 1));
    await expect(move('INTERNAL_REVIEW', 2)).rejects.toMatchObject({ details: { permission: 'REVIEW' } });

    expect(accepted(await move('UNPUBLISHED', 2)).course.version).toBe(3);
  });

  test('a reviewer who is not an editor sets an upgrade deadline, and nothing else', async () => {
    const { key, run, version } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const reviewer = may('READ', 'REVIEW');
    const runs = [{ key: run, upgradeDeadlineOverride: '2027-06-01T00:00:00Z' }];

    const set = await changeCourse(replica, reviewer, { key, expectedVersion: version, runs, reason });
    const title = changeCourse(replica, reviewer, {
      key,
      expectedVersion: version + 1,
      title: 'Mine',
      runs,
      reason,
    });

    expect(accepted(set).runs[0]?.upgradeDeadlineOverride?.toISOString()).toBe('2027-06-01T00:00:00.000Z');
    await expect(title).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([
    ['alone', {}],
    ['beside a title', { title: 'T' }],
  ])('an editor who sets a deadline %s is refused by the rule', async (_, more) => {
    const { key, run, version } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const runs = [{ key: run, ...more, upgradeDeadlineOverride: '2027-06-01T00:00:00Z' }];

    const outcome = await changeCourse(replica, may('READ', 'EDIT'), {
      key,
      expectedVersion: version,
      runs,
      reason,
    });

    expect(outcome.violations.map(({ code }) => code)).toEqual(['DEADLINE_NOT_PERMITTED']);
  });

  test('without READ, a course looks as if it did not exist', async () => {
    const { key, version } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const stranger = {
      ...DEVELOPER,
      permissions: [],
      memberships: [{ organization: 'X', permissions: ['EDIT' as const] }],
    };

    const refused = changeCourse(replica, stranger, { key, expectedVersion: version, title: 'Mine', reason });

    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
