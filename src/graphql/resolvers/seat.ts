// Resolves what is sold, the E-Commerce side of a track: by a run for one of its tracks, by a course for all its runs.
import type { Prices } from '../../model/money';
import type { Context } from '../context';
import { entryOf, isSlug, refBy } from '../entities/references';
import type { SeatTypeResolvers } from '../generated';

const refOf = refBy({ slug: isSlug });

export const SeatType: SeatTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().seatTypes, refOf(reference)),
};

/** Returns prices as given, in the catalogue's order of seat types. */
export const pricesGiven = (prices: Prices, { catalogue, deps }: Context) =>
  [...catalogue().seatTypes.values()].flatMap((seatType) => {
    const amount = prices[seatType.slug];
    return amount === undefined ? [] : [{ seatType, price: { amount, currency: deps.policy.currency } }];
  });
