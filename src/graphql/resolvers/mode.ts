// How a learner is enrolled: the LMS side of a track.
import type { ModeResolvers } from '../generated';
import { entryOf, isSlug, refOf } from '../entities/references';

export const Mode: ModeResolvers = {
  __resolveReference: async (reference, { catalogue }) =>
    entryOf(catalogue().modes, refOf(reference, { slug: isSlug })),
  isCertificateEligible: (mode) => mode.certificateType !== null,
};
