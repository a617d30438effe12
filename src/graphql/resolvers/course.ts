// Resolves a course with what is sold for it as a whole, and one run of a course.
import { courseTypeOptions, runTypeOptions } from '../../changes/type-options';
import { courseTypeOf, entitlementsOf, isMismatched, runTypeOf, seatsOf, titleOf } from '../../model/courses';
import { listChangesOf } from '../history/changes';
import { courseAsOf, runAsOf } from '../history/snapshots';
import { optionsOf } from '../loading/decisions';
import type { CourseResolvers, CourseRunResolvers } from '../generated';
import type { Entities } from '../entities/entity-resolver';
import { isCourseKey, isUuid, refBy, isRunKey } from '../entities/references';
import type { Ref } from '../loading/loaders';
import { statusOptions } from '../../changes/set-course-run-status';
import { paidTo } from '../../model/catalogue';
import { requestedFields } from '../documents/operation';
import type { Prices } from '../../model/money';
import type { Context } from '../context';

export const courseEntities: Entities<Ref<'key' | 'uuid'>> = {
  refOf: refBy({ key: isCourseKey, uuid: isUuid }),
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

export const courseRunEntities: Entities<Ref<'key' | 'uuid'>> = {
  refOf: refBy({ key: isRunKey, uuid: isUuid }),
  findAll: (refs, { loaders }, info) =>
    (requestedFields('Entitlement', info).has('sku') ? loaders.runs : loaders.runsWithoutSkus).findAll(refs),
  has: (entity) => 'course' in entity,
};

export const CourseRun: CourseRunResolvers = {
  title: (run) => titleOf(run),
  type: (run, _, { catalogue }) => runTypeOf(run, catalogue()),
  isMismatched: (run, _, { catalogue }) => isMismatched(run, catalogue()),
  conflicts: (run, _, { loaders }) => loaders.conflicts.load(run.id),
  prices: ({ prices }, _, context) => pricesGiven(prices, context),
  seats: (run, _, { catalogue, deps }) => seatsOf(run, runTypeOf(run, catalogue()), deps.policy),
  paidToPlatform: (run, _, { catalogue }) => paidTo(runTypeOf(run, catalogue())).paidToPlatform,
  paidToPartner: (run, _, { catalogue }) => paidTo(runTypeOf(run, catalogue())).paidToPartner,
  typeOptions: (run, { courseType }, context) =>
    optionsOf(run.course, context, (loaded, known) =>
      runTypeOptions(loaded, { run: run.key, courseType }, known),
    ),
  statusOptions: (run, _, context) =>
    optionsOf(run.course, context, (loaded, known) => statusOptions(loaded, run.key, known)),
  provisioning: (run, _, { loaders }) => loaders.newestProvisionings.load(run.id),
  changes: ({ key, course }, args, context) =>
    listChangesOf(context, { courseKey: course.key, courseRunKey: key, sinceVersion: null }, args),
  asOf: (run, args, context) => runAsOf(context, run, args),
};

/** Returns prices as given, in the catalogue's order of seat types. */
const pricesGiven = (prices: Prices, { catalogue, deps }: Context) =>
  [...catalogue().seatTypes.values()].flatMap((seatType) => {
    const amount = prices[seatType.slug];
    return amount === undefined ? [] : [{ seatType, price: { amount, currency: deps.policy.currency } }];
  });
