// Rules on the prices that are given: which may be, and how much: PRICE_NOT_APPLICABLE, PRICE_BELOW_MINIMUM,
// PRICE_ABOVE_MAXIMUM, PRICE_NOT_WHOLE. That there is one: price-required.test.ts.
import type { Prices } from '../../src/model/money';
import { aCourseState, aRuleInput, changed, PHASES, POLICY, RUN_KEY } from '../support/build';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { messages, refusals, whenWaived } from '../support/refusals';

/** The course gets prices, in that order. */
function pricing(type: string, prices: Prices) {
  const before = aCourseState({ type }, []);
  return aRuleInput({
    before,
    after: changed(before, { course: { prices } }),
    listed: { prices: Object.keys(prices) },
  });
}

/** The run of a Verified and Audit course gets its own prices. */
function pricingRun(prices: Prices) {
  const before = aCourseState({ prices: { verified: '49.00' } }, [PHASES.LOCKED]);
  return aRuleInput({
    before,
    after: changed(before, { runs: { [RUN_KEY]: { prices } } }),
    named: [RUN_KEY],
    listed: { 'runs.0.prices': Object.keys(prices) },
  });
}

/** A course and a run with unchanged prices that break every rule on prices. */
const ODD = { prices: { verified: '0.50', honor: '99999.99' } };

