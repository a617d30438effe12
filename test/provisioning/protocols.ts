// Both systems in either protocol, behind one interface: used by our own code, inspected and broken from outside.
import { startRestEcommerce } from '../../sandbox/rest/ecommerce';
import { startRestLms } from '../../sandbox/rest/lms';
import { client, createTokens, type RestStandIn } from '../../sandbox/rest/stand-in';
import { startStandIns } from '../../sandbox/stand-ins';
import type { Faults } from '../../sandbox/faults';
import type { SystemsOptions } from '../../src/provisioning/systems';
import { ENTITLEMENT, MODE, SEAT } from '../../src/model/provisioning';
import type { Skus } from '../../src/model/provisioning';
import { messageRow } from '../support/plans';
import { bothSystems, type BothSystems } from '../support/systems';
import { products, courseModes, runKey } from '../support/stand-ins';

export const PROTOCOLS = ['graphql', 'rest'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

interface Side {
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly { readonly query: string }[];
  readonly goDown: () => Promise<void>;
  readonly comeUp: () => Promise<void>;
}

export interface World {
  readonly systems: BothSystems;
  /** The same world, where deliveries end soon if no answer comes. */
  readonly impatient: World;
  /** The same code, with other addresses of the systems. */
  readonly speakingTo: (
    urls: { ecommerce?: string; lms?: string },
    options?: Partial<SystemsOptions>,
  ) => BothSystems;
  readonly ecommerce: Side;
  readonly lms: Side;
  readonly enroll: (slug: string, count: number) => void;
  /** The SKUs as the database would remember them: filled by `deliver`. */
  readonly skus: { current: Skus };
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

/** More than a machine that is busy with other tests needs for an answer. */
const DEADLINE_MS = 20_000;
/** For systems that do not answer: tests that wait for the deadline wait this long. */
const IMPATIENT_MS = 500;
/** For publications with an unknown outcome; nothing here continues after its answer. */
const SETTLE_MS = 20;
export const NOTHING: Skus = { seats: {}, entitlements: {} };

export async function startWorld(protocol: Protocol): Promise<World> {
  return protocol === 'graphql' ? startGraphqlWorld() : startRestWorld();
}

async function startGraphqlWorld(): Promise<World> {
  const { ecommerce, lms, stop } = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  const opened: BothSystems[] = [];
  const speakingTo: World['speakingTo'] = (urls, options) => {
    const all = { ECOMMERCE: urls.ecommerce ?? ecommerce.url, LMS: urls.lms ?? lms.url };
    const made = bothSystems('graphql', all, { deadlineMs: DEADLINE_MS, ...options });
    opened.push(made);
    return made;
  };
  const skus = { current: NOTHING };
  return withImpatient({
    systems: speakingTo({}),
    speakingTo,
    ecommerce: { ...ecommerce, requests: ecommerce.ledger.requests },
    lms: { ...lms, requests: lms.ledger.requests },
    enroll: (slug, count) => lms.enroll(runKey, slug, count),
    skus,
    reset: () => {
      ecommerce.reset();
      lms.reset();
      skus.current = NOTHING;
    },
    stop: async () => {
      await Promise.all(opened.map((one) => one.close()));
      await stop();
    },
  });
}

function withImpatient<W extends World>(world: Omit<W, 'impatient'>): W {
  const systems = world.speakingTo({}, { deadlineMs: IMPATIENT_MS });
  const patient = world as W;
  return Object.assign(patient, { impatient: { ...patient, systems } });
}

export interface RestWorld extends World {
  readonly rest: {
    readonly ecommerce: Awaited<ReturnType<typeof startRestEcommerce>>;
    readonly lms: Awaited<ReturnType<typeof startRestLms>>;
    readonly tokens: ReturnType<typeof createTokens>;
  };
  readonly clock: { now: Date };
}

export async function startRestWorld(): Promise<RestWorld> {
  const tokens = createTokens();
  const clock = { now: new Date('2026-03-01T00:00:00.000Z') };
  const now = () => clock.now;
  const lms = await startRestLms({ tokens, port: 0, now });
  const ecommerce = await startRestEcommerce({ tokens, port: 0, now, tellLms: lms.publish });
  const skus = { current: NOTHING };
  const opened: BothSystems[] = [];
  const speakingTo: World['speakingTo'] = (urls, options) => {
    const all = { ECOMMERCE: urls.ecommerce ?? ecommerce.url, LMS: urls.lms ?? lms.url };
    const made = bothSystems('rest', all, {
      oauth: { url: `${lms.url}/oauth2/access_token`, ...client },
      deadlineMs: DEADLINE_MS,
      settleMs: SETTLE_MS,
      skusOf: () => Promise.resolve(skus.current),
      clock: () => clock.now,
      ...options,
    });
    opened.push(made);
    return made;
  };
  const isOurs = (side: RestStandIn): Side => side;
  return withImpatient<RestWorld>({
    systems: speakingTo({}),
    speakingTo,
    ecommerce: isOurs(ecommerce),
    lms: isOurs(lms),
    enroll: (mode, count) => {
      const learners = Array.from({ length: count }, () => ({ mode, is_active: true }));
      lms.learnersOf(runKey).push(...learners);
    },
    skus,
    rest: { ecommerce, lms, tokens },
    clock,
    reset: () => {
      ecommerce.reset();
      lms.reset();
      skus.current = NOTHING;
    },
    stop: async () => {
      await Promise.all(opened.map((one) => one.close()));
      await Promise.all([ecommerce.stop(), lms.stop()]);
    },
  });
}

type EcommerceMessage = Parameters<BothSystems['ECOMMERCE']['deliver']>[0];
type LmsMessage = Parameters<BothSystems['LMS']['deliver']>[0];

/** A message as the relay builds it: with all fields, and the known SKUs. */
export function ecommerceMessage(
  deviations: Parameters<typeof products>[0],
  { seats, entitlements }: Skus = NOTHING,
): EcommerceMessage {
  const said = products(deviations);
  return {
    ...said,
    verificationDeadline: said.verificationDeadline ?? null,
    seats: said.seats.map((seat) => ({
      ...messageRow(SEAT, { ...seat, certificateType: seat.certificateType ?? '' }),
      sku: seats[seat.seatType]?.sku ?? null,
    })),
    entitlements: said.entitlements.map((one) => ({
      ...messageRow(ENTITLEMENT, one),
      sku: entitlements[one.seatType] ?? null,
    })),
  };
}

export function lmsMessage(deviations: Parameters<typeof courseModes>[0]): LmsMessage {
  const said = courseModes(deviations);
  return {
    ...said,
    modes: said.modes.map((mode) => ({
      ...messageRow(MODE, { ...mode, seatType: mode.slug }),
      sku: mode.sku ?? null,
      bulkSku: mode.bulkSku ?? null,
    })),
  };
}

/** Delivers to E-Commerce, and remembers the SKUs as the database does. */
export async function sell(world: World, deviations: Parameters<typeof products>[0] = {}) {
  const message = ecommerceMessage(deviations, world.skus.current);
  const outcome = await world.systems.ECOMMERCE.deliver(message);
  if (outcome.kind === 'delivered') {
    const { seats, entitlements } = world.skus.current;
    world.skus.current = {
      seats: { ...seats, ...outcome.skus.seats },
      entitlements: { ...entitlements, ...outcome.skus.entitlements },
    };
  }
  return outcome;
}

export const offer = (world: World, deviations: Parameters<typeof courseModes>[0] = {}) =>
  world.systems.LMS.deliver(lmsMessage(deviations));
