// Times are formatted like Date.toISOString, whether they were formatted before or not.
import { DateTime } from '../../src/graphql/scalars';

test.each([
  '2027-03-01T00:00:00.000Z',
  '2027-02-18T23:59:59.999Z',
  '2027-02-18T23:59:59.998Z',
  '2027-02-18T12:34:56.789Z',
  '1969-12-31T23:59:59.999Z',
  '1969-07-20T20:17:00.000Z',
  '1969-07-20T20:17:40.123Z',
])('%s is formatted so, each time', (text) => {
  expect([1, 2, 3].map(() => DateTime.serialize(new Date(text)))).toEqual([text, text, text]);
});

test('an invalid time is an error', () => {
  expect(() => DateTime.serialize(new Date(NaN))).toThrow(RangeError);
});
