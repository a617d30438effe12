// A type in use may gain tracks, but lose none: every saved definition is judged against the runs that have it.
// TRACK_REMOVED, RUN_TYPE_NOT_IN_COURSE_TYPE, ENTITLEMENT_REMOVED and PRICE_REQUIRED, by a definition.
import type { CourseRun, CourseState, Phase } from '../../src/model/courses';
import { judge } from '../../src/rules';
import { aCourseState, aDefinitionInput, PHASES, RUN_KEY, runKey } from '../support/build';
import { defined } from '../support/catalogue';
import { messages, refusals, whenWaived } from '../support/refusals';

const VERIFIED = { verified: '49.00' };
const OTHER = runKey('2T2026');
const EVERY_PHASE: Phase[] = ['DRAFT', 'IN_REVIEW', 'LOCKED', 'ENDED'];
/** Phases of runs with products; a run that was unpublished after being sold may be in review again. */
const SOLD: [string, Partial<CourseRun>][] = [
  ['LOCKED', PHASES.LOCKED],
  ['ENDED', PHASES.ENDED],
  ['IN_REVIEW, with products,', { ...PHASES.IN_REVIEW, hasProducts: true }],
];

/** A course of that type with one run of a type, by default with the price that Verified requires. */
const using = (type: string, run: Partial<CourseRun>, course: object = {}): CourseState =>
  aCourseState({ type, prices: VERIFIED, ...course }, [{ type, ...run }]);

describe('a run type', () => {
  const gaining = defined('courseRunType', 'masters', { trackTypes: ['masters', 'verified', 'audit'] });
  const losing = defined('courseRunType', 'verified-audit', { trackTypes: ['verified'] });

  test.each(EVERY_PHASE)('gains tracks while a run that is %s has it', (phase) => {
    const question = aDefinitionInput('courseRunType', gaining, [using('masters', PHASES[phase])]);

    expect(refusals(question)).toEqual([]);
  });

  test.each(SOLD)('loses no track while a run that is %s has it', (_, run) => {
    const question = aDefinitionInput('courseRunType', losing, [using('verified-audit', run)]);

    expect(refusals(question)).toEqual(['TRACK_REMOVED at trackTypes of 1T2026']);
  });

  test.each(['DRAFT', 'IN_REVIEW'] as const)(
    'loses tracks while only a run that is %s, without products, has it',
    (phase) => {
      const question = aDefinitionInput('courseRunType', losing, [using('verified-audit', PHASES[phase])]);

      expect(refusals(question)).toEqual([]);
    },
  );

  test('loses tracks while nothing has it, and each run that has it is named', () => {
    const course = aCourseState({ prices: VERIFIED }, [
      { key: OTHER, ...PHASES.ENDED },
      { key: RUN_KEY, ...PHASES.LOCKED },
      { key: runKey('3T2026'), ...PHASES.LOCKED, type: 'audit' },
    ]);
    const question = aDefinitionInput('courseRunType', losing, [course]);

    expect(refusals(aDefinitionInput('courseRunType', losing))).toEqual([]);
    expect(messages(question, 'TRACK_REMOVED')).toEqual([
      expect.stringContaining(`${RUN_KEY} would lose Audit.`),
      expect.stringContaining(`${OTHER} would lose Audit.`),
    ]);
  });

  test('no rule is waivable by a definition', () => {
    const question = aDefinitionInput('courseRunType', losing, [using('verified-audit', PHASES.LOCKED)]);

    expect(whenWaived(question)).toEqual({ waived: [], left: ['TRACK_REMOVED'] });
    expect(judge(question).violations[0]?.isWaivable).toBe(false);
  });
});

