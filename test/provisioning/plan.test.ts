// The plan that people read: what would be created, updated and retired, compared with the last request. Pure.
import type { CourseState } from '../../src/model/courses';
import type { DesiredContext } from '../../src/provisioning/desired-state';
import { planOf } from '../../src/provisioning/plan';
import { aCourseState, changed, PHASES, RUN_KEY, runKey } from '../support/build';
import type { Deviations } from '../support/build';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { aDesiredContext, requestedOf } from '../support/plans';

const VERIFIED = { verified: '49.00' };
const OTHER = runKey('2T2026');
const PUBLISHED = aCourseState({ prices: VERIFIED }, [PHASES.LOCKED]);

/** The plan as sentences: action, thing, price, and whether it waits. */
function plan(state: CourseState, deviations: Partial<DesiredContext> = {}): string[] {
  const { seats, entitlements, modes } = planOf(state, aDesiredContext(deviations));
  const line = (
    thing: string,
    step: { action: string; price: { amount: string } | null; isDeferred: boolean },
  ) => `${step.action} ${thing} ${step.price?.amount ?? '-'}${step.isDeferred ? ' deferred' : ''}`;
  const term = (key: string) => key.slice(key.lastIndexOf('+') + 1);
  return [
    ...seats.map((step) => line(`seat ${step.seatType.slug} of ${term(step.courseRunKey)}`, step)),
    ...entitlements.map((step) => line(`entitlement ${step.seatType.slug} of ${step.courseKey}`, step)),
    ...modes.map((step) => line(`mode ${step.mode.slug} of ${term(step.courseRunKey)}`, step)),
  ];
}

/** The plan of a change to a course for which everything was requested before. */
const planned = (
  before: CourseState,
  change: Deviations,
  deviations: Partial<DesiredContext> = {},
): string[] => plan(changed(before, change), { requested: requestedOf(before), ...deviations });

describe('a run for which nothing was requested', () => {
  test('would have everything created, which waits until it is reviewed', () => {
    expect(plan(aCourseState({ prices: VERIFIED }))).toEqual([
      'CREATE seat verified of 1T2026 49.00 deferred',
      'CREATE seat audit of 1T2026 0.00 deferred',
      'CREATE entitlement verified of edX+DemoX 49.00 deferred',
      'CREATE mode verified of 1T2026 49.00 deferred',
      'CREATE mode audit of 1T2026 0.00 deferred',
    ]);
  });

  test.each([
    ['UNPUBLISHED', true],
    ['LEGAL_REVIEW', true],
    ['INTERNAL_REVIEW', true],
    ['REVIEWED', false],
    ['PUBLISHED', false],
  ] as const)('waits while it is %s: %s', (status, isDeferred) => {
    const state = aCourseState({ prices: VERIFIED }, [{ status }]);
    const { seats, entitlements, modes } = planOf(state, aDesiredContext());
    const steps = [...seats, ...entitlements, ...modes];

    expect(steps).toHaveLength(5);
    expect(new Set(steps.map((step) => step.isDeferred))).toEqual(new Set([isDeferred]));
  });

  test('has no prices in its plan while none are known, except for free seats', () => {
    expect(plan(aCourseState())).toEqual([
      'CREATE seat verified of 1T2026 - deferred',
      'CREATE seat audit of 1T2026 0.00 deferred',
      'CREATE entitlement verified of edX+DemoX - deferred',
      'CREATE mode verified of 1T2026 - deferred',
      'CREATE mode audit of 1T2026 0.00 deferred',
    ]);
  });

  test.each([
    ['masters', ['CREATE mode masters of 1T2026 0.00 deferred']],
    ['spoc', ['CREATE mode audit of 1T2026 0.00 deferred']],
    ['empty', []],
  ])('and is of type %s has the plan %j', (type, expected) => {
    expect(plan(aCourseState({ type: 'masters-verified-audit', prices: VERIFIED }, [{ type }]))).toEqual(
      expected,
    );
  });

  test('names prices with their currency, and whole units for the LMS', () => {
    const { seats, modes } = planOf(aCourseState({ prices: { verified: '49.50' } }), aDesiredContext());

    expect(seats[0]?.price).toEqual({ amount: '49.50', currency: 'USD' });
    expect(modes[0]?.price).toEqual({ amount: '49.00', currency: 'USD' });
  });
});

