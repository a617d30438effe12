// What is sold, the E-Commerce side of a track; by a run for one of its tracks, and by a course for all its runs.
import type { Money, Prices } from '../../model/courses';
import type { Context } from '../context';
import { entryOf, isSlug, refBy } from '../entities/references';
import type { EntitlementResolvers, SeatResolvers, SeatTypeResolvers } from '../generated';

const refOf = refBy({ slug: isSlug });

export const SeatType: SeatTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().seatTypes, refOf(reference)),
};

/** A price is never missing but in what was imported without one; a client reads it as free. */
const priceOf = ({ price }: { readonly price: Money | null }, { deps }: Context): Money =>
  price ?? { amount: '0.00', currency: deps.policy.currency };

export const Seat: SeatResolvers = {
  price: (seat, _, context) => priceOf(seat, context),
};

export const Entitlement: EntitlementResolvers = {
  price: (entitlement, _, context) => priceOf(entitlement, context),
};

/** Prices as they were given, in the catalogue's order of seat types. */
export const pricesGiven = (prices: Prices, { catalogue, deps }: Context) =>
  [...catalogue().seatTypes.values()].flatMap((seatType) => {
    const amount = prices[seatType.slug];
    return amount === undefined ? [] : [{ seatType, price: { amount, currency: deps.policy.currency } }];
  });
