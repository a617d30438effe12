// What follows from a run and its type: seats, entitlements, prices, deadlines, and whether it matches its course.
import { entitlementsOf, isMismatched, seatsOf, upgradeDeadline } from '../../src/model/courses';
import { effectivePrice } from '../../src/model/money';
import { lookup } from '../../src/model/catalogue';
import { aCourse, aRun, POLICY } from '../support/build';
import { CATALOGUE } from '../support/catalogue';

const runType = (slug: string) => lookup(CATALOGUE.courseRunTypes, slug);

test('a seat nobody is paid for is free, and one that somebody is paid for has no price until it is known', () => {
  const seats = seatsOf(aRun(), runType('verified-audit'), POLICY);

  expect(seats.map(({ seatType, price }) => [seatType.slug, price])).toEqual([
    ['verified', null],
    ['audit', { amount: '0.00', currency: 'USD' }],
  ]);
});

test.each([
  ['59.00', '49.00', '59.00'],
  ['0.00', '49.00', '0.00'],
  [undefined, '49.00', '49.00'],
  ['59.00', undefined, '59.00'],
  [undefined, undefined, null],
])("of the run's own price %s and the course's %s, %s applies", (own, ofCourse, expected) => {
  const course = aCourse({ prices: ofCourse === undefined ? {} : { verified: ofCourse } });
  const run = aRun({ course, prices: own === undefined ? {} : { verified: own } });

  expect(effectivePrice(run, 'verified')).toBe(expected);
});

test.each([
  ['2026-12-31T00:00:00.000Z', '2026-12-21T23:59:59.999Z'],
  ['2026-12-31T23:59:59.999Z', '2026-12-21T23:59:59.999Z'],
  ['2027-01-10T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
  ['2028-03-10T12:00:00.000Z', '2028-02-29T23:59:59.999Z'],
  ['2026-11-05T06:00:00.000-05:00', '2026-10-26T23:59:59.999Z'],
  ['2026-12-31T23:30:00.000-02:00', '2026-12-22T23:59:59.999Z'],
])('a run that ends %s can be upgraded until %s', (end, expected) => {
  expect(upgradeDeadline(aRun({ end: new Date(end) }), POLICY)?.toISOString()).toBe(expected);
});

test('an installation sets the number of days, an override takes precedence, and without an end there is no deadline', () => {
  const end = new Date('2026-12-31T00:00:00.000Z');
  const upgradeDeadlineOverride = new Date('2027-06-01T00:00:00.000Z');

  expect(upgradeDeadline(aRun({ end }), { ...POLICY, upgradeDeadlineDays: 0 })?.toISOString()).toBe(
    '2026-12-31T23:59:59.999Z',
  );
  expect(upgradeDeadline(aRun({ end, upgradeDeadlineOverride }), POLICY)).toEqual(upgradeDeadlineOverride);
  expect(upgradeDeadline(aRun({ end: null, upgradeDeadlineOverride }), POLICY)).toEqual(
    upgradeDeadlineOverride,
  );
  expect(upgradeDeadline(aRun({ end: null }), POLICY)).toBeNull();
});

test("reading a deadline leaves the run's end unchanged", () => {
  const run = aRun();

  upgradeDeadline(run, POLICY);

  expect(run.end).toEqual(aRun().end);
});

test('only Verified has a deadline, even if it is set by hand', () => {
  const upgradeDeadlineOverride = new Date('2026-10-01T00:00:00.000Z');
  const run = aRun({ upgradeDeadlineOverride });
  const seats = seatsOf(run, runType('credit-verified-audit'), POLICY);

  expect(seats.map((seat) => [seat.upgradeDeadline, seat.upgradeDeadlineOverride])).toEqual([
    [null, null],
    [upgradeDeadlineOverride, upgradeDeadlineOverride],
    [null, null],
  ]);
});

test('SKUs are matched by seat type, and only the credit seat gets credit details', () => {
  const products = { verified: { sku: 'V1', bulkSku: 'V2' } };
  const run = aRun({ products, creditProvider: 'asu', creditHours: 3 });
  const seats = seatsOf(run, runType('credit-verified-audit'), POLICY);

  expect(seats.map((seat) => [seat.sku, seat.bulkSku, seat.creditProvider, seat.creditHours])).toEqual([
    [null, null, 'asu', 3],
    ['V1', 'V2', null, null],
    [null, null, null, null],
  ]);
});

test('a course has one entitlement for each entitlement type, with its price and SKU if known', () => {
  const type = lookup(CATALOGUE.courseTypes, 'verified-audit');
  const known = aCourse({ prices: { verified: '49.00' }, skus: { verified: 'E1' } });
  const read = (course = aCourse()) =>
    entitlementsOf(course, type, POLICY).map(({ seatType, price, sku }) => [seatType.slug, price, sku]);

  expect(read(known)).toEqual([['verified', { amount: '49.00', currency: 'USD' }, 'E1']]);
  expect(read()).toEqual([['verified', null, null]]);
});

test.each([
  ['verified-audit', 'verified-audit', false],
  ['verified-audit', 'audit', false],
  ['verified-audit', 'honor', true],
  ['verified-audit', 'empty', false],
  ['empty', 'audit', true],
  ['empty', 'empty', false],
])('in a course of type %s a run of type %s is mismatched: %s', (courseType, type, expected) => {
  expect(isMismatched(aRun({ course: aCourse({ type: courseType }), type }), CATALOGUE)).toBe(expected);
});
