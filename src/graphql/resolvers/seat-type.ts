// What is sold: the E-Commerce side of a track.
import type { SeatTypeResolvers } from '../generated';
import { entryOf, isSlug, refOf } from '../entities/references';

export const SeatType: SeatTypeResolvers = {
  __resolveReference: async (reference, { catalogue }) =>
    entryOf(catalogue().seatTypes, refOf(reference, { slug: isSlug })),
};
