// Resolves a course, and what is sold for it as a whole.
import { courseTypeOptions } from '../../changes/type-options';
import { courseTypeOf, entitlementsOf } from '../../model/courses';
import { listChangesOf } from '../history/changes';
import { courseAsOf } from '../history/snapshots';
import { optionsOf } from '../loading/decisions';
import type { CourseResolvers } from '../generated';
import type { Entities } from '../entities/entity-resolver';
import { isCourseKey, isUuid, refBy } from '../entities/references';
import type { Ref } from '../loading/loaders';
import { pricesGiven } from './seat';

const refOf = refBy({ key: isCourseKey, uuid: isUuid });

export const courseEntities: Entities<Ref<'key' | 'uuid'>> = {
  refOf,
  findAll: (refs, { loaders }) => loaders.courses.findAll(refs),
  has: (entity) => 'organization' in entity,
};

export const Course: CourseResolvers = {
  type: (course, _, { catalogue }) => courseTypeOf(course, catalogue()),
  prices: ({ prices }, _, context) => pricesGiven(prices, context),
  entitlements: (course, _, { catalogue, deps }) =>
    entitlementsOf(course, courseTypeOf(course, catalogue()), deps.policy),
  courseRuns: (course, _, { loaders }) => course.runs ?? loaders.runsOfCourse.load(course),
  typeOptions: (course, _, context) => optionsOf(course, context, courseTypeOptions),
  changes: ({ key }, { sinceVersion = null, ...page }, context) =>
    listChangesOf(context, { courseKey: key, courseRunKey: null, sinceVersion }, page),
  asOf: ({ key }, args, context) => courseAsOf(context, key, args),
};
