// Seats and entitlements that somebody is paid for and that have no known price: never sent as 0.00. Pure.
import type { Course, CourseRun, CourseState } from '../../src/model/courses';
import { asksOf, desiredOf, isHeldBack } from '../../src/provisioning/desired-state';
import { aCourse, aRun, PHASES } from '../support/build';
import { defined, redefined } from '../support/catalogue';
import { aDesiredContext } from '../support/plans';

const state = (course: Partial<Course>, run: Partial<CourseRun> = {}): CourseState => {
  const owner = aCourse({ prices: {}, ...course });
  return { course: owner, runs: [aRun({ ...PHASES.LOCKED, ...run, course: owner })] };
};
const asksFor = (before: CourseState, after: CourseState) => {
  const context = aDesiredContext();
  return asksOf({ state: before, context }, { state: after, context });
};

test('a run imported as published without a price is not sold for free when its title changes', () => {
  expect(asksFor(state({}), state({ title: 'Another' }))).toEqual([]);
});

test('a price that nobody is paid for is not a price: nothing is sent, not even 0, until somebody is', () => {
  const honor = { type: 'honor', prices: { honor: '49.00' } };
  const untold = state({ type: 'honor' }, honor);
  const paid = redefined('trackType', defined('trackType', 'honor', { paidToPlatform: true }));
  const [before, after] = [aDesiredContext(), aDesiredContext({ catalogue: paid })];

  expect(untold.runs.map((run) => isHeldBack(run, before))).toEqual([true]);
  expect(asksFor(state({ type: 'honor' }, { ...honor, prices: {} }), untold)).toEqual([]);
  expect(asksOf({ state: untold, context: before }, { state: untold, context: after })).toMatchObject([
    { ecommerce: { seats: [{ price: '49.00' }] }, lms: { modes: [{ slug: 'honor', minPrice: 49 }] } },
  ]);
});

test('it is requested when its price is known', () => {
  const asks = asksFor(state({}), state({ prices: { verified: '49.00' } }));

  expect(asks).toMatchObject([{ ecommerce: { seats: [{ price: '49.00' }, { price: '0.00' }] } }]);
});

test('what was sent before stays as it was sent, seat and mode, and the rest continues', () => {
  const priced = state({ prices: { verified: '49.00' } });
  const [told] = asksFor(priced, state({ prices: { verified: '49.00' }, title: 'Told' }));
  const run = aRun({ ...PHASES.LOCKED, course: aCourse({ prices: {}, title: 'Another' }) });
  const asked = told ? { [run.id]: { ...told, courseRevision: 1 } } : {};
  const context = { ...aDesiredContext(), asked: new Map(Object.entries(asked)) };

  expect(isHeldBack(run, context)).toBe(false);
  expect(desiredOf(run, context)).toMatchObject({
    ecommerce: { name: 'Another', seats: [{ seatType: 'verified', price: '49.00' }, {}] },
    lms: { modes: [{ slug: 'verified', minPrice: 49 }, {}] },
  });
});

test('an entitlement that was never sold is left out, and holds nothing back', () => {
  const prices = { 'no-id-professional': '99.00' };
  const course = { type: 'professional', prices };
  const before = state(course, { type: 'no-id-professional' });
  const after = state(
    { ...course, prices: { 'no-id-professional': '120.00' } },
    { type: 'no-id-professional' },
  );
  const [ask] = asksFor(before, after);

  expect(JSON.stringify(ask?.ecommerce)).not.toContain('"0.00"');
  expect(ask?.ecommerce?.seats).toMatchObject([{ price: '120.00' }]);
});
