// A mode, the seat type sold for it, and who is paid.
import type { TrackTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refOf } from '../entities/references';

export const TrackType: TrackTypeResolvers = {
  __resolveReference: async (reference, { catalogue }) =>
    entryOf(catalogue().trackTypes, refOf(reference, { slug: isSlug, uuid: isUuid })),
};