describe('PRICE_NOT_APPLICABLE', () => {
  test.each([
    ['verified-audit', 'verified', true],
    ['verified-audit', 'audit', false],
    ['verified-audit', 'credit', false],
    ['credit-verified-audit', 'credit', true],
    ['masters', 'verified', false],
    ['masters-verified-audit', 'verified', true],
    ['professional', 'no-id-professional', true],
    ['executive-education-2u', 'paid-executive-education', true],
    ['executive-education-2u', 'unpaid-executive-education', false],
    ['audit', 'audit', false],
    ['spoc', 'audit', false],
    ['empty', 'verified', false],
  ])('a course of type %s has a price for %s: %s', (type, seatType, isAllowed) => {
    const question = pricing(type, { [seatType]: '49.00' });

    expect(refusals(question)).toEqual(isAllowed ? [] : ['PRICE_NOT_APPLICABLE at prices.0.seatType']);
  });

  test('each price is judged, with its path in the input, and the message names its seat type', () => {
    const question = pricing('verified-audit', { audit: '1.00', verified: '49.00', credit: '1.00' });

    expect(refusals(question)).toEqual([
      'PRICE_NOT_APPLICABLE at prices.0.seatType',
      'PRICE_NOT_APPLICABLE at prices.2.seatType',
    ]);
    expect(messages(question, 'PRICE_NOT_APPLICABLE')[1]).toContain('Credit');
  });

  test("a run's own price is judged with its path", () => {
    expect(refusals(pricingRun({ verified: '59.00', honor: '5.00' }))).toEqual([
      'PRICE_NOT_APPLICABLE at runs.0.prices.1.seatType of 1T2026',
    ]);
  });

  test('a run may have a price for what another run type of its course type prices', () => {
    const before = aCourseState({ prices: { verified: '49.00' } }, [{ type: 'audit' }]);
    const after = changed(before, { runs: { [RUN_KEY]: { prices: { verified: '59.00' } } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('an entitlement that no run type sells any more may have a price', () => {
    const course = defined('courseType', 'verified-audit', { courseRunTypes: ['audit'] });
    const question = pricing('verified-audit', { verified: '49.00' });
    const catalogue = redefined('courseType', course);

    expect(refusals({ ...question, catalogueBefore: catalogue, catalogueAfter: catalogue })).toEqual([]);
  });

  test('the price that a mismatched run needs can be given, in the course or in the run', () => {
    const before = aCourseState({ type: 'audit' }, [{ type: 'verified' }]);
    const ofCourse = changed(before, { course: { prices: { verified: '49.00' } } });
    const ofRun = changed(before, { runs: { [RUN_KEY]: { prices: { verified: '49.00' } } } });

    expect(refusals(aRuleInput({ before, after: ofCourse }))).toEqual([]);
    expect(refusals(aRuleInput({ before, after: ofRun, named: [RUN_KEY] }))).toEqual([]);
  });

  test('the type after the command decides', () => {
    const before = aCourseState({ type: 'audit' }, []);
    const course = { type: 'verified-audit', prices: { verified: '49.00' } };

    expect(refusals(aRuleInput({ before, after: changed(before, { course }) }))).toEqual([]);
  });

  test('prices that a course keeps when it moves to another type do not count', () => {
    const before = aCourseState({ prices: { verified: '49.00' } }, []);

    expect(refusals(aRuleInput({ before, after: changed(before, { course: { type: 'audit' } }) }))).toEqual(
      [],
    );
  });

  test('it is not waivable', () => {
    expect(whenWaived(pricing('audit', { audit: '1.00' })).left).toEqual(['PRICE_NOT_APPLICABLE']);
  });
});

describe('PRICE_BELOW_MINIMUM', () => {
  test.each([
    ['verified', '0.00', ['PRICE_BELOW_MINIMUM']],
    ['verified', '0.99', ['PRICE_BELOW_MINIMUM', 'PRICE_NOT_WHOLE']],
    ['verified', '1.00', []],
    ['verified', '2.00', []],
    ['credit', '0.00', []],
    ['credit', '1.00', []],
  ])('%s for %s: %j', (seatType, amount, expected) => {
    const question = pricing('credit-verified-audit', { [seatType]: amount });

    expect(refusals(question)).toEqual(expected.map((code) => `${code} at prices.0.amount`));
  });

  test.each([
    ['99.00', ['PRICE_BELOW_MINIMUM at prices.0.amount']],
    ['100.00', []],
  ])('the highest minimum of the modes sold with the seat type applies: %s gives %j', (amount, expected) => {
    const mode = { ...defined('mode', 'masters'), minimumPrice: '100.00' };
    const track = defined('trackType', 'masters', { seatType: 'verified' });
    const catalogue = redefined('trackType', track, redefined('mode', mode));
    const question = pricing('masters-verified-audit', { verified: amount });

    expect(refusals({ ...question, catalogueBefore: catalogue, catalogueAfter: catalogue })).toEqual(
      expected,
    );
  });

  test("a run's own price is judged, and the message names amount, seat type and minimum", () => {
    const question = pricingRun({ verified: '0.00' });

    expect(refusals(question)).toEqual(['PRICE_BELOW_MINIMUM at runs.0.prices.0.amount of 1T2026']);
    expect(messages(question, 'PRICE_BELOW_MINIMUM')[0]).toBe(
      'A price must not be below the minimum that the LMS accepts: Verified is 0.00; the minimum is 1.00.',
    );
  });

  test('a price that is already too low does not block other work', () => {
    const before = aCourseState(ODD, [{ ...ODD, type: 'audit' }]);
    const after = changed(before, { course: { title: 'Another' }, runs: { [RUN_KEY]: { title: 'Too' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(pricingRun({ verified: '0.00' })).left).toEqual(['PRICE_BELOW_MINIMUM']);
  });
});

describe('PRICE_ABOVE_MAXIMUM', () => {
  test.each([
    ['9999.00', []],
    ['10000.00', []],
    ['10000.01', ['PRICE_ABOVE_MAXIMUM', 'PRICE_NOT_WHOLE']],
    ['10001.00', ['PRICE_ABOVE_MAXIMUM']],
    ['99999999.00', ['PRICE_ABOVE_MAXIMUM']],
  ])('%s: %j', (amount, expected) => {
    expect(refusals(pricing('verified-audit', { verified: amount }))).toEqual(
      expected.map((code) => `${code} at prices.0.amount`),
    );
  });

  test("an installation's own bound applies to the prices of runs too, and the message names it", () => {
    const question = {
      ...pricingRun({ verified: '60.00' }),
      policy: { ...POLICY, maximumPrice: '59.00' },
    };

    expect(refusals(question)).toEqual(['PRICE_ABOVE_MAXIMUM at runs.0.prices.0.amount of 1T2026']);
    expect(messages(question, 'PRICE_ABOVE_MAXIMUM')[0]).toContain(
      'Verified is 60.00; the maximum is 59.00.',
    );
  });

  test('a price that is already too high does not block other prices', () => {
    const before = aCourseState({ prices: { ...ODD.prices, verified: '20000.00' } }, [PHASES.LOCKED]);
    const after = changed(before, { runs: { [RUN_KEY]: { prices: { verified: '50.00' } } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(pricingRun({ verified: '10001.00' })).left).toEqual(['PRICE_ABOVE_MAXIMUM']);
  });
});

describe('PRICE_NOT_WHOLE', () => {
  test.each([
    ['48.99', ['PRICE_NOT_WHOLE at prices.0.amount']],
    ['49.00', []],
    ['49.01', ['PRICE_NOT_WHOLE at prices.0.amount']],
    ['49.50', ['PRICE_NOT_WHOLE at prices.0.amount']],
  ])('%s: %j', (amount, expected) => {
    expect(refusals(pricing('verified-audit', { verified: amount }))).toEqual(expected);
  });

  test('an installation may allow cents', () => {
    const question = pricing('verified-audit', { verified: '49.50' });

    expect(refusals({ ...question, policy: { ...POLICY, isPriceWhole: false } })).toEqual([]);
  });

  test("a run's own price is judged, and the message names amount and seat type", () => {
    const question = pricingRun({ verified: '49.50' });

    expect(refusals(question)).toEqual(['PRICE_NOT_WHOLE at runs.0.prices.0.amount of 1T2026']);
    expect(messages(question, 'PRICE_NOT_WHOLE')[0]).toBe('Prices must be whole amounts: Verified is 49.50.');
  });

  test('imported cents that are left alone do not block other work', () => {
    const before = aCourseState({ prices: { verified: '49.50' } }, [{ prices: { verified: '39.50' } }]);
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'audit' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(pricingRun({ verified: '49.50' })).left).toEqual(['PRICE_NOT_WHOLE']);
  });
});

test('a price that breaks several rules is returned once by each, in the order of the rules', () => {
  const question = pricing('audit', { honor: '10000.50' });

  expect(refusals(question)).toEqual([
    'PRICE_NOT_APPLICABLE at prices.0.seatType',
    'PRICE_ABOVE_MAXIMUM at prices.0.amount',
    'PRICE_NOT_WHOLE at prices.0.amount',
  ]);
});

test('no seeded minimum exceeds what an installation allows', () => {
  const minimums = [...CATALOGUE.modes.values()].map((mode) => Number(mode.minimumPrice));

  expect(Math.max(...minimums)).toBeLessThan(Number(POLICY.maximumPrice));
});
