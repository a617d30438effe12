// Every setting with its default and meaning, by subject. docs/configuration.md is generated from here. Reads none.
import { z } from 'zod';
import type { ProvisioningTarget } from '../model/provisioning';
import { DATABASE } from './database';
import { DISCOVERY, DOWNSTREAM } from './downstream';
import { IDENTITY } from './identity';
import { CACHES, LIMITS, LOAD } from './limits';
import { POLICY } from './policy';
import { RELAY } from './relay';
import { SERVING } from './serving';

/** Every setting. The description appears in docs/configuration.md. */
export const SETTINGS = z.object({
  ...SERVING,
  ...LIMITS,
  ...LOAD,
  ...CACHES,
  ...DATABASE,
  ...IDENTITY,
  ...DOWNSTREAM,
  ...RELAY,
  ...POLICY,
  ...DISCOVERY,
});

export type Settings = z.infer<typeof SETTINGS>;

/** Whether one of the systems is Open edX's own, which has tokens. */
export const isRest = ({
  ECOMMERCE_PROTOCOL,
  LMS_PROTOCOL,
}: Pick<Settings, 'ECOMMERCE_PROTOCOL' | 'LMS_PROTOCOL'>): boolean =>
  [ECOMMERCE_PROTOCOL, LMS_PROTOCOL].includes('rest');

/** Whether a delivery to one of the systems takes many requests in sequence. */
export const isSlow = ({ ECOMMERCE_PROTOCOL, LMS_PROTOCOL }: Settings): boolean =>
  [ECOMMERCE_PROTOCOL, LMS_PROTOCOL].some((protocol) => protocol === 'rest' || protocol === 'woocommerce');

/** What each sandbox has, and how to talk to it. */
export const SANDBOXES = {
  true: { ECOMMERCE_PROTOCOL: 'graphql', LMS_PROTOCOL: 'graphql' },
  lms: { ECOMMERCE_PROTOCOL: 'none', LMS_PROTOCOL: 'rest' },
  shop: { ECOMMERCE_PROTOCOL: 'woocommerce', LMS_PROTOCOL: 'rest' },
} as const;

/** The settings, including every default that depends on another one. */
export interface Config extends Omit<Settings, `${ProvisioningTarget}_REQUESTS_PER_MINUTE`> {
  readonly SANDBOX: boolean | 'lms' | 'shop';
  readonly ECOMMERCE_PROTOCOL: NonNullable<Settings['ECOMMERCE_PROTOCOL']>;
  readonly LMS_PROTOCOL: NonNullable<Settings['LMS_PROTOCOL']>;
  /** Null: no limit. */
  readonly ECOMMERCE_REQUESTS_PER_MINUTE: number | null;
  readonly LMS_REQUESTS_PER_MINUTE: number | null;
  readonly GRAPHIQL: boolean;
  readonly EXPLORE: boolean;
  readonly INTROSPECTION: boolean;
  readonly RELAY_LEASE_SECONDS: number;
  readonly REQUEST_DEADLINE_SECONDS: number;
  readonly SHUTDOWN_DELAY_SECONDS: number;
  readonly LOG_LEVEL: NonNullable<Settings['LOG_LEVEL']>;
}
