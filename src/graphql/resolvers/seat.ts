// Resolves what is sold, the E-Commerce side of a track: by a run for one of its tracks, by a course for all its runs.
import type { Money, Prices } from '../../model/courses';
import type { Context } from '../context';
import { entryOf, isSlug, refBy } from '../entities/references';
import type { SeatTypeResolvers } from '../generated';

const refOf = refBy({ slug: isSlug });

export const SeatType: SeatTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().seatTypes, refOf(reference)),
};

/** Returns an item with a price. Only imports may lack one; clients read it as free. */
export const priced = <T extends { readonly price: Money | null }>(
  sold: T,
  { policy }: Context['deps'],
): T => (sold.price ? sold : { ...sold, price: { amount: '0.00', currency: policy.currency } });

/** Returns prices as given, in the catalogue's order of seat types. */
export const pricesGiven = (prices: Prices, { catalogue, deps }: Context) =>
  [...catalogue().seatTypes.values()].flatMap((seatType) => {
    const amount = prices[seatType.slug];
    return amount === undefined ? [] : [{ seatType, price: { amount, currency: deps.policy.currency } }];
  });