describe('a track type', () => {
  test('cannot get another mode while a run with products has it', () => {
    const saved = defined('trackType', 'masters', { mode: 'executive-education' });

    expect(refusals(aDefinitionInput('trackType', saved, [using('masters', PHASES.ENDED)]))).toEqual([
      'TRACK_REMOVED at mode of 1T2026',
    ]);
    expect(refusals(aDefinitionInput('trackType', saved, [using('masters', PHASES.DRAFT)]))).toEqual([]);
  });

  test.each([
    ['audit', null, []],
    ['audit', 'honor', []],
    ['professional', null, ['TRACK_REMOVED at seatType of 1T2026']],
    ['professional', 'honor', ['TRACK_REMOVED at seatType of 1T2026']],
  ])('%s is given the seat type %s while a run with products has it: %j', (slug, seatType, expected) => {
    const prices = { professional: '99.00', honor: '9.00' };
    const saved = defined('trackType', slug, { seatType });
    const question = aDefinitionInput('trackType', saved, [using(slug, PHASES.LOCKED, { prices })]);

    expect(refusals(question).filter((refusal) => !refusal.startsWith('ENTITLEMENT'))).toEqual(expected);
  });

  test('gains a seat, and somebody who is paid, if there is a price', () => {
    const saved = defined('trackType', 'masters', { seatType: 'verified' });

    expect(refusals(aDefinitionInput('trackType', saved, [using('masters', PHASES.ENDED)]))).toEqual([]);
  });

  test('that nobody was paid for needs a price once somebody is: the path says so', () => {
    const saved = defined('trackType', 'audit', { paidToPartner: true });
    const question = aDefinitionInput('trackType', saved, [using('audit', PHASES.LOCKED)]);

    expect(refusals(question)).toEqual(['PRICE_REQUIRED at paidToPartner']);
  });
});

describe('a seat type', () => {
  const unsold = (slug: string) => ({ ...defined('seatType', slug), createsProduct: false });

  test.each(EVERY_PHASE)('nobody is paid for stops creating products while a run is %s', (phase) => {
    const run = using('verified-audit', PHASES[phase]);

    expect(refusals(aDefinitionInput('seatType', unsold('audit'), [run]))).toEqual([]);
  });

  test.each(SOLD)('somebody is paid for stays on sale while a run that is %s has it', (_, run) => {
    const prices = { 'no-id-professional': '99.00' };
    const course = using('no-id-professional', run, { type: 'professional', prices });

    expect(refusals(aDefinitionInput('seatType', unsold('no-id-professional'), [course]))).toEqual([
      'TRACK_REMOVED at createsProduct of 1T2026',
    ]);
  });

  test('verified stays on sale: its seat would be a removal, and so would the entitlements that nothing sells', () => {
    const found = refusals(
      aDefinitionInput('seatType', unsold('verified'), [using('verified-audit', PHASES.LOCKED)]),
    );

    expect(found[0]).toBe('TRACK_REMOVED at createsProduct of 1T2026');
    expect(new Set(found.slice(1))).toEqual(new Set(['ENTITLEMENT_NOT_SOLD_IN_RUNS at createsProduct']));
  });

  test('verified stops creating products for drafts alone, as far as their tracks go', () => {
    const found = refusals(
      aDefinitionInput('seatType', unsold('verified'), [using('verified-audit', PHASES.DRAFT)]),
    );

    expect(found.filter((refusal) => refusal.startsWith('TRACK_REMOVED'))).toEqual([]);
  });
});

