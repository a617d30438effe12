// Resolves the payload of a saved definition: the type as it is now.
import type {
  SaveCourseRunTypePayloadResolvers,
  SaveCourseTypePayloadResolvers,
  SaveModePayloadResolvers,
  SaveSeatTypePayloadResolvers,
  SaveTrackTypePayloadResolvers,
} from '../generated';

const entry = <T>(entries: ReadonlyMap<string, T>, slug: string | null): T | null =>
  (slug !== null && entries.get(slug)) || null;

export const SaveModePayload: SaveModePayloadResolvers = {
  mode: ({ slug }, _, { catalogue }) => entry(catalogue().modes, slug),
};
export const SaveSeatTypePayload: SaveSeatTypePayloadResolvers = {
  seatType: ({ slug }, _, { catalogue }) => entry(catalogue().seatTypes, slug),
};
export const SaveTrackTypePayload: SaveTrackTypePayloadResolvers = {
  trackType: ({ slug }, _, { catalogue }) => entry(catalogue().trackTypes, slug),
};
export const SaveCourseRunTypePayload: SaveCourseRunTypePayloadResolvers = {
  courseRunType: ({ slug }, _, { catalogue }) => entry(catalogue().courseRunTypes, slug),
};
export const SaveCourseTypePayload: SaveCourseTypePayloadResolvers = {
  courseType: ({ slug }, _, { catalogue }) => entry(catalogue().courseTypes, slug),
};