describe('a run for which everything was requested', () => {
  test.each(['UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'] as const)(
    'has an empty plan when it becomes %s: nothing is retired',
    (status) => {
      expect(planned(PUBLISHED, { runs: { [RUN_KEY]: { status } } })).toEqual([]);
    },
  );

  test.each<[string, Deviations]>([
    ['its start', { runs: { [RUN_KEY]: { start: null } } }],
    ['its title', { course: { title: 'Another' } }],
    ['a price that it does not sell for', { course: { prices: { ...VERIFIED, credit: '60.00' } } }],
  ])('has an empty plan when %s changes', (_, change) => {
    expect(planned(PUBLISHED, change)).toEqual([]);
  });

  test("has seat, entitlement and mode updated by the course's price", () => {
    expect(planned(PUBLISHED, { course: { prices: { verified: '50.00' } } })).toEqual([
      'UPDATE seat verified of 1T2026 50.00',
      'UPDATE entitlement verified of edX+DemoX 50.00',
      'UPDATE mode verified of 1T2026 50.00',
    ]);
  });

  test('has seat and mode updated by its own price', () => {
    expect(planned(PUBLISHED, { runs: { [RUN_KEY]: { prices: { verified: '50.00' } } } })).toEqual([
      'UPDATE seat verified of 1T2026 50.00',
      'UPDATE mode verified of 1T2026 50.00',
    ]);
  });

  test('has no mode updated by cents', () => {
    expect(planned(PUBLISHED, { runs: { [RUN_KEY]: { prices: { verified: '49.50' } } } })).toEqual([
      'UPDATE seat verified of 1T2026 49.50',
    ]);
  });

  test('has expiring items updated by another end, or by a deadline', () => {
    const expected = ['UPDATE seat verified of 1T2026 49.00', 'UPDATE mode verified of 1T2026 49.00'];
    const end = new Date('2026-11-30T00:00:00.000Z');

    expect(planned(PUBLISHED, { runs: { [RUN_KEY]: { end } } })).toEqual(expected);
    expect(planned(PUBLISHED, { runs: { [RUN_KEY]: { upgradeDeadlineOverride: end } } })).toEqual(expected);
  });

  test('has gained items created, and the rest left alone', () => {
    expect(planned(PUBLISHED, { runs: { [RUN_KEY]: { type: 'masters-verified-audit' } } })).toEqual([
      'CREATE mode masters of 1T2026 0.00',
    ]);
  });

  test('has lost items retired, after what is created', () => {
    const change = { course: { type: 'honor' }, runs: { [RUN_KEY]: { type: 'honor' } } };

    expect(planned(PUBLISHED, change)).toEqual([
      'CREATE seat honor of 1T2026 0.00',
      'RETIRE seat verified of 1T2026 -',
      'RETIRE seat audit of 1T2026 -',
      'RETIRE entitlement verified of edX+DemoX -',
      'CREATE mode honor of 1T2026 0.00',
      'RETIRE mode verified of 1T2026 -',
      'RETIRE mode audit of 1T2026 -',
    ]);
  });

  test('has its changes wait while it is reviewed again', () => {
    const change = { runs: { [RUN_KEY]: { status: 'UNPUBLISHED', prices: { verified: '50.00' } } } } as const;

    expect(planned(PUBLISHED, change)).toEqual([
      'UPDATE seat verified of 1T2026 50.00 deferred',
      'UPDATE mode verified of 1T2026 50.00 deferred',
    ]);
  });

  test('keeps listing what waits for review, although another command changed it', () => {
    const waiting = changed(PUBLISHED, {
      runs: { [RUN_KEY]: { status: 'UNPUBLISHED', prices: { verified: '50.00' } } },
    });

    expect(plan(changed(waiting, { course: { title: 'A' } }), { requested: requestedOf(PUBLISHED) })).toEqual(
      ['UPDATE seat verified of 1T2026 50.00 deferred', 'UPDATE mode verified of 1T2026 50.00 deferred'],
    );
  });

  test('has no plan once it has ended', () => {
    const change = { course: { prices: { verified: '50.00' } }, runs: { [RUN_KEY]: PHASES.ENDED } };

    expect(planned(PUBLISHED, change)).toEqual([]);
  });

  test('has no plan for fields that only sent data has, or for another order', () => {
    const requested = new Map(
      [...requestedOf(PUBLISHED)].map(([id, { ecommerce, lms, courseRevision }]) => [
        id,
        {
          ecommerce: ecommerce && {
            ...ecommerce,
            seats: ecommerce.seats.map((seat) => ({ sku: 'ABCDEF1', ...seat })).reverse(),
            entitlements: ecommerce.entitlements.map((entitlement) => ({ sku: 'ABCDEF2', ...entitlement })),
          },
          lms: lms && { ...lms, modes: lms.modes.map((mode) => ({ sku: 'ABCDEF1', ...mode })).reverse() },
          courseRevision,
        },
      ]),
    );

    expect(plan(PUBLISHED, { requested })).toEqual([]);
  });
});

