// A course, and what is sold for it as a whole.
import { courseTypeOptions } from '../../changes/type-options';
import { courseTypeOf, entitlementsOf } from '../../model/courses';
import { listChangesOf } from '../history/changes';
import { courseAsOf } from '../history/snapshots';
import { optionsOf } from '../loading/decisions';
import type { CourseResolvers } from '../generated';
import { isCourseKey, isUuid, refBy } from '../entities/references';

const refOf = refBy({ key: isCourseKey, uuid: isUuid });

export const Course: CourseResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.courses.load(refOf(reference)),
  type: (course, _, { catalogue }) => courseTypeOf(course, catalogue()),
  entitlements: (course, _, { catalogue, deps }) =>
    entitlementsOf(course, courseTypeOf(course, catalogue()), deps.policy),
  courseRuns: (course, _, { loaders }) => course.runs ?? loaders.runsOfCourse.load(course.id),
  typeOptions: (course, _, context) => optionsOf(course, context, courseTypeOptions),
  changes: ({ key }, args, context) => listChangesOf(context, { courseKey: key, courseRunKey: null }, args),
  asOf: ({ key }, args, context) => courseAsOf(context, key, args),
};
