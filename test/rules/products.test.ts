// Protects what learners have: TRACK_REMOVED, LEARNERS_ENROLLED, ENTITLEMENT_REMOVED, HAS_PRODUCTS.
import type { CourseRun, CourseRunStatus } from '../../src/model/courses';
import { aCourseState, aRuleInput, changed, PHASES, RUN_KEY, runKey } from '../support/build';
import { messages, refusals, whenWaived } from '../support/refusals';

const OTHER = runKey('2T2026');
const PRICED = { prices: { verified: '49.00', credit: '60.00' } };
const MVA = { ...PRICED, type: 'masters-verified-audit' };

/** The only run, of these facts, moves between two types of a Masters, Verified and Audit course. */
function moving(from: string, to: string, run: Partial<CourseRun> = PHASES.LOCKED) {
  const before = aCourseState(MVA, [{ ...run, type: from }]);
  return aRuleInput({
    before,
    after: changed(before, { runs: { [RUN_KEY]: { type: to } } }),
    named: [RUN_KEY],
  });
}

describe('TRACK_REMOVED', () => {
  test.each([
    ['masters-verified-audit', 'verified-audit', 'Masters'],
    ['masters-verified-audit', 'audit', 'Masters, Verified'],
    ['masters-verified-audit', 'masters', 'Verified, Audit'],
    ['verified-audit', 'audit', 'Verified'],
    ['masters', 'audit', 'Masters'],
    ['audit', 'masters', 'Audit'],
  ])('a locked run of type %s that becomes %s would lose %s', (from, to, lost) => {
    const question = moving(from, to);

    expect(refusals(question)).toEqual(['TRACK_REMOVED at runs.0.type of 1T2026']);
    expect(messages(question, 'TRACK_REMOVED')[0]).toContain(`${RUN_KEY} would lose ${lost}.`);
  });

  test.each([
    ['audit', 'verified-audit'],
    ['verified-audit', 'masters-verified-audit'],
    ['audit', 'masters-verified-audit'],
    ['masters', 'masters-verified-audit'],
  ])('a locked run of type %s becomes %s', (from, to) => {
    expect(refusals(moving(from, to))).toEqual([]);
  });

  test('a locked run of type Empty may become anything', () => {
    const before = aCourseState(MVA, [{ ...PHASES.LOCKED, type: 'empty' }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'masters' } } });

    expect(refusals(aRuleInput({ before, after }))).toEqual([]);
  });

  test.each<CourseRunStatus>(['UNPUBLISHED', 'REVIEWED', 'PUBLISHED'])(
    'products decide, not the status %s',
    (status) => {
      expect(refusals(moving('verified-audit', 'audit', { status, hasProducts: true }))).toEqual([
        'TRACK_REMOVED at runs.0.type of 1T2026',
      ]);
      expect(refusals(moving('verified-audit', 'audit', { status, hasProducts: false }))).toEqual([]);
    },
  );

  test('one violation per run, in the order of run keys', () => {
    const locked = { ...PHASES.LOCKED, type: 'masters-verified-audit' };
    const before = aCourseState(MVA, [
      { ...locked, key: OTHER },
      { ...locked, key: RUN_KEY },
    ]);
    const after = changed(before, { runs: { [OTHER]: { type: 'audit' }, [RUN_KEY]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [OTHER, RUN_KEY] }))).toEqual([
      'TRACK_REMOVED at runs.1.type of 1T2026',
      'TRACK_REMOVED at runs.0.type of 2T2026',
    ]);
  });

  test('a run whose seat goes although its mode stays has lost a track', () => {
    const before = aCourseState({ type: 'spoc' }, [{ ...PHASES.LOCKED, type: 'audit' }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'spoc' } } });

    expect(refusals(aRuleInput({ before, after }))).toEqual(['TRACK_REMOVED at type of 1T2026']);
  });

  test('a run that has fewer tracks than its neighbour is left alone', () => {
    const before = aCourseState(MVA, [
      { ...PHASES.LOCKED, type: 'masters' },
      { key: OTHER, type: 'audit' },
    ]);
    const after = changed(before, { runs: { [OTHER]: { type: 'verified-audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [OTHER] }))).toEqual([]);
  });

  test('it is waivable', () => {
    expect(whenWaived(moving('verified-audit', 'audit'))).toEqual({ waived: ['TRACK_REMOVED'], left: [] });
  });
});

describe('LEARNERS_ENROLLED', () => {
  const counted = (counts: Record<string, number>) =>
    new Map([[RUN_KEY, new Map<string, number>(Object.entries(counts))]]);

  test.each([
    [0, []],
    [1, ['LEARNERS_ENROLLED at runs.0.type of 1T2026']],
    [250, ['LEARNERS_ENROLLED at runs.0.type of 1T2026']],
  ])('a waived removal of a mode with %i learners: %j', (count, expected) => {
    const question = { ...moving('verified-audit', 'audit'), learners: counted({ verified: count }) };

    expect(refusals(question, true)).toEqual(expected);
  });

  test('the message names run, mode and count', () => {
    const question = { ...moving('verified-audit', 'audit'), learners: counted({ verified: 250 }) };

    expect(messages(question, 'LEARNERS_ENROLLED')[0]).toContain(
      `Learners of ${RUN_KEY} in mode Verified: 250.`,
    );
  });

  test('learners in a mode that stays do not count', () => {
    const question = { ...moving('verified-audit', 'audit'), learners: counted({ audit: 9 }) };

    expect(refusals(question, true)).toEqual([]);
  });

  test('learners in a mode that stays while its seat goes do not count', () => {
    const before = aCourseState({ type: 'spoc' }, [{ ...PHASES.LOCKED, type: 'audit' }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'spoc' } } });

    expect(refusals(aRuleInput({ before, after, learners: counted({ audit: 9 }) }), true)).toEqual([]);
  });

  test('nothing is reported if the LMS was not asked', () => {
    expect(refusals(moving('verified-audit', 'audit'))).toEqual(['TRACK_REMOVED at runs.0.type of 1T2026']);
  });

  test('learners in modes that no run would lose do not block other work', () => {
    const before = aCourseState(MVA, [{ ...PHASES.LOCKED, type: 'verified-audit' }]);
    const after = changed(before, { course: { title: 'Another' } });

    expect(refusals(aRuleInput({ before, after, learners: counted({ verified: 9 }) }))).toEqual([]);
  });

  test('it is not waivable', () => {
    const question = { ...moving('verified-audit', 'audit'), learners: counted({ verified: 1 }) };

    expect(whenWaived(question)).toEqual({ waived: ['TRACK_REMOVED'], left: ['LEARNERS_ENROLLED'] });
  });
});

