// What is requested when: the runs to provision after a change, and those not. Pure.
import type { Catalogue } from '../../src/model/catalogue';
import type { CourseRun, CourseRunStatus, CourseState } from '../../src/model/courses';
import type { RequestedState } from '../../src/model/provisioning';
import { deliveryRequestOf, deliveryRequestsOf, desiredOf } from '../../src/provisioning/desired-state';
import { aCourseState, changed, NOW, PHASES, RUN_KEY, runKey } from '../support/build';
import type { Deviations } from '../support/build';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { aDesiredContext, requestedOf } from '../support/plans';

const VERIFIED = { verified: '49.00' };
const OTHER = runKey('2T2026');
const PUBLISHED = aCourseState({ prices: VERIFIED }, [PHASES.LOCKED]);

interface Circumstances {
  readonly requested?: ReadonlyMap<string, RequestedState>;
  readonly catalogue?: Catalogue;
}

/** What is requested after the change; by default, everything that the earlier state wants was already requested. */
function requests(before: CourseState, change: Deviations, { requested, catalogue }: Circumstances = {}) {
  const context = aDesiredContext({ requested: requested ?? requestedOf(before) });
  return deliveryRequestsOf(
    { state: before, context },
    { state: changed(before, change), context: { ...context, catalogue: catalogue ?? CATALOGUE } },
  );
}
const keys = (...given: Parameters<typeof requests>): string[] =>
  requests(...given).map(({ lms }) => lms.courseRunKey);
const moved = (status: CourseRunStatus): Deviations => ({ runs: { [RUN_KEY]: { status } } });
const NEVER = { requested: new Map<string, RequestedState>() };

describe('a run that moves through review', () => {
  const at = (status: CourseRunStatus, run: Partial<CourseRun> = {}) =>
    aCourseState({ prices: VERIFIED, version: 7 }, [{ status, revision: 2, ...run }]);

  test("is requested when it becomes REVIEWED: its next revision, complete, with its course's version", () => {
    const after = changed(at('INTERNAL_REVIEW'), moved('REVIEWED'));
    const [run] = after.runs;
    const found = requests(at('INTERNAL_REVIEW'), moved('REVIEWED'), NEVER);

    expect(found).toEqual([
      {
        courseId: 'course-1',
        courseRunId: run?.id,
        revision: 3,
        courseRevision: 7,
        ...(run && desiredOf(run, aDesiredContext())),
      },
    ]);
  });

  test.each<[CourseRunStatus, CourseRunStatus]>([
    ['UNPUBLISHED', 'LEGAL_REVIEW'],
    ['LEGAL_REVIEW', 'INTERNAL_REVIEW'],
    ['INTERNAL_REVIEW', 'LEGAL_REVIEW'],
    ['REVIEWED', 'UNPUBLISHED'],
    ['PUBLISHED', 'UNPUBLISHED'],
  ])('is not requested when it moves from %s to %s', (from, to) => {
    expect(keys(at(from), moved(to), NEVER)).toEqual([]);
  });

  test.each<[CourseRunStatus, CourseRunStatus]>([
    ['INTERNAL_REVIEW', 'REVIEWED'],
    ['REVIEWED', 'PUBLISHED'],
  ])('is not requested again from %s to %s if nothing that is sent would differ', (from, to) => {
    expect(keys(at(from, { hasProducts: true }), moved(to))).toEqual([]);
  });

  test('is requested when it becomes PUBLISHED if the last request differs', () => {
    const before = at('REVIEWED', { hasProducts: true });
    const requested = requestedOf(changed(before, { course: { prices: { verified: '39.00' } } }));

    expect(keys(before, moved('PUBLISHED'), { requested })).toEqual([RUN_KEY]);
  });

  test('is requested when it becomes REVIEWED again with another price', () => {
    const before = at('INTERNAL_REVIEW', { hasProducts: true });
    const requested = requestedOf(changed(before, { course: { prices: { verified: '39.00' } } }));

    expect(keys(before, moved('REVIEWED'), { requested })).toEqual([RUN_KEY]);
  });

  test('is never requested while its type is Empty', () => {
    expect(keys(at('INTERNAL_REVIEW', { type: 'empty' }), moved('REVIEWED'), NEVER)).toEqual([]);
  });

  test('is requested when it comes with a new course', () => {
    const context = aDesiredContext();

    expect(deliveryRequestsOf({ state: null, context }, { state: PUBLISHED, context })).toHaveLength(1);
  });
});

