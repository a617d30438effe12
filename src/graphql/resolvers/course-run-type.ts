// The tracks of a run.
import { isEmptyType, pricedSeatTypesOfRunType } from '../../model/catalogue';
import type { CourseRunTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refOf } from '../entities/references';

export const CourseRunType: CourseRunTypeResolvers = {
  __resolveReference: async (reference, { catalogue }) =>
    entryOf(catalogue().courseRunTypes, refOf(reference, { slug: isSlug, uuid: isUuid })),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfRunType(type),
  paidToPlatform: (type) => type.trackTypes.some((track) => track.paidToPlatform),
  paidToPartner: (type) => type.trackTypes.some((track) => track.paidToPartner),
};
