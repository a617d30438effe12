// One entry of history.
import { isChangeId } from '../../model/cursors';
import { copyOf, refOf } from '../entities/references';
import type { ChangeResolvers } from '../generated';

export const Change: ChangeResolvers = {
  __resolveReference: async (reference, { loaders }) =>
    copyOf(await loaders.changesById.load(refOf(reference, { id: isChangeId }).value)),
  course: ({ courseKey }, _, { loaders }) =>
    courseKey === null ? null : loaders.courses.load({ by: 'key', value: courseKey }),
  courseRun: ({ courseRunKey }, _, { loaders }) =>
    courseRunKey === null ? null : loaders.runs.load({ by: 'key', value: courseRunKey }),
};