describe('a definition that changed', () => {
  test('has the seat retired and its mode kept, if a seat type is no longer sold', () => {
    const catalogue = redefined('seatType', { ...defined('seatType', 'audit'), createsProduct: false });

    expect(planned(PUBLISHED, {}, { catalogue })).toEqual(['RETIRE seat audit of 1T2026 -']);
  });

  test('has the renamed mode updated', () => {
    const catalogue = redefined('mode', { ...defined('mode', 'audit'), name: 'Free' });

    expect(planned(PUBLISHED, {}, { catalogue })).toEqual(['UPDATE mode audit of 1T2026 0.00']);
  });

  test.each([
    ['another certificate', { certificateType: 'x' }],
    ['ID verification', { isIdVerified: true }],
  ])('has the seat updated whose mode got %s', (_, deviations) => {
    const catalogue = redefined('mode', { ...defined('mode', 'audit'), ...deviations });

    expect(planned(PUBLISHED, {}, { catalogue })).toEqual(['UPDATE seat audit of 1T2026 0.00']);
  });
});

describe('the entitlements of a course', () => {
  const masters = { ...PHASES.LOCKED, type: 'masters' };

  test('are planned with the first run that has a seat', () => {
    const before = aCourseState({ type: 'masters', prices: VERIFIED }, [masters]);
    const course = { type: 'masters-verified-audit' };

    expect(planned(before, { course })).toEqual([]);
    expect(planned(before, { course, added: [{ key: OTHER, type: 'audit' }] })).toEqual([
      'CREATE seat audit of 2T2026 0.00 deferred',
      'CREATE entitlement verified of edX+DemoX 49.00 deferred',
      'CREATE mode audit of 2T2026 0.00 deferred',
    ]);
  });

  test('do not wait if any run with a seat is on sale', () => {
    const runs = [
      { ...PHASES.LOCKED, type: 'audit' },
      { key: OTHER, type: 'audit' },
    ];
    const before = aCourseState({ type: 'audit', prices: VERIFIED }, runs);

    expect(planned(before, { course: { type: 'verified-audit' } })).toEqual([
      'CREATE entitlement verified of edX+DemoX 49.00',
    ]);
  });

  test('are compared with the last request, whichever run it was made with', () => {
    const before = aCourseState({ prices: VERIFIED, version: 9 }, [
      PHASES.LOCKED,
      { ...PHASES.LOCKED, key: OTHER },
    ]);
    const [first, second] = before.runs;
    const old = requestedOf(changed(before, { course: { prices: { verified: '39.00' }, version: 8 } }));
    const requested = new Map([...old, ...requestedOf(before)].filter(([id]) => id === second?.id));
    const stale = old.get(first?.id ?? '');
    if (first && stale) requested.set(first.id, stale);

    const { entitlements } = planOf(before, aDesiredContext({ requested }));

    expect(entitlements).toEqual([]);
  });
});

test("the ticket's example: one step, and the old run is left alone", () => {
  const before = aCourseState({ type: 'masters' }, [{ ...PHASES.LOCKED, type: 'masters' }]);
  const type = 'masters-verified-audit';
  const change = { course: { type, prices: { verified: '100.00' } }, added: [{ key: OTHER, type }] };

  expect(planned(before, change)).toEqual([
    'CREATE seat verified of 2T2026 100.00 deferred',
    'CREATE seat audit of 2T2026 0.00 deferred',
    'CREATE entitlement verified of edX+DemoX 100.00 deferred',
    'CREATE mode masters of 2T2026 0.00 deferred',
    'CREATE mode verified of 2T2026 100.00 deferred',
    'CREATE mode audit of 2T2026 0.00 deferred',
  ]);
});

test('steps carry the whole seat type and mode of the catalogue', () => {
  const { seats, modes } = planOf(PUBLISHED, aDesiredContext());

  expect(seats[0]?.seatType).toBe(CATALOGUE.seatTypes.get('verified'));
  expect(modes[0]?.mode).toBe(CATALOGUE.modes.get('verified'));
});
