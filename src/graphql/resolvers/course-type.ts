// What a course is meant for.
import { isEmptyType, pricedSeatTypesOfCourseType } from '../../model/catalogue';
import type { CourseTypeResolvers } from '../generated';
import { entryOf, isSlug, isUuid, refOf } from '../entities/references';

export const CourseType: CourseTypeResolvers = {
  __resolveReference: async (reference, { catalogue }) =>
    entryOf(catalogue().courseTypes, refOf(reference, { slug: isSlug, uuid: isUuid })),
  isEmpty: (type) => isEmptyType(type),
  pricedSeatTypes: (type) => pricedSeatTypesOfCourseType(type),
};
