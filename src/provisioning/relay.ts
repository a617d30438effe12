// The relay: one delivery loop per downstream system, so that a dead one does not slow the other, and a periodic sweep.
// Any number of relays work side by side on one database.
import { setTimeout as sleep } from 'node:timers/promises';
import { TARGETS } from '../model/provisioning';
import type { ProvisioningTarget } from '../model/provisioning';
import { deleteOldCommands } from '../store/commands';
import type { Database } from '../store/database';
import type { Head } from '../store/outbox/lanes';
import { repairLanes } from '../store/outbox/lanes';
import { saveProblem } from '../store/systems';
import type { Result } from './attempt';
import { BACKOFF } from './pace/backoff';
import { BREAKER } from './pace/breaker';
import { createDelivery } from './delivery';
import type { DeliverySettings, Log } from './delivery';
import { DEADLINE_MS } from './http';
import { createLoop } from './pace/loop';
import { ecommerceMessageOf, lmsMessageOf } from './messages';
import type { EcommerceMessage, LmsMessage } from './messages';
import { createClosing } from './closing';
import type { Shop, Target } from './target';

/** ECOMMERCE is null where nothing is sold. */
export interface Targets {
  readonly ECOMMERCE: (Target<EcommerceMessage> & { readonly shop?: Shop }) | null;
  readonly LMS: Target<LmsMessage>;
  /** The protocol of each; left out: any declared protocol. */
  readonly protocols?: Readonly<Record<ProvisioningTarget, string>>;
}

export interface RelaySettings extends DeliverySettings {
  readonly sweepMs: number;
  /** `stop` resolves after this time even if work is under way: the leases expire by themselves. */
  readonly stopWithinMs: number;
}

/** The lease is twice a request's deadline: a sender has saved the outcome before another may send. */
export const RELAY_SETTINGS: RelaySettings = {
  pollMs: 250,
  lanesAtOnce: 8,
  breaker: BREAKER,
  patienceMs: 400,
  leaseMs: 10_000,
  backoff: BACKOFF,
  giveUpAfterMs: 24 * 3_600_000,
  sweepMs: 30_000,
  stopWithinMs: DEADLINE_MS + 1_000,
};

/** How often the systems are asked for problems. */
const PROBLEMS_MS = 60_000;

/** Receives what operators watch. */
export interface RelayObserver {
  readonly attempted: (head: Pick<Head, 'target' | 'requestedAt'>, result: Result) => void;
  readonly leasesExpired: (target: ProvisioningTarget, lanes: number) => void;
  readonly repaired: (lanes: number) => void;
}

export interface RelayOptions {
  /** Preferably its own pool, so that long changes and deliveries do not wait for each other. */
  readonly database: Database;
  readonly targets: Targets;
  readonly settings?: Partial<RelaySettings>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Shown as locked_by. */
  readonly replica: string;
  readonly log: Log;
  readonly observer?: RelayObserver;
}

export interface Relay {
  readonly start: () => void;
  /** Leases nothing more, waits briefly for answers, and returns all lanes. Closes targets that do not answer. */
  readonly stop: () => Promise<void>;
  /** Looks at once instead of at the next poll; called after a commit that enqueued something. */
  readonly kick: () => void;
  /** Since the start. `lost` and `repairs` stay 0 while all is well. */
  readonly counts: Readonly<Record<Result['kind'] | 'repairs', number>>;
}

/** Delivers what is due from `start` until `stop`. */
export function createRelay({ targets, settings: given, ...options }: RelayOptions): Relay {
  const settings = { ...RELAY_SETTINGS, ...given };
  const { database, random, log, observer } = options;
  const counts = { delivered: 0, retrying: 0, failed: 0, skipped: 0, lost: 0, paused: 0, repairs: 0 };
  const onTakeover = observer?.leasesExpired ?? (() => undefined);
  const common = { ...options, settings, onResult, onTakeover };
  const { ECOMMERCE, LMS, protocols } = targets;
  const to = (name: ProvisioningTarget) => ({ ...common, name, protocol: protocols?.[name] });
  const selling = ECOMMERCE && {
    target: ECOMMERCE,
    messageOf: ecommerceMessageOf,
    closing: ECOMMERCE.shop && createClosing({ ...options, shop: ECOMMERCE.shop, leaseMs: settings.leaseMs }),
  };
  const deliveries = [
    ...(selling ? [createDelivery({ ...to('ECOMMERCE'), ...selling })] : []),
    createDelivery({ ...to('LMS'), target: LMS, messageOf: lmsMessageOf }),
  ];
  const repeating = (turn: () => Promise<number>, failed: string) =>
    createLoop({ turn, onError: (error) => log.error({ error }, failed), random });
  const sweeper = repeating(sweepOnce, 'The sweep failed.');
  const watch = repeating(
    () => saveProblems(targets, { database, log }),
    'The systems could not be asked whether all is well.',
  );
  const loops = [...deliveries, sweeper, watch];

  // One system's delivery often enables the other's: the LMS follows E-Commerce.
  function onResult(head: Head, result: Result): void {
    counts[result.kind] += 1;
    observer?.attempted(head, result);
    if (result.kind === 'delivered') kick();
  }
  async function sweepOnce(): Promise<number> {
    const repairs = await repairLanes(database);
    if (repairs !== null) await deleteOldCommands(database);
    if (repairs) {
      counts.repairs += repairs;
      observer?.repaired(repairs);
      log.error({ repairs }, 'Lanes with work were not due: the outbox has a mistake.');
      kick();
    }
    return settings.sweepMs * (0.5 + random());
  }
  const kick = () => deliveries.forEach((delivery) => delivery.kick());
  const start = () => loops.forEach((loop) => loop.start());
  const stop = () => within(settings.stopWithinMs, Promise.all(loops.map((loop) => loop.stop())));
  return { start, stop, kick, counts };
}

/** Asks each system for its problem, and saves it where everybody can read it. */
async function saveProblems(
  targets: Targets,
  { database, log }: Pick<RelayOptions, 'database' | 'log'>,
): Promise<number> {
  for (const target of TARGETS) {
    const problem = await targets[target]?.problem?.();
    if (problem === undefined) continue;
    // Valid until the next look, with some time to spare.
    await saveProblem(database, target, { problem, pauseMs: 2 * PROBLEMS_MS });
    if (problem !== null)
      log.warn({ target, problem }, 'Nothing is sent to a system: a person must put it right.');
  }
  return PROBLEMS_MS;
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: done.signal }).catch(() => undefined)]);
  done.abort();
}
