// Both systems in one protocol, created like the service does.
import { createSystems, type SystemsOptions } from '../../src/provisioning/systems';
import type { Ecommerce, Lms } from '../../src/provisioning/target';
import { client } from '../../sandbox/rest/stand-in';

export interface BothSystems {
  readonly ECOMMERCE: Ecommerce;
  readonly LMS: Lms;
  readonly close: () => Promise<unknown>;
}

/** Systems at these addresses. What they sell is unknown unless `options` state it. */
export function bothSystems(
  protocol: 'graphql' | 'rest',
  urls: SystemsOptions['urls'],
  options: Partial<SystemsOptions> = {},
): BothSystems {
  const { ECOMMERCE, ...others } = createSystems({
    protocols: { ECOMMERCE: protocol, LMS: protocol },
    urls,
    oauth: { url: `${urls.LMS}/oauth2/access_token`, ...client },
    deadlineMs: 2_000,
    skusOf: () => Promise.resolve({ seats: {}, entitlements: {} }),
    clock: () => new Date(),
    ...options,
  });
  if (!ECOMMERCE) throw new Error('Nothing is sold here.');
  return { ECOMMERCE, ...others };
}
