// How a drill's relays and writers reach the other systems, in each protocol. Times are shorter than in production.
import { client } from '../../sandbox/rest/stand-in';
import { shopKey } from '../../sandbox/shop/shop';
import { createSystems } from '../../src/provisioning/systems';
import { findSkus } from '../../src/store/courses/products';
import type { Database } from '../../src/store/database';
import { accountIn } from '../../src/store/systems';

/** What sells; the LMS of a shop is that of Open edX. */
export const PROTOCOLS = {
  graphql: { ECOMMERCE: 'graphql', LMS: 'graphql' },
  rest: { ECOMMERCE: 'rest', LMS: 'rest' },
  woocommerce: { ECOMMERCE: 'woocommerce', LMS: 'rest' },
} as const;
export type Protocol = keyof typeof PROTOCOLS;
export interface Addresses {
  readonly ecommerceUrl: string;
  readonly lmsUrl: string;
  readonly protocol: Protocol;
}

export const DEADLINE_MS = 1_000;
/** Anything applied late has been applied by then. */
const SETTLE_MS = 2_000;
/** A shop's key is probed each minute in production. */
const CHECK_MS = 1_000;

export type Spoken = ReturnType<typeof createSystems>;

export function speakTo({ protocol, ecommerceUrl, lmsUrl }: Addresses, database: Database): Spoken {
  return createSystems({
    urls: { ECOMMERCE: ecommerceUrl, LMS: lmsUrl },
    protocols: PROTOCOLS[protocol],
    ...{ access: shopKey, currency: 'USD', checkMs: CHECK_MS },
    oauth: { ...client, url: `${lmsUrl}/oauth2/access_token` },
    deadlineMs: DEADLINE_MS,
    settleMs: SETTLE_MS,
    skusOf: (courseRunKey) => findSkus(database, courseRunKey),
    clock: () => new Date(),
    // Without a budget, so that the systems throttle: then every relay waits.
    accountOf: accountIn(database),
  });
}
