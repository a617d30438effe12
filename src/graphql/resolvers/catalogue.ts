// Resolves the catalogue: modes, the LMS side of a track; seat types, the E-Commerce side; track types, run types and course
// types. The payload of a saved definition has the type as it is now.
import {
  isEmptyType,
  paidTo,
  pricedSeatTypesOfCourseType,
  pricedSeatTypesOfRunType,
} from '../../model/catalogue';
import { entryOf, isSlug, isUuid, refBy } from '../entities/references';
import type {
  CourseRunTypeResolvers,
  CourseTypeResolvers,
  ModeResolvers,
  SaveCourseRunTypePayloadResolvers,
  SaveCourseTypePayloadResolvers,
  SaveModePayloadResolvers,
  SaveSeatTypePayloadResolvers,
  SaveTrackTypePayloadResolvers,
  SeatTypeResolvers,
  TrackTypeResolvers,
} from '../generated';

const bySlug = refBy({ slug: isSlug });
const byEither = refBy({ slug: isSlug, uuid: isUuid });

export const Mode: ModeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().modes, bySlug(reference)),
  isCertificateEligible: (mode) => mode.certificateType !== null,
};

export const SeatType: SeatTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().seatTypes, bySlug(reference)),
};

export const TrackType: TrackTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().trackTypes, byEither(reference)),
};

export const CourseRunType: CourseRunTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().courseRunTypes, byEither(reference)),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfRunType(type),
  paidToPlatform: (type) => paidTo(type).paidToPlatform,
  paidToPartner: (type) => paidTo(type).paidToPartner,
};

export const CourseType: CourseTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().courseTypes, byEither(reference)),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfCourseType(type),
};

const savedIn = <T>(entries: ReadonlyMap<string, T>, slug: string | null): T | null =>
  (slug !== null && entries.get(slug)) || null;

export const SaveModePayload: SaveModePayloadResolvers = {
  mode: ({ slug }, _, { catalogue }) => savedIn(catalogue().modes, slug),
};
export const SaveSeatTypePayload: SaveSeatTypePayloadResolvers = {
  seatType: ({ slug }, _, { catalogue }) => savedIn(catalogue().seatTypes, slug),
};
export const SaveTrackTypePayload: SaveTrackTypePayloadResolvers = {
  trackType: ({ slug }, _, { catalogue }) => savedIn(catalogue().trackTypes, slug),
};
export const SaveCourseRunTypePayload: SaveCourseRunTypePayloadResolvers = {
  courseRunType: ({ slug }, _, { catalogue }) => savedIn(catalogue().courseRunTypes, slug),
};
export const SaveCourseTypePayload: SaveCourseTypePayloadResolvers = {
  courseType: ({ slug }, _, { catalogue }) => savedIn(catalogue().courseTypes, slug),
};
