// Resolves provisionings, drift, systems and plans: what other systems receive.
import type {
  DriftResolvers,
  ProvisioningBlockResolvers,
  ProvisioningPlanResolvers,
  ProvisioningResolvers,
  SystemResolvers,
} from '../generated';
import { leftOutOf } from '../../model/policy';
import { isUuid, refBy } from '../entities/references';
import type { ProvisioningBlock as Block } from '../../model/provisioning';

const refOf = refBy({ id: isUuid });

export const Provisioning: ProvisioningResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.provisionings.load(refOf(reference).value),
  courseRun: ({ courseRunId }, _, { loaders }) => loaders.runs.load({ by: 'id', value: courseRunId }),
  blockedBy: ({ id, state }, _, { loaders }) =>
    state === 'PENDING' || state === 'RETRYING' ? loaders.blocks.load(id) : null,
};

const SYSTEM_NAMES = { ECOMMERCE: 'E-Commerce', LMS: 'The LMS' } as const;
const BLOCK_MESSAGES: Readonly<Record<Block['reason'], (block: Block) => string>> = {
  EARLIER_FAILED: () =>
    'It waits behind one that failed. Fix the cause and retry that one, or change its run.',
  EARLIER_OPEN: () => 'It waits behind an earlier one, which is not delivered yet.',
  SKUS: () => 'It waits for E-Commerce to accept the same revision and return its SKUs.',
  SYSTEM_PROBLEM: ({ target, problem }) => `${SYSTEM_NAMES[target]} accepts nothing: ${problem ?? ''}`,
  SYSTEM_PAUSED: ({ target, pausedUntil }) =>
    `${SYSTEM_NAMES[target]} asked for a pause until ${pausedUntil?.toISOString() ?? ''}.`,
};

export const ProvisioningBlock: ProvisioningBlockResolvers = {
  message: (block) => BLOCK_MESSAGES[block.reason](block),
  provisioning: ({ provisioningId }, _, { loaders }) =>
    provisioningId === null ? null : loaders.provisionings.load(provisioningId),
};

export const Drift: DriftResolvers = {
  courseRun: ({ courseRunKey }, _, { loaders }) => loaders.runs.load({ by: 'key', value: courseRunKey }),
  leftOut: ({ target }, _, { deps }) => (target === 'ECOMMERCE' ? leftOutOf(deps.policy) : null),
};

export const System: SystemResolvers = {
  isConfigured: ({ protocol }) => protocol !== 'none',
  isPaused: ({ pausedUntil }, _, { deps }) => pausedUntil !== null && pausedUntil > deps.clock(),
};

export const ProvisioningPlan: ProvisioningPlanResolvers = {
  isEmpty: ({ seats, entitlements, modes }) => seats.length + entitlements.length + modes.length === 0,
  leftOut: (_plan, _, { deps }) => leftOutOf(deps.policy),
};
