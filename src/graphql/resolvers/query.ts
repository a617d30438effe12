// The queries. Lists come from lists.ts, reads by key from loaders.ts, the catalogue from memory.
import { previewAddCourseRun } from '../../changes/add-course-run';
import { previewChangeCourse } from '../../changes/change-course';
import { previewCreateCourse } from '../../changes/create-course';
import { previewSetCourseRunStatus } from '../../changes/set-course-run-status';
import { readCourseKey, readRunKey } from '../../changes/input/read';
import { wholeViewer } from '../../model/viewer';
import { RULES } from '../../rules';
import { previewChange } from '../run-change';
import { listBulkChanges } from '../bulk-changes';
import { requestedFields } from '../documents/operation';
import type { QueryResolvers } from '../generated';
import { listChanges } from '../history/changes';
import { anyCourseAsOf, anyRunAsOf } from '../history/snapshots';
import {
  listCourseRuns,
  listCourses,
  listMembers,
  listOrganizations,
  listProvisionings,
  listTypes,
} from '../lists/lists';
import { readSystems } from '../../store/systems';

export const Query: QueryResolvers = {
  courseTypes: (_, args, { catalogue }) => listTypes(catalogue().courseTypes, args),
  courseType: (_, { slug }, { catalogue }) => catalogue().courseTypes.get(slug) ?? null,
  courseRunTypes: (_, args, { catalogue }) => listTypes(catalogue().courseRunTypes, args),
  courseRunType: (_, { slug }, { catalogue }) => catalogue().courseRunTypes.get(slug) ?? null,
  trackTypes: (_, _args, { catalogue }) => [...catalogue().trackTypes.values()],
  trackType: (_, { slug }, { catalogue }) => catalogue().trackTypes.get(slug) ?? null,
  modes: (_, _args, { catalogue }) => [...catalogue().modes.values()],
  seatTypes: (_, _args, { catalogue }) => [...catalogue().seatTypes.values()],
  rules: () => RULES,

  course: async (_, { key }, { loaders }) =>
    readCourseKey(key, 'key') && loaders.courses.load({ by: 'key', value: key }),
  courses: (_, args, ...[context, info]) =>
    listCourses(context, args, { skus: requestedFields('Entitlement', info).has('sku') }),
  courseRun: async (_, { key }, { loaders }) =>
    readRunKey(key, 'key') && loaders.runs.load({ by: 'key', value: key }),
  courseRuns: (_, args, context) => listCourseRuns(context, args),
  previewCreateCourse: (_, { input }, context) => previewChange(context, previewCreateCourse, input),
  previewChangeCourse: (_, { input }, context) => previewChange(context, previewChangeCourse, input),
  previewAddCourseRun: (_, { input }, context) => previewChange(context, previewAddCourseRun, input),
  previewSetCourseRunStatus: (_, { input }, context) =>
    previewChange(context, previewSetCourseRunStatus, input),
  policy: (_, _args, { deps: { policy } }) => ({ ...policy, wholePrices: policy.isPriceWhole }),
  members: (_, args, context) => listMembers(context, args),
  viewer: (_, _args, { viewer }) => wholeViewer(viewer),
  organizations: (_, _args, context) => listOrganizations(context),

  courseAsOf: (_, { key, at }, context) => anyCourseAsOf(context, key, { at }),
  courseRunAsOf: (_, { key, at }, context) => anyRunAsOf(context, key, { at }),
  changes: (_, args, ...[context, info]) => listChanges(context, args, requestedFields('Change', info)),

  bulkChange: (_, { id }, { loaders }) => loaders.bulkChanges.load(id),
  bulkChanges: (_, args, context) => listBulkChanges(context, args),

  provisioning: (_, { id }, { loaders }) => loaders.provisionings.load(id),
  provisionings: (_, args, context) => listProvisionings(context, args),
  systems: (_, _args, { deps }) => readSystems(deps.database),
  drift: async (_, { courseRunKey: value }, { loaders }) => {
    const isVisible = readRunKey(value, 'courseRunKey') && (await loaders.runs.load({ by: 'key', value }));
    return isVisible ? loaders.drifts.load(value) : null;
  },
};
