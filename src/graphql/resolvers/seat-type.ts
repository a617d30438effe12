// What is sold: the E-Commerce side of a track.
import type { SeatTypeResolvers } from '../generated';
import { entryOf, isSlug, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug });

export const SeatType: SeatTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().seatTypes, refOf(reference)),
};
