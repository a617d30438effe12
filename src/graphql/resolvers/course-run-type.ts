// The tracks of a run.
import { isEmptyType, pricedSeatTypesOfRunType } from '../../model/catalogue';
import type { CourseRunTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug, uuid: isUuid });

export const CourseRunType: CourseRunTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().courseRunTypes, refOf(reference)),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfRunType(type),
  paidToPlatform: (type) => type.trackTypes.some((track) => track.paidToPlatform),
  paidToPartner: (type) => type.trackTypes.some((track) => track.paidToPartner),
};
