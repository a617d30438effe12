// Takes seats off sale in a shop when their time has come, before other deliveries. Any relay may do it, one per seat.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../store/database';
import { leaseClosings, saveClosed } from '../store/outbox/closing';
import type { Closing } from '../store/outbox/closing';
import { returnLane } from '../store/outbox/lanes';
import { ecommerceMessageOf } from './messages';
import { NO_SKUS } from '../model/provisioning';
import type { Log } from './delivery';
import type { Shop } from './target';

interface ClosingOptions {
  readonly database: Database;
  readonly shop: Shop;
  readonly replica: string;
  readonly leaseMs: number;
  readonly log: Log;
}

/** Turns of the relay (a quarter of a second each) between two looks: a seat is off sale within a minute. */
const TURNS_BETWEEN = 20;
/** How long to wait after a shop did not take it. */
const AGAIN_MS = 5_000;

/** Starts the work on up to `limit` lanes, and returns it. */
export function createClosing({ database, shop, replica, leaseMs, log }: ClosingOptions) {
  let rests = 0;

  async function close(closing: Closing): Promise<void> {
    const { courseRunKey, seatTypes, desiredState } = closing;
    const row = { id: '', revision: 0, courseRevision: 0, skus: NO_SKUS, desiredState, wasSent: true };
    const outcome = await shop.takeOff(ecommerceMessageOf(row), seatTypes);
    if (outcome.kind === 'delivered') await saveClosed(database, closing);
    else {
      log.warn({ courseRunKey, seatTypes, error: outcome.error }, 'Seats could not be taken off sale yet.');
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
  return async (limit: number): Promise<Promise<void>[]> => {
    if (rests-- > 0) return [];
    const due = await leaseClosings(database, { by: replica, leaseMs, limit });
    rests = due.length > 0 ? 0 : TURNS_BETWEEN;
    const lanes = [...new Set(due.map(({ laneId }) => laneId))];
    return lanes.map(async (laneId) => {
      const ofLane = due.filter((one) => one.laneId === laneId);
      for (const closing of ofLane) await close(closing);
      const [lease] = ofLane;
      if (lease) await returnLane(database, lease);
    });
  };
}
export type Close = ReturnType<typeof createClosing>;
