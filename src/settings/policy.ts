// The settings of the rules.
import { z } from 'zod';
import { count, flag } from './kinds';

export const POLICY = {
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'an ISO 4217 code' })
    .default('USD')
    .describe('The currency of every price.'),
  MAXIMUM_PRICE: z
    .string()
    .regex(/^\d{1,8}(\.\d{1,2})?$/, { error: 'an amount such as 10000.00' })
    .default('10000.00')
    .describe('The highest price (rule PRICE_ABOVE_MAXIMUM).'),
  WHOLE_PRICES: flag.default(true).describe('Whether a price with cents is refused (rule PRICE_NOT_WHOLE).'),
  UPGRADE_DEADLINE_DAYS: count(0, 365, 10).describe(
    "How many days before a run's end its upgrade deadline is.",
  ),
  MAX_COURSE_RUNS: count(1, 10_000, 500).describe(
    'The maximum number of runs of a course. An import may bring more; no run can be added to such a course.',
  ),
};
