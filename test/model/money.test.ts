// Amounts as decimal strings: what counts as one, and that nothing is lost on the way to cents and back.
import fc from 'fast-check';
import { amountOf, cents, parseAmount, wholeUnits } from '../../src/model/money';

test.each([
  ['0', '0.00'],
  ['0.0', '0.00'],
  ['49', '49.00'],
  ['49.5', '49.50'],
  ['49.50', '49.50'],
  ['49.05', '49.05'],
  ['0.01', '0.01'],
  ['10000.00', '10000.00'],
  ['10000.01', '10000.01'],
  ['0049', '49.00'],
  ['99999999.99', '99999999.99'],
])('%s is the amount %s', (text, amount) => {
  expect(parseAmount(text)).toBe(amount);
});

test.each([
  '',
  '.',
  '.5',
  '49.',
  '49.999',
  '-1.00',
  '-0',
  '+1',
  'abc',
  '1e3',
  '0x10',
  '1,000.00',
  '49,50',
  ' 49',
  '49 ',
  '49\n',
  '٤٩',
  'NaN',
  'Infinity',
  '100000000',
  '9'.repeat(1_000),
])('%j is not an amount', (text) => {
  expect(parseAmount(text)).toBeNull();
});

test('an amount is exact in cents, and converts back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (total) => {
      const amount = amountOf(total);

      expect(cents(amount)).toBe(total);
      expect(parseAmount(amount)).toBe(amount);
      expect(wholeUnits(amount)).toBe(Number(amount.split('.')[0]));
    }),
  );
});

test.each([
  ['49.00', 49],
  ['49.99', 49],
  ['0.99', 0],
  ['0.00', 0],
  ['1.00', 1],
])('%s is %i whole units: cents are cut, not rounded', (amount, units) => {
  expect(wholeUnits(amount)).toBe(units);
});

test('sums that floats would get wrong are right', () => {
  expect(cents('0.10') + cents('0.20')).toBe(cents('0.30'));
  expect(cents('1.15')).toBe(115);
  expect(cents('8.2')).toBe(820);
});
