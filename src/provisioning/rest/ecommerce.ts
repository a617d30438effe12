// E-Commerce over REST: reads what exists, sends only what differs, and reads it back. Does not decide when.
import type { ActualProducts, Skus } from '../../model/provisioning';
import type { EcommerceMessage } from '../messages';
import { paced } from '../pace/budget';
import { refused, retry } from '../target';
import type { Delivered, Ecommerce, Outcome } from '../target';
import { bulkSkuOf, isOfAnotherProvider, isSold, modeOf, productOf, send, stockOf } from './products';
import type { Stock } from './products';
import { createEndpoint, Stopped, talk } from './endpoint';
import type { RestOptions } from './endpoint';
import type { LmsRest } from './lms';
import { workFor } from './work';

export interface EcommerceRestOptions extends RestOptions {
  /** The known SKUs of a run and its course: E-Commerce can find an entitlement only by its SKU. */
  readonly skusOf: (courseRunKey: string) => Promise<Skus>;
  readonly clock: () => Date;
  /** How long a publication with an unknown outcome may still run there. */
  readonly settleMs?: number;
  /** Set if the LMS speaks REST as well, so that a publication does not fail there. */
  readonly lms?: Pick<LmsRest, 'ensureModes' | 'requireRun' | 'close'>;
}

/** A publication calls the LMS twice, with a timeout of seconds each; the rest is margin. */
const SETTLE_MS = 30_000;
/** What one publication leaves to repair, such as an enrollment code that E-Commerce ended, takes a second round. */
const ROUNDS = 3;

/**
 * openedx/ecommerce at 615fdee5. Its publication (extensions/api/v2/views/publication.py, courses/models.py) finds
 * seats only by SKU, and creates a product for a seat without a known one; so the run's products are read first, and
 * matched by what E-Commerce calls their mode. It has no revisions either: delivering a course's messages one after the
 * other, and reading first, must suffice. After a publication with an unknown outcome, every relay waits for it to end
 * before sending more; if two created a product each, the younger one is retired.
 *
 * What must not be sold expires now, by its own PATCH: expired products are not for sale
 * (extensions/partner/strategy.py), and a publication would end the enrollment code too. E-Commerce itself deletes only
 * professional seats. Entitlements cannot be listed by course: one whose SKU is unknown is published, which finds it by
 * course and certificate type; otherwise it stays unseen.
 */
export function createEcommerceRest(options: EcommerceRestOptions): Ecommerce {
  const { deadlineMs, skusOf, clock, settleMs = SETTLE_MS, lms, budget } = options;
  const endpoint = createEndpoint(options);

  async function deliver(message: EcommerceMessage, isUnsettled = false): Promise<Outcome> {
    const { courseRunKey } = message;
    let known = await skusOf(courseRunKey);
    return talk(deadlineMs, async (signal) => {
      for (let round = 1; ; round += 1) {
        const stock = await stockOf(endpoint, { courseRunKey, skus: known.entitlements }, signal);
        const work = workFor(message, { stock, known, now: clock() });
        if (!work) return delivered(message, stock, clock());
        if (isUnsettled && round === 1)
          return retry('A relay vanished after it sent this, and it may be under way.', settleMs);
        if (round > ROUNDS)
          return retry(`It took what was sent, but this is left: ${JSON.stringify(work)}`, settleMs);
        if (work.twins.length > 0) await lms?.ensureModes(courseRunKey, work.twins, signal);
        const made = await send(endpoint, work, { signal, settleMs }).catch((error: unknown) =>
          explain(error, courseRunKey, signal),
        );
        known = { ...known, entitlements: { ...known.entitlements, ...made } };
      }
    });
  }

  /** E-Commerce passes on the LMS's error for an unknown run; the LMS itself is asked. */
  async function explain(error: unknown, courseRunKey: string, signal: AbortSignal): Promise<never> {
    const isUnknownRun =
      error instanceof Stopped && error.message.includes(`Course ${courseRunKey} does not exist.`);
    if (isUnknownRun && lms) await lms.requireRun(courseRunKey, signal);
    if (isUnknownRun && !lms) throw new Stopped(refused(`The LMS has no such run: ${courseRunKey}`));
    throw error;
  }

  async function read(courseRunKey: string, patienceMs?: number) {
    const skus = await skusOf(courseRunKey);
    const once = () =>
      talk(deadlineMs, async (signal) => {
        const stock = await stockOf(endpoint, { courseRunKey, skus: skus.entitlements }, signal);
        return { kind: 'read' as const, actual: actualOf(stock, skus, clock()) };
      });
    return paced(budget, once, { patienceMs });
  }
  const close = async () => void (await Promise.all([endpoint.close(), lms?.close()]));
  return { budget, deliver, read, close };
}

function delivered(message: EcommerceMessage, stock: Stock, now: Date): Delivered {
  const { seats, entitlements } = stock;
  const found = message.seats.map((seat) => [seat.seatType, productOf(seat, seats, now)] as const);
  return {
    kind: 'delivered',
    skus: {
      seats: Object.fromEntries(
        found.flatMap(([type, one]) =>
          one ? [[type, { sku: one.sku, bulkSku: bulkSkuOf(one, stock, now) }]] : [],
        ),
      ),
      entitlements: Object.fromEntries(entitlements.map(({ seatType, sku }) => [seatType, sku])),
    },
  };
}

/** In the order of creation. */
function actualOf(stock: Stock, skus: Skus, now: Date): ActualProducts | null {
  const { run, seats, entitlements } = stock;
  if (!run && entitlements.length === 0) return null;
  const seatTypes = new Map(Object.entries(skus.seats).map(([seatType, { sku }]) => [sku, seatType]));
  const ours = seats.filter(({ sku, certificateType }) => certificateType === 'credit' && seatTypes.has(sku));
  const isOthers = (seat: (typeof seats)[number]) =>
    ours.length > 0 && isOfAnotherProvider(seat, seats, { known: skus, ours });
  return {
    seats: seats
      .filter((seat) => !isOthers(seat))
      .sort((left, right) => left.id - right.id)
      .map((seat) => ({
        ...seat,
        bulkSku: bulkSkuOf(seat, stock, now),
        seatType: seatTypes.get(seat.sku) ?? modeOf(seat),
        expires: seat.expires && new Date(seat.expires).toISOString(),
        isActive: isSold(seat, now),
      })),
    entitlements: entitlements.map((one) => ({ ...one, isActive: isSold(one, now) })),
  };
}
