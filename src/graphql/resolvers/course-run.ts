// Resolves one run of a course.
import { statusOptions } from '../../changes/set-course-run-status';
import { runTypeOptions } from '../../changes/type-options';
import { paidTo } from '../../model/catalogue';
import { isMismatched, runTypeOf, seatsOf, titleOf } from '../../model/courses';
import { listChangesOf } from '../history/changes';
import { runAsOf } from '../history/snapshots';
import { optionsOf } from '../loading/decisions';
import { requestedFields } from '../documents/operation';
import type { CourseRunResolvers } from '../generated';
import type { Entities } from '../entities/entity-resolver';
import { isRunKey, isUuid, refBy } from '../entities/references';
import type { Ref } from '../loading/loaders';
import { pricesGiven } from './seat';

const refOf = refBy({ key: isRunKey, uuid: isUuid });

export const courseRunEntities: Entities<Ref<'key' | 'uuid'>> = {
  refOf,
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
