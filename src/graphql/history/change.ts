// Resolves one entry of history.
import { isChangeId } from '../../model/keys';
import { refBy } from '../entities/references';
import type { ChangeResolvers } from '../generated';

const refOf = refBy({ id: isChangeId });

export const Change: ChangeResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.changesById.load(refOf(reference).value),
  bulkChange: ({ bulkChangeId }, _, { loaders }) =>
    bulkChangeId === null ? null : loaders.bulkChanges.load(bulkChangeId),
  course: ({ courseKey }, _, { loaders }) =>
    courseKey === null ? null : loaders.courses.load({ by: 'key', value: courseKey }),
  courseRun: ({ courseRunKey }, _, { loaders }) =>
    courseRunKey === null ? null : loaders.runs.load({ by: 'key', value: courseRunKey }),
};
