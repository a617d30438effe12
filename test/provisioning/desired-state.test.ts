// What downstream systems should have of a run: seats and entitlements in E-Commerce, modes in the LMS. Pure.
import type { Course, CourseRun } from '../../src/model/courses';
import { desiredOf } from '../../src/provisioning/desired-state';
import { aCourse, aRun, PHASES } from '../support/build';
import { CATALOGUE } from '../support/catalogue';
import { aDesiredContext, requestedOf } from '../support/plans';

const EVERY_PRICE = Object.fromEntries([...CATALOGUE.seatTypes.keys()].map((slug) => [slug, '49.00']));

/** What a run of the course should have. */
function wanted(run: Partial<CourseRun> = {}, course: Partial<Course> = {}, asked = {}) {
  const owner = aCourse({ prices: { verified: '49.00' }, ...course });
  return desiredOf(aRun({ ...run, course: owner }), aDesiredContext(asked));
}
const seatsOf = (desired: ReturnType<typeof wanted>) => desired.ecommerce?.seats.map((seat) => seat.seatType);
const seatOf = (desired: ReturnType<typeof wanted>, seatType: string) =>
  desired.ecommerce?.seats.find((seat) => seat.seatType === seatType);
const modeOf = (desired: ReturnType<typeof wanted>, slug: string) =>
  desired.lms.modes.find((mode) => mode.slug === slug);

const WANTED: [type: string, seats: string[] | undefined, modes: string[]][] = [
  ['audit', ['audit'], ['audit']],
  ['verified', ['verified'], ['verified']],
  ['verified-audit', ['verified', 'audit'], ['verified', 'audit']],
  ['credit-verified-audit', ['credit', 'verified', 'audit'], ['credit', 'verified', 'audit']],
  ['professional', ['professional'], ['professional']],
  ['no-id-professional', ['no-id-professional'], ['no-id-professional']],
  ['honor', ['honor'], ['honor']],
  ['verified-honor', ['verified', 'honor'], ['verified', 'honor']],
  ['credit-verified-honor', ['credit', 'verified', 'honor'], ['credit', 'verified', 'honor']],
  ['masters', undefined, ['masters']],
  ['masters-verified-audit', ['verified', 'audit'], ['masters', 'verified', 'audit']],
  ['spoc', undefined, ['audit']],
  ['paid-executive-education', ['paid-executive-education'], ['paid-executive-education']],
  ['unpaid-executive-education', ['unpaid-executive-education'], ['unpaid-executive-education']],
  ['paid-bootcamp', ['paid-bootcamp'], ['paid-bootcamp']],
  ['unpaid-bootcamp', ['unpaid-bootcamp'], ['unpaid-bootcamp']],
  ['empty', undefined, []],
];

test.each(WANTED)('a run of type %s has the seats %j and the modes %j', (type, seats, modes) => {
  const desired = wanted({ type }, { prices: EVERY_PRICE });

  expect(seatsOf(desired)).toEqual(seats);
  expect(desired.lms.modes.map((mode) => mode.slug)).toEqual(modes);
});

test('every seeded run type is among them', () => {
  expect(WANTED.map(([type]) => type).sort()).toEqual([...CATALOGUE.courseRunTypes.keys()].sort());
});

test('E-Commerce gets everything about a Verified and Audit run and its course', () => {
  expect(wanted().ecommerce).toEqual({
    courseKey: 'edX+DemoX',
    courseUuid: '00000000-0000-4000-8000-000000000001',
    courseRunKey: 'course-v1:edX+DemoX+1T2026',
    name: 'Demonstration',
    verificationDeadline: '2026-12-31T00:00:00.000Z',
    seats: [
      {
        seatType: 'verified',
        mode: 'verified',
        certificateType: 'verified',
        idVerificationRequired: true,
        price: '49.00',
        currency: 'USD',
        expires: '2026-12-21T23:59:59.999Z',
        creditProvider: null,
        creditHours: null,
        variantId: null,
      },
      {
        seatType: 'audit',
        mode: 'audit',
        certificateType: '',
        idVerificationRequired: false,
        price: '0.00',
        currency: 'USD',
        expires: null,
        creditProvider: null,
        creditHours: null,
        variantId: null,
      },
    ],
    entitlements: [{ seatType: 'verified', price: '49.00', currency: 'USD', variantId: null }],
  });
});

