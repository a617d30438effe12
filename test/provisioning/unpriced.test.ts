// Unknown prices of offers that are paid for: never sent as 0.00. Pure.
import { unpricedOf } from '../../src/model/courses';
import type { Course, CourseRun, CourseState } from '../../src/model/courses';
import type { Policy } from '../../src/model/policy';
import { modeDifferences } from '../../src/provisioning/drift';
import { deliveryRequestsOf, desiredOf, isHeldBack } from '../../src/provisioning/desired-state';
import { aCourse, aRun, PHASES, POLICY } from '../support/build';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { aDesiredContext } from '../support/plans';

const state = (course: Partial<Course>, run: Partial<CourseRun> = {}): CourseState => {
  const owner = aCourse({ prices: {}, ...course });
  return { course: owner, runs: [aRun({ ...PHASES.LOCKED, ...run, course: owner })] };
};
const requestsFor = (before: CourseState, after: CourseState) => {
  const context = aDesiredContext();
  return deliveryRequestsOf({ state: before, context }, { state: after, context });
};

test('a run that was imported as published without a price is not sold for nothing when its title changes', () => {
  const [request] = requestsFor(state({}), state({ title: 'Another' }));

  expect(request?.ecommerce).toMatchObject({
    name: 'Another',
    seats: [
      { seatType: 'verified', price: null },
      { seatType: 'audit', price: '0.00' },
    ],
    entitlements: [{ seatType: 'verified', price: null }],
  });
  expect(request?.lms.modes).toMatchObject([
    { slug: 'verified', minPrice: null },
    { slug: 'audit', minPrice: 0 },
  ]);
});

test('nothing is sent for a run without any price that was never sold', () => {
  const course = { type: 'professional' };
  const run = { type: 'professional', products: {} };

  expect(requestsFor(state(course, run), state({ ...course, title: 'Another' }, run))).toEqual([]);
});

test('an entitlement without a price holds nothing back if entitlements are not sold', () => {
  const { runs } = state({ type: 'verified-audit' }, { prices: { verified: '49.00' } });
  const unpriced = (policy: Partial<Policy>) =>
    runs.map((run) => unpricedOf(run, CATALOGUE, { ...POLICY, ...policy }).length);

  expect([unpriced({}), unpriced({ isShop: true }), unpriced({ isSelling: false })]).toEqual([[1], [0], [0]]);
});

test('a price that nobody is paid is no price: nothing is sent, not even 0, until somebody is paid', () => {
  const honor = { type: 'honor', prices: { honor: '49.00' } };
  const neverSent = state({ type: 'honor' }, honor);
  const paid = redefined('trackType', defined('trackType', 'honor', { paidToPlatform: true }));
  const [before, after] = [aDesiredContext(), aDesiredContext({ catalogue: paid })];

  expect(neverSent.runs.map((run) => isHeldBack(run, before))).toEqual([true]);
  expect(requestsFor(state({ type: 'honor' }, { ...honor, prices: {} }), neverSent)).toEqual([]);
  expect(
    deliveryRequestsOf({ state: neverSent, context: before }, { state: neverSent, context: after }),
  ).toMatchObject([
    { ecommerce: { seats: [{ price: '49.00' }] }, lms: { modes: [{ slug: 'honor', minPrice: 49 }] } },
  ]);
});

test('provisioning is requested once the price is known', () => {
  const requests = requestsFor(state({}), state({ prices: { verified: '49.00' } }));

  expect(requests).toMatchObject([{ ecommerce: { seats: [{ price: '49.00' }, { price: '0.00' }] } }]);
});

test('what was sent before stays as it was sent, seat and mode, and the rest continues', () => {
  const priced = state({ prices: { verified: '49.00' } });
  const [sent] = requestsFor(priced, state({ prices: { verified: '49.00' }, title: 'Told' }));
  const run = aRun({ ...PHASES.LOCKED, course: aCourse({ prices: {}, title: 'Another' }) });
  const requested = sent ? { [run.id]: { ...sent, courseRevision: 1 } } : {};
  const context = { ...aDesiredContext(), requested: new Map(Object.entries(requested)) };

  expect(isHeldBack(run, context)).toBe(false);
  expect(desiredOf(run, context)).toMatchObject({
    ecommerce: { name: 'Another', seats: [{ seatType: 'verified', price: '49.00' }, {}] },
    lms: { modes: [{ slug: 'verified', minPrice: 49 }, {}] },
  });
});

test('without a price, an earlier deadline is sent, a later one is not', () => {
  const end = new Date('2027-01-01T00:00:00Z');
  const priced = state({ prices: { verified: '49.00' } }, { end });
  const [sent] = requestsFor(state({}, { end }), priced);
  const run = aRun({ ...PHASES.LOCKED, course: aCourse({ prices: {} }) });
  const expiresWith = (moved: Date) => {
    const requested = new Map([[run.id, { ecommerce: null, lms: null, courseRevision: 1, ...sent }]]);
    return desiredOf({ ...run, end: moved }, aDesiredContext({ requested })).ecommerce?.seats[0];
  };

  expect(expiresWith(new Date('2026-12-01T00:00:00Z'))).toMatchObject({
    price: '49.00',
    expires: '2026-11-21T23:59:59.999Z',
  });
  expect(expiresWith(new Date('2027-06-01T00:00:00Z'))).toEqual(sent?.ecommerce?.seats[0]);
});

test('an offer without a price never counts as drift; the others do', () => {
  const { runs } = state({});
  const modes = runs.flatMap((run) => desiredOf(run, aDesiredContext()).lms.modes);
  const there = modes.map((mode) => ({ ...mode, minPrice: mode.minPrice ?? 77 }));

  expect(modeDifferences({ modes }, { modes: there })).toEqual([]);
  expect(modeDifferences({ modes }, { modes: [] })).toMatchObject([{ kind: 'MISSING', item: 'mode:audit' }]);
});

test('an entitlement that was never sold is never sold at 0, and holds nothing else back', () => {
  const prices = { 'no-id-professional': '99.00' };
  const course = { type: 'professional', prices };
  const before = state(course, { type: 'no-id-professional' });
  const after = state(
    { ...course, prices: { 'no-id-professional': '120.00' } },
    { type: 'no-id-professional' },
  );
  const [request] = requestsFor(before, after);

  expect(JSON.stringify(request?.ecommerce)).not.toContain('"0.00"');
  expect(request?.ecommerce?.seats).toMatchObject([{ price: '120.00' }]);
});
