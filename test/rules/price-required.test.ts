// A price is required for everything sold and paid for: PRICE_REQUIRED. Definitions: definitions-in-use.test.ts.
import type { Course, CourseRun } from '../../src/model/courses';
import { aCourseState, aRuleInput, changed, PHASES, RUN_KEY, runKey } from '../support/build';
import { codes, messages, refusals, whenWaived } from '../support/refusals';

const VERIFIED = { verified: '49.00' };
const ADDED = runKey('2T2026');

function created(course: Partial<Course>, runs: Partial<CourseRun>[] = []) {
  return aRuleInput({
    before: null,
    after: aCourseState(course, runs),
    named: runs.map((run) => run.key ?? RUN_KEY),
  });
}

describe('PRICE_REQUIRED', () => {
  test('a new course needs a price for each entitlement of its type', () => {
    const question = created({});

    expect(refusals(question)).toEqual(['PRICE_REQUIRED at prices']);
    expect(messages(question, 'PRICE_REQUIRED')).toEqual([
      'A price is required: Verified needs one for the entitlement of edX+DemoX.',
    ]);
    expect(refusals(created({ prices: VERIFIED }))).toEqual([]);
  });

  test.each([
    ['audit', []],
    ['honor', []],
    ['verified-audit', ['verified']],
    ['credit-verified-audit', ['credit', 'verified']],
    ['professional', ['professional']],
    ['no-id-professional', ['no-id-professional']],
    ['masters', []],
    ['masters-verified-audit', ['verified']],
    ['spoc', []],
    ['paid-executive-education', ['paid-executive-education']],
    ['unpaid-executive-education', []],
  ])('a run of type %s needs prices for %j', (type, priced) => {
    const before = aCourseState({}, [{ type: 'empty' }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type } } });

    const found = messages(aRuleInput({ before, after, named: [RUN_KEY] }), 'PRICE_REQUIRED');

    expect(found).toHaveLength(priced.length);
  });

  test('a missing price is returned once per seat type, and names everything that needs it', () => {
    const type = 'credit-verified-audit';
    const question = created({ type }, [{ key: ADDED, type }, { type: 'verified-audit' }]);

    expect(refusals(question)).toEqual([
      'PRICE_REQUIRED at prices',
      'PRICE_REQUIRED at runs.0.prices of 2T2026',
    ]);
    expect(messages(question, 'PRICE_REQUIRED')).toEqual([
      `A price is required: Verified needs one for the entitlement of edX+DemoX, ${RUN_KEY}, ${ADDED}.`,
      `A price is required: Credit needs one for ${ADDED}.`,
    ]);
  });

  test('of many runs that need a price the first are named', () => {
    const keys = Array.from({ length: 9 }, (_, index) => runKey(`R${index}`));
    const question = created(
      { type: 'verified' },
      keys.map((key) => ({ key, type: 'verified' })),
    );

    expect(messages(question, 'PRICE_REQUIRED')).toEqual([
      `A price is required: Verified needs one for the entitlement of edX+DemoX, ${keys.slice(0, 4).join(', ')} and 5 more runs.`,
    ]);
  });

  test('the price of an entitlement cannot be removed', () => {
    const before = aCourseState({ prices: VERIFIED }, []);
    const after = changed(before, { course: { prices: {} } });

    expect(refusals(aRuleInput({ before, after }))).toEqual(['PRICE_REQUIRED at prices']);
    expect(
      refusals(aRuleInput({ before: after, after: changed(after, { course: { title: 'Other' } }) })),
    ).toEqual([]);
  });

  test.each([
    ['of the course', { own: {}, ofCourse: VERIFIED }, []],
    ['of the run', { own: VERIFIED, ofCourse: {} }, []],
    [
      'for another seat type',
      { own: { professional: '9.00' }, ofCourse: {} },
      ['PRICE_REQUIRED at runs.0.prices of 1T2026'],
    ],
  ])('a run that starts to be sold needs a price %s: %j, %j', (_, { own, ofCourse }, expected) => {
    const before = aCourseState({ prices: ofCourse }, [{ type: 'audit', prices: own }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'verified-audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual(expected);
  });

  test("a run's own price does not price the course's entitlement", () => {
    expect(refusals(created({}, [{ prices: VERIFIED }]))).toEqual(['PRICE_REQUIRED at prices']);
  });

  test('a price of 0.00 is a price', () => {
    const before = aCourseState({ type: 'credit-verified-audit', prices: VERIFIED }, []);
    const type = 'credit-verified-audit';
    const after = changed(before, { course: { prices: { ...VERIFIED, credit: '0.00' } }, added: [{ type }] });

    expect(refusals(aRuleInput({ before, after }))).toEqual([]);
  });

  test("a run whose own price is removed falls back to the course's, and needs it", () => {
    const own = { prices: VERIFIED };
    const taken = { runs: { [RUN_KEY]: { prices: {} } } };
    const priced = aCourseState({ prices: { verified: '39.00' } }, [own]);
    const unpriced = aCourseState({}, [own]);

    expect(refusals(aRuleInput({ before: priced, after: changed(priced, taken), named: [RUN_KEY] }))).toEqual(
      [],
    );
    expect(
      refusals(aRuleInput({ before: unpriced, after: changed(unpriced, taken), named: [RUN_KEY] })),
    ).toEqual(['PRICE_REQUIRED at runs.0.prices of 1T2026']);
  });

  test('a course that gains an entitlement needs its price', () => {
    const before = aCourseState({ type: 'audit' }, [{ type: 'audit' }]);
    const move = (prices: Record<string, string>) =>
      aRuleInput({ before, after: changed(before, { course: { type: 'verified-audit', prices } }) });

    expect(refusals(move({}))).toEqual(['PRICE_REQUIRED at prices']);
    expect(refusals(move(VERIFIED))).toEqual([]);
  });

  test('an unpriced course and run that are left alone do not block other work', () => {
    const before = aCourseState({}, [PHASES.LOCKED]);
    const after = changed(before, {
      course: { title: 'Another' },
      runs: { [RUN_KEY]: { title: 'Too' } },
      added: [{ key: ADDED, type: 'audit' }],
    });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('an unpriced run with another type is not left alone', () => {
    const before = aCourseState({ prices: {} }, [{ type: 'verified' }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'verified-audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([
      'PRICE_REQUIRED at runs.0.prices of 1T2026',
    ]);
  });

  test.each(['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'] as const)(
    'an unpriced run of the past cannot move on to %s, but may be withdrawn',
    (status) => {
      const before = aCourseState({ prices: {} }, [{ type: 'verified', status: 'UNPUBLISHED' }]);
      const after = changed(before, { runs: { [RUN_KEY]: { status } } });
      const sent = codes(aRuleInput({ before, after, named: [RUN_KEY] }));
      const withdrawn = codes(aRuleInput({ before: after, after: before, named: [RUN_KEY] }));

      expect(sent).toContain('PRICE_REQUIRED');
      expect(withdrawn).not.toContain('PRICE_REQUIRED');
    },
  );

  test('it is not waivable', () => {
    expect(whenWaived(created({}))).toEqual({ waived: [], left: ['PRICE_REQUIRED'] });
  });
});
