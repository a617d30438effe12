// When the next attempt is: by figures, and for any number and random value.
import fc from 'fast-check';
import { BACKOFF, backoffMs } from '../../src/provisioning/pace/backoff';
import { retryAfterMs } from '../../src/provisioning/http';

const ALMOST_ONE = 1 - Number.EPSILON;

test.each([
  [1, 500, 1_000],
  [2, 500, 2_000],
  [5, 500, 16_000],
  [6, 500, 30_000],
  [60, 500, 30_000],
  [5_000, 500, 30_000],
])('after attempt %i it is between %i and %i ms', (number, least, most) => {
  expect([backoffMs(number, 0), backoffMs(number, ALMOST_ONE)]).toEqual([least, most]);
});

test('it is never sooner than the minimum, never later than the maximum, and a whole number', () => {
  const number = fc.integer({ min: 1, max: 100_000 });
  const chance = fc.double({ min: 0, max: ALMOST_ONE, noNaN: true });

  fc.assert(
    fc.property(number, chance, (attempt, random) => {
      const ms = backoffMs(attempt, random);
      return Number.isInteger(ms) && ms >= BACKOFF.minMs && ms <= BACKOFF.maxMs;
    }),
  );
});

test('a later attempt waits no shorter, for the same random value', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
      (number, random) => backoffMs(number, random) <= backoffMs(number + 1, random),
    ),
  );
});

const date = 'Wed, 21 Oct 2026 07:28:00 GMT';

test.each([
  [undefined, undefined, 0],
  ['0', undefined, 0],
  ['7', undefined, 7_000],
  ['3600', undefined, 3_600_000],
  ['3601', undefined, 3_600_000],
  ['Wed, 21 Oct 2026 07:28:30 GMT', date, 30_000],
  ['Wed, 21 Oct 2026 07:27:00 GMT', date, 0],
  ['Wed, 21 Oct 2026 07:28:30 GMT', undefined, 0],
  ['soon', date, 0],
  ['-5', undefined, 0],
])('Retry-After: %s, answered at %s, is %i ms', (retryAfter, answeredAt, ms) => {
  expect(retryAfterMs(retryAfter, answeredAt)).toBe(ms);
});
