// Resolves a mode, the LMS side of a track: how a learner is enrolled.
import type { ModeResolvers } from '../generated';
import { entryOf, isSlug, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug });

export const Mode: ModeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().modes, refOf(reference)),
  isCertificateEligible: (mode) => mode.certificateType !== null,
};
