// How a learner is enrolled: the LMS side of a track.
import type { ModeResolvers } from '../generated';
import { entryOf, isSlug, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug });

export const Mode: ModeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().modes, refOf(reference)),
  isCertificateEligible: (mode) => mode.certificateType !== null,
};