describe('a run that is PUBLISHED', () => {
  test.each<[string, Deviations]>([
    ["its course's price", { course: { prices: { verified: '50.00' } } }],
    ['its own price', { runs: { [RUN_KEY]: { prices: { verified: '50.00' } } } }],
    ["its course's title", { course: { title: 'Another' } }],
    ['its own title', { runs: { [RUN_KEY]: { title: 'Another' } } }],
    ['its end', { runs: { [RUN_KEY]: { end: new Date('2026-12-30T00:00:00.000Z') } } }],
    ['its deadline', { runs: { [RUN_KEY]: { upgradeDeadlineOverride: new Date('2026-10-01T00:00:00Z') } } }],
    ['its type', { runs: { [RUN_KEY]: { type: 'masters-verified-audit' } } }],
    ["its course's entitlements", { course: { type: 'audit' } }],
  ])('is requested when %s changes', (_, change) => {
    expect(keys(PUBLISHED, change)).toEqual([RUN_KEY]);
  });

  test.each<[string, Deviations]>([
    ['nothing', {}],
    ['its start', { runs: { [RUN_KEY]: { start: null } } }],
    ['when it goes live', { runs: { [RUN_KEY]: { goLiveAt: NOW } } }],
    ['a price that it does not sell for', { course: { prices: { ...VERIFIED, credit: '60.00' } } }],
    ['a course type with the same entitlements', { course: { type: 'credit-verified-audit' } }],
    ['the title that it had', { runs: { [RUN_KEY]: { title: 'Demonstration' } } }],
    ['credit details without a credit seat', { runs: { [RUN_KEY]: { creditHours: 3 } } }],
  ])('is not requested when %s changes', (_, change) => {
    expect(keys(PUBLISHED, change)).toEqual([]);
  });

  test('is requested when its credit provider or hours change', () => {
    const type = 'credit-verified-audit';
    const before = aCourseState({ type, prices: { ...VERIFIED, credit: '60.00' } }, [
      { ...PHASES.LOCKED, type },
    ]);

    expect(keys(before, { runs: { [RUN_KEY]: { creditProvider: 'asu' } } })).toEqual([RUN_KEY]);
    expect(keys(before, { runs: { [RUN_KEY]: { creditHours: 3 } } })).toEqual([RUN_KEY]);
  });

  test('is left alone when only its neighbour changes', () => {
    const before = aCourseState({ prices: VERIFIED }, [PHASES.LOCKED, { ...PHASES.LOCKED, key: OTHER }]);

    expect(keys(before, { runs: { [OTHER]: { title: 'Another' } } })).toEqual([OTHER]);
  });

  test('is requested from then on if it was never requested before and changes', () => {
    expect(keys(PUBLISHED, { course: { title: 'Another' } }, NEVER)).toEqual([RUN_KEY]);
  });

  test.each(['UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW'] as const)(
    'and then %s is not requested, whatever changes',
    (status) => {
      const before = aCourseState({ prices: VERIFIED }, [{ ...PHASES.LOCKED, status }]);

      expect(keys(before, { course: { title: 'Another', prices: { verified: '50.00' } } })).toEqual([]);
    },
  );
});

describe('a run that has ended', () => {
  const ended = (end: Date) => aCourseState({ prices: VERIFIED }, [{ ...PHASES.LOCKED, end }]);

  test.each([
    [-1, []],
    [0, []],
    [1, [RUN_KEY]],
  ])('%i ms from now is requested when its price changes: %j', (offset, expected) => {
    const before = ended(new Date(NOW.getTime() + offset));

    expect(keys(before, { course: { prices: { verified: '50.00' } } })).toEqual(expected);
  });

  test('is requested when its end moves to the future', () => {
    const change = { runs: { [RUN_KEY]: { end: new Date('2026-12-31T00:00:00.000Z') } } };

    expect(keys(ended(new Date('2026-06-01T00:00:00.000Z')), change)).toEqual([RUN_KEY]);
  });

  test('can be requested by hand', () => {
    const [run] = ended(NOW).runs;

    expect(run && deliveryRequestOf(run, aDesiredContext()).revision).toBe(2);
  });
});

