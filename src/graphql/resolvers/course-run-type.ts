// The tracks of a run.
import { isEmptyType, paidTo, pricedSeatTypesOfRunType } from '../../model/catalogue';
import type { CourseRunTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refOf } from '../entities/references';

export const CourseRunType: CourseRunTypeResolvers = {
  __resolveReference: async (reference, { catalogue }) =>
    entryOf(catalogue().courseRunTypes, refOf(reference, { slug: isSlug, uuid: isUuid })),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfRunType(type),
  paidToPlatform: (type) => paidTo(type).paidToPlatform,
  paidToPartner: (type) => paidTo(type).paidToPartner,
};
