// What a run's phase forbids: RUN_IN_REVIEW, RUN_ENDED.
import type { CourseRun } from '../../src/model/courses';
import { aCourseState, aRuleInput, changed, NOW, PHASES, RUN_KEY, runKey } from '../support/build';
import { defined, redefined } from '../support/catalogue';
import { messages, refusals, whenWaived } from '../support/refusals';

const PRICED = { prices: { verified: '49.00' } };

describe('RUN_IN_REVIEW', () => {
  const inReview = (run: Partial<CourseRun> = {}) => aCourseState(PRICED, [{ ...PHASES.IN_REVIEW, ...run }]);
  const toAudit = { runs: { [RUN_KEY]: { type: 'audit' } } };

  test.each(['LEGAL_REVIEW', 'INTERNAL_REVIEW'] as const)(
    'a run in %s keeps its type, and the message names the other',
    (status) => {
      const before = inReview({ status });
      const question = aRuleInput({ before, after: changed(before, toAudit), named: [RUN_KEY] });

      expect(refusals(question)).toEqual(['RUN_IN_REVIEW at runs.0.type of 1T2026']);
      expect(messages(question, 'RUN_IN_REVIEW')[0]).toContain(`${RUN_KEY} would become Audit Only.`);
    },
  );

  test.each(['UNPUBLISHED', 'REVIEWED', 'PUBLISHED'] as const)(
    'a run that is %s is not in review',
    (status) => {
      const before = inReview({ status });

      expect(refusals(aRuleInput({ before, after: changed(before, toAudit) }))).toEqual([]);
    },
  );

  test('a run in review keeps its own price', () => {
    const before = inReview({ prices: { verified: '59.00' } });
    const after = changed(before, { runs: { [RUN_KEY]: { prices: { verified: '60.00' } } } });
    const question = aRuleInput({ before, after, named: [RUN_KEY] });

    expect(refusals(question)).toEqual(['RUN_IN_REVIEW at runs.0.prices of 1T2026']);
    expect(messages(question, 'RUN_IN_REVIEW')[0]).toContain('Verified');
  });

  test.each([
    ['that the input does not name', []],
    ['that the input names for another reason', [RUN_KEY]],
  ])('the price of the course stays for a run in review %s: the path is prices', (_, named) => {
    const before = inReview();
    const after = changed(before, { course: { prices: { verified: '50.00' } } });

    expect(refusals(aRuleInput({ before, after, named }))).toEqual(['RUN_IN_REVIEW at prices of 1T2026']);
  });

  test("the course's price is the cause even if the run's own are given again unchanged", () => {
    const before = inReview({ prices: {} });
    const after = changed(before, {
      course: { prices: { verified: '50.00' } },
      runs: { [RUN_KEY]: { prices: {} } },
    });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([
      'RUN_IN_REVIEW at prices of 1T2026',
    ]);
  });

  test('a first price is a change too', () => {
    const before = aCourseState({}, [PHASES.IN_REVIEW]);
    const after = changed(before, { course: PRICED });

    expect(refusals(aRuleInput({ before, after }))).toEqual(['RUN_IN_REVIEW at prices of 1T2026']);
  });

  test.each([
    ['also where its own price holds', { prices: { verified: '59.00' } }],
    ['also where it does not sell that seat type itself', { type: 'audit' }],
  ])('the price of an entitlement stays while a run that it is sent with is in review: %s', (_, run) => {
    const before = inReview(run);
    const after = changed(before, { course: { prices: { verified: '1.00' } } });
    const question = aRuleInput({ before, after, named: [RUN_KEY] });

    expect(refusals(question)).toEqual(['RUN_IN_REVIEW at prices of 1T2026']);
    expect(messages(question, 'RUN_IN_REVIEW')[0]).toContain('the entitlement Verified');
  });

  test("the course's price does not change behind a run's own, given in the same command", () => {
    const before = inReview();
    const after = changed(before, {
      course: { prices: { verified: '1.00' } },
      runs: { [RUN_KEY]: { prices: PRICED.prices } },
    });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([
      'RUN_IN_REVIEW at prices of 1T2026',
    ]);
  });

  test('a course keeps its entitlements while a run that they are sent with is in review', () => {
    const before = inReview({ type: 'audit' });
    const after = changed(before, { course: { type: 'audit' } });

    expect(refusals(aRuleInput({ before, after })).filter((one) => one.startsWith('RUN_IN'))).toEqual([
      'RUN_IN_REVIEW at type of 1T2026',
    ]);
  });

  test('no entitlement is sent with a run that has no seat', () => {
    const before = aCourseState({ ...PRICED, type: 'masters-verified-audit' }, [
      { ...PHASES.IN_REVIEW, type: 'masters' },
    ]);
    const after = changed(before, { course: { prices: { verified: '50.00' } } });

    expect(refusals(aRuleInput({ before, after }))).toEqual([]);
  });

  test("a run in review goes back to the course's price if it is the same", () => {
    const before = inReview({ prices: { verified: '49.00' } });
    const after = changed(before, { runs: { [RUN_KEY]: { prices: {} } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('title, dates, deadline and status of a run in review change, and so does its course type', () => {
    const before = inReview();
    const run = {
      title: 'Another',
      end: new Date('2026-11-30T00:00:00.000Z'),
      goLiveAt: NOW,
      upgradeDeadlineOverride: new Date('2026-10-01T00:00:00.000Z'),
      status: 'REVIEWED',
    } as const;
    const after = changed(before, {
      course: { type: 'credit-verified-audit' },
      runs: { [RUN_KEY]: run },
    });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('a run in review does not block work on its neighbours', () => {
    const before = aCourseState(PRICED, [PHASES.IN_REVIEW, { key: runKey('2T2026') }]);
    const after = changed(before, { runs: { [runKey('2T2026')]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [runKey('2T2026')] }))).toEqual([]);
  });

  test('it is not waivable', () => {
    const before = inReview();

    expect(whenWaived(aRuleInput({ before, after: changed(before, toAudit) }))).toEqual({
      waived: [],
      left: ['RUN_IN_REVIEW'],
    });
  });
});

describe('RUN_ENDED', () => {
  const ending = (end: Date | null, run: Partial<CourseRun> = {}) => {
    const before = aCourseState(PRICED, [{ ...PHASES.LOCKED, end, type: 'audit', ...run }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'verified-audit' } } });
    return aRuleInput({ before, after, named: [RUN_KEY] });
  };
  const at = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

  test.each([
    ['a day ago', -86_400_000, ['RUN_ENDED at runs.0.type of 1T2026']],
    ['a millisecond ago', -1, ['RUN_ENDED at runs.0.type of 1T2026']],
    ['now', 0, ['RUN_ENDED at runs.0.type of 1T2026']],
    ['in a millisecond', 1, []],
    ['tomorrow', 86_400_000, []],
  ])('a run with products that ends %s gains a track: %j', (_, offset, expected) => {
    expect(refusals(ending(at(offset)))).toEqual(expected);
  });

  test('a run without an end has not ended, and one without products is a draft', () => {
    expect(refusals(ending(null))).toEqual([]);
    expect(refusals(ending(at(-1), PHASES.DRAFT))).toEqual([]);
  });

  test('a run that ended in review has ended', () => {
    expect(refusals(ending(at(-1), { status: 'LEGAL_REVIEW' }))).toEqual([
      'RUN_ENDED at runs.0.type of 1T2026',
    ]);
  });

  test('the message says when it ended', () => {
    expect(messages(ending(at(-1)), 'RUN_ENDED')[0]).toContain(
      `${RUN_KEY} ended at 2026-06-15T11:59:59.999Z.`,
    );
  });

  test('a track that goes from an ended run is refused twice, in the order of the rules', () => {
    const before = aCourseState(PRICED, [PHASES.ENDED]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([
      'RUN_ENDED at runs.0.type of 1T2026',
      'TRACK_REMOVED at runs.0.type of 1T2026',
    ]);
  });

  test('an ended run can get another type with the same tracks', () => {
    const twin = defined('courseRunType', 'verified-audit', {
      slug: 'audit-verified',
      trackTypes: ['audit', 'verified'],
    });
    const courseRunTypes = ['verified-audit', 'audit', 'audit-verified'];
    const withTwin = redefined('courseRunType', twin);
    const course = defined('courseType', 'verified-audit', { courseRunTypes });
    const before = aCourseState(PRICED, [PHASES.ENDED]);

    const question = aRuleInput({
      before,
      after: changed(before, { runs: { [RUN_KEY]: { type: 'audit-verified' } } }),
      catalogueBefore: redefined('courseType', course, withTwin),
    });

    expect(refusals(question)).toEqual([]);
  });

  test('dates, title and price of an ended run can change, and it does not block other work', () => {
    const before = aCourseState(PRICED, [PHASES.ENDED]);
    const after = changed(before, {
      course: { prices: { verified: '50.00' } },
      runs: { [RUN_KEY]: { title: 'Another', end: new Date('2026-12-01T00:00:00.000Z') } },
      added: [{ key: runKey('2T2026') }],
    });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('it is waivable', () => {
    expect(whenWaived(ending(at(-1)))).toEqual({ waived: ['RUN_ENDED'], left: [] });
  });
});