describe('ENTITLEMENT_REMOVED', () => {
  /** A course with a Verified entitlement and one audit run moves to another type. */
  function becoming(type: string, run: Partial<CourseRun> = PHASES.LOCKED) {
    const before = aCourseState(PRICED, [{ ...run, type: 'audit' }]);
    return aRuleInput({ before, after: changed(before, { course: { type } }) });
  }

  test('a course that has a run with products does not lose an entitlement, and the message names both', () => {
    expect(refusals(becoming('audit'))).toEqual(['ENTITLEMENT_REMOVED at type']);
    expect(messages(becoming('audit'), 'ENTITLEMENT_REMOVED')[0]).toContain(
      'edX+DemoX would lose the entitlement Verified.',
    );
  });

  test('a course whose runs have no products loses it', () => {
    expect(refusals(becoming('audit', PHASES.DRAFT))).toEqual([]);
  });

  test('products of any run count, even of one that has ended', () => {
    const runs = [
      { ...PHASES.ENDED, type: 'audit' },
      { key: OTHER, type: 'audit' },
    ];
    const before = aCourseState(PRICED, runs);

    const question = aRuleInput({ before, after: changed(before, { course: { type: 'audit' } }) });

    expect(refusals(question)).toEqual(['ENTITLEMENT_REMOVED at type']);
  });

  test('a course moves to a type with the same entitlement, or with one more', () => {
    const before = aCourseState({ ...PRICED, type: 'audit' }, [{ ...PHASES.LOCKED, type: 'audit' }]);

    expect(refusals(becoming('credit-verified-audit'))).toEqual([]);
    expect(
      refusals(aRuleInput({ before, after: changed(before, { course: { type: 'verified-audit' } }) })),
    ).toEqual([]);
  });

  test('a course that has no entitlement is left alone', () => {
    const before = aCourseState({ type: 'audit' }, [{ ...PHASES.LOCKED, type: 'audit' }]);

    expect(
      refusals(aRuleInput({ before, after: changed(before, { course: { title: 'Another' } }) })),
    ).toEqual([]);
  });

  test('it is waivable', () => {
    expect(whenWaived(becoming('audit'))).toEqual({ waived: ['ENTITLEMENT_REMOVED'], left: [] });
  });
});

describe('HAS_PRODUCTS', () => {
  const key = { paths: { courseType: ['key'] } };
  const sold = aCourseState(PRICED, [{ ...PHASES.LOCKED, status: 'UNPUBLISHED' }, { key: OTHER }]);

  test('a run that ever had products is not deleted, and the message names it', () => {
    const question = aRuleInput({ before: sold, after: changed(sold, { deleted: [RUN_KEY] }), ...key });

    expect(refusals(question)).toEqual(['HAS_PRODUCTS at key of 1T2026']);
    expect(messages(question, 'HAS_PRODUCTS')[0]).toContain(RUN_KEY);
  });

  test('a run without products is deleted, whatever its neighbours have', () => {
    const after = changed(sold, { deleted: [OTHER] });

    expect(refusals(aRuleInput({ before: sold, after, ...key }))).toEqual([]);
  });

  test('a course that has a run with products is not deleted', () => {
    expect(refusals(aRuleInput({ before: sold, after: null, ...key }))).toEqual([
      'HAS_PRODUCTS at key of 1T2026',
    ]);
  });

  test('a course whose entitlement was sold before it had a run here is not deleted', () => {
    const before = aCourseState({ ...PRICED, skus: { verified: 'ABCDEF1' } }, []);

    expect(refusals(aRuleInput({ before, after: null, ...key }))).toEqual(['HAS_PRODUCTS at key']);
  });

  test.each([
    ['without runs', []],
    ['with drafts', [{}, { key: OTHER }]],
  ])('a course %s is deleted', (_, runs) => {
    expect(refusals(aRuleInput({ before: aCourseState(PRICED, runs), after: null, ...key }))).toEqual([]);
  });

  test('a course that has products and is not deleted is left alone', () => {
    const after = changed(sold, { course: { title: 'Another' } });

    expect(refusals(aRuleInput({ before: sold, after }))).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(aRuleInput({ before: sold, after: null, ...key }))).toEqual({
      waived: [],
      left: ['HAS_PRODUCTS'],
    });
  });
});