test('the LMS gets every mode, with and without a seat', () => {
  const free = { minPrice: 0, currency: 'USD', expirationDatetime: null };

  expect(wanted({ type: 'masters-verified-audit' }).lms).toEqual({
    courseRunKey: 'course-v1:edX+DemoX+1T2026',
    modes: [
      { ...free, slug: 'masters', displayName: 'Masters', seatType: null },
      {
        slug: 'verified',
        displayName: 'Verified',
        minPrice: 49,
        currency: 'USD',
        expirationDatetime: '2026-12-21T23:59:59.999Z',
        seatType: 'verified',
      },
      { ...free, slug: 'audit', displayName: 'Audit', seatType: 'audit' },
    ],
  });
});

describe('prices', () => {
  test.each([
    ['49.00', 49],
    ['49.01', 49],
    ['49.99', 49],
    ['0.99', 0],
    ['10000.00', 10_000],
  ])(
    '%s is %i in the LMS, where cents of imported prices are cut, and is sent unchanged to E-Commerce',
    (price, units) => {
      const desired = wanted({}, { prices: { verified: price } });

      expect(modeOf(desired, 'verified')?.minPrice).toBe(units);
      expect(seatOf(desired, 'verified')?.price).toBe(price);
    },
  );

  test("the run's own overrides the course's, and the entitlement has the course's", () => {
    const desired = wanted({ prices: { verified: '59.00' } });

    expect(seatOf(desired, 'verified')?.price).toBe('59.00');
    expect(modeOf(desired, 'verified')?.minPrice).toBe(59);
    expect(desired.ecommerce?.entitlements[0]?.price).toBe('49.00');
  });
});

describe('times', () => {
  test('the deadline is ten days before the end, at the end of the day in UTC; only Verified has one', () => {
    const desired = wanted(
      { type: 'credit-verified-audit', end: new Date('2027-03-05T08:30:00.000Z') },
      { prices: EVERY_PRICE },
    );
    const expected = [null, '2027-02-23T23:59:59.999Z', null];

    expect(desired.ecommerce?.seats.map((seat) => seat.expires)).toEqual(expected);
    expect(desired.lms.modes.map((mode) => mode.expirationDatetime)).toEqual(expected);
  });

  test('an override takes precedence, for E-Commerce and the LMS', () => {
    const desired = wanted({ upgradeDeadlineOverride: new Date('2026-10-01T12:00:00.000Z') });

    expect(seatOf(desired, 'verified')?.expires).toBe('2026-10-01T12:00:00.000Z');
    expect(modeOf(desired, 'verified')?.expirationDatetime).toBe('2026-10-01T12:00:00.000Z');
  });

  test('without an end there is no deadline, for upgrade or verification', () => {
    const desired = wanted({ end: null });

    expect(seatOf(desired, 'verified')?.expires).toBeNull();
    expect(modeOf(desired, 'verified')?.expirationDatetime).toBeNull();
    expect(desired.ecommerce?.verificationDeadline).toBeNull();
  });
});

test('only the credit seat has provider and hours', () => {
  const credit = { creditProvider: 'asu', creditHours: 3 };
  const desired = wanted({ type: 'credit-verified-audit', ...credit }, { prices: EVERY_PRICE });

  expect(seatOf(desired, 'credit')).toMatchObject(credit);
  expect(seatOf(desired, 'verified')).toMatchObject({ creditProvider: null, creditHours: null });
});

test("the name is the run's own title, or the course's", () => {
  expect(wanted({ title: 'Spring' }).ecommerce?.name).toBe('Spring');
  expect(wanted({}, { title: 'Course' }).ecommerce?.name).toBe('Course');
});

describe('entitlements', () => {
  test('are sent with any run that has a seat', () => {
    expect(wanted({ type: 'audit' }).ecommerce?.entitlements).toEqual([
      { seatType: 'verified', price: '49.00', currency: 'USD', variantId: null },
    ]);
  });

  test("are the course type's, none for a course that sells none", () => {
    expect(wanted({ type: 'audit' }, { type: 'audit' }).ecommerce?.entitlements).toEqual([]);
  });

  test('are not sent with a Masters run of a course that has some', () => {
    expect(wanted({ type: 'masters' }, { type: 'masters-verified-audit' }).ecommerce).toBeNull();
  });
});

describe('E-Commerce is told that there are no more seats', () => {
  const masters = { ...PHASES.LOCKED, type: 'masters' };

  test('if it was sent some before', () => {
    const course = aCourse({ type: 'masters-verified-audit' });
    const requested = requestedOf({ course, runs: [aRun({ course })] });

    expect(wanted(masters, course, { requested }).ecommerce?.seats).toEqual([]);
  });

  test('if they were imported', () => {
    const products = { verified: { sku: 'ABCDEF1', bulkSku: null } };

    expect(wanted({ ...masters, products }).ecommerce?.seats).toEqual([]);
  });

  test('but not if there never were any', () => {
    expect(wanted(masters).ecommerce).toBeNull();
  });
});
