// Which types may be chosen: TYPE_EMPTY, TYPE_RETIRED, TYPE_NOT_OFFERED, RUN_TYPE_NOT_IN_COURSE_TYPE.
import type { CourseRunStatus } from '../../src/model/courses';
import { aCourseState, aDefinitionInput, aRuleInput, changed, RUN_KEY, runKey } from '../support/build';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { messages, refusals, whenWaived } from '../support/refusals';

const NEW_RUN = runKey('2T2026');
/** A run in the input of addCourseRun. */
const ADDED = { courseType: ['courseType'], runs: new Map([[NEW_RUN, ['run']]]) };

describe('TYPE_EMPTY', () => {
  const unknown = aCourseState({ type: 'empty' }, [{ type: 'empty' }]);

  test('a course cannot get the type Empty', () => {
    const before = aCourseState();

    const question = aRuleInput({ before, after: changed(before, { course: { type: 'empty' } }) });

    expect(refusals(question)).toContain('TYPE_EMPTY at type');
    expect(messages(question, 'TYPE_EMPTY')[0]).toContain('cannot be chosen');
  });

  test('a new course is not of type Empty', () => {
    const question = aRuleInput({ before: null, after: aCourseState({ type: 'empty' }, []) });

    expect(refusals(question)).toEqual(['TYPE_EMPTY at type']);
  });

  test('a run cannot get the type Empty', () => {
    const before = aCourseState();
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'empty' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([
      'TYPE_EMPTY at runs.0.type of 1T2026',
    ]);
  });

  test('a new run that a course of type Empty would give its own type is refused', () => {
    const after = changed(unknown, { added: [{ key: NEW_RUN, type: 'empty' }] });

    expect(refusals(aRuleInput({ before: unknown, after, paths: ADDED }))).toEqual([
      'TYPE_EMPTY at run.type of 2T2026',
    ]);
  });

  test.each<[CourseRunStatus, CourseRunStatus]>([
    ['UNPUBLISHED', 'LEGAL_REVIEW'],
    ['LEGAL_REVIEW', 'INTERNAL_REVIEW'],
    ['INTERNAL_REVIEW', 'REVIEWED'],
    ['REVIEWED', 'PUBLISHED'],
  ])('a run of type Empty does not move from %s to %s', (from, to) => {
    const before = aCourseState({ type: 'empty' }, [{ type: 'empty', status: from }]);
    const after = changed(before, { runs: { [RUN_KEY]: { status: to } } });

    const question = aRuleInput({ before, after, paths: { runs: new Map([[RUN_KEY, []]]) } });

    expect(refusals(question)).toEqual(['TYPE_EMPTY at status of 1T2026']);
  });

  test.each<CourseRunStatus>(['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'])(
    'a run of type Empty goes back from %s to UNPUBLISHED',
    (from) => {
      const before = aCourseState({ type: 'empty' }, [{ type: 'empty', status: from }]);
      const after = changed(before, { runs: { [RUN_KEY]: { status: 'UNPUBLISHED' } } });

      expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
    },
  );

  test('nothing can be sent by hand for a run of type Empty', () => {
    const before = aCourseState({ type: 'empty' }, [{ type: 'empty', status: 'PUBLISHED' }]);

    expect(refusals(aRuleInput({ before, publishes: RUN_KEY }))).toEqual([
      'TYPE_EMPTY at courseRunKey of 1T2026',
    ]);
  });

  test('an old course and run of type Empty that are left alone do not block other work', () => {
    const before = aCourseState({ type: 'empty' }, [{ type: 'empty', status: 'PUBLISHED' }]);
    const after = changed(before, { course: { title: 'Another' }, runs: { [RUN_KEY]: { title: 'Too' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('a course and run of type Empty can get known types', () => {
    const after = changed(unknown, { course: { type: 'audit' }, runs: { [RUN_KEY]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before: unknown, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('it is not waivable', () => {
    const before = aCourseState();
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'empty' } } });

    expect(whenWaived(aRuleInput({ before, after }))).toEqual({ waived: [], left: ['TYPE_EMPTY'] });
  });

  test('Empty cannot be redefined', () => {
    const course = defined('courseType', 'empty', { courseRunTypes: ['audit'] });
    const run = defined('courseRunType', 'empty', { trackTypes: ['audit'] });

    expect(refusals(aDefinitionInput('courseType', course))).toEqual(['TYPE_EMPTY at slug']);
    expect(refusals(aDefinitionInput('courseRunType', run))).toEqual(['TYPE_EMPTY at slug']);
  });

  test.each([
    [['empty'], 0],
    [['audit', 'empty'], 1],
  ])('no course type offers Empty: %j', (courseRunTypes, at) => {
    const saved = defined('courseType', 'audit', { courseRunTypes });

    expect(refusals(aDefinitionInput('courseType', saved))).toEqual([`TYPE_EMPTY at courseRunTypes.${at}`]);
  });
});

describe('TYPE_RETIRED', () => {
  const kept = aCourseState({ type: 'bootcamp-2u', prices: { 'paid-bootcamp': '900.00' } }, [
    { type: 'paid-bootcamp' },
  ]);

  test('a retired course type cannot be chosen, for a new course or an old one', () => {
    const after = aCourseState({ type: 'bootcamp-2u', prices: { 'paid-bootcamp': '900.00' } }, []);

    expect(refusals(aRuleInput({ before: null, after }))).toEqual(['TYPE_RETIRED at type']);
    expect(refusals(aRuleInput({ before: aCourseState({}, []), after }))).toEqual(['TYPE_RETIRED at type']);
  });

  test('a retired run type cannot be chosen, for a new run or an old one', () => {
    const added = changed(kept, { added: [{ key: NEW_RUN, type: 'unpaid-bootcamp' }] });
    const moved = changed(kept, { runs: { [RUN_KEY]: { type: 'unpaid-bootcamp' } } });

    expect(refusals(aRuleInput({ before: kept, after: added, paths: ADDED }))).toEqual([
      'TYPE_RETIRED at run.type of 2T2026',
    ]);
    expect(refusals(aRuleInput({ before: kept, after: moved, named: [RUN_KEY] }))).toEqual([
      'TYPE_RETIRED at runs.0.type of 1T2026',
    ]);
  });

  test('the message names the type', () => {
    const after = changed(kept, { runs: { [RUN_KEY]: { type: 'unpaid-bootcamp' } } });

    expect(messages(aRuleInput({ before: kept, after }), 'TYPE_RETIRED')).toEqual([
      expect.stringContaining('Unpaid Bootcamp'),
    ]);
  });

  test('a course or run with a retired type keeps it, and everything else may change', () => {
    const after = changed(kept, {
      course: { title: 'Another', prices: { 'paid-bootcamp': '950.00' } },
      runs: { [RUN_KEY]: { status: 'LEGAL_REVIEW' } },
    });

    expect(refusals(aRuleInput({ before: kept, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('it is not waivable', () => {
    const after = changed(kept, { runs: { [RUN_KEY]: { type: 'unpaid-bootcamp' } } });

    expect(whenWaived(aRuleInput({ before: kept, after }))).toEqual({ waived: [], left: ['TYPE_RETIRED'] });
  });
});

describe('TYPE_NOT_OFFERED', () => {
  const offeredTo = (...organizations: string[]) =>
    redefined('courseType', defined('courseType', 'masters', { organizations }));
  const before = aCourseState({}, []);
  const chosen = { before, after: changed(before, { course: { type: 'masters' } }) };

  test.each([
    [[], []],
    [['edX'], []],
    [['MITx', 'edX'], []],
    [['MITx'], ['TYPE_NOT_OFFERED at type']],
    [['edx'], []],
  ])('a type of the organizations %j is chosen by edX: %j', (organizations, expected) => {
    const question = aRuleInput({ ...chosen, catalogueBefore: offeredTo(...organizations) });

    expect(refusals(question)).toEqual(expected);
  });

  test('a new course is judged too, and the message names type and organization', () => {
    const question = aRuleInput({ ...chosen, before: null, catalogueBefore: offeredTo('MITx') });

    expect(refusals(question)).toEqual(['TYPE_NOT_OFFERED at type']);
    expect(messages(question, 'TYPE_NOT_OFFERED')[0]).toContain('Masters Only is not offered to edX');
  });

  test('a course that already has the type is left alone', () => {
    const old = aCourseState({ type: 'masters' }, []);
    const after = changed(old, { course: { title: 'Another' }, added: [{ type: 'masters' }] });

    expect(refusals(aRuleInput({ before: old, after, catalogueBefore: offeredTo('MITx') }))).toEqual([]);
  });

  test('it is waivable', () => {
    expect(whenWaived(aRuleInput({ ...chosen, catalogueBefore: offeredTo('MITx') }))).toEqual({
      waived: ['TYPE_NOT_OFFERED'],
      left: [],
    });
  });
});

describe('RUN_TYPE_NOT_IN_COURSE_TYPE', () => {
  const priced = { prices: { verified: '49.00', professional: '99.00' } };
  const draft = aCourseState(priced);
  const mismatched = aCourseState({ ...priced, type: 'audit' }, [{ type: 'honor' }]);

  test('a run can only get types of its course type, and the message names both', () => {
    const after = changed(draft, { runs: { [RUN_KEY]: { type: 'honor' } } });
    const question = aRuleInput({ before: draft, after, named: [RUN_KEY] });

    expect(refusals(question)).toEqual(['RUN_TYPE_NOT_IN_COURSE_TYPE at runs.0.type of 1T2026']);
    expect(messages(question, 'RUN_TYPE_NOT_IN_COURSE_TYPE')[0]).toContain(
      'Honor Only is not a run type of Verified and Audit',
    );
  });

  test('a new run has a type of its course type', () => {
    const after = changed(draft, { added: [{ key: NEW_RUN, type: 'honor' }] });

    expect(refusals(aRuleInput({ before: draft, after, paths: ADDED }))).toEqual([
      'RUN_TYPE_NOT_IN_COURSE_TYPE at run.type of 2T2026',
    ]);
  });

  test('a course does not leave its runs behind: the path is the cause', () => {
    const before = aCourseState(priced, [{}, { key: NEW_RUN }]);
    const after = changed(before, { course: { type: 'professional' } });

    expect(
      refusals(aRuleInput({ before, after })).filter((refusal) => refusal.startsWith('RUN_TYPE')),
    ).toEqual([
      'RUN_TYPE_NOT_IN_COURSE_TYPE at type of 1T2026',
      'RUN_TYPE_NOT_IN_COURSE_TYPE at type of 2T2026',
    ]);
  });

  test('a course moves together with its runs', () => {
    const after = changed(draft, { course: { type: 'audit' }, runs: { [RUN_KEY]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before: draft, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test.each([
    ['the course gets another title', { course: { title: 'Another' } }],
    ['the run gets other dates', { runs: { [RUN_KEY]: { goLiveAt: new Date('2026-07-01T00:00:00Z') } } }],
    ['the course moves to a third type', { course: { type: 'verified-audit' } }],
    ['the course moves to a type that lists it', { course: { type: 'honor' } }],
  ])('a run that was mismatched before does not count when %s', (_, deviations) => {
    const after = changed(mismatched, deviations);

    expect(refusals(aRuleInput({ before: mismatched, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('a mismatched run cannot get another type that does not match', () => {
    const after = changed(mismatched, { runs: { [RUN_KEY]: { type: 'professional' } } });

    expect(refusals(aRuleInput({ before: mismatched, after, named: [RUN_KEY] }))).toEqual([
      'RUN_TYPE_NOT_IN_COURSE_TYPE at runs.0.type of 1T2026',
    ]);
  });

  test('a mismatched run can get a type that matches', () => {
    const after = changed(mismatched, { runs: { [RUN_KEY]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before: mismatched, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('a run of type Empty never counts', () => {
    const before = aCourseState({ type: 'audit' }, [{ type: 'empty' }]);
    const after = changed(before, { course: { type: 'honor' } });

    expect(refusals(aRuleInput({ before, after }))).toEqual([]);
  });

  test('it is waivable', () => {
    const after = changed(draft, { runs: { [RUN_KEY]: { type: 'honor' } } });

    expect(whenWaived(aRuleInput({ before: draft, after }))).toEqual({
      waived: ['RUN_TYPE_NOT_IN_COURSE_TYPE'],
      left: [],
    });
  });

  test('every run type of a seeded course type matches it', () => {
    const pairs = [...CATALOGUE.courseTypes.values()].flatMap((type) =>
      type.courseRunTypes.map((runType) => [type.slug, runType.slug] as const),
    );

    const found = pairs.flatMap(([type, runType]) =>
      refusals(aRuleInput({ before: null, after: aCourseState({ type }, [{ type: runType }]) })),
    );

    expect(pairs.length).toBeGreaterThan(20);
    expect(found.filter((refusal) => refusal.startsWith('RUN_TYPE_NOT_IN_COURSE_TYPE'))).toEqual([]);
  });
});
