// Resolves a run type.
import { isEmptyType, paidTo, pricedSeatTypesOfRunType } from '../../model/catalogue';
import type { CourseRunTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug, uuid: isUuid });

export const CourseRunType: CourseRunTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().courseRunTypes, refOf(reference)),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfRunType(type),
  paidToPlatform: (type) => paidTo(type).paidToPlatform,
  paidToPartner: (type) => paidTo(type).paidToPartner,
};
