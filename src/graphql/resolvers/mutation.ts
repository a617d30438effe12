// The mutations: each passes its input to the change of the same name.
import { addCourseRun } from '../../changes/add-course-run';
import { cancelBulkChange, startBulkChange } from '../../changes/bulk/start-bulk-change';
import * as definitions from '../../changes/catalogue/save-definition';
import { changeCourse } from '../../changes/change-course';
import { createCourse } from '../../changes/create-course';
import { deleteCourse, deleteCourseRun } from '../../changes/delete-course';
import { removeMembership, saveMembership } from '../../changes/memberships';
import {
  publishProvisioning,
  retryProvisioning,
  retryProvisionings,
} from '../../changes/publish-provisioning';
import { setCourseRunStatus } from '../../changes/set-course-run-status';
import { resumeSelling, stopSelling } from '../../changes/stop-selling';
import { makeCourseChange, makeDeletion, makeChange } from '../run-change';
import type { MutationResolvers } from '../generated';

export const Mutation: MutationResolvers = {
  saveMode: (_, { input }, context) => makeChange(context, definitions.saveMode, input),
  saveSeatType: (_, { input }, context) => makeChange(context, definitions.saveSeatType, input),
  saveTrackType: (_, { input }, context) => makeChange(context, definitions.saveTrackType, input),
  saveCourseRunType: (_, { input }, context) => makeChange(context, definitions.saveCourseRunType, input),
  saveCourseType: (_, { input }, context) => makeChange(context, definitions.saveCourseType, input),

  saveMembership: (_, { input }, context) => makeChange(context, saveMembership, input),
  removeMembership: (_, { input }, context) => makeChange(context, removeMembership, input),

  createCourse: (_, { input }, context) => makeCourseChange(context, createCourse, input),
  changeCourse: (_, { input }, context) => makeCourseChange(context, changeCourse, input),
  addCourseRun: (_, { input }, context) => makeCourseChange(context, addCourseRun, input),
  setCourseRunStatus: (_, { input }, context) => makeCourseChange(context, setCourseRunStatus, input),
  deleteCourse: (_, { input }, context) => makeDeletion(context, deleteCourse, input),
  deleteCourseRun: (_, { input }, context) => makeDeletion(context, deleteCourseRun, input),

  startBulkChange: (_, { input }, context) => makeChange(context, startBulkChange, input),
  cancelBulkChange: async (_, { input }, context) => ({
    bulkChange: await makeChange(context, cancelBulkChange, input),
  }),

  stopSelling: (_, { input }, context) => makeCourseChange(context, stopSelling, input),
  resumeSelling: (_, { input }, context) => makeCourseChange(context, resumeSelling, input),
  publishProvisioning: (_, { input }, context) => makeCourseChange(context, publishProvisioning, input),
  retryProvisioning: async (_, { input }, context) => ({
    provisioning: await makeChange(context, retryProvisioning, input),
  }),
  retryProvisionings: (_, { input }, context) => makeChange(context, retryProvisionings, input),
};
