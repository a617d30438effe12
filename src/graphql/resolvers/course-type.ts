// Resolves a course type: what a course is meant for.
import { isEmptyType, pricedSeatTypesOfCourseType } from '../../model/catalogue';
import type { CourseTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refBy } from '../entities/references';

const refOf = refBy({ slug: isSlug, uuid: isUuid });

export const CourseType: CourseTypeResolvers = {
  __resolveReference: (reference, { catalogue }) => entryOf(catalogue().courseTypes, refOf(reference)),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfCourseType(type),
};
