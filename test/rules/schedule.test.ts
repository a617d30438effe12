// Upgrade deadlines and the way through review: DEADLINE_NOT_APPLICABLE, DEADLINE_NOT_PERMITTED, DEADLINE_AFTER_END,
// STATUS_NOT_REACHABLE.
import { COURSE_RUN_STATUSES } from '../../src/model/courses';
import type { CourseRun, CourseRunStatus } from '../../src/model/courses';
import { aCourseState, aRuleInput, changed, PHASES, RUN_KEY } from '../support/build';
import { messages, refusals, whenWaived } from '../support/refusals';

const PRICED = { prices: { verified: '49.00', credit: '60.00' } };
const END = new Date('2026-12-31T00:00:00.000Z');
const DEADLINE = new Date('2026-12-01T00:00:00.000Z');
const fromEnd = (milliseconds: number): Date => new Date(END.getTime() + milliseconds);
const DAY = 86_400_000;

/** The run changes from some facts to others. */
function changing(from: Partial<CourseRun>, to: Partial<CourseRun>) {
  const before = aCourseState(PRICED, [{ end: END, ...from }]);
  return aRuleInput({ before, after: changed(before, { runs: { [RUN_KEY]: to } }), named: [RUN_KEY] });
}

describe('DEADLINE_NOT_APPLICABLE', () => {
  const refused = ['DEADLINE_NOT_APPLICABLE at runs.0.upgradeDeadlineOverride of 1T2026'];

  test.each([
    ['verified-audit', []],
    ['verified', []],
    ['audit', refused],
    ['credit-verified-audit', []],
    ['masters', refused],
    ['empty', refused],
  ])('a run of type %s is given a deadline: %j', (type, expected) => {
    expect(refusals(changing({ type }, { upgradeDeadlineOverride: DEADLINE }))).toEqual(expected);
  });

  test('the type after the command decides', () => {
    const to = { upgradeDeadlineOverride: DEADLINE };

    expect(refusals(changing({ type: 'audit' }, { ...to, type: 'verified-audit' }))).toEqual([]);
    expect(refusals(changing({}, { ...to, type: 'audit' }))).toEqual(refused);
  });

  test('a meaningless deadline can be cleared, and one that is left alone blocks no other work', () => {
    const odd = { type: 'audit', upgradeDeadlineOverride: DEADLINE };

    expect(refusals(changing(odd, { upgradeDeadlineOverride: null }))).toEqual([]);
    expect(refusals(changing(odd, { upgradeDeadlineOverride: new Date(DEADLINE), title: 'A' }))).toEqual([]);
  });

  test('a draft with a deadline can get a type without one: only null clears a deadline', () => {
    expect(refusals(changing({ upgradeDeadlineOverride: DEADLINE }, { type: 'audit' }))).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(changing({ type: 'audit' }, { upgradeDeadlineOverride: DEADLINE }))).toEqual({
      waived: [],
      left: ['DEADLINE_NOT_APPLICABLE'],
    });
  });
});

describe('DEADLINE_NOT_PERMITTED', () => {
  const refused = ['DEADLINE_NOT_PERMITTED at runs.0.upgradeDeadlineOverride of 1T2026'];
  const asEditor = { mayReview: false };

  test.each<[string, (Date | null)[], string[]]>([
    ['set', [null, DEADLINE], refused],
    ['moved', [DEADLINE, fromEnd(-DAY)], refused],
    ['cleared', [DEADLINE, null], refused],
    ['given again', [DEADLINE, new Date(DEADLINE)], []],
    ['left out', [null, null], []],
  ])('a deadline is %s by somebody without REVIEW', (_, [before = null, after = null], expected) => {
    const question = changing({ upgradeDeadlineOverride: before }, { upgradeDeadlineOverride: after });

    expect(refusals({ ...question, ...asEditor })).toEqual(expected);
    expect(refusals(question)).toEqual([]);
  });

  test('an editor can change everything else of a run that has a deadline', () => {
    const question = changing({ upgradeDeadlineOverride: DEADLINE }, { title: 'Another', type: 'audit' });

    expect(refusals({ ...question, ...asEditor })).toEqual([]);
  });

  test('the message says whom to ask', () => {
    const question = changing({}, { upgradeDeadlineOverride: DEADLINE });

    expect(messages({ ...question, ...asEditor }, 'DEADLINE_NOT_PERMITTED')[0]).toContain('coordinator');
  });

  test('it is not waivable', () => {
    const question = changing({}, { upgradeDeadlineOverride: DEADLINE });

    expect(whenWaived({ ...question, ...asEditor }).left).toEqual(['DEADLINE_NOT_PERMITTED']);
  });
});

