// Limits the requests per minute to one system, over all replicas and commands. One row of the database keeps the count;
// requests are taken in small lots, so that most need no round trip. Deliveries have priority.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../store/systems';
import { paused, PAUSE_MS } from '../target';
import type { Budget, Admission, Paused, Purpose } from '../target';

/** How many requests are taken at a time: about what a delivery needs. */
const LOT = 5;
/** Unused requests expire after this time; otherwise they would add to a later minute. */
const FRESH_MS = 5_000;
/** The share of a minute's requests that may be sent in one burst. */
const AT_ONCE = 0.1;
const READING = 2;

/** If `perMinute` is null there is no limit, and only pauses are shared. */
export function createBudget(
  { take, pause }: Account,
  { perMinute, clock }: { readonly perMinute: number | null; readonly clock: () => Date },
): Budget {
  if (perMinute === null) return { ...UNLIMITED, throttled: (ms) => pause(ms || PAUSE_MS) };
  const most = perMinute;
  const atOnce = Math.max(LOT, most * AT_ONCE);
  let unspent = 0;
  let reserved = 0;
  let takenAt = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function beginOne(purpose: Purpose): Promise<Admission> {
    const now = clock().getTime();
    const isDelivery = purpose === 'delivery';
    const needed = isDelivery ? LOT : READING;
    if (now - takenAt > FRESH_MS) unspent = Math.min(unspent, reserved);
    const lacking = reserved + needed - unspent;
    if (lacking > 0) {
      const requests = Math.max(lacking, LOT);
      const waitMs = await take({ requests, free: isDelivery ? LOT : atOnce, atOnce, perMinute: most });
      if (waitMs > 0) return { waitMs };
      unspent += requests;
      takenAt = now;
    }
    reserved += needed;
    return { waitMs: 0, end: () => void (reserved -= needed) };
  }
  return {
    deliveriesAtOnce: Math.floor(atOnce / LOT),
    begin: (purpose) => {
      const mine = turn.then(() => beginOne(purpose));
      turn = mine.catch(() => undefined);
      return mine;
    },
    sent: () => void (unspent -= 1),
    throttled: (ms) => {
      unspent = Math.min(unspent, 0);
      return pause(ms || PAUSE_MS);
    },
  };
}

/** No limit. */
export const UNLIMITED: Budget = {
  deliveriesAtOnce: Infinity,
  begin: () => Promise.resolve({ waitMs: 0, end: () => undefined }),
  sent: () => undefined,
  throttled: () => Promise.resolve(),
};

/** Does the work if the budget allows it within `patienceMs`; otherwise returns how long to leave the system alone. */
export async function paced<T>(
  budget: Budget | undefined,
  held: () => Promise<T>,
  { purpose = 'reading', patienceMs = 0 }: { readonly purpose?: Purpose; readonly patienceMs?: number } = {},
): Promise<T | Paused> {
  const leave = await (budget ?? UNLIMITED).begin(purpose);
  if ('end' in leave) return held().finally(leave.end);
  const { waitMs } = leave;
  if (waitMs > patienceMs) {
    const seconds = Math.ceil(waitMs / 1_000);
    return paused(`It is paused, or its request budget is used up; try again in ${seconds} s.`, waitMs);
  }
  await sleep(waitMs);
  return paced(budget, held, { purpose, patienceMs: patienceMs - waitMs });
}
