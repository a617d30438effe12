// The mutations: each passes its input to the change of the same name.
import { addCourseRun } from '../../changes/add-course-run';
import { cancelBulkChange } from '../../changes/bulk/cancel-bulk-change';
import { startBulkChange } from '../../changes/bulk/start-bulk-change';
import * as definitions from '../../changes/catalogue/save-definition';
import { changeCourse } from '../../changes/change-course';
import { createCourse } from '../../changes/create-course';
import { deleteCourse, deleteCourseRun } from '../../changes/delete-course';
import { removeMembership, saveMembership } from '../../changes/memberships/save-membership';
import {
  publishProvisioning,
  retryProvisioning,
  retryProvisionings,
} from '../../changes/publish-provisioning';
import { setCourseRunStatus } from '../../changes/set-course-run-status';
import { resumeSelling, stopSelling } from '../../changes/stop-selling';
import { changed, deleted, saved } from '../answers';
import type { MutationResolvers } from '../generated';

export const Mutation: MutationResolvers = {
  saveMode: (_, { input }, context) => saved(context, definitions.saveMode, input),
  saveSeatType: (_, { input }, context) => saved(context, definitions.saveSeatType, input),
  saveTrackType: (_, { input }, context) => saved(context, definitions.saveTrackType, input),
  saveCourseRunType: (_, { input }, context) => saved(context, definitions.saveCourseRunType, input),
  saveCourseType: (_, { input }, context) => saved(context, definitions.saveCourseType, input),

  saveMembership: (_, { input }, context) => saved(context, saveMembership, input),
  removeMembership: (_, { input }, context) => saved(context, removeMembership, input),

  createCourse: (_, { input }, context) => changed(context, createCourse, input),
  changeCourse: (_, { input }, context) => changed(context, changeCourse, input),
  addCourseRun: (_, { input }, context) => changed(context, addCourseRun, input),
  setCourseRunStatus: (_, { input }, context) => changed(context, setCourseRunStatus, input),
  deleteCourse: (_, { input }, context) => deleted(context, deleteCourse, input),
  deleteCourseRun: (_, { input }, context) => deleted(context, deleteCourseRun, input),

  startBulkChange: (_, { input }, context) => saved(context, startBulkChange, input),
  cancelBulkChange: async (_, { input }, context) => ({
    bulkChange: await saved(context, cancelBulkChange, input),
  }),

  stopSelling: (_, { input }, context) => changed(context, stopSelling, input),
  resumeSelling: (_, { input }, context) => changed(context, resumeSelling, input),
  publishProvisioning: (_, { input }, context) => changed(context, publishProvisioning, input),
  retryProvisioning: async (_, { input }, context) => ({
    provisioning: await saved(context, retryProvisioning, input),
  }),
  retryProvisionings: (_, { input }, context) => saved(context, retryProvisionings, input),
};