describe('DEADLINE_AFTER_END', () => {
  const refused = ['DEADLINE_AFTER_END at runs.0.upgradeDeadlineOverride of 1T2026'];

  test.each([
    ['the day before', -DAY, []],
    ['a millisecond before', -1, []],
    ['exactly at', 0, []],
    ['a millisecond after', 1, refused],
    ['the day after', DAY, refused],
  ])('a deadline %s the end: %j', (_, offset, expected) => {
    expect(refusals(changing({}, { upgradeDeadlineOverride: fromEnd(offset) }))).toEqual(expected);
  });

  test.each([
    [1, []],
    [0, []],
    [-1, ['DEADLINE_AFTER_END at runs.0.end of 1T2026']],
  ])('an end that moves to %i ms from the deadline: %j', (offset, expected) => {
    const end = new Date(DEADLINE.getTime() + offset);

    expect(refusals(changing({ upgradeDeadlineOverride: DEADLINE }, { end }))).toEqual(expected);
  });

  test('if both move, the deadline is named', () => {
    const to = { upgradeDeadlineOverride: fromEnd(1), end: END };

    expect(refusals(changing({ end: fromEnd(DAY) }, to))).toEqual(refused);
  });

  test('without an end there is nothing to compare', () => {
    expect(refusals(changing({ end: null }, { upgradeDeadlineOverride: fromEnd(DAY) }))).toEqual([]);
    expect(refusals(changing({ upgradeDeadlineOverride: DEADLINE }, { end: null }))).toEqual([]);
  });

  test('an old deadline after the end blocks no other work, and can be cleared', () => {
    const odd = { upgradeDeadlineOverride: fromEnd(DAY) };

    expect(refusals(changing(odd, { title: 'Another', end: new Date(END) }))).toEqual([]);
    expect(refusals(changing(odd, { upgradeDeadlineOverride: null }))).toEqual([]);
  });

  test('the message names both times', () => {
    const question = changing({}, { upgradeDeadlineOverride: fromEnd(1) });

    expect(messages(question, 'DEADLINE_AFTER_END')[0]).toContain(
      '2026-12-31T00:00:00.001Z is after 2026-12-31T00:00:00.000Z.',
    );
  });

  test('it is not waivable', () => {
    expect(whenWaived(changing({}, { upgradeDeadlineOverride: fromEnd(1) })).left).toEqual([
      'DEADLINE_AFTER_END',
    ]);
  });
});

describe('STATUS_NOT_REACHABLE', () => {
  const MOVES: Readonly<Record<CourseRunStatus, readonly CourseRunStatus[]>> = {
    UNPUBLISHED: ['LEGAL_REVIEW'],
    LEGAL_REVIEW: ['INTERNAL_REVIEW', 'UNPUBLISHED'],
    INTERNAL_REVIEW: ['REVIEWED', 'LEGAL_REVIEW', 'UNPUBLISHED'],
    REVIEWED: ['PUBLISHED', 'UNPUBLISHED'],
    PUBLISHED: ['UNPUBLISHED'],
  };
  const pairs = COURSE_RUN_STATUSES.flatMap((from) => COURSE_RUN_STATUSES.map((to) => ({ from, to })));
  const moving = (from: CourseRunStatus, to: CourseRunStatus) => {
    const before = aCourseState(PRICED, [{ status: from }]);
    const after = changed(before, { runs: { [RUN_KEY]: { status: to } } });
    return aRuleInput({ before, after, paths: { runs: new Map([[RUN_KEY, []]]) } });
  };

  test.each(pairs)('from $from to $to', ({ from, to }) => {
    const isAllowed = from === to || MOVES[from].includes(to);

    expect(refusals(moving(from, to))).toEqual(isAllowed ? [] : ['STATUS_NOT_REACHABLE at status of 1T2026']);
  });

  test('the message names both statuses', () => {
    expect(messages(moving('UNPUBLISHED', 'PUBLISHED'), 'STATUS_NOT_REACHABLE')[0]).toContain(
      'PUBLISHED cannot be reached from UNPUBLISHED.',
    );
  });

  test('a run with products follows the same rule', () => {
    const locked = { ...PHASES.LOCKED, status: 'UNPUBLISHED' as const };

    expect(refusals(changing(locked, { status: 'PUBLISHED' }))).toEqual([
      'STATUS_NOT_REACHABLE at runs.0.status of 1T2026',
    ]);
  });

  test.each(COURSE_RUN_STATUSES)('a new run that is %s from the start has moved from nowhere', (status) => {
    const after = aCourseState({ prices: { verified: '49.00' } }, [{ status }]);

    expect(refusals(aRuleInput({ before: null, after }))).toEqual([]);
  });

  test.each<[CourseRunStatus, boolean]>([
    ['UNPUBLISHED', false],
    ['LEGAL_REVIEW', false],
    ['INTERNAL_REVIEW', false],
    ['REVIEWED', true],
    ['PUBLISHED', true],
  ])('a run that is %s can be provisioned by hand: %s', (status, isAllowed) => {
    const before = aCourseState(PRICED, [{ status }]);

    expect(refusals(aRuleInput({ before, publishes: RUN_KEY }))).toEqual(
      isAllowed ? [] : ['STATUS_NOT_REACHABLE at courseRunKey of 1T2026'],
    );
  });

  test('it is waivable', () => {
    expect(whenWaived(moving('UNPUBLISHED', 'PUBLISHED'))).toEqual({
      waived: ['STATUS_NOT_REACHABLE'],
      left: [],
    });
  });
});