describe('a course type', () => {
  test('loses no run type while a run with products has it', () => {
    const saved = defined('courseType', 'verified-audit', {
      courseRunTypes: ['audit'],
      entitlementTypes: [],
    });
    const locked = using('verified-audit', PHASES.LOCKED);
    const draft = using('verified-audit', PHASES.DRAFT);

    expect(refusals(aDefinitionInput('courseType', saved, [locked]))).toEqual([
      'RUN_TYPE_NOT_IN_COURSE_TYPE at courseRunTypes of 1T2026',
      'ENTITLEMENT_REMOVED at entitlementTypes',
    ]);
    expect(refusals(aDefinitionInput('courseType', saved, [draft]))).toEqual([]);
  });

  test('can be saved while a run that was mismatched before has another type', () => {
    const saved = defined('courseType', 'verified-audit', { name: 'Another' });
    const mismatched = using('verified-audit', { ...PHASES.LOCKED, type: 'honor' });

    expect(refusals(aDefinitionInput('courseType', saved, [mismatched]))).toEqual([]);
  });

  test('loses no entitlement while a course with products has it, and the course is named', () => {
    const saved = defined('courseType', 'verified-audit', { entitlementTypes: [] });
    const question = aDefinitionInput('courseType', saved, [using('verified-audit', PHASES.ENDED)]);

    expect(refusals(question)).toEqual(['ENTITLEMENT_REMOVED at entitlementTypes']);
    expect(messages(question, 'ENTITLEMENT_REMOVED')[0]).toContain('edX+DemoX');
  });

  test('gains an entitlement if each course has its price', () => {
    const saved = defined('courseType', 'masters-verified-audit', {
      entitlementTypes: ['verified', 'audit'],
    });
    const course = using('masters-verified-audit', PHASES.LOCKED);
    const priced = using('masters-verified-audit', PHASES.LOCKED, { prices: { ...VERIFIED, audit: '5.00' } });

    expect(refusals(aDefinitionInput('courseType', saved, [course]))).toEqual([
      'PRICE_REQUIRED at entitlementTypes',
    ]);
    expect(refusals(aDefinitionInput('courseType', saved, [priced]))).toEqual([]);
  });

  test('can be retired, or limited to some organizations, while it is in use', () => {
    const saved = defined('courseType', 'verified-audit', { isRetired: true, organizations: ['MITx'] });

    expect(refusals(aDefinitionInput('courseType', saved, [using('verified-audit', PHASES.LOCKED)]))).toEqual(
      [],
    );
  });
});

describe('PRICE_REQUIRED by a definition', () => {
  const saved = defined('courseRunType', 'audit', { trackTypes: ['verified', 'audit'] });
  const unpriced = (id: string, key: string) =>
    aCourseState({ id, key, type: 'audit', prices: {} }, [
      { ...PHASES.LOCKED, key: `course-v1:${key}+1T2026`, type: 'audit' },
      { ...PHASES.LOCKED, key: `course-v1:${key}+2T2026`, type: 'audit' },
    ]);

  test('is returned once per course, however many runs it has, and names it', () => {
    const courses = [unpriced('1', 'edX+One'), unpriced('2', 'edX+Two')];
    const question = aDefinitionInput('courseRunType', saved, courses);

    expect(refusals(question)).toEqual(['PRICE_REQUIRED at trackTypes', 'PRICE_REQUIRED at trackTypes']);
    expect(messages(question, 'PRICE_REQUIRED')).toEqual([
      'A price is required: Verified needs one for edX+One.',
      'A price is required: Verified needs one for edX+Two.',
    ]);
  });

  test("a course is priced by its own price, or by each run's", () => {
    const priced = aCourseState({ id: '1', type: 'audit', prices: VERIFIED }, [{ type: 'audit' }]);
    const byRuns = aCourseState({ id: '2', key: 'edX+Two', type: 'audit' }, [
      { key: 'course-v1:edX+Two+1T2026', type: 'audit', prices: VERIFIED },
    ]);

    expect(refusals(aDefinitionInput('courseRunType', saved, [priced, byRuns]))).toEqual([]);
  });

  test('a course that had no price already does not block other definitions', () => {
    const odd = aCourseState({ prices: {} }, [PHASES.LOCKED]);
    const gaining = defined('courseRunType', 'verified-audit', {
      trackTypes: ['verified', 'audit', 'masters'],
    });

    expect(refusals(aDefinitionInput('courseRunType', gaining, [odd]))).toEqual([]);
  });

  test('it is not waivable', () => {
    const question = aDefinitionInput('courseRunType', saved, [unpriced('1', 'edX+One')]);

    expect(whenWaived(question)).toEqual({ waived: [], left: ['PRICE_REQUIRED'] });
  });
});
