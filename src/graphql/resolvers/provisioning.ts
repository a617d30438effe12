// What downstream systems are told, and what a change would tell them.
import type { DriftResolvers, ProvisioningPlanResolvers, ProvisioningResolvers } from '../generated';
import { copyOf, isUuid, refOf } from '../entities/references';

export const Provisioning: ProvisioningResolvers = {
  __resolveReference: async (reference, { loaders }) =>
    copyOf(await loaders.provisionings.load(refOf(reference, { id: isUuid }).value)),
  courseRun: ({ courseRunId }, _, { loaders }) => loaders.runs.load({ by: 'id', value: courseRunId }),
};

export const Drift: DriftResolvers = {
  courseRun: ({ courseRunKey }, _, { loaders }) => loaders.runs.load({ by: 'key', value: courseRunKey }),
};

export const ProvisioningPlan: ProvisioningPlanResolvers = {
  isEmpty: ({ seats, entitlements, modes }) => seats.length + entitlements.length + modes.length === 0,
};