describe('a course with sold and unsold runs', () => {
  const masters = { ...PHASES.LOCKED, type: 'masters' };
  const mixed = aCourseState({ type: 'masters', prices: VERIFIED }, [
    masters,
    { ...PHASES.LOCKED, key: OTHER, type: 'audit' },
    { key: runKey('3T2026'), type: 'audit' },
  ]);

  test('that gains an entitlement requests its runs with seats, but not Masters or drafts', () => {
    const found = requests(mixed, { course: { type: 'masters-verified-audit' } });

    expect(found.map(({ lms }) => lms.courseRunKey)).toEqual([OTHER]);
    expect(found[0]?.ecommerce?.entitlements).toEqual([
      { seatType: 'verified', price: '49.00', currency: 'USD', variantId: null },
    ]);
  });

  test('that is renamed does not request Masters: the LMS gets no titles', () => {
    expect(keys(mixed, { course: { title: 'Another' } })).toEqual([OTHER]);
  });

  test('requests nothing of E-Commerce for Masters', () => {
    const before = aCourseState({ type: 'masters' }, [{ type: 'masters', status: 'INTERNAL_REVIEW' }]);

    expect(requests(before, moved('REVIEWED'), NEVER).map(({ ecommerce }) => ecommerce)).toEqual([null]);
  });
});

describe('a definition that changes', () => {
  const everyPhase = aCourseState({ prices: VERIFIED }, [
    PHASES.LOCKED,
    { ...PHASES.LOCKED, key: OTHER, status: 'REVIEWED' },
    { ...PHASES.ENDED, key: runKey('3T2026') },
    { ...PHASES.IN_REVIEW, key: runKey('4T2026') },
    { key: runKey('5T2026') },
  ]);

  test.each([
    [
      'a run type that gains a track',
      redefined(
        'courseRunType',
        defined('courseRunType', 'verified-audit', { trackTypes: ['verified', 'audit', 'masters'] }),
      ),
    ],
    [
      'a seat type that is no longer sold',
      redefined('seatType', { ...defined('seatType', 'audit'), createsProduct: false }),
    ],
    ['a mode that is renamed', redefined('mode', { ...defined('mode', 'audit'), name: 'Free' })],
    [
      'a mode with another certificate',
      redefined('mode', { ...defined('mode', 'audit'), certificateType: 'x' }),
    ],
    [
      'a seat type that gains a deadline',
      redefined('seatType', { ...defined('seatType', 'audit'), hasUpgradeDeadline: true }),
    ],
  ])('requests every REVIEWED and PUBLISHED run affected by %s', (_, catalogue) => {
    expect(keys(everyPhase, {}, { catalogue })).toEqual([RUN_KEY, OTHER]);
  });

  test('requests no run of another type', () => {
    const catalogue = redefined('mode', { ...defined('mode', 'masters'), name: 'Degree' });

    expect(keys(everyPhase, {}, { catalogue })).toEqual([]);
  });

  test('keeps the mode of a seat that is no longer sold', () => {
    const catalogue = redefined('seatType', { ...defined('seatType', 'audit'), createsProduct: false });
    const [request] = requests(PUBLISHED, {}, { catalogue });

    expect(request?.ecommerce?.seats.map((seat) => seat.seatType)).toEqual(['verified']);
    expect(request?.lms.modes.map((mode) => [mode.slug, mode.seatType])).toEqual([
      ['verified', 'verified'],
      ['audit', null],
    ]);
  });
});

test('stored data with more fields, or in another order, is not different', () => {
  const before = aCourseState({ prices: VERIFIED }, [{ ...PHASES.LOCKED, status: 'INTERNAL_REVIEW' }]);
  const stored = [...requestedOf(before)].map(([id, { ecommerce, lms, courseRevision }]) => {
    const sent = {
      ecommerce: ecommerce && {
        ...ecommerce,
        seats: ecommerce.seats.map((seat) => ({ ...seat, sku: 'ABCDEF1' })).reverse(),
        entitlements: ecommerce.entitlements.map((entitlement) => ({ sku: 'ABCDEF2', ...entitlement })),
      },
      lms: lms && { ...lms, modes: lms.modes.map((mode) => ({ sku: 'ABCDEF1', ...mode })).reverse() },
      courseRevision,
    };
    return [id, sent] as const;
  });

  expect(keys(before, moved('REVIEWED'), { requested: new Map(stored) })).toEqual([]);
});
