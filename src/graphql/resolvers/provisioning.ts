// Resolves provisionings, drift, systems and plans: what other systems are told.
import type {
  DriftResolvers,
  ProvisioningPlanResolvers,
  ProvisioningResolvers,
  SystemResolvers,
} from '../generated';
import { isUuid, refBy } from '../entities/references';

const refOf = refBy({ id: isUuid });

export const Provisioning: ProvisioningResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.provisionings.load(refOf(reference).value),
  courseRun: ({ courseRunId }, _, { loaders }) => loaders.runs.load({ by: 'id', value: courseRunId }),
};

export const Drift: DriftResolvers = {
  courseRun: ({ courseRunKey }, _, { loaders }) => loaders.runs.load({ by: 'key', value: courseRunKey }),
};

export const System: SystemResolvers = {
  isConfigured: ({ protocol }) => protocol !== 'none',
  isPaused: ({ pausedUntil }, _, { deps }) => pausedUntil !== null && pausedUntil > deps.clock(),
};

export const ProvisioningPlan: ProvisioningPlanResolvers = {
  isEmpty: ({ seats, entitlements, modes }) => seats.length + entitlements.length + modes.length === 0,
};
