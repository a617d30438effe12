// Resolves a track type: a mode, the seat type sold for it, and who is paid.
import type { TrackTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug, uuid: isUuid });

export const TrackType: TrackTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().trackTypes, refOf(reference)),
};
