// What a run sells for one of its tracks, and a course for all its runs.
import type { Money } from '../../model/courses';
import type { Context } from '../context';
import type { EntitlementResolvers, SeatResolvers } from '../generated';

/** A price is never missing but in what was imported without one; a client reads it as free. */
const priceOf = ({ price }: { readonly price: Money | null }, { deps }: Context): Money =>
  price ?? { amount: '0.00', currency: deps.policy.currency };

export const Seat: SeatResolvers = {
  price: (seat, _, context) => priceOf(seat, context),
};

export const Entitlement: EntitlementResolvers = {
  price: (entitlement, _, context) => priceOf(entitlement, context),
};
