// Times are answered as Date.toISOString has them, whether they were answered before or not.
import { DateTime } from '../../src/graphql/scalars';

test.each([
  '2027-03-01T00:00:00.000Z',
  '2027-02-18T23:59:59.999Z',
  '2027-02-18T23:59:59.998Z',
  '2027-02-18T12:34:56.789Z',
  '1969-12-31T23:59:59.999Z',
  '1969-07-20T20:17:00.000Z',
  '1969-07-20T20:17:40.123Z',
])('%s is answered so, each time', (text) => {
  expect([1, 2, 3].map(() => DateTime.serialize(new Date(text)))).toEqual([text, text, text]);
});

test('a time that is none is an error', () => {
  expect(() => DateTime.serialize(new Date(NaN))).toThrow(RangeError);
});
